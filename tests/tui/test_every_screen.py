"""Every screen and dialog: as pictured in the documents, readable, and left by Esc at any size."""

import os
from asyncio import timeout
from pathlib import Path
from typing import Final

import pytest
from textual.pilot import Pilot

from pathway.engine import Library
from pathway.tui.themes import LOOKS
from tests.golden import expect

from .conftest import NARROW, ROOT, WIDE
from .drawing import picture
from .legible import faint
from .walk import STOPS, Stop, folder, walk

__all__ = ["folder"]

IMAGES: Final = ROOT / "docs/images/screens"
SIZES: Final = {"80x24": NARROW, "120x40": WIDE, "200x50": (200, 50)}
#: The folder of a look.
FOLDERS: Final = {name: said.replace(" ", "-") for name, said in LOOKS.items()}
#: Too small for anything, in one direction or both.
TINY: Final = ((1, 1), (2, 24), (80, 2), (1, 50), (200, 1), (20, 8))


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS, ids=FOLDERS.get)
@pytest.mark.parametrize("size", SIZES)
async def test_the_pictures_are_the_screens_and_can_be_read(
    library: Library, folder: Path, size: str, look: str
) -> None:
    """All pictures of a size and a look from one walk."""
    assert folder.is_dir()
    low, stale = set[str](), list[str]()

    def see(stop: Stop, pilot: Pilot[int]) -> None:
        low.update(faint(pilot.app, stop.name))
        path = IMAGES / size / FOLDERS[look] / f"{stop.name}.svg"
        if not _is(path, picture(pilot.app, f"{stop.name}: {stop.says}")):
            stale.append(str(path.relative_to(ROOT)))

    await walk(library, SIZES[size], look, see)
    assert not low, "\n" + "\n".join(sorted(low))
    assert not stale, f"{_STALE}\n" + "\n".join(stale)


@pytest.mark.slow
@pytest.mark.parametrize("size", TINY, ids=lambda size: "×".join(map(str, size)))
async def test_every_screen_at_any_size(
    library: Library, folder: Path, size: tuple[int, int]
) -> None:
    """Nothing raises, the keys lead to the same screens, and Esc leads back from each of them."""
    assert folder.is_dir()
    passed: list[Stop] = []
    async with timeout(900):  # it only ends what never would
        await walk(library, size, next(iter(LOOKS)), lambda stop, _: passed.append(stop))
    assert passed == list(STOPS)


# -- the page that shows them -------------------------------------------------------------------


def test_the_page_of_the_screens() -> None:
    """`make golden` and `make pictures` write it."""
    expect("../../docs/screens.md", _page())


def test_there_is_no_other_picture() -> None:
    """None is missing, and none is left of a screen that is gone."""
    wanted = {
        IMAGES / size / look / f"{stop.name}.svg"
        for size in SIZES
        for look in FOLDERS.values()
        for stop in STOPS
    }
    there = set(IMAGES.rglob("*.svg"))
    if _update():
        for path in there - wanted:
            path.unlink()
        return
    assert sorted(there - wanted) == [], f"left over; {_STALE}"
    assert sorted(wanted - there) == [], f"missing; {_STALE}"


_STALE: Final = "pictures that are not the screens as they are; `make pictures` draws them anew:"


def _update() -> bool:
    return os.environ.get("PATHWAY_UPDATE_GOLDEN") == "1"


def _is(path: Path, drawn: str) -> bool:
    """Whether a picture is the one that stands there, after it was written where that is wanted."""
    if _update():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
    return path.is_file() and path.read_text(encoding="utf-8") == drawn


def _page() -> str:
    """Every screen with its pictures, a line for each size and a column for each look."""
    heads = f"| | {' | '.join(LOOKS.values())} |\n|---|{'---|' * len(LOOKS)}"
    return _HEAD + "".join(
        f"\n## {stop.name}\n\n{stop.says[0].upper()}{stop.says[1:]}.\n\n{heads}\n"
        + "".join(f"| {size.replace('x', '×')} | {_row(stop.name, size)} |\n" for size in SIZES)
        for stop in STOPS
    )


def _row(name: str, size: str) -> str:
    paths = (f"images/screens/{size}/{look}/{name}.svg" for look in FOLDERS.values())
    return " | ".join(f"[![{name}]({path})]({path})" for path in paths)


_HEAD: Final = """# Every screen of the terminal

Each screen and dialog in a small, a usual and a large window, dark, light and in high contrast; a
picture leads to itself in full. They are drawn by `make pictures` on one walk through the terminal
(`tests/tui/walk.py`), and a test says which of them are stale. What to do with them:
[terminal.md](terminal.md).
"""
