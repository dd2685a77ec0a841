"""Patients for what nobody exercises: each really does, and the same are found every time."""

from pathlib import Path

import pytest

import pathway
from pathway.authoring.coverage.items import CoverageItem
from pathway.authoring.coverage.meter import Meter
from pathway.authoring.coverage.reach import EXCLUDED, NOT_FOUND, PROVED, reach
from pathway.authoring.verify.reaching import can_exercise
from pathway.patients.at_date import resolve
from pathway.patients.model import Patient
from tests.cli.processes import pathway as pathway_command
from tests.coverage.small import AS_OF, METER, PROGRAM

ITEMS = list(METER.inventory.items.values())
REACHED = reach(PROGRAM, ITEMS, AS_OF)


def subject(item: CoverageItem) -> str:
    return item.holder if item.kind == "verdict on" else item.name


def exercises(meter: Meter, patient: Patient, item: CoverageItem) -> bool:
    values = resolve(patient, meter.program, AS_OF).values
    return item.key in meter.exercised(values, (subject(item),))


def test_every_item_has_a_patient_or_a_reason() -> None:
    assert [item.key for item in ITEMS] == [
        item.key
        for item in ITEMS
        if (item.key in REACHED.patients) != (item.key in REACHED.out_of_reach)
    ]
    assert len(REACHED.patients) > 70


def test_whoever_is_found_really_exercises_the_item() -> None:
    by_key = METER.inventory.items
    idle = [k for k, one in REACHED.patients.items() if not exercises(METER, one, by_key[k])]
    assert idle == []


def test_whoever_is_found_has_nothing_that_could_be_left_out() -> None:
    key = "rule.nsaid.ulcer#ulcer=true"
    assert list(REACHED.patients[key].entries) == ["ulcer"]
    assert REACHED.patients["rule.nsaid.ulcer#ulcer=unknown"].entries == {}


def test_what_no_patient_exercises_and_why() -> None:
    verdict = "back_pain:option.{}.verdict#={}"
    never = {
        "acupuncture": ["avoid", "not recommended"],
        "nsaid": ["not recommended", "not indicated"],
        "ppi": ["contraindicated", "avoid", "not recommended", "not indicated"],
    }
    keys = [verdict.format(id_, its) for id_, verdicts in never.items() for its in verdicts]
    assert dict.fromkeys(keys, EXCLUDED) == REACHED.out_of_reach


def test_what_is_not_proven_is_not_called_so(tmp_path: Path) -> None:
    """No knee that is well is at the first step, but nobody has proven it."""
    done = pathway_command("new", "knee_pain", "--folder", tmp_path / "knee")
    assert done.returncode == 0
    meter = Meter(pathway.open_library(tmp_path / "knee").program("knee_pain"))
    key = "knee_pain:edge.exercise.resolved#=true"
    found = reach(meter.program, [meter.inventory.items[key]], AS_OF)
    assert (found.patients, found.out_of_reach) == ({}, {key: NOT_FOUND})


@pytest.mark.slow
def test_the_same_seed_finds_the_same_patients() -> None:
    assert reach(PROGRAM, ITEMS, AS_OF) == REACHED
    other = reach(PROGRAM, ITEMS, AS_OF, seed=1)
    assert other.out_of_reach == REACHED.out_of_reach
    assert other.patients.keys() == REACHED.patients.keys()


def test_items_of_another_pathway_are_left_alone() -> None:
    foreign = CoverageItem("elsewhere#a=true", "elsewhere", "f.yaml", "caution", "x", "a", "true")
    assert reach(PROGRAM, [foreign], AS_OF) == reach(PROGRAM, [], AS_OF)


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
    found = reach(meter.program, [item], AS_OF)
    assert exercises(meter, found.patients[key], item)


def test_what_is_proved_is_called_so(tmp_path: Path) -> None:
    """The solver shows that nobody can, and of something hard to find who does."""
    done = pathway_command("new", "knee_pain", "--folder", tmp_path / "knee")
    assert done.returncode == 0
    meter = Meter(pathway.open_library(tmp_path / "knee").program("knee_pain"))
    dead = "knee_pain:edge.exercise.resolved#=true"
    alive = "knee_pain:edge.severity.1#=true"
    items = [meter.inventory.items[key] for key in (dead, alive)]
    found = reach(meter.program, items, AS_OF, solve=can_exercise)
    assert found.out_of_reach == {dead: PROVED}
    assert exercises(meter, found.patients[alive], items[1])
    patient = can_exercise(meter.program, items[1], None, AS_OF)
    assert isinstance(patient, Patient)
    assert exercises(meter, patient, items[1])
