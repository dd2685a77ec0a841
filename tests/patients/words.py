"""A small vocabulary for reading patients, so that these tests stand on nothing above them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pathway.ground.problems import Problems
from pathway.ground.vocabulary import BOOLEAN, DATE, Attribute, Base, Group, Type, Vocabulary
from pathway.patients.model import Patient
from pathway.patients.reader import patient_from_mapping, read_patient

TODAY = date(2026, 11, 20)
KINDS = {"nsaid": "drug", "acupuncture": "needle"}
RULES = frozenset({"nsaid.heart_disease"})


def attribute(
    name: str, type_: Type, low: int | None = None, high: int | None = None, group: str = "person"
) -> Attribute:
    return Attribute(
        name=name,
        title=name,
        type=type_,
        question=f"{name}?",
        group=group,
        lowest=None if low is None else Decimal(low),
        highest=None if high is None else Decimal(high),
    )


ATTRIBUTES = (
    attribute("age", Type(Base.INTEGER, "years"), 0, 120),
    attribute("birth_date", DATE),
    attribute("leg_pain", Type(Base.TEXT, choices=("radicular", "somatic", "none"))),
    attribute("pain_score", Type(Base.DECIMAL), 0, 10),
    attribute("symptom_duration", Type(Base.DECIMAL, "wk"), 0),
    attribute("platelets", Type(Base.DECIMAL, "10*9/L"), 0, 2000),
    attribute("egfr", Type(Base.DECIMAL, "mL/min/{1.73_m2}"), None, 250),
    attribute("bleeding_disorder", BOOLEAN),
    attribute("warfarin", BOOLEAN),
    attribute("saddle_numbness", BOOLEAN, group="bladder_signs"),
    attribute("bladder_change", BOOLEAN, group="bladder_signs"),
    attribute("since_when", DATE, group="bladder_signs"),
)
WORDS = Vocabulary(
    {a.name: a for a in ATTRIBUTES},
    {name: Group(name, name, f"{name}?", red_flag=False) for name in ("person", "bladder_signs")},
    {"nsaid": "mg", "acupuncture": None},
)


def patient(text: str) -> Patient:
    """The patient in a text that has no faults."""
    problems = Problems()
    found = read_patient(text, "patient.yaml", WORDS, KINDS, RULES, problems, TODAY)
    assert [str(problem) for problem in problems] == []
    assert found is not None
    return found


def faults(text: str | bytes | Mapping[str, Any]) -> list[str]:
    """What is said about a patient that cannot be read."""
    problems = Problems()
    if isinstance(text, Mapping):
        found = patient_from_mapping(text, WORDS, KINDS, RULES, problems, TODAY)
    else:
        found = read_patient(text, "patient.yaml", WORDS, KINDS, RULES, problems, TODAY)
    assert (found is None) == (len(problems.errors) > 0)
    return [str(problem) for problem in problems]
