"""From a name to the first advice: who it is, what hurts, which pathway, and whose record."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from pathway.engine import Library
from pathway.ground.problems import PatientError
from pathway.tui import newcomer, run
from pathway.tui.app import PathwayApp
from pathway.tui.newcomer import Newcomer
from pathway.tui.opening import Opening
from pathway.tui.screens.new import NewScreen
from pathway.tui.session import Session
from pathway.tui.setting import Setting
from pathway.tui.web import worker
from pathway.tui.widgets.banner import Banner
from tests.golden import expect

from .conftest import AS_OF, NARROW, flat, inside, press, screen, seated, session_of, told

BACK = ("down", "down", "down")


@pytest.fixture(autouse=True)
def known_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys that are made up for people without a record number, one after the other."""
    made = iter(range(1, 100))

    class Counted:
        @property
        def hex(self) -> str:
            return f"{next(made):032x}"[::-1]

    monkeypatch.setattr(newcomer, "uuid4", Counted)


@asynccontextmanager
async def choosing(library: Library, folder: Path) -> AsyncIterator[Pilot[int]]:
    """The terminal on a folder, with pathways that are open already."""
    app = PathwayApp(None, Setting(as_of=AS_OF), folder)
    app._opening = Opening(app.setting, library)
    app.animation_level = "none"
    async with app.run_test(size=NARROW) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        yield pilot


async def dialog(pilot: Pilot[int]) -> None:
    await press(pilot, "ctrl+n")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def test_what_a_patient_may_come_with(library: Library) -> None:
    assert [(c.attribute, c.value, c.pathway) for c in library.complaints(AS_OF)] == [
        ("leg_pain", "radicular", "sciatica"),
        ("leg_pain", "referred", "low-back-pain"),
        ("leg_pain", "claudication", "low-back-pain"),
        ("low_back_pain", True, "low-back-pain"),
        ("knee_pain", True, "knee-osteoarthritis"),
    ]


async def test_name_birth_date_and_complaint(library: Library, tmp_path: Path) -> None:
    """Thirty-one keys to the first advice, typed as fast as they come."""
    async with choosing(library, tmp_path) as pilot:
        await dialog(pilot)
        keys = [*"Ada", "space", *"Example", "enter", *"1968-03-04", "enter", "enter", *BACK]
        expect("tui/new_80x24.txt", await press(pilot, *keys))
        expect("tui/first_minute_80x24.txt", await press(pilot, "enter"))
        session = session_of(pilot)
        assert (session.patient.name, session.patient.id) == ("Ada Example", "ae-100000")
        assert session.advice.pathway.id == "low-back-pain"
        assert session.unsaved


async def test_an_age_a_number_and_two_complaints(library: Library, tmp_path: Path) -> None:
    async with choosing(library, tmp_path) as pilot:
        await dialog(pilot)
        await press(pilot, *"A.E.", "enter", *"58", "enter", *"004711", "enter")
        said = await press(pilot, "space", *BACK, "space", "enter")
        assert "A.E. · 004711" in said
        session = session_of(pilot)
        assert session.patient.id == "004711"
        assert {name: e[-1].value for name, e in session.patient.entries.items()} == {
            "age": 58,
            "leg_pain": "radicular",
            "low_back_pain": True,
        }
        assert session.advice.pathway.id == "sciatica"
        assert session.undo() == "age: 58 years, leg pain: radicular, low back pain: yes"


@pytest.mark.parametrize(
    ("born", "says"),
    [
        ("1968-13-04", "`1968-13-04` is not a date"),
        ("130", "impossible value: age 130 years; possible is 0 to 120"),
        ("last year", "`last year` is not a date"),
        ("2999-01-01", "2999-01-01 is in the future"),
    ],
)
def test_no_date_of_birth_is_guessed(library: Library, born: str, says: str) -> None:
    with pytest.raises(PatientError) as caught:
        Opening(Setting(as_of=AS_OF), library).new(Newcomer("A. E.", born))
    assert says in caught.value.problems[0].message


async def test_what_is_missing_or_wrong_is_said_at_its_field(
    library: Library, tmp_path: Path
) -> None:
    async with choosing(library, tmp_path) as pilot:
        await dialog(pilot)
        said = inside(await press(pilot, "enter", "enter", "enter", "enter"))
        assert "[!] a name, initials or a record number are needed" in said
        await press(pilot, *"Bo", "enter", *"soon", "enter", "enter", "enter")
        assert "`soon` is not a date" in screen(pilot)
        assert pilot.app.screen.query_one("#field-born Input", Input).has_focus
        assert "Choose a patient" in await press(pilot, "escape")


