"""What holds for all further screens: reached, left, shrunk, and read without colour."""

import pytest
from textual.pilot import Pilot

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


async def test_a_key_opens_each_its_help_says_what_it_is_for_and_esc_comes_back(
    mon57: Session,
) -> None:
    async with seated(mon57, WIDE) as pilot:
        before = await press(pilot, "3")
        for name, heading in HEADINGS.items():
            said = await press(pilot, place(name).key)
            assert heading in said
            assert "DRAFT, not clinically signed off" in said, name
            assert "Esc" in said.splitlines()[-1], name
            assert "F1 help" in said.splitlines()[-1], name
            about = pilot.app.screen.HELP or ""
            assert about[:40], name
            assert about[:40] in " ".join((await press(pilot, "f1")).split())
            assert await press(pilot, "escape") == said, name
            assert await press(pilot, "escape") == before, name
    assert not mon57.told


async def test_without_colour_the_same_is_said(
    mon57: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with seated(mon57, WIDE) as pilot:
        coloured = [await seen(pilot, mon57, name) for name in HEADINGS]
    monkeypatch.setenv("NO_COLOR", "1")
    async with seated(mon57, WIDE) as pilot:
        assert [await seen(pilot, mon57, name) for name in HEADINGS] == coloured
        assert pilot.app.no_color


async def test_a_very_small_terminal_loses_nothing(mon57: Session) -> None:
    async with seated(mon57, WIDE) as pilot:
        for name in HEADINGS:
            whole = await opened(pilot, mon57, name)
            for size in ((40, 12), (20, 5), WIDE):
                await pilot.resize_terminal(*size)
                await pilot.pause()
                await press(pilot, "down", "up")
            assert (await drawn(pilot)).splitlines()[:5] == whole.splitlines()[:5]
            await press(pilot, "escape")


async def seen(pilot: Pilot[int], session: Session, name: str) -> str:
    """What one of the places shows; afterwards the main screen is in front again."""
    said = await opened(pilot, session, name)
    await press(pilot, "escape")
    return said


async def test_hostile_text_stays_text(library: Library) -> None:
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
        main = len(pilot.app.screen_stack)
        for name in HEADINGS:
            await opened(pilot, session, name)
            for key in ("down", "enter", "escape", "c"):
                said = await press(pilot, key)
                assert not [c for c in said if c != "\n" and not c.isprintable()], (name, key)
            while len(pilot.app.screen_stack) > main:
                await press(pilot, "escape")
