"""Our own advice in a record, as it left or edited: never a treatment, never a finding."""

import copy
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from pathway.fhir.understanding import Understanding
from tests.interchange.fhir.advices import DAY, EXAMPLES, example, library, written
from tests.interchange.fhir.definitions import Json
from tests.interchange.fhir.responses import filled, response
from tests.interchange.fhir.test_checkers import of_kind

SITE = {"site": "a practice", "complete": ["problems", "medicines", "allergies", "treatments"]}


def record(path: Path, *more: Json) -> Understanding:
    """A record of a patient without anything, with more in it."""
    patient = {"resourceType": "Patient", "id": path.stem}
    sent = [patient, *more]
    return library().understand_fhir(sent, site=SITE, as_of=DAY, today=DAY)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_advice_says_nothing_of_the_patient(path: Path) -> None:
    bundle = written(example(path))
    found = record(path, bundle)
    assert found.patient == record(path).patient
    assert found.findings == record(path).findings
    said = {note.resource: note.problem.message for note in found.notes}
    for entry in bundle["entry"]:
        kind, id_ = entry["resource"]["resourceType"], entry["resource"]["id"]
        name = f"{kind}/{id_}"
        assert said[name] == f"`{name}`: it is advice, which says nothing about the patient"


def orders(bundle: Json) -> list[Json]:
    kinds = ("MedicationRequest", "ServiceRequest")
    found = [entry["resource"] for entry in bundle["entry"]]
    return [one for one in found if one["resourceType"] in kinds]


Edit = Callable[[Json], Any]
#: What somebody may do to a draft; nothing of it makes anybody take what was proposed.
EDITS: dict[str, Edit] = {
    "without its tag": lambda one: one.pop("meta"),
    "active, and still a proposal": lambda one: one.update(status="active"),
    "a plan": lambda one: one.update(status="active", intent="plan"),
    "an order in draft": lambda one: one.update(intent="order"),
    "no longer forbidden": lambda one: one.pop("doNotPerform", None),
    "without a status": lambda one: one.pop("status"),
    "without an intent": lambda one: one.pop("intent"),
    "another drug": lambda one: one.update(medicationCodeableConcept={"text": "warfarin"}),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edited_draft_is_never_a_treatment_nor_a_yes_nor_a_new_no(edit: Edit) -> None:
    for path in EXAMPLES[::5]:
        bundle = copy.deepcopy(written(example(path)))
        for one in orders(bundle):
            edit(one)
        found, before = record(path, bundle), record(path)
        assert found.patient.trials in (before.patient.trials, None)
        assert found.patient.complete <= before.patient.complete
        assert [one for one in found.findings if one.entry.value is not None] == []


def test_a_draft_that_somebody_ordered_is_an_order() -> None:
    """What a patient takes must not be overlooked because a program proposed it."""
    draft = {
        "resourceType": "MedicationRequest",
        "id": "1",
        "meta": {"tag": [{"system": "urn:pathway-advice:tag", "code": "advice"}]},
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": {
            "coding": [{"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "11289"}]
        },
        "subject": {"reference": "Patient/7"},
        "authoredOn": "2026-11-10",
    }
    found = record(Path("7"), draft)
    (warfarin,) = (one.entry for one in found.findings if one.attribute == "warfarin")
    assert warfarin.value is True


def test_advice_together_with_its_answers_is_read_for_the_answers_alone() -> None:
    path = next(one for one in EXAMPLES if one.stem == "mon-57")
    bundle = written(example(path))
    items, told = filled(of_kind(bundle, "Questionnaire"), Random(7), DAY)
    assert told
    sent = response(of_kind(bundle, "Questionnaire"), items, path.stem, DAY)
    found = record(path, bundle, sent)
    assert found.patient == record(path, sent).patient
    assert found.findings == record(path, sent).findings
    assert set(told) <= {one.attribute for one in found.findings}
