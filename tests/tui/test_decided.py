"""The page of decisions: one of an earlier sitting, what has changed since, and what follows."""

from pathlib import Path

from pathway.engine import Library
from pathway.tui.session import Session
from tests.golden import expect

from .conftest import AS_OF, NARROW, flat, press, seated
from .walk import folder

__all__ = ["folder"]


def again(library: Library, folder: Path) -> Session:
    """The patient on whom something was declined a fortnight ago."""
    path = folder / "mon-57.yaml"
    return Session(library, library.patient_from_file(path, today=AS_OF), AS_OF, None, path)


async def test_what_was_declined_stays_declined(library: Library, folder: Path) -> None:
    async with seated(again(library, folder), NARROW) as pilot:
        await press(pilot, "escape")  # answers of that sitting are not wanted
        expect("tui/decided_80x24.txt", await press(pilot, "9"))


async def test_what_has_changed_since(library: Library, folder: Path) -> None:
    """Line by line, and whether it is offered now."""
    async with seated(again(library, folder), NARROW) as pilot:
        await press(pilot, "escape", "n")
        said = flat(await press(pilot, "9"))
        assert "advised then pending, ask first; now pending, ask first" in said
        assert "so is considered again, and waits for an answer" in said
        await press(pilot, "escape", "1", "home", "y")
        expect("tui/decided_since_80x24.txt", await press(pilot, "9"))


async def test_what_was_declined_is_offered_again(library: Library, folder: Path) -> None:
    session = again(library, folder)
    async with seated(session, NARROW) as pilot:
        await press(pilot, "escape", "n", "1", "home", "n")
        said = flat(await press(pilot, "9"))
        assert "changed bleeding disorder: not asked → no" in said
        assert "now recommended, start" in said
        assert "so is offered again" in said
