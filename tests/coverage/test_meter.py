"""What one patient exercises of what somebody looks at: worked out by hand, and compared."""

from decimal import Decimal

import pytest

from pathway.authoring.coverage.meter import EVERYTHING
from pathway.ground.vocabulary import Value
from pathway.language.syntax import Result
from pathway.patients.at_date import resolve
from pathway.patients.model import Entry, Patient, Preferences, Trial
from tests.coverage.small import AS_OF, METER, PROGRAM


def exercised(*subjects: str, **told: Value) -> set[str]:
    entries = {name: (Entry(value, on=AS_OF),) for name, value in told.items()}
    return exercised_by(Patient("somebody", entries=entries), *subjects)


def exercised_by(patient: Patient, *subjects: str) -> set[str]:
    return METER.exercised(resolve(patient, PROGRAM, AS_OF).values, subjects)


def about(prefix: str, keys: set[str]) -> list[str]:
    """The items of one thing, without its name."""
    return sorted(key.removeprefix(prefix) for key in keys if key.startswith(prefix))


BLEEDING = "rule.acupuncture.bleeding#"
ADULT: dict[str, Value] = {"age": Decimal(57)}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, ["bleeding_disorder=unknown", "platelets < 20 '10*9/L'=unknown"]),
        ({"bleeding_disorder": True}, ["bleeding_disorder=true"]),
        ({"bleeding_disorder": True, "platelets": Decimal(210)}, ["bleeding_disorder=true"]),
        ({"bleeding_disorder": True, "platelets": Decimal(19)}, []),
        (
            {"bleeding_disorder": False, "platelets": Decimal(20)},
            ["bleeding_disorder=false", "platelets < 20 '10*9/L'=false"],
        ),
        (
            {"bleeding_disorder": False, "platelets": Decimal(19)},
            ["platelets < 20 '10*9/L'=true"],
        ),
        (
            {"bleeding_disorder": False},
            ["bleeding_disorder=false", "platelets < 20 '10*9/L'=unknown"],
        ),
    ],
)
def test_the_part_of_a_rule_that_decided(told: dict[str, Value], expected: list[str]) -> None:
    assert about(BLEEDING, exercised("acupuncture", **ADULT, **told)) == expected
    assert about(BLEEDING, exercised(EVERYTHING, **ADULT, **told)) == expected


def test_only_what_is_looked_at_counts() -> None:
    told = {**ADULT, "bleeding_disorder": True, "ulcer": True, "symptom_duration": Decimal(20)}
    needles, drugs = exercised("acupuncture", **told), exercised("nsaid", **told)
    assert "rule.nsaid.ulcer#ulcer=true" in drugs - needles
    assert "back_pain:option.nsaid.verdict#=contraindicated" in drugs - needles
    assert "rule.acupuncture.bleeding#bleeding_disorder=true" in needles
    assert "back_pain:option.acupuncture.verdict#=contraindicated" in needles - drugs
    assert exercised(**told) == set()
    assert exercised("acupuncture", "nsaid", **told) == needles | drugs
    assert needles | drugs <= exercised(EVERYTHING, **told)


def test_a_red_flag_is_exercised_by_who_looks_at_it() -> None:
    assert exercised("flag.cauda_equina", saddle_numbness=True) == {
        "flag.cauda_equina#saddle_numbness=true"
    }
    assert "flag.cauda_equina#saddle_numbness=false" in exercised(EVERYTHING, saddle_numbness=False)


@pytest.mark.parametrize(
    ("patient", "verdict"),
    [
        (Patient("somebody"), "pending"),
        (Patient("somebody", preferences=Preferences(declines=frozenset({"ppi"}))), "declined"),
        (Patient("somebody", trials=(Trial("ppi", ongoing=True),)), "ongoing"),
    ],
)
def test_the_verdict_that_was_given(patient: Patient, verdict: str) -> None:
    keys = exercised_by(patient, "ppi")
    assert about("back_pain:option.", keys) == [f"ppi.verdict#={verdict}"]


def test_nobody_who_is_not_eligible_exercises_a_verdict() -> None:
    keys = exercised(EVERYTHING, age=Decimal(17))
    assert "back_pain:eligible#age >= 18 years=false" in keys
    assert about("back_pain:option.", keys) == []


def test_the_way_that_was_gone() -> None:
    told = {**ADULT, "symptom_duration": Decimal(20), "better": True}
    assert about("back_pain:node.", exercised(EVERYTHING, **told)) == [
        "done.reached#=true",
        "needles.reached#=true",
        "needles.resolved#better=true",
    ]
    assert about("back_pain:edge.", exercised(EVERYTHING, **told)) == ["needles.resolved#=true"]


def test_definitions_that_are_settled_already_are_not_worked_out_again() -> None:
    values = dict(resolve(Patient("somebody"), PROGRAM, AS_OF).values)
    settled = {**values, "rule.nsaid.ulcer": Result(value=True)}
    keys = METER.exercised(settled, ("nsaid",))
    assert "back_pain:option.nsaid.verdict#=contraindicated" in keys
