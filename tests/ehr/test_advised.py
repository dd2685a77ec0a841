"""From a record to what is advised: a table that a clinician can check row by row."""

from typing import Any, Final

import orjson
import pytest

from pathway.advice.advice import Advice
from pathway.fhir.answers import with_answers
from pathway.ground.problems import PatientError
from pathway.ground.vocabulary import Base

from .records import TODAY, library, table
from .short_records import bundle_of, concept, entry, short

ROWS: Final[list[dict[str, Any]]] = table("advised.yaml")
FORM: Final = "http://example.org/asked"
LISTS: Final = ["problems", "medicines", "allergies", "treatments"]


def asked() -> list[str]:
    """What only people can tell: yes and no, and on no list."""
    return [
        name
        for name, attribute in library().vocabulary.attributes.items()
        if attribute.type.base is Base.BOOLEAN and attribute.absent is None
    ]


def person(row: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The resources of the person, by name; `answers` of the row differ from no."""
    answers = row.get("answers", {})
    items = [
        {"linkId": name, "answer": [{"valueBoolean": answers.get(name, False)}]} for name in asked()
    ]
    form = {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "questionnaire": FORM,
        "subject": {"reference": "Patient/1"},
        "authored": "2026-11-20",
        "item": items,
    }
    trial = {
        "order": "rxnorm 5640",
        "is": "completed",
        "on": "2026-10-05",
        "reasonCode": [concept("icd10 M54.31"), concept("icd10 M54.50")],
    }
    return {
        "answers": {"as is": form},
        "complaint": {"problem": "icd10 M54.31", "onsetDateTime": "2026-10-01"},
        "egfr": {"result": "loinc 98979-8", "on": "2026-11-10", "value": "88 mL/min/{1.73_m2}"},
        "platelets": {"result": "loinc 777-3", "on": "2026-11-10", "value": "230 10*9/L"},
        "pain": {"result": "loinc 72514-3", "on": "2026-11-10", "value": "7 {score}"},
        "trial": {
            **trial,
            "dispenseRequest": {"validityPeriod": {"end": "2026-11-09"}},
            "statusReason": {"coding": [{"system": "http://example.org/reasons", "code": "none"}]},
            "dosageInstruction": [
                {
                    "timing": {
                        "repeat": {"boundsPeriod": {"start": "2026-10-05", "end": "2026-11-09"}}
                    }
                }
            ],
        },
    }


def exercise() -> dict[str, Any]:
    """A course of exercise for this pain that did not help."""
    return {
        "done": "snomed 229065009",
        "performedPeriod": {"start": "2026-10-02", "end": "2026-11-18"},
        "reasonCode": [concept("icd10 M54.31"), concept("icd10 M54.50")],
        "outcome": {"coding": [{"system": "http://example.org/reasons", "code": "none"}]},
    }


def advised(row: dict[str, Any]) -> Advice:
    own = [one for name, one in person(row).items() if name not in row.get("without", ())]
    sex = {"url": "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex"}
    patient = {"extension": [{**sex, "valueCode": "M"}]}
    bundle = bundle_of({**row, "patient": patient, "record": []})
    tried = [exercise()] if row.get("exercised") else []
    added = [*own, *tried, *row.get("record", ())]
    bundle["entry"] += [entry(short(number, one)) for number, one in enumerate(added)]
    text = orjson.dumps(bundle).decode()
    if "text" in row:
        old, new = row["text"]
        assert old in text
        text = text.replace(old, new)
    site = {
        "site": "Test",
        "complete": LISTS,
        "questionnaires": {FORM: {name: name for name in asked()}},
        "codes": {"http://example.org/reasons": {"outcomes": {"none": "no response"}}},
    }
    found = library().patient_from_fhir(text, site=site, today=TODAY)
    told = {"patient": found.id, "source": "patient", "recorded": TODAY}
    told["attributes"] = row.get("told", {})
    found = with_answers(found, library().patient(told, today=TODAY))
    return library().advise(found, row.get("pathway", "sciatica"), TODAY)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["row"])
def test_what_is_advised(row: dict[str, Any]) -> None:
    if "refused" in row:
        with pytest.raises(PatientError) as caught:
            advised(row)
        assert [problem.code for problem in caught.value.problems] == [row["refused"]]
        return
    advice = advised(row)
    for therapy, expected in row.get("then", {}).items():
        option = advice.options[therapy]
        told = f"{option.verdict.value}, {option.action.value}"
        if expected == "not started":
            assert option.action.value not in ("start", "continue", "choose"), told
        else:
            assert told == expected, therapy
    for name in row.get("present", ()):
        assert advice.walk[name] is True


def test_each_row_is_named_once() -> None:
    names = [row["row"] for row in ROWS]
    assert len(names) == len(set(names))
