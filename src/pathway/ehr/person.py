"""The person: date of birth and sex, as far as the record says exactly that."""

from __future__ import annotations

from pathway.ehr.bundle import Resource
from pathway.ehr.elements import Doubt, When, extensions, when_of
from pathway.ehr.reading import Claim, Reading
from pathway.ehr.rules import LEFT_OPEN
from pathway.patient import Why
from pathway.problems import in_backticks
from pathway.vocabulary import Value


def read_person(reading: Reading, resource: Resource) -> None:
    """What the Patient resource says; it is the record's own."""
    for name, element in reading.rules.elements.items():
        found = resource.doubt or _modified(resource)
        value: Value | Doubt = (
            found if found is not None else _read(reading, resource, name, element)
        )
        doubt = value if isinstance(value, Doubt) else None
        known = None if isinstance(value, Doubt) else value
        reading.claims.append(Claim(name, known, resource.label, element, None, doubt))


# -- private -------------------------------------------------------------------------------

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
        return Doubt("P436", path, f"this is no code known for {in_backticks(name)}")
    if said == LEFT_OPEN:
        return _nothing(path, "the record leaves it open")
    return reading.value(reading.vocabulary.attributes[name], said, path)


def _nothing(path: str, text: str) -> Doubt:
    return Doubt("P436", path, text, Why.NOTHING_RECORDED)
