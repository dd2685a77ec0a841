"""What holds for all further screens: reached, left, shrunk, and read without colour."""

import pytest

from pathway.engine import Library
from pathway.tui.places import place
from pathway.tui.session import Session

from .conftest import WIDE, seated, sitting
from .places import drawn, opened, press

HEADINGS = {
    "why": "Why ·",
    "pathway": "Pathway ·",
    "attributes": "Patient ·",
    "timeline": "Timeline ·",
    "what_if": "HYPOTHETICAL · What if",
    "compare": "Compare ·",
}
pytestmark = pytest.mark.slow
EACH = pytest.mark.parametrize("name", HEADINGS)


@EACH
async def test_a_key_opens_it_and_esc_comes_back(mon57: Session, name: str) -> None:
    async with seated(mon57) as pilot:
        before = await press(pilot, "3")
        said = await press(pilot, place(name).key)
        assert HEADINGS[name] in said
        assert "DRAFT, not clinically signed off" in said
        assert "Esc" in said.splitlines()[-1]
        assert "F1 help" in said.splitlines()[-1]
        assert await press(pilot, "escape") == before
    assert not mon57.told


@EACH
async def test_its_help_says_what_it_is_for(mon57: Session, name: str) -> None:
    async with seated(mon57, WIDE) as pilot:
        await opened(pilot, mon57, name)
        said = await press(pilot, "f1")
        about = pilot.app.screen_stack[-2].HELP or ""
        assert about[:40]
        assert about[:40] in " ".join(said.split())


@EACH
async def test_without_colour_the_same_is_said(
    mon57: Session, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with seated(mon57, WIDE) as pilot:
        coloured = await opened(pilot, mon57, name)
    monkeypatch.setenv("NO_COLOR", "1")
    async with seated(mon57, WIDE) as pilot:
        assert await opened(pilot, mon57, name) == coloured
        assert pilot.app.no_color


@EACH
async def test_a_very_small_terminal_loses_nothing(mon57: Session, name: str) -> None:
    async with seated(mon57, WIDE) as pilot:
        whole = await opened(pilot, mon57, name)
        for size in ((40, 12), (20, 5), WIDE):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await press(pilot, "down", "up")
        assert (await drawn(pilot)).splitlines()[:5] == whole.splitlines()[:5]


@EACH
async def test_hostile_text_stays_text(library: Library, name: str) -> None:
    """Neither markup nor control characters of a patient file reach the terminal."""
    source = "lab [bold]\x1b]0;x\x07 \u202e[@click=app.exit]x[/]"
    mapping = {
        "patient": "p\x1b[31m",
        "label": "[red]M[/] \u202e\x07",
        "recorded": "2026-11-20",
        "attributes": {"platelets": {"value": 9, "source": source}, "age": 50},
        "trials": [{"therapy": "yoga", "weeks": 6, "outcome": "worse", "source": source}],
    }
    like = sitting(library, "mon-57")
    session = Session(library, library.patient(mapping, today=like.as_of), like.as_of)
    async with seated(session, WIDE) as pilot:
        await opened(pilot, session, name)
        for key in ("down", "enter", "escape", "c"):
            said = await press(pilot, key)
            assert not [c for c in said if c != "\n" and not c.isprintable()]
