"""Records in a few words: what a table says of a resource, as the resource of FHIR."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

SYSTEMS: Final = {
    "icd10": "http://hl7.org/fhir/sid/icd-10-cm",
    "snomed": "http://snomed.info/sct",
    "rxnorm": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "atc": "http://www.whocc.no/atc",
    "loinc": "http://loinc.org",
    "ips": "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips",
    "none": "http://example.org/codes",
}
_HL7: Final = "http://terminology.hl7.org/CodeSystem/"


def bundle_of(row: dict[str, Any]) -> dict[str, Any]:
    """The bundle of a row: a patient, the resources it names, and what it says of the bundle."""
    patient = {"resourceType": "Patient", "id": "1", "birthDate": "1968-05-04"}
    patient |= row.get("patient", {})
    entries = [] if row.get("nobody") else [entry(patient)]
    entries += [entry(short(number, one)) for number, one in enumerate(row.get("record", ()))]
    entries += row.get("entries", ())
    more: dict[str, Any] = row.get("bundle", {})
    return {"resourceType": "Bundle", "type": "collection", "entry": entries} | more


def entry(resource: dict[str, Any]) -> dict[str, Any]:
    """An entry of a bundle; `at` is its address."""
    address = resource.pop("at", None)
    return {"resource": resource} | ({} if address is None else {"fullUrl": address})


def short(number: int, said: dict[str, Any]) -> dict[str, Any]:
    """One resource; what is not said of it is as in a sound record."""
    said = dict(said)
    (kind,) = said.keys() & _KINDS.keys()
    json = _KINDS[kind](said.pop(kind), said)
    return {"id": f"r{number}", **json, **said}


def concept(code: str) -> dict[str, Any]:
    """`rxnorm 11289`, or several codes of one concept with ` + ` between.

    `rxnorm 855332 = Warfarin Sodium 5 MG Oral Tablet` has a name as well, `= Warfarin` no code.
    """
    codings: list[dict[str, str]] = []
    for one in code.split(" + "):
        value, _, name = one.partition("= ")
        if not value:
            return {"text": name}
        system, _, value = value.strip().partition(" ")
        codings.append({"system": SYSTEMS[system], "code": value})
        if name:
            codings[-1]["display"] = name
    return {"coding": codings}


def _condition(code: str, said: dict[str, Any]) -> dict[str, Any]:
    return {
        "resourceType": "Condition",
        "subject": {"reference": "Patient/1"},
        "code": concept(code),
        "recordedDate": said.pop("recorded", "2026-10-01"),
        "clinicalStatus": _status("condition-clinical", said.pop("is", "active")),
        "verificationStatus": _status("condition-ver-status", said.pop("verified", "confirmed")),
    }


def _allergy(code: str, said: dict[str, Any]) -> dict[str, Any]:
    verified = said.pop("verified", "confirmed")
    return {
        "resourceType": "AllergyIntolerance",
        "patient": {"reference": "Patient/1"},
        "code": concept(code),
        "type": said.pop("type", "allergy"),
        "recordedDate": said.pop("recorded", "2020-01-01"),
        "clinicalStatus": _status("allergyintolerance-clinical", said.pop("is", "active")),
        "verificationStatus": _status("allergyintolerance-verification", verified),
    }


def _order(code: str, said: dict[str, Any]) -> dict[str, Any]:
    found = _drug("MedicationRequest", code, said) | {"intent": said.pop("intent", "order")}
    found["authoredOn"] = said.pop("on", "2026-10-20")
    if days := said.pop("supply", None):
        found["dispenseRequest"] = {"expectedSupplyDuration": _days(days)}
    if ends := said.pop("valid to", None):
        found.setdefault("dispenseRequest", {})["validityPeriod"] = {"end": ends}
    if dosage := _dosage(said):
        found["dosageInstruction"] = [dosage]
    return found


def _statement(code: str, said: dict[str, Any]) -> dict[str, Any]:
    found = _drug("MedicationStatement", code, said)
    period = {"start": said.pop("from", None), "end": said.pop("to", None)}
    found["effectivePeriod"] = {key: day for key, day in period.items() if day is not None}
    return found


def _dispense(code: str, said: dict[str, Any]) -> dict[str, Any]:
    found = _drug("MedicationDispense", code, said)
    found["status"] = "completed" if found["status"] == "active" else found["status"]
    found["whenHandedOver"] = said.pop("on", "2026-10-20")
    if days := said.pop("supply", None):
        found["daysSupply"] = _days(days)
    return found


def _drug(kind: str, code: str, said: dict[str, Any]) -> dict[str, Any]:
    found = {
        "resourceType": kind,
        "status": said.pop("is", "active"),
        "subject": {"reference": "Patient/1"},
        "medicationCodeableConcept": concept(code),
    }
    if why := said.pop("for", None):
        found["reasonCode"] = [concept(why)]
    return found


def _dosage(said: dict[str, Any]) -> dict[str, Any]:
    """Milligrams, times a day, route, and when it begins or how long it lasts."""
    repeat: dict[str, Any] = {}
    if begins := said.pop("begins", None):
        repeat["boundsPeriod"] = {"start": begins}
    if days := said.pop("for days", None):
        repeat["boundsDuration"] = _days(days)
    found: dict[str, Any] = {}
    if amount := said.pop("mg", None):
        repeat |= {"frequency": said.pop("a day", 1), "period": 1, "periodUnit": "d"}
        found["doseAndRate"] = [{"doseQuantity": _quantity(amount, "mg")}]
        found["route"] = concept("snomed 26643006")
    if route := said.pop("route", None):
        found["route"] = concept(route)
    return found | ({"timing": {"repeat": repeat}} if repeat else {})


def _result(code: str, said: dict[str, Any]) -> dict[str, Any]:
    found = {
        "resourceType": "Observation",
        "status": said.pop("is", "final"),
        "subject": {"reference": "Patient/1"},
        "code": concept(code),
        "effectiveDateTime": said.pop("on", "2026-11-01"),
    }
    value = said.pop("value", None)
    if value is not None:
        number, _, unit = str(value).partition(" ")
        sign = number.rstrip("0123456789.")
        found["valueQuantity"] = _quantity(_number(number.removeprefix(sign)), unit)
        if sign:
            found["valueQuantity"]["comparator"] = sign
    return found


def _device(code: str, said: dict[str, Any]) -> dict[str, Any]:
    return {
        "resourceType": "Device",
        "status": said.pop("is", "active"),
        "patient": {"reference": "Patient/1"},
        "type": concept(code),
    }


def _procedure(code: str, said: dict[str, Any]) -> dict[str, Any]:
    when = {} if "performedPeriod" in said else {"performedDateTime": said.pop("on", "2026-09-01")}
    return {
        "resourceType": "Procedure",
        "status": said.pop("is", "completed"),
        "subject": {"reference": "Patient/1"},
        "code": concept(code),
        **when,
    }


def _person(id_: str, _said: dict[str, Any]) -> dict[str, Any]:
    return {"resourceType": "Patient", "id": id_, "birthDate": "1968-05-04"}


def _plain(json: dict[str, Any], _said: dict[str, Any]) -> dict[str, Any]:
    return json


def _status(which: str, code: str) -> dict[str, Any]:
    return {"coding": [{"system": _HL7 + which, "code": code}]}


def _number(text: str) -> float:
    return float(text) if "." in text else int(text)


def _days(days: int) -> dict[str, Any]:
    return _quantity(days, "d")


def _quantity(value: float, unit: str) -> dict[str, Any]:
    if not unit:
        return {"value": value}
    return {"value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit}


_KINDS: Final[dict[str, Callable[[Any, dict[str, Any]], dict[str, Any]]]] = {
    "problem": _condition,
    "allergy": _allergy,
    "order": _order,
    "statement": _statement,
    "dispensed": _dispense,
    "result": _result,
    "device": _device,
    "done": _procedure,
    "person": _person,
    "as is": _plain,
}
