"""Answers beside a record: they add, they disagree openly, and what does not fit is refused."""

from datetime import date
from typing import Any, Final

import pytest

import pathway
from pathway.fhir.answers import with_answers
from pathway.patients.model import Entry, Patient, Why

from .guide import EXAMPLES, ROOT

DAY: Final = date(2026, 11, 20)


@pytest.fixture(scope="module")
def library() -> pathway.Library:
    return pathway.open_library(ROOT / "pathways")


@pytest.fixture
def recorded(library: pathway.Library) -> Patient:
    bundle = (EXAMPLES / "sciatica.json").read_bytes()
    return library.patient_from_fhir(bundle, site=EXAMPLES / "riverside.yaml", as_of=DAY)


def told(library: pathway.Library, **more: Any) -> Patient:
    given = {
        "patient": "p-1047@fhir.riverside.example.org",
        "recorded": DAY,
        "source": "asked",
        **more,
    }
    return library.patient(given, today=DAY)


def test_an_answer_stands_beside_what_was_recorded(
    library: pathway.Library, recorded: Patient
) -> None:
    both = with_answers(recorded, told(library, attributes={"platelets": 90, "fever": "no"}))
    (first, second) = both.entries["platelets"]
    assert first == recorded.entries["platelets"][0]
    assert (second.value, second.source, second.on) == (90, "asked", DAY)
    assert both.entries["fever"] == (Entry(value=False, on=DAY, source="asked"),)
    assert recorded.entries.get("fever") is None


def test_a_later_answer_from_the_same_source_takes_the_place_of_the_first(
    library: pathway.Library, recorded: Patient
) -> None:
    first = told(library, attributes={"fever": {"unknown": "patient does not know"}})
    second = told(library, attributes={"fever": "yes"})
    assert with_answers(recorded, first).entries["fever"][0].why is Why.DOES_NOT_KNOW
    both = with_answers(with_answers(recorded, first), second)
    assert both.entries["fever"] == (Entry(value=True, on=DAY, source="asked"),)


def test_treatments_and_wishes_are_added(library: pathway.Library) -> None:
    bundle = (EXAMPLES / "sciatica.json").read_bytes()
    unknown = library.patient_from_fhir(bundle, as_of=DAY)
    answers = told(library, trials=[], preferences={"wants": "acupuncture", "declines": "surgery"})
    both = with_answers(unknown, answers)
    assert (unknown.trials, both.trials) == (None, ())
    assert both.preferences == answers.preferences


def test_what_does_not_fit_is_refused_whole(library: pathway.Library, recorded: Patient) -> None:
    answers = library.patient({"patient": "p-9", "attributes": {"fever": "no"}, "trials": []})
    with pytest.raises(pathway.PatientError) as caught:
        with_answers(recorded, answers)
    assert [(p.code, p.message, p.hint) for p in caught.value.problems] == [
        ("P409", "the answers are of `p-9`, not of `p-1047@fhir.riverside.example.org`", None),
        (
            "P409",
            "the record and the answers both give a history of treatments",
            "leave `trials` out of one of them",
        ),
        (
            "P409",
            "the answer to `fever` has no source",
            "say in `source` who answered, and how",
        ),
    ]
    wanting = told(library, preferences={"wants": "acupuncture"})
    declining = told(library, preferences={"declines": "acupuncture"})
    with pytest.raises(pathway.PatientError, match="P409 `acupuncture` is wanted and declined"):
        with_answers(with_answers(recorded, wanting), declining)


def test_assumptions_name_the_site(library: pathway.Library, recorded: Patient) -> None:
    lines = library.advise(recorded, as_of=DAY).to_dict()["assumptions"]
    texts = {line["text"] for line in lines}
    assert texts == {
        f"no: not on the reconciled list of {name} (settings of Riverside Surgery)"
        for name in ("problems", "medicines", "allergies")
    }
