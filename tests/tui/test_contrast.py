"""Every look can be read: by its table of colours, and by what stands on the screens."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, cast

import pytest
from textual.color import Color
from textual.pilot import Pilot
from textual.theme import Theme

import pathway.tui
from pathway.engine import Library
from pathway.tui.app import PathwayApp
from pathway.tui.themes import DARK, LOOKS, THEMES
from pathway.tui.widgets.tones import STYLES, toned
from pathway.views.page import Tone

from .conftest import NARROW, WIDE, press, seated, sitting
from .legible import MARK, TEXT, contrast, faint

_GROUNDS: Final = ("background", "surface", "panel")
#: What is text on each of the grounds, and what is a mark on each.
_TONES: Final = (
    "foreground",
    "foreground-muted",
    "text",
    "text-muted",
    "text-disabled",
    "text-error",
    "text-warning",
    "text-success",
    "text-accent",
    "footer-foreground",
    "footer-key-foreground",
)
_MARKS: Final = ("rule", "border", "border-blurred", "text-error", "text-warning", "text-success")
#: Pairs that belong together; the rows that are chosen are of one colour.
_PAIRS: Final = (
    ("foreground", "block-cursor-blurred-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("block-cursor-foreground", "block-cursor-background"),
    ("foreground", "block-hover-background"),
    ("footer-foreground", "footer-background"),
    ("footer-key-foreground", "footer-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("input-selection-foreground", "input-selection-background"),
    ("screen-selection-foreground", "screen-selection-background"),
    ("on-alert", "error"),
    ("on-copy", "warning"),
)
_BARS: Final = tuple(
    (f"scrollbar{state}", f"scrollbar-background{state}") for state in ("", "-hover", "-active")
)


# -- the table ----------------------------------------------------------------------------


def test_contrast_is_counted_as_in_the_guidelines() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.005)
    assert contrast((9, 9, 9), (9, 9, 9)) == 1


@pytest.mark.parametrize("grey", [False, True], ids=["in colour", "in grey"])
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_pair_of_colours_can_be_read(theme: Theme, *, grey: bool) -> None:
    low = [
        f"{over} on {ground}: {found:.2f}"
        for over, ground, least in _table(theme)
        if (found := _between(theme, over, ground, grey=grey)) < least
    ]
    assert not low, "\n" + "\n".join(low)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_no_colour_is_mixed_with_what_is_behind_it(theme: Theme) -> None:
    """What is half transparent, or chosen by the ground, has a contrast that no table knows."""
    named = {name for pair in _table(theme) for name in pair[:2]}
    assert {name for name in named if Color.parse(_variables(theme)[name]).a != 1} == set()


def test_the_table_has_every_colour_that_is_used() -> None:
    """In the style sheets of the terminal and in its tones."""
    tabled = {name for pair in _table(DARK) for name in pair[:2]}
    assert set(_used()) - tabled == set()
    assert {name for theme in THEMES for name in set(_used()) - {*_variables(theme)}} == set()


def test_every_look_is_one_of_ours() -> None:
    assert [theme.name for theme in THEMES] == list(LOOKS) == list(TEXT)


def test_a_page_is_in_the_tones_of_the_look() -> None:
    """And not in the sixteen colours of a terminal, which no look knows."""
    page = toned("a \x1b[1mhead\x1b[0m, \x1b[1;31mb\x1b[0m\n\x1b[2mc\x1b[0m\n")
    assert page.plain == "a head, b\nc"
    spans = [(page.plain[span.start : span.end], span.style) for span in page.spans]
    assert spans == [("head", "bold"), ("b", STYLES[Tone.ALARM]), ("c", STYLES[Tone.QUIET])]


def _table(theme: Theme) -> Iterator[tuple[str, str, float]]:
    """Every colour with its ground, and how much it has to stand out."""
    for ground in _GROUNDS:
        yield from ((tone, ground, TEXT[theme.name]) for tone in _TONES)
        yield from ((mark, ground, MARK) for mark in _MARKS)
    for ground in ("background", "surface"):
        yield "block-cursor-background", ground, MARK
    yield from ((over, ground, TEXT[theme.name]) for over, ground in _PAIRS)
    yield from ((bar, behind, MARK) for bar, behind in _BARS)


def _between(theme: Theme, one: str, other: str, *, grey: bool) -> float:
    variables = _variables(theme)
    colours = (Color.parse(variables[name]) for name in (one, other))
    first, second = ((c.monochrome if grey else c).rgb for c in colours)
    return contrast(first, second)


def _variables(theme: Theme) -> dict[str, str]:
    return {**theme.to_color_system().generate(), **theme.variables}


def _used() -> Iterator[str]:
    room = Path(pathway.tui.__file__).parent
    for path in (*room.glob("*.tcss"), *room.rglob("*.py")):
        if "web" not in path.relative_to(room).parts:
            yield from re.findall(r"\$([a-z][a-z0-9-]*)", path.read_text("utf-8"))


# -- the screens --------------------------------------------------------------------------

#: Keys to press; after each of them the screen is looked at in every look.
_EMERGENCY: Final = ((), ("2",), ("3",), ("p",), ("f1",))


@pytest.mark.slow
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_an_emergency_can_be_read(library: Library, size: tuple[int, int]) -> None:
    """Also where the look changes under way; all other screens are read in test_every_screen."""
    async with seated(sitting(library, "cauda-equina-52"), size) as pilot:
        pilot.app.notify("a word of warning", title="mind", severity="warning", timeout=600)
        low = set[str]()
        for keys in _EMERGENCY:
            low |= await _faint(pilot, keys)
    assert not low, "\n" + "\n".join(sorted(low))


@pytest.mark.slow
async def test_without_colour_every_stop_says_the_same(
    library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    coloured = await _said(library)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "anew"))  # where no answers are kept yet
    monkeypatch.setenv("NO_COLOR", "1")
    assert await _said(library) == coloured


async def _said(library: Library) -> list[str]:
    async with seated(sitting(library, "cauda-equina-52"), WIDE) as pilot:
        return [await press(pilot, *keys) for keys in _EMERGENCY]


async def _faint(pilot: Pilot[int], keys: tuple[str, ...]) -> set[str]:
    """What cannot be read after some keys, in any look; each stop begins with another one."""
    await press(pilot, *keys)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    where = " ".join(keys)
    found = set(faint(pilot.app, where))
    for _ in LOOKS.keys() - {pilot.app.theme}:
        cast("PathwayApp", pilot.app).action_look()
        await pilot.pause()
        found |= set(faint(pilot.app, where))
    return found