async def test_something_else_hurts(library: Library, tmp_path: Path) -> None:
    """Without a complaint no pathway is followed, and the complaint is what is asked for."""
    async with choosing(library, tmp_path) as pilot:
        await dialog(pilot)
        said = flat(await press(pilot, *"Bo", "enter", "enter", "enter", "end", "enter"))
        assert "No pathway" in said
        assert "→ which pathway to follow" in said


def test_two_of_one_name_are_two_people(library: Library) -> None:
    opening = Opening(Setting(as_of=AS_OF), library)
    one, two = (opening.new(Newcomer("Jürgen 王")).patient for _ in "ab")
    assert (one.id, two.id) == ("j-100000", "j-200000")
    assert one.name == two.name == "Jürgen 王"


async def test_who_was_never_saved_is_listed_and_gone_on_with(
    library: Library, tmp_path: Path
) -> None:
    """As after a terminal that went away."""
    (tmp_path / "patients").mkdir()
    async with choosing(library, tmp_path / "patients") as pilot:
        await dialog(pilot)
        await press(pilot, *"Ada", "enter", *"58", "enter", "enter", *BACK, "enter", "n")
        before = session_of(pilot).patient
    async with choosing(library, tmp_path / "patients") as pilot:
        row = next(line for line in screen(pilot).splitlines() if "Ada" in line)
        assert "a-100000  NOT SAVED: 2 answers of " in row
        await press(pilot, "enter")
        assert session_of(pilot).patient == before
        assert "Ada · a-100000" in screen(pilot)
        assert "NOT SAVED" in screen(pilot)


# -- whose record -------------------------------------------------------------------------------


def person(id_: str, given: str, born: str, *more: Any) -> dict[str, Any]:
    name = [{"use": "official", "family": "Example", "given": [given]}]
    return {"resourceType": "Patient", "id": id_, "name": name, "birthDate": born} | dict(more)


def of_several(path: Path) -> Path:
    mr = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR"}]}
    numbered = ("identifier", [{"type": mr, "value": "4711"}])
    people = [person("1", "Ada", "1968-03-04", numbered), person("2", "Bo", "1999-01-02")]
    entries = [{"resource": one} for one in people]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    path.write_text(json.dumps(bundle))
    return path


async def test_a_record_of_several_people_asks_whose(library: Library, tmp_path: Path) -> None:
    of_several(tmp_path / "two.json")
    async with choosing(library, tmp_path) as pilot:
        assert "the record of 2 people" in screen(pilot)
        said = flat(await press(pilot, "enter"))
        assert "two.json is the record of 2 people. Whose?" in said
        assert "Ada Example · born 1968-03-04 · 4711" in said
        assert "Bo Example · born 1999-01-02 · 2" in said
        assert "Choose a patient" in await press(pilot, "escape")
        said = await press(pilot, "enter", "down", "enter")
        assert said.splitlines()[0].startswith(" Bo Example · born 1999-01-02 · 2 ")


async def test_named_on_the_command_line_it_is_asked_too(library: Library, tmp_path: Path) -> None:
    app = PathwayApp(None, Setting(as_of=AS_OF), tmp_path, of_several(tmp_path / "two.json"))
    app._opening = Opening(app.setting, library)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert "Whose?" in screen(pilot)
        await press(pilot, "enter")
        assert session_of(pilot).patient.name == "Ada Example"


