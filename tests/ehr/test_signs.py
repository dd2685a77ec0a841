"""What whoever fetched a record knows to be missing from it."""

from datetime import date
from typing import Any

import pytest

from pathway.fhir.understanding import Understanding
from pathway.fhir.wholeness import RESULTS, TOUCHED, Sign, sign_of_kind
from pathway.ground.vocabulary import RecordList
from pathway.patients.at_date import resolve
from pathway.patients.model import Why

from .records import TODAY, library

SITE = {
    "site": "Test surgery",
    "complete": ["problems", "medicines", "allergies", "results"],
    "questionnaires": {"http://example.org/f": {"1": "pain_score", "2": "walking_affected"}},
}
PATIENT = {"resourceType": "Patient", "id": "1", "birthDate": "1968-05-04"}
ANSWERS = {
    "resourceType": "QuestionnaireResponse",
    "id": "form",
    "questionnaire": "http://example.org/f",
    "status": "completed",
    "authored": "2026-11-19",
    "subject": {"reference": "Patient/1"},
    "item": [
        {"linkId": "1", "answer": [{"valueDecimal": 4}]},
        {"linkId": "2", "answer": [{"valueBoolean": True}]},
    ],
}


def read(*signs: Sign, record: tuple[Any, ...] = (PATIENT,)) -> Understanding:
    return library().understand_fhir(record, site=SITE, as_of=TODAY, today=TODAY, signs=signs)


def values(found: Understanding, *names: str) -> list[object]:
    facts = resolve(found.patient, library().program("knee-osteoarthritis"), TODAY).facts
    return [facts[name].value for name in names]


def test_nothing_is_missing_where_nobody_says_so() -> None:
    found = read()
    assert found.gaps == {}
    assert (
        values(found, "copd", "warfarin", "nsaid_allergy", "unstable_heart_disease") == [False] * 4
    )


@pytest.mark.parametrize(
    ("kind", "open_"),
    [
        ("Condition", {"copd", "warfarin", "nsaid_allergy", "unstable_heart_disease"}),
        ("DiagnosticReport", {"copd", "warfarin", "nsaid_allergy", "unstable_heart_disease"}),
        ("Procedure", {"copd", "unstable_heart_disease"}),
        ("Device", {"copd", "unstable_heart_disease"}),
        ("DeviceUseStatement", {"copd", "unstable_heart_disease"}),
        ("AllergyIntolerance", {"nsaid_allergy"}),
        # Some medicines are given for COPD.
        ("MedicationRequest", {"warfarin", "copd"}),
        ("MedicationStatement", {"warfarin", "copd"}),
        ("MedicationAdministration", {"warfarin", "copd"}),
        ("MedicationDispense", {"warfarin", "copd"}),
        ("ServiceRequest", set()),
        ("Observation", {"unstable_heart_disease"}),
        ("QuestionnaireResponse", set()),
    ],
)
def test_what_is_missing_says_no_to_nothing_that_it_may_say(kind: str, open_: set[str]) -> None:
    found = read(sign_of_kind(kind, "not sent"))
    names = ("copd", "warfarin", "nsaid_allergy", "unstable_heart_disease")
    assert values(found, *names) == [None if name in open_ else False for name in names]
    lists = TOUCHED[kind] & {one.value for one in RecordList}
    assert found.gaps == dict.fromkeys(sorted(lists), "not sent")


def test_what_another_list_would_say_no_to_says_why_it_does_not() -> None:
    found = read(sign_of_kind("Condition", "not sent"))
    (entry,) = found.patient.entries["warfarin"]
    assert (entry.value, entry.why, entry.detail, entry.source) == (
        None,
        Why.NOT_FETCHED,
        "not sent",
        "Patient/1",
    )
    # Both lists are open: each says so itself.
    both = read(sign_of_kind("Condition", "a"), sign_of_kind("MedicationRequest", "b"))
    assert "warfarin" not in both.patient.entries
    assert "nsaid_allergy" in both.patient.entries


@pytest.mark.parametrize(
    ("kind", "known"),
    [
        # No code of a result asks whether walking is affected; one asks for the pain.
        ("Observation", [None, True]),
        ("QuestionnaireResponse", [None, None]),
        ("Condition", [4, True]),
    ],
)
def test_an_answer_counts_where_no_later_one_may_be_missing(kind: str, known: list[object]) -> None:
    found = read(sign_of_kind(kind, "not sent"), record=(PATIENT, ANSWERS))
    assert values(found, "pain_score", "walking_affected") == known


def test_a_sign_of_all_results_is_named_before_any_other() -> None:
    found = read(Sign(frozenset({RESULTS}), "b"), Sign(frozenset({RESULTS}), "a"))
    (entry,) = found.patient.entries["platelets"]
    assert (entry.why, entry.detail, entry.on) == (Why.NOT_FETCHED, "a", date(2026, 11, 20))
