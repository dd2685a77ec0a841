"""What comes back to a questionnaire of advice: the same as answering in the terminal."""

from pathlib import Path
from random import Random

import pytest

from tests.chance import examples
from tests.interchange.fhir.advices import DAY, EXAMPLES, library, random_advices, written
from tests.interchange.fhir.definitions import Json
from tests.interchange.fhir.responses import comparable, filled, in_terminal, response
from tests.interchange.fhir.test_checkers import of_kind


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_response_gives_the_advice_that_the_same_answers_give_in_the_terminal(path: Path) -> None:
    patient = library().patient_from_file(path)
    advice = library().advise(patient)
    for seed in range(examples(1)):
        bundle = written(advice)
        kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
        assert ("Questionnaire" in kinds) == bool(advice.questions)
        if not advice.questions:
            return
        form = of_kind(bundle, "Questionnaire")
        items, told = filled(form, Random(f"{path.stem} {seed}"), advice.as_of)
        sent = response(form, items, patient.id, advice.as_of)
        answered = library().with_responses(patient, sent, advice.as_of)
        expected = library().advise(in_terminal(patient, told, advice.as_of), as_of=advice.as_of)
        found = library().advise(answered, as_of=advice.as_of)
        assert comparable(found) == comparable(expected)


def same_as_in_the_terminal(number: int, seed: int) -> tuple[int, int]:
    """Answer forms of random patients in both ways; how many there were, and how many told news."""
    asked = changed = 0
    for place, advice in enumerate(random_advices(number, seed)):
        if not advice.questions:
            continue
        patient = advice.walk.resolved.patient
        form = of_kind(written(advice), "Questionnaire")
        items, told = filled(form, Random(f"{seed} {place}"), DAY)
        answered = library().with_responses(patient, response(form, items, patient.id, DAY), DAY)
        again = [
            comparable(library().advise(one, advice.pathway.id or None, DAY, strict=advice.strict))
            for one in (answered, in_terminal(patient, told, DAY))
        ]
        assert again[0] == again[1]
        asked += 1
        changed += again[0] != comparable(advice)
    return asked, changed


def test_it_does_so_for_random_patients() -> None:
    asked, changed = same_as_in_the_terminal(60, seed=1)
    assert asked > 15, asked
    assert changed > 10, changed


@pytest.mark.slow
def test_it_does_so_for_many_random_patients() -> None:
    asked, changed = same_as_in_the_terminal(300, seed=2)
    assert asked > 70, asked
    assert changed > 50, changed


@pytest.mark.parametrize(
    ("id_", "subject"),
    [
        ("7", {"reference": "Patient/7"}),
        (
            "7@ehr.example.org/fhir",
            {
                "reference": "Patient/7",
                "type": "Patient",
                "identifier": {
                    "system": "urn:pathway-advice:patient",
                    "value": "7@ehr.example.org/fhir",
                },
            },
        ),
        (
            "Mr Ōe, bed 3",
            {
                "type": "Patient",
                "identifier": {"system": "urn:pathway-advice:patient", "value": "Mr Ōe, bed 3"},
            },
        ),
    ],
)
def test_a_response_to_whom_advice_names_is_this_patients(id_: str, subject: Json) -> None:
    patient = library().patient({"patient": id_}, today=DAY)
    bundle = written(library().advise(patient, "sciatica", DAY))
    assert of_kind(bundle, "CarePlan")["subject"] == subject
    item = {"linkId": "fever", "answer": [{"valueBoolean": True}]}
    sent = response(of_kind(bundle, "Questionnaire"), [item], "", DAY) | {"subject": subject}
    found = library().with_responses(patient, sent, DAY)
    assert [entry.value for entry in found.entries["fever"]] == [True]
    other = library().with_responses(library().patient({"patient": "8"}, today=DAY), sent, DAY)
    assert [entry.value for entry in other.entries["fever"]] == [None]