def test_named_with_the_file_nobody_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `pathway tui two.json --patient 4711` does, also behind the page of `--web`."""
    path, opened = of_several(tmp_path / "two.json"), list[PathwayApp]()
    monkeypatch.setattr(PathwayApp, "run", lambda app: opened.append(app))
    monkeypatch.setattr("pathway.tui.gc", Mock())
    seat = worker.read(worker.written(path, Setting(as_of=AS_OF, whose="4711")))
    assert run(seat[1], seat[0], on_terminal=False) == 0
    (app,) = opened
    assert app.session is not None
    assert app.session.patient.name == "Ada Example"


# -- the pathway that is followed ----------------------------------------------------------------


async def test_another_pathway_is_followed_and_back(library: Library) -> None:
    session = told(library, attributes={"age": 44, "low_back_pain": True})
    async with seated(session, (120, 40)) as pilot:
        assert "f: 3 other pathways would do" in screen(pilot)
        expect("tui/follow_120x40.txt", await press(pilot, "f"))
        said = flat(await press(pilot, "down", "down", "enter"))
        assert session.advice.pathway.id == "low-back-pain-nice"
        assert "Low back pain and sciatica, by NICE NG59" in said
        assert "⇐ another pathway is followed" in said
        assert session.patient == session.saved
        await press(pilot, "z")
        assert session.advice.pathway.id == "low-back-pain"
        await press(pilot, "r", "f", "home", "enter")
        assert session.pathway is None
        assert session.advice.pathway.id == "low-back-pain"


async def test_a_pathway_is_followed_from_the_comparison(library: Library) -> None:
    session = told(library, attributes={"age": 44, "low_back_pain": True})
    async with seated(session, (120, 40)) as pilot:
        await press(pilot, "8")
        said = flat(await press(pilot, "f"))
        assert "is followed already" in said
        await press(pilot, "right", "f")
        assert session.advice.pathway.id == "sciatica"
        assert pilot.app.screen.query_one(Banner)


# -- questions -----------------------------------------------------------------------------------


def test_a_question_is_taken_back_whole(mon57: Session) -> None:
    """Both answers of a group at once; then what was told before it."""
    mon57.nothing_tried()
    group = mon57.questions[0]
    items = [q for q in mon57.questions if q.inside == group.id]
    assert len(items) == 2
    before = mon57.patient
    for item in items:
        mon57.answer(item, value=False)
    assert mon57.undo() == "new bladder or bowel trouble: no; numbness between the legs: no"
    assert mon57.patient == before
    assert mon57.redo() == "new bladder or bowel trouble: no; numbness between the legs: no"
    assert [step.said for step in mon57.told][1:] == [
        "new bladder or bowel trouble: no",
        "numbness between the legs: no",
    ]
    mon57.undo()
    assert mon57.undo() == "no treatments tried so far"
    assert mon57.undo() is None


async def test_no_group_is_answered_that_was_not_read_to_its_end(library: Library) -> None:
    """A no to a group is an answer to each of its items, so that each has to be seen first."""
    session = told(library, attributes={"age": 44, "low_back_pain": True})
    async with seated(session, (80, 12)) as pilot:
        await press(pilot, "1")
        group = session.questions[0]
        assert group.is_group
        said = flat(await press(pilot, "n"))
        assert "read on first: n says no to all that this asks" in said
        assert session.told == []
        for _ in range(10):
            await press(pilot, "n")
            if session.told:
                break
        assert {name for name in group.clears if session.patient.entries.get(name)} == {
            *group.clears
        }


def test_who_it_is_and_what_hurts_is_asked_in_plain_lines(library: Library) -> None:
    """Where nothing is answered, nobody is taken for a patient of any pathway."""
    asked: list[str] = []

    def put(question: str) -> str:
        asked.append(question)
        return ""

    empty = newcomer.ask(library, AS_OF, put)
    assert empty == Newcomer()
    assert asked[-1] == (
        "What hurts? The numbers of all that do: 1 leg pain: radicular, 2 leg pain: referred, "
        "3 leg pain: claudication, 4 low back pain, 5 knee pain."
    )
    answers = iter(("Ada", "58", "", "4 and 5"))
    found = newcomer.ask(library, AS_OF, lambda _: next(answers))
    assert [one.attribute for one in found.complaints] == ["low_back_pain", "knee_pain"]


async def test_the_list_is_never_chosen_before_it_is_there(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Enter begins nothing while the pathways are still being read."""
    monkeypatch.setattr(NewScreen, "look", lambda _: None)
    async with choosing(library, tmp_path) as pilot:
        await dialog(pilot)
        await press(pilot, *"Ada", *["enter"] * 6)
        asked = pilot.app.screen
        assert isinstance(asked, NewScreen)
        rows = asked.query_one("#complaints", OptionList)
        assert rows.option_count == 0
        assert rows.has_focus
        asked._fill(library.complaints(AS_OF))
        await press(pilot, "space")
        assert [str(row.prompt)[:3] for row in rows.options[:2]] == ["[x]", "[ ]"]
        await press(pilot, "enter")
        assert session_of(pilot).advice.pathway.id == "sciatica"


async def test_the_list_of_complaints_ends_with_none_of_them(
    library: Library, tmp_path: Path
) -> None:
    """Nobody is taken for a patient of a pathway because it stands first in a list."""
    async with choosing(library, tmp_path) as pilot:
        await dialog(pilot)
        rows = pilot.app.screen.query_one("#complaints", OptionList)
        assert rows.option_count == 6
        assert rows.get_option_at_index(5).prompt == "something else, or not known yet"
