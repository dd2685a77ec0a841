"""The person: date of birth and sex, as far as the record says exactly that; and who it is.

A record of somebody who has died, or that was replaced by another one, is read and explained,
but no advice is given on it.
"""

from __future__ import annotations

import hashlib
import json
from typing import Final

from pathway.fhir.elements import Doubt, Json, When, extensions, items, status_of, when_of
from pathway.fhir.reading import Reading, ResourceClaim, problem_of
from pathway.fhir.resource import Resource
from pathway.fhir.rules import LEFT_OPEN
from pathway.ground.problems import Problem
from pathway.ground.vocabulary import Value
from pathway.patients.model import Why


def read_person(reading: Reading, resource: Resource) -> None:
    """What the Patient resource says; it is the record's own."""
    for name, element in reading.rules.elements.items():
        found = resource.doubt or _modified(resource)
        value: Value | Doubt = (
            found if found is not None else _read(reading, resource, name, element)
        )
        doubt = value if isinstance(value, Doubt) else None
        known = None if isinstance(value, Doubt) else value
        reading.claims.append(ResourceClaim(name, known, resource.label, element, None, doubt))


def stops(reading: Reading) -> tuple[Problem, ...]:
    """Why no treatment is to be advised on this record, whatever else it says."""
    patient = reading.record.patient
    doubts = (_died(reading, patient.json), _replaced(patient.json))
    return tuple(problem_of(patient.label, doubt) for doubt in doubts if doubt is not None)


def key_of_patient(patient: Resource) -> str:
    """What tells this patient from others in answers and decisions, also without an id.

    Where the record says on which server it lives, that is a part of it (`1@ehr.example.org/fhir`),
    because `Patient/1` is somebody else on another server.
    """
    if patient.home:
        base, _, id_ = patient.home.partition("://")[2].rpartition("/Patient/")
        return f"{id_}@{base}"
    if "/" in patient.label:
        return patient.label.removeprefix("Patient/")
    if patient.address:
        return patient.address
    written = json.dumps(patient.json, sort_keys=True, default=str).encode()
    return f"without-an-id-{hashlib.sha256(written).hexdigest()[:16]}"


def name_of_person(patient: Json) -> str:
    """The name that people know the patient by; empty where the record gives none."""
    names = [name for name in items(patient, "name") if isinstance(name, dict)]
    fits = [name for name in names if name.get("use") in _NAMES_IN_USE]
    fits.sort(key=lambda name: _NAMES_IN_USE.index(name.get("use")))
    return next((said for name in fits if (said := _written_name(name))), "")


def record_number(patient: Json) -> str:
    """The number of the practice's own record (type MR); empty where there is none, or several.

    Other identifiers are numbers of insurers, passports and authorities, and are never shown.
    """
    found = {
        str(one["value"]).strip()
        for one in items(patient, "identifier")
        if isinstance(one, dict) and one.get("value") and one.get("use") != "old"
        if status_of(one.get("type"), _IDENTIFIER_TYPES) == "MR"
    }
    return found.pop() if len(found) == 1 else ""


# -- private -------------------------------------------------------------------------------

#: Names that somebody is called by today, the first that is given; not those of the past.
_NAMES_IN_USE: Final = ("official", "usual", None, "nickname", "anonymous")
#: Where the types of identifiers are defined, today and in older servers.
_IDENTIFIER_TYPES: Final = (
    "http://terminology.hl7.org/CodeSystem/v2-0203",
    "http://hl7.org/fhir/v2/0203",
)


def _written_name(name: Json) -> str:
    """Given names and family name, or the name as one text."""
    parts = [*items(name, "given"), name.get("family")]
    said = " ".join(part.strip() for part in parts if isinstance(part, str) and part.strip())
    text = name.get("text")
    return said or (text.strip() if isinstance(text, str) else "")


def _died(reading: Reading, of: Json) -> Doubt | None:
    given = [name for name in of if name.startswith(("deceased", "_deceased"))]
    if not given or (given == ["deceasedBoolean"] and of["deceasedBoolean"] is False):
        return None
    when = when_of(of, "deceasedDateTime")
    if given == ["deceasedDateTime"] and isinstance(when, When):
        if when.first > reading.as_of:
            return None
        return Doubt("P425", given[0], f"the patient has died, on {_said(when)}")
    if given == ["deceasedBoolean"] and of["deceasedBoolean"] is True:
        return Doubt("P425", given[0], "the patient has died")
    return Doubt("P425", given[0], "it cannot be read whether the patient has died")


def _said(when: When) -> str:
    """A date or an interval of days."""
    return str(when.first) if when.first == when.last else f"{when.first} to {when.last}"


def _replaced(of: Json) -> Doubt | None:
    kinds = [link.get("type") if isinstance(link, dict) else None for link in items(of, "link")]
    if "replaced-by" in kinds:
        return Doubt("P426", "link", "this record was replaced by another one of the same patient")
    return None


_BIRTH_SEX = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex"


def _modified(resource: Resource) -> Doubt | None:
    for name in ("modifierExtension", "implicitRules"):
        if resource.json.get(name):
            return Doubt("P441", name, "it changes the meaning in a way that is not known here")
    return None


def _read(reading: Reading, resource: Resource, name: str, element: str) -> Value | Doubt:
    if element == "Patient.birthDate":
        return _birth_date(reading, resource)
    if element == "Patient.birthSex":
        return _birth_sex(reading, resource, name)
    gender = resource.json.get("gender")
    if gender is None:
        return _nothing("gender", "the record gives no administrative gender")
    return _meaning(reading, name, gender, "gender")


def _birth_date(reading: Reading, resource: Resource) -> Value | Doubt:
    found = when_of(resource.json, "birthDate")
    if isinstance(found, When):
        if found.first > reading.today:
            return Doubt("P437", "birthDate", "the date is in the future")
        return found.on
    return found or _nothing("birthDate", "the record gives no date of birth")


def _birth_sex(reading: Reading, resource: Resource, name: str) -> Value | Doubt:
    given = [extension.get("valueCode") for extension in extensions(resource.json, _BIRTH_SEX)]
    if len(given) == 1:
        return _meaning(reading, name, given[0], "extension us-core-birthsex")
    if given:
        return Doubt("P436", "extension us-core-birthsex", "it is given more than once")
    if "gender" in resource.json:
        text = "only the administrative gender is given, not the sex recorded at birth"
        return _nothing("gender", text)
    return _nothing("extension us-core-birthsex", "the record gives no sex recorded at birth")


def _meaning(reading: Reading, name: str, word: object, path: str) -> Value | Doubt:
    said = reading.rules.spoken.get(name, {}).get(word) if isinstance(word, str) else None
    if said is None:
        return Doubt("P436", path, "this is no code that is known for it")
    if said == LEFT_OPEN:
        return _nothing(path, "the record leaves it open")
    return reading.value(reading.vocabulary.attributes[name], said, path)


def _nothing(path: str, text: str) -> Doubt:
    return Doubt("P436", path, text, Why.NOTHING_RECORDED)
