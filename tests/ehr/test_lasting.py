"""Facts that last, disagreements about them, and answers that settle those."""

from typing import Any, Final

import pytest

from pathway.patients.at_date import resolve
from pathway.patients.model import Patient
from pathway.patients.values import Fact
from pathway.patients.writer import write_patient

from .records import TODAY, library, table

CASES: Final[list[dict[str, Any]]] = table("lasting.yaml")


def person(case: dict[str, Any]) -> Patient:
    return library().patient(
        {"patient": "p", "attributes": {"cancer_history": case["said"]}}, today=TODAY
    )


def fact(case: dict[str, Any], *, strict: bool = False) -> Fact:
    program = library().program("low-back-pain")
    return resolve(person(case), program, TODAY, strict=strict).facts["cancer_history"]


def word(found: Fact) -> str:
    return "unknown" if found.value is None else ("no", "yes")[found.value is True]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_what_counts(case: dict[str, Any]) -> None:
    found = fact(case)
    assert word(found) == case["value"]
    assert word(fact(case, strict=True)) == case.get("strict", case["value"])
    assert (found.assumed or found.why or "") == case.get("because", "")
    assert found.ask is bool(found.assumed)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_it_can_be_saved(case: dict[str, Any]) -> None:
    patient = person(case)
    text = write_patient(patient, library().vocabulary)
    assert library().patient_from_text(text, today=TODAY) == patient
