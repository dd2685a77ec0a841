"""One walk through every screen and dialog: what is looked at, drawn, and made too small.

Every stop begins at the screen in which the last one ended, and Esc leads back to it.
"""

import json
import shutil
import time
from collections.abc import Callable
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import ClassVar, Final, Self

import pytest
from textual.pilot import Pilot

from pathway.engine import Library
from pathway.frozen import frozen
from pathway.records import DecisionChoice, store
from pathway.tui import decision, recovery
from pathway.tui.app import PathwayApp
from pathway.tui.decision import Draft
from pathway.tui.opening import Opening
from pathway.tui.screens import recover
from pathway.tui.session import Session
from pathway.tui.setting import Setting
from pathway.tui.themes import keep_theme
from tests.examples import real_patients

from .conftest import AS_OF

FOLDER: Final = Path("patients")
_NOW: Final = "2026-11-20T09:30+00:00"


@frozen
class Stop:
    """A screen or dialog: how one gets there, what it is, and how many Esc lead back."""

    name: str
    #: What it is, as the page with the pictures says.
    says: str
    #: The class of the screen in front.
    screen: str
    keys: tuple[str, ...] = ()
    back: int = 0
    #: What somebody else does before the last key.
    meanwhile: Callable[[], None] | None = None


def _changed_by_somebody() -> None:
    with (FOLDER / "mon-57.yaml").open("a", encoding="utf-8") as file:
        file.write("# changed by somebody else\n")


#: To the option on which the walk asks and decides.
_FIRST: Final = ("3", "home")
#: At the list of patients.
_CHOOSING: Final = (
    Stop("patients", "the patients of a folder", "OpenScreen"),
    Stop("patients-found", "a patient is found by a few letters", "OpenScreen", (*"numb",), 1),
    Stop(
        "patients-broken",
        "a file that cannot be opened says all that is wrong with it",
        "PageScreen",
        (*"broken", "enter"),
        2,
    ),
    Stop(
        "new",
        "somebody new: who it is, and what hurts",
        "NewScreen",
        ("ctrl+n", *"Ada", "enter", *"58", "enter", "enter", "down"),
        1,
    ),
    Stop("whose", "a record of several people asks whose", "WhoseScreen", (*"two", "enter"), 2),
)
#: In front of a patient.
_SITTING: Final = (
    Stop(
        "recover",
        "answers that were not saved are offered again",
        "RecoverScreen",
        (*"mon", "enter"),
        1,
    ),
    Stop("brief", "the brief: the advice on one screen", "MainScreen"),
    Stop("questions", "what to ask, and what each answer decides", "MainScreen", ("1",), 1),
    Stop("answered", "an answer, and what it changed", "MainScreen", ("n",)),
    Stop("number", "an answer that is typed", "MainScreen", ("1", "end", "enter", "2"), 2),
    Stop("plan", "what to do now, in order", "MainScreen", ("2",), 1),
    Stop("options", "all options by verdict", "MainScreen", _FIRST, 1),
    Stop(
        "options-found",
        "an option is found by its drug",
        "MainScreen",
        ("3", "slash", *"ibuprofen"),
        2,
    ),
    Stop("options-none", "nothing is called so", "MainScreen", ("3", "slash", *"xyz"), 2),
    Stop("reasons", "why the chosen option stands there", "MainScreen", (*_FIRST, "4"), 2),
    Stop("why", "the whole reasons of an option", "WhyScreen", (*_FIRST, "w", "down"), 2),
    Stop("decide", "a decision on an option", "DecideScreen", (*_FIRST, "d"), 2),
    Stop("decide-sure", "what will be recorded", "DecideScreen", (*_FIRST, "d", "enter"), 3),
    Stop(
        "follow", "the pathway that is followed, and what else would do", "FollowScreen", ("f",), 1
    ),
    Stop("assumed", "what was assumed, to be confirmed", "AssumptionsScreen", ("a",), 1),
    Stop("pathway", "the pathway as a graph", "PathwayScreen", ("p",), 1),
    Stop("attributes", "all that is known, by topic", "AttributesScreen", ("e", "down"), 1),
    Stop(
        "attributes-found",
        "an attribute is found",
        "AttributesScreen",
        ("e", "slash", *"plate"),
        2,
    ),
    Stop(
        "value",
        "a value, with its date and source",
        "ValueForm",
        ("e", "slash", *"platelet", "enter", "enter"),
        3,
    ),
    Stop("timeline", "the treatments so far", "TimelineScreen", ("t", "down"), 1),
    Stop(
        "timeline-found",
        "a treatment is found by its drug",
        "TimelineScreen",
        ("t", "slash", *"ibuprofen"),
        2,
    ),
    Stop("trial", "a treatment that was tried", "TrialForm", ("t", "enter"), 2),
    Stop("what-if", "a copy to try answers on", "WhatIfScreen", ("h", "t", "d", "escape"), 2),
    Stop("compare", "what every pathway says", "CompareScreen", ("g", "right"), 1),
    Stop("agree", "what is to begin is agreed on, a letter for each", "AgreeScreen", ("space",), 1),
    Stop("agreed", "what was agreed and recorded", "AgreeScreen", ("space", "a"), 1),
    Stop(
        "contraindicated",
        "an answer that speaks against what was advised",
        "MainScreen",
        ("1", "home", "y"),
        1,
    ),
    Stop("decided", "what was decided, and what changed since", "DecidedScreen", ("l", "down"), 1),
    Stop("changes", "what every answer of this sitting changed", "PageScreen", ("c",), 1),
    Stop("export", "the pages that leave the room", "ExportScreen", ("x",), 1),
    Stop("export-file", "a page is written", "ExportScreen", ("x", "enter"), 2),
    Stop("save", "the patient file is saved", "SaveScreen", ("s",), 1),
    Stop(
        "save-changed",
        "the file was changed by somebody else",
        "ChangedScreen",
        ("s", "enter"),
        2,
        _changed_by_somebody,
    ),
    Stop("help", "the keys and signs", "PageScreen", ("f1",), 1),
    Stop("palette", "every command by its name", "CommandPalette", ("ctrl+p", "a", "down"), 1),
    Stop(
        "leave",
        "closing with answers that were not saved",
        "LeaveScreen",
        # An answer that is taken at any size: where no question can be read, none is answered.
        ("e", "slash", *"platelets", "enter", "u", *["escape"] * 2, "q"),
        1,
    ),
)
_EMERGENCY: Final = (
    Stop("emergency", "an emergency", "MainScreen", ("o", *"cauda", "enter")),
    Stop("emergency-plan", "an emergency: what to do now", "MainScreen", ("2",), 1),
    Stop("emergency-options", "an emergency: what is held", "MainScreen", ("3",), 1),
    Stop("emergency-reasons", "an emergency: why", "MainScreen", ("4",), 2),
)
#: Every stop, in the order in which they are passed.
STOPS: Final = (*_CHOOSING, *_SITTING, *_EMERGENCY)


