"""Patients for what nobody exercises: each really does, and the same are found every time."""

from pathlib import Path

import pytest

import pathway
from pathway.authoring.coverage.items import CoverageItem
from pathway.authoring.coverage.meter import Meter
from pathway.authoring.coverage.reach import PROVED, Reached, examples, reach
from pathway.authoring.verify.reaching import can_exercise
from pathway.patients.at_date import resolve
from pathway.patients.model import Patient
from tests.cli.processes import pathway as pathway_command
from tests.coverage.small import AS_OF, METER, PROGRAM

ITEMS = list(METER.inventory.items.values())
REACHED = reach(PROGRAM, ITEMS, AS_OF, can_exercise)
EXAMPLES = examples(PROGRAM, ITEMS, AS_OF, REACHED.patients)


def subject(item: CoverageItem) -> str:
    return item.holder if item.kind == "verdict on" else item.name


def exercises(meter: Meter, patient: Patient, item: CoverageItem) -> bool:
    values = resolve(patient, meter.program, AS_OF).values
    return item.key in meter.exercised(values, (subject(item),))


def test_every_item_has_a_patient_or_none_as_is_proved() -> None:
    assert REACHED.open == set()
    assert REACHED.patients.keys() | REACHED.nobody == {item.key for item in ITEMS}
    assert REACHED.patients.keys() == EXAMPLES.keys()
    assert len(EXAMPLES) > 70


def test_whoever_is_found_really_exercises_the_item() -> None:
    by_key = METER.inventory.items
    idle = [k for k, one in EXAMPLES.items() if not exercises(METER, one, by_key[k])]
    assert idle == []


def test_whoever_is_found_has_nothing_that_could_be_left_out() -> None:
    key = "rule.nsaid.ulcer#ulcer=true"
    assert list(EXAMPLES[key].entries) == ["ulcer"]
    assert EXAMPLES["rule.nsaid.ulcer#ulcer=unknown"].entries == {}


def test_what_no_patient_exercises_and_why() -> None:
    verdict = "back_pain:option.{}.verdict#={}"
    never = {
        "acupuncture": ["avoid", "not recommended"],
        "nsaid": ["not recommended", "not indicated"],
        "ppi": ["contraindicated", "avoid", "not recommended", "not indicated"],
    }
    keys = [verdict.format(id_, its) for id_, verdicts in never.items() for its in verdicts]
    assert dict.fromkeys(keys, PROVED) == REACHED.out_of_reach


def test_what_is_open_in_one_program_is_not_out_of_reach() -> None:
    found = Reached({}, {"a", "b", "c"}, set())
    found.add(Reached({"a": Patient("somebody")}, set(), {"b"}))
    assert found.out_of_reach == {"c": PROVED}


def test_without_a_solver_patients_are_drawn_and_the_same_every_time() -> None:
    drawn = examples(PROGRAM, ITEMS, AS_OF, {})
    by_key = METER.inventory.items
    assert [k for k, one in drawn.items() if not exercises(METER, one, by_key[k])] == []
    assert drawn.keys() <= EXAMPLES.keys()
    assert len(drawn) > 60
    assert examples(PROGRAM, ITEMS, AS_OF, {}) == drawn


def test_items_of_another_pathway_are_left_alone() -> None:
    foreign = CoverageItem("elsewhere#a=true", "elsewhere", "f.yaml", "caution", "x", "a", "true")
    assert reach(PROGRAM, [foreign], AS_OF, can_exercise) == Reached()
    assert examples(PROGRAM, [foreign], AS_OF, {}) == {}


@pytest.mark.parametrize(
    "key",
    [
        "rule.acupuncture.bleeding_disorder#bleeding_disorder=unknown",
        "sciatica:node.nsaid.reached#=true",
        "sciatica:option.acupuncture.verdict#=avoid",
    ],
)
def test_in_a_large_pathway(key: str) -> None:
    meter = Meter(pathway.open_library().program("sciatica"))
    item = meter.inventory.items[key]
    found = reach(meter.program, [item], AS_OF, can_exercise)
    small = examples(meter.program, [item], AS_OF, found.patients)
    assert exercises(meter, small[key], item)


def test_what_is_proved_is_called_so(tmp_path: Path) -> None:
    """The solver shows that nobody can, and of something hard to find who does."""
    done = pathway_command("new", "knee_pain", "--folder", tmp_path / "knee")
    assert done.returncode == 0
    meter = Meter(pathway.open_library(tmp_path / "knee").program("knee_pain"))
    dead = "knee_pain:edge.exercise.resolved#=true"
    alive = "knee_pain:edge.severity.1#=true"
    items = [meter.inventory.items[key] for key in (dead, alive)]
    found = reach(meter.program, items, AS_OF, can_exercise)
    assert found.out_of_reach == {dead: PROVED}
    assert exercises(meter, found.patients[alive], items[1])
    patient = can_exercise(meter.program, items[1], None, AS_OF)
    assert isinstance(patient, Patient)
    assert exercises(meter, patient, items[1])
