"""What is told to the terminal, how the patient changes by it, and what the engine then says."""

import stat
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pathway.engine import Library
from pathway.ground.problems import Problem
from pathway.ground.terms import Verdict
from pathway.patients.model import Entry, Why
from pathway.tui.asking import OpenQuestion
from pathway.tui.session import Session
from tests import examples

from .conftest import AS_OF, sitting, told

SOURCE = "asked in the terminal"
NO_FLAGS = ["cauda_equina", "nerve_function", "cancer_signs", "infection_signs", "fracture_signs"]


def question(session: Session, id_: str) -> OpenQuestion:
    return next(asked for asked in session.questions if asked.id == id_)


def test_what_is_asked_and_in_which_order(mon57: Session) -> None:
    assert [(q.id, q.title, q.inside) for q in mon57.questions] == [
        ("group-cauda_equina", "Cauda equina", ""),
        ("bladder_bowel_change", "new bladder or bowel trouble", "group-cauda_equina"),
        ("saddle_numbness", "numbness between the legs", "group-cauda_equina"),
        ("bleeding_disorder", "bleeding disorder", ""),
        ("platelets", "platelet count", ""),
    ]
    assert mon57.questions[0].clears == ("bladder_bowel_change", "saddle_numbness")


def test_an_answer_is_recorded_and_changes_the_advice(mon57: Session) -> None:
    mon57.answer(question(mon57, "bleeding_disorder"), value=True)
    assert mon57.patient.entries["bleeding_disorder"] == (
        Entry(value=True, on=AS_OF, source=SOURCE),
    )
    assert mon57.advice.options["acupuncture"].verdict is Verdict.CONTRAINDICATED
    assert mon57.told[-1].said == "bleeding disorder: yes"
    assert "spinal manipulation, acupuncture (manual): pending → contraindicated" in (
        mon57.told[-1].changed
    )


def test_one_answer_clears_a_group(mon57: Session) -> None:
    mon57.none_of_these(mon57.questions[0])
    no = (Entry(value=False, on=AS_OF, source=SOURCE),)
    assert mon57.patient.entries["bladder_bowel_change"] == no
    assert mon57.patient.entries["saddle_numbness"] == no
    assert mon57.advice.red_flags == "none"
    assert mon57.told[-1].changed == (
        "exercise programme: pending → recommended",
        "emergency referral, lumbar MRI: pending → later",
        "outcome: needs information → advice",
    )


def test_one_member_left_is_asked_by_itself(mon57: Session) -> None:
    mon57.answer(question(mon57, "saddle_numbness"), value=False)
    assert [q.id for q in mon57.questions][:2] == ["bladder_bowel_change", "bleeding_disorder"]


def test_an_older_value_stays_beside_the_answer(mon57: Session) -> None:
    mon57.answer(question(mon57, "platelets"), Decimal(150))
    assert [(e.value, e.source) for e in mon57.patient.entries["platelets"]] == [
        (Decimal(210), "laboratory"),
        (Decimal(150), SOURCE),
    ]
    assert mon57.advice.provenance["platelets"].value == Decimal(150)


def test_not_known_is_recorded_set_aside_and_never_cleared(mon57: Session) -> None:
    mon57.does_not_know(question(mon57, "saddle_numbness"))
    entry = Entry(None, Why.DOES_NOT_KNOW, AS_OF, SOURCE)
    assert mon57.patient.entries["saddle_numbness"] == (entry,)
    assert [(q.id, q.aside) for q in mon57.questions][-1] == ("saddle_numbness", True)
    mon57.answer(question(mon57, "bladder_bowel_change"), value=False)
    assert mon57.patient.entries["saddle_numbness"] == (entry,)
    assert mon57.advice.red_flag_count == (1, 24)
    mon57.answer(question(mon57, "saddle_numbness"), value=False)
    assert mon57.patient.entries["saddle_numbness"] == (
        Entry(value=False, on=AS_OF, source=SOURCE),
    )


def test_a_group_that_the_patient_cannot_answer_is_not_cleared_by_the_next_key(
    mon57: Session,
) -> None:
    mon57.does_not_know(question(mon57, "group-cauda_equina"))
    assert [(q.id, q.is_group) for q in mon57.questions] == [
        ("bleeding_disorder", False),
        ("platelets", False),
        ("bladder_bowel_change", False),
        ("saddle_numbness", False),
    ]
    again = Session(mon57.library, mon57.patient, AS_OF)
    assert not any(q.is_group or q.is_history for q in again.questions)


def test_skipping_records_nothing(mon57: Session) -> None:
    before = mon57.patient
    mon57.skip(question(mon57, "bleeding_disorder"))
    assert mon57.patient is before
    assert not mon57.unsaved
    assert [q.id for q in mon57.questions][-1] == "bleeding_disorder"


