"""A remark is told as long as its therapy is taken, and so is it compared between versions."""

from decimal import Decimal
from pathlib import Path

from pathway.advice import give_advice
from pathway.authoring.verify.difference import Comparing
from pathway.authoring.verify.encoded import Encoded
from pathway.authoring.verify.version import About, Version, observed
from pathway.engine import open_library
from pathway.patients.at_date import resolve
from pathway.patients.model import Entry, Patient, Trial
from pathway.walk import walk
from tests.verify.shared import AS_OF, SOUND, Edit, planted

CITED = "source: who"
NEEDLES = "therapies/acupuncture.yaml"
BLEEDS = {"bleeding_disorder": (Entry(value=True, on=AS_OF),)}
TAKEN = (Trial("acupuncture", ongoing=True, weeks=Decimal(5)),)
REMARK = "note of therapy acupuncture: remark: keep still while the needles are in"


def with_a_remark(when: str) -> Edit:
    text = (Path(SOUND) / NEEDLES).read_text(encoding="utf-8")
    notes = f"""
notes:
  - kind: remark
    text: keep still while the needles are in
    when: {when}
    {CITED}
"""
    return NEEDLES, text, text + notes


def test_a_remark_is_told_while_the_therapy_is_taken_though_ruled_out(tmp_path: Path) -> None:
    library = open_library(planted(SOUND, tmp_path / "one", with_a_remark("age >= 18 years")))
    program = library.program("back_pain")
    version = Version(program, Encoded.of(program, AS_OF), AS_OF)
    remark = next(one for one in observed(program) if one.name == REMARK)
    age = {"age": (Entry(Decimal(40), on=AS_OF),)}
    told = {}
    for name, patient in {
        "taken and ruled out": Patient("p", entries={**age, **BLEEDS}, trials=TAKEN),
        "taken": Patient("p", entries=age, trials=TAKEN),
        "ruled out": Patient("p", entries={**age, **BLEEDS}),
    }.items():
        advice = give_advice(walk(program, resolve(patient, program, AS_OF)))
        shown = any(note.text == "keep still while the needles are in" for note in advice.notes)
        told[name] = (shown, version.told(remark, patient))
    assert told == {
        "taken and ruled out": (True, "yes"),
        "taken": (True, "yes"),
        "ruled out": (False, None),
    }


def test_an_example_of_a_changed_remark_is_told_something_else(tmp_path: Path) -> None:
    old, new = (
        open_library(planted(SOUND, tmp_path / name, with_a_remark(when))).program("back_pain")
        for name, when in (("old", "age >= 65 years"), ("new", "age >= 66 years"))
    )
    found = Comparing(old, new, AS_OF).difference()
    changes = [change for change in found.changes if change.what.about is About.NOTE]
    assert [change.what.name for change in changes] == [REMARK]
    for change in changes:
        told = [
            any(
                note.text == "keep still while the needles are in"
                for note in give_advice(walk(p, resolve(change.patient, p, AS_OF))).notes
            )
            for p in (old, new)
        ]
        assert told == [True, False]
