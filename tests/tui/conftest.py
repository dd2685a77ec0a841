"""A sitting with the demonstration patient on a fixed day, and the screen as plain text."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from pathway.engine import Library, open_library
from pathway.tui.app import PathwayApp
from pathway.tui.session import Session
from tests.examples import real_patients
from tests.tui.settling import screens_settle

__all__ = ["screens_settle"]

ROOT = Path(__file__).parents[2]
AS_OF = date(2026, 11, 20)
NARROW, WIDE = (80, 24), (120, 40)

Seated = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither looks, answers nor decisions of the person who runs the tests."""
    for name in ("NO_COLOR", "PATHWAY_RECORDS", "PATHWAY_RECORDS_KEY", "PATHWAY_ACTOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture(scope="session")
def library() -> Library:
    return open_library()


@pytest.fixture
def mon57(library: Library) -> Session:
    return sitting(library, "mon-57")


def sitting(library: Library, name: str) -> Session:
    """An example patient's sitting."""
    path = real_patients() / f"{name}.yaml"
    return Session(library, library.patient_from_file(path, today=AS_OF), AS_OF, None, path)


def told(library: Library, **members: Any) -> Session:
    """The sitting of a patient with these keys of a patient file, recorded on the day."""
    mapping = {"patient": "somebody", "recorded": AS_OF, **members}
    return Session(library, library.patient(mapping, today=AS_OF), AS_OF)


@asynccontextmanager
async def seated(session: Session, size: tuple[int, int] = NARROW) -> AsyncIterator[Pilot[int]]:
    """The terminal on a session, without a terminal."""
    app = PathwayApp(session)
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


async def press(pilot: Pilot[int], *keys: str) -> str:
    """Press keys and give back the screen."""
    await pilot.press(*keys)
    await pilot.pause()
    return screen(pilot)


async def choose(pilot: Pilot[int], option: str) -> None:
    """Go down the list of options to one of them."""
    await press(pilot, "3")
    rows = pilot.app.screen.query_one("#options", OptionList)
    while rows.highlighted_option is None or rows.highlighted_option.id != option:
        await pilot.press("down")


def screen(pilot: Pilot[int]) -> str:
    """What stands on the screen in front, as plain text."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips) + "\n"


def flat(text: str) -> str:
    """The screen as one line, whatever way it was wrapped."""
    return " ".join(text.split())


def inside(text: str) -> str:
    """What a dialog says, as one line without its frame and what stands beside it."""
    framed = (line.split("┃") for line in text.splitlines() if line.count("┃") == 2)
    return flat("\n".join(parts[1] for parts in framed))


def session_of(pilot: Pilot[int]) -> Session:
    session = cast("PathwayApp", pilot.app).session
    assert session is not None
    return session
