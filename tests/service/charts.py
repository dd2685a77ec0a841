"""Records of made-up people, and the requests of a made-up record system about them."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

DAY = date(2026, 11, 20)
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
ICD10 = "http://hl7.org/fhir/sid/icd-10-cm"
LOINC = "http://loinc.org"
ME = "Patient/p1"

#: A site whose lists are whole: what is not on them counts as no.
SITE = {
    "site": "Hillside Practice",
    "complete": ["problems", "medicines", "allergies", "treatments", "results"],
}

NAPROXEN, IBUPROFEN, WARFARIN, PREGABALIN = "7258", "5640", "11289", "187832"

Resource: TypeAlias = Mapping[str, Any]


def person(id_: str = "p1", born: str = "1975-04-02") -> dict[str, Any]:
    return {"resourceType": "Patient", "id": id_, "birthDate": born, "gender": "female"}


def condition(code: str, id_: str, onset: str = "2026-10-25", **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Condition",
        "id": id_,
        "clinicalStatus": {"coding": [{"code": "active", "system": _CLINICAL}]},
        "verificationStatus": {"coding": [{"code": "confirmed", "system": _VERIFIED}]},
        "code": {"coding": [{"system": ICD10, "code": code}]},
        "subject": {"reference": ME},
        "onsetDateTime": onset,
        "recordedDate": onset,
        **more,
    }


_CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
_VERIFIED = "http://terminology.hl7.org/CodeSystem/condition-ver-status"


def drug(code: str, id_: str, name: str = "", **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "MedicationRequest",
        "id": id_,
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": {
            "coding": [{"system": RXNORM, "code": code, **({"display": name} if name else {})}]
        },
        "subject": {"reference": ME},
        "authoredOn": "2026-11-16",
        **more,
    }


def draft(code: str, id_: str, name: str = "", **more: Any) -> dict[str, Any]:
    made = drug(code, id_, name) | {"status": "draft"} | more
    del made["authoredOn"]
    return made


def measured(
    code: str, id_: str, value: float, unit: str, day: str = "2026-11-10"
) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "id": id_,
        "status": "final",
        "code": {"coding": [{"system": LOINC, "code": code}]},
        "subject": {"reference": ME},
        "effectiveDateTime": day,
        "valueQuantity": {"value": value, "system": "http://unitsofmeasure.org", "code": unit},
    }


def dosed(milligrams: float, times: int) -> dict[str, Any]:
    """The dosage of an order: so much, so many times a day."""
    unit = {"unit": "mg", "system": "http://unitsofmeasure.org", "code": "mg"}
    repeat = {"frequency": times, "period": 1, "periodUnit": "d"}
    rate = {"doseQuantity": {"value": milligrams, **unit}}
    return {"dosageInstruction": [{"timing": {"repeat": repeat}, "doseAndRate": [rate]}]}


BACK_PAIN = condition("M54.41", "sciatica")


def hook(name: str, drafts: Sequence[Mapping[str, Any]] = (), **more: Any) -> dict[str, Any]:
    """A request as a client sends it, without its prefetch."""
    context: dict[str, Any] = {"userId": "Practitioner/ada", "patientId": "p1"}
    if drafts:
        entries = [{"resource": dict(one)} for one in drafts]
        context["draftOrders"] = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    if name == "order-select":
        context["selections"] = [f"{one['resourceType']}/{one['id']}" for one in drafts]
    return {
        "hook": name,
        "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": context,
        **more,
    }


def sent(request: Mapping[str, Any]) -> bytes:
    return json.dumps(request).encode()


#: Ten drugs, some of which the pathways speak of.
DRUGS = (*("7258", "5640", "11289", "187832", "161", "36437", "32968", "7804", "72625", "25480"),)


def charted() -> list[Resource]:
    """Sixty resources of somebody with back pain: results, drugs and problems of some years."""
    found: list[Resource] = [person(), BACK_PAIN]
    for number in range(40):
        code, unit = (("98979-8", "mL/min/{1.73_m2}"), ("777-3", "10*9/L"))[number % 2]
        day = f"20{10 + number % 16}-03-{1 + number % 28:02}"
        one = measured(code, f"o{number}", 70 + number, unit, day)
        found.append(one | {"note": [{"text": "as measured on the ward " * 18}]})
    for number, code in enumerate(DRUGS):
        ended = {"status": "completed", "note": [{"text": "as before " * 40}]}
        found.append(drug(code, f"m{number}", f"drug {number}", **ended))
    for number, code in enumerate(("I10", "E11.9", "J45.909", "E78.5", "K21.9", "F32.A", "L40.0")):
        found.append(condition(code, f"c{number}", f"2019-0{number + 1}-10"))
    found.append(drug("11289", "warfarin", "warfarin"))
    return found