def test_undo_restores_everything(mon57: Session) -> None:
    patient, advice, questions = mon57.patient, mon57.advice, mon57.questions
    mon57.does_not_know(question(mon57, "bleeding_disorder"))
    assert mon57.undo() == "bleeding disorder: patient does not know"
    assert (mon57.patient, mon57.advice, mon57.questions) == (patient, advice, questions)
    assert not mon57.unsaved
    assert mon57.undo() is None


def test_values_are_checked_as_in_a_file(mon57: Session) -> None:
    platelets = mon57.library.vocabulary.attributes["platelets"]
    assert mon57.read(platelets, "180") == Decimal(180)
    found = mon57.read(platelets, "5 kg")
    assert isinstance(found, Problem)
    assert found.message == "unit `kg` does not fit `platelets`"


def test_an_answer_settles_a_conflict(library: Library) -> None:
    warfarin = [{"value": True, "source": "GP record"}, {"value": False, "source": "patient"}]
    session = told(
        library,
        **{"none of": NO_FLAGS},
        complete=["medicines", "problems", "allergies"],
        attributes={"age": 50, "leg_pain": "radicular", "warfarin": warfarin},
        trials=[],
    )
    asked = question(session, "warfarin")
    conflict = "conflicting: yes (GP record on 2026-11-20); no (patient on 2026-11-20)"
    assert asked.why_missing == conflict
    assert "warfarin" not in {a.attribute for a in session.confirmable}
    assert "warfarin" in {a.attribute for a in session.advice.assumptions}
    assert asked.disagrees
    session.answer(asked, value=False)  # one more source that says no
    assert question(session, "warfarin").disagrees
    session.undo()
    session.answer(asked, value=False, settles=" Dr Ito:  the clinic ended it ")
    assert session.patient.entries["warfarin"][2:] == (
        Entry(value=False, on=AS_OF, source=SOURCE, settles="Dr Ito: the clinic ended it"),
    )
    assert "warfarin" not in {q.attribute for q in session.advice.questions}
    assert "warfarin" not in {a.attribute for a in session.advice.assumptions}


def test_assumptions_are_confirmed_one_by_one_or_all(mon57: Session) -> None:
    first, *rest = mon57.confirmable
    mon57.confirm([first])
    assert mon57.patient.entries[first.attribute] == (Entry(value=False, on=AS_OF, source=SOURCE),)
    assert mon57.confirmable == tuple(rest)
    mon57.confirm(rest)
    assert mon57.advice.assumptions == ()
    assert mon57.told[-1].changed == ()


def test_nothing_was_tried(library: Library) -> None:
    session = told(library, **{"none of": NO_FLAGS}, attributes={"age": 50})
    session.answer(question(session, "leg_pain"), "radicular")
    assert question(session, "trials").is_history
    session.nothing_tried()
    assert session.patient.trials == ()
    assert "trials" not in {q.id for q in session.questions}


def test_a_red_flag_comes_first_among_the_changes(mon57: Session) -> None:
    mon57.answer(question(mon57, "saddle_numbness"), value=True)
    assert mon57.told[-1].changed[0] == (
        "[!!] EMERGENCY, same day: Suspected cauda equina syndrome"
    )
    before = mon57.advice
    mon57.undo()
    assert mon57.since(before)[0] == (
        "no longer present: [!!] EMERGENCY, same day: Suspected cauda equina syndrome"
    )


EXAMPLES = [path.stem for path in sorted(examples.EXAMPLES.iterdir())]


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES[::6])
def test_what_is_saved_reads_back(library: Library, tmp_path: Path, name: str) -> None:
    session = sitting(library, name)
    opened = session.advice
    while len(session.told) < 40 and any(not q.aside for q in session.questions):
        asked = session.questions[0]
        if asked.is_group:
            session.none_of_these(asked)
        elif asked.is_yes_no:
            session.answer(asked, value=False)
        else:
            session.does_not_know(asked) if asked.attribute else session.skip(asked)
    session.confirm(session.confirmable)
    path = tmp_path / "saved.yaml"
    session.save(path)
    assert not session.unsaved
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    read = library.patient_from_file(path, today=AS_OF)
    assert read == session.patient
    again = Session(library, read, AS_OF)
    assert again.advice.to_dict() == session.advice.to_dict()
    assert again.advice.as_of == opened.as_of == date(2026, 11, 20)


def test_what_is_done_ahead_of_time_changes_nothing(library: Library) -> None:
    """Neither the questions of a session nor those after its next answer."""
    ahead, later = sitting(library, "walk-in-39"), sitting(library, "walk-in-39")
    ahead.prepare()
    for session in (ahead, later):
        session.none_of_these(session.questions[0])
    assert ahead.questions == later.questions
    assert ahead.brief == later.brief
