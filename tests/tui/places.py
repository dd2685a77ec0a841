"""The further screens in tests: opened from their table, and read once their footer is drawn."""

from typing import Any

from textual.pilot import Pilot

from pathway.tui.places import place
from pathway.tui.session import Session

from . import conftest

#: So often is looked again for a footer that is drawn anew after the keys have changed.
_LOOKS = 50


async def opened(pilot: Pilot[int], session: Session, name: str, results: Any = None) -> str:
    """One of the places in front of the main screen."""
    callback = None if results is None else results.append
    await pilot.app.push_screen(place(name).open(session), callback)
    return await drawn(pilot)


async def press(pilot: Pilot[int], *keys: str) -> str:
    """Press keys and give back the screen."""
    await pilot.press(*keys)
    return await drawn(pilot)


async def drawn(pilot: Pilot[int]) -> str:
    """The screen with its footer."""
    said = ""
    for _ in range(_LOOKS):
        await pilot.pause()
        said = conftest.screen(pilot)
        if said.splitlines()[-1].strip():
            break
    return said
