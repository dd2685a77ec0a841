"""Panes that nobody sees are not drawn after an answer, and never show an older state."""

import asyncio

import pytest
from textual.pilot import Pilot

from pathway.engine import Library
from pathway.tui import recovery
from pathway.tui.screens.main import MainScreen
from pathway.tui.session import Session
from pathway.tui.widgets.options import first
from tests.lanes import thinned
from tests.patience import PATIENCE

from .conftest import NARROW, WIDE, press, screen, seated, session_of, sitting

SIZES = pytest.mark.parametrize("size", thinned([NARROW, WIDE], 2), ids=["narrow", "wide"])
PANES = ("1", "2", "3", "4", "b")


def answered(library: Library) -> Session:
    """The demonstration patient without the first group of red flags, told before it is seen."""
    session = sitting(library, "mon-57")
    session.chosen = first(session.advice)  # as on a screen that was there before
    session.none_of_these(session.questions[0])
    return session


async def seen(session: Session, size: tuple[int, int], *keys: str) -> str:
    """The screen after some keys; nothing is kept for the next sitting."""
    async with seated(session, size) as pilot:
        said = await press(pilot, *keys)
    recovery.drop(session)
    return said


@SIZES
@pytest.mark.parametrize("pane", thinned(PANES, 3))
async def test_a_pane_shows_what_was_just_answered(
    library: Library, size: tuple[int, int], pane: str
) -> None:
    """The same whether an answer was given before the first screen or on the brief."""
    fresh = await seen(answered(library), size, pane)
    assert await seen(sitting(library, "mon-57"), size, "n", pane) == fresh


@SIZES
@pytest.mark.parametrize("pane", thinned(PANES, 3))
async def test_a_pane_shows_what_was_just_taken_back(
    library: Library, size: tuple[int, int], pane: str
) -> None:
    """Also one that was seen before, so that there is something old that it could show."""
    fresh = await seen(answered(library), size, "z", pane)
    assert await seen(sitting(library, "mon-57"), size, pane, "b", "n", "z", pane) == fresh


async def test_a_wider_window_shows_panes_as_they_are_now(library: Library) -> None:
    fresh = await seen(answered(library), WIDE, "3")
    async with seated(sitting(library, "mon-57"), NARROW) as pilot:
        await press(pilot, "n", "3")
        await pilot.resize_terminal(*WIDE)
        async with asyncio.timeout(PATIENCE):
            while screen(pilot) != fresh:  # the banner is fitted once it knows its new width
                await pilot.pause()
        assert screen(pilot) == fresh


async def test_only_what_is_seen_is_drawn_after_an_answer(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with seated(sitting(library, "mon-57"), WIDE) as pilot:
        shown = watched(pilot, monkeypatch)
        await press(pilot, "n")
        assert session_of(pilot).told
        assert shown == ["brief"]
        await press(pilot, "3")
        assert sorted(shown) == ["brief", "options-pane", "plan", "questions", "reasons"]


def watched(pilot: Pilot[int], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The panes that are shown from now on, in order."""
    shown: list[str] = []
    main = pilot.app.screen
    assert isinstance(main, MainScreen)
    for pane in main._panes:

        def show(session: Session, pane: object = pane, show: object = pane.show) -> None:
            shown.append(str(getattr(pane, "id", "")))
            assert callable(show)
            show(session)

        monkeypatch.setattr(pane, "show", show)
    return shown