class _Stopped(datetime):
    """A clock that stands still: what is kept and recorded says when."""

    at: ClassVar[str] = _NOW

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        del tz
        return cls.fromisoformat(cls.at)


@pytest.fixture
def folder(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The patients of the walk, one of whom has answers that were never saved."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    for module in (recovery, recover, store):
        monkeypatch.setattr(module, "datetime", _Stopped)
    FOLDER.mkdir()
    for name in ("mon-57", "cauda-equina-52", "simple-41"):
        shutil.copy(real_patients() / f"{name}.yaml", FOLDER)
    (FOLDER / "broken.yaml").write_text("patient: broken\nattributes:\n  agee: 50\n  sex: cat\n")
    (FOLDER / "two.json").write_text(json.dumps(_record_of_two()))
    _left_behind(library)
    monkeypatch.setattr(_Stopped, "at", "2026-11-06T09:30+00:00")
    _declined(library)
    monkeypatch.setattr(_Stopped, "at", _NOW)
    return FOLDER


async def walk(
    library: Library, size: tuple[int, int], look: str, see: Callable[[Stop, Pilot[int]], None]
) -> None:
    """See every stop in a terminal of this size and look; Esc has to lead back from each."""
    keep_theme(look)
    app = PathwayApp(None, Setting(as_of=AS_OF, actor="Dr Ada"), FOLDER)
    app._opening = Opening(app.setting, library)
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        for stop in STOPS:
            await _go(pilot, stop)
            assert type(app.screen).__name__ == stop.screen, stop.name
            see(stop, pilot)
            await pilot.press(*["escape"] * stop.back)
            await pilot.pause()
            home = "OpenScreen" if stop in _CHOOSING else "MainScreen"
            assert type(app.screen).__name__ == home, f"Esc does not leave: {stop.name}"


async def _go(pilot: Pilot[int], stop: Stop) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.press(*stop.keys[:-1])
    if stop.meanwhile is not None:
        stop.meanwhile()
    await pilot.press(*stop.keys[-1:])
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def _sitting(library: Library) -> Session:
    path = FOLDER / "mon-57.yaml"
    return Session(library, library.patient_from_file(path, today=AS_OF), AS_OF, None, path)


def _left_behind(library: Library) -> None:
    session = _sitting(library)
    session.nothing_tried()
    recovery.keep(session)


def _declined(library: Library) -> None:
    """Somebody declined an option in an earlier sitting."""
    session = _sitting(library)
    session.actor, session.setting = "Dr Ito", Setting()
    draft = Draft("spinal_manipulation", DecisionChoice.DECLINE, reason="afraid of it")
    decision.record(session, draft)


def _record_of_two() -> dict[str, object]:
    people = [("1", "Ada", date(1968, 3, 4)), ("2", "Bo", date(1999, 1, 2))]
    found = [
        {
            "resourceType": "Patient",
            "id": id_,
            "name": [{"use": "official", "family": "Example", "given": [given]}],
            "birthDate": str(born),
        }
        for id_, given, born in people
    ]
    entry = [{"resource": one} for one in found]
    return {"resourceType": "Bundle", "type": "collection", "entry": entry}
