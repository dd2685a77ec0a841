"""What stands in `value[x]` of an observation or an answer, as the value of an attribute."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from pathway.fhir.elements import (
    NO_CODES,
    Codes,
    Doubt,
    Json,
    absent,
    codes_of,
    computed_doubt,
    key_of,
    spoken,
)
from pathway.fhir.reading import Reading
from pathway.fhir.rules import LEFT_OPEN, Key
from pathway.ground.code_systems import system_of
from pathway.ground.problems import Problem, in_backticks
from pathway.ground.units import canonical, factor, is_pure_number
from pathway.ground.vocabulary import Attribute, Base, Value
from pathway.yaml.scalars import OutOfRange, exact
from pathway.yaml.values import interval, value_of

_KINDS: Final[Mapping[str, type | tuple[type, ...]]] = {
    "valueQuantity": dict,
    "valueCodeableConcept": dict,
    "valueCoding": dict,
    "valueBoolean": bool,
    "valueInteger": int,
    "valueDecimal": (int, float),
    "valueString": str,
    "valueDateTime": str,
    "valueDate": str,
}


def observed_value(
    reading: Reading, attribute: Attribute, key: Key | None, part: Json, path: str
) -> Value | Doubt:
    """The value of an observation or an answer, as one of an attribute."""
    if (reason := part.get("dataAbsentReason")) is not None:
        codes = codes_of(reason)
        return absent(codes.keys[0][1] if codes.keys else None, f"{path}dataAbsentReason")
    names = [name for name in part if name.startswith("value")]
    if not names:
        beside = next((name[1:] for name in part if name.startswith("_value")), None)
        found = computed_doubt(part, beside, path + beside) if beside else None
        return found or Doubt("P436", f"{path}value", "there is no value")
    if len(names) > 1:
        return Doubt("P436", f"{path}value", "there are two values")
    name = names[0]
    if (computed := computed_doubt(part, name, path + name)) is not None:
        return computed
    kind, given = _KINDS.get(name), part[name]
    where = path + name
    if kind is None:
        return Doubt("P436", where, "a value of this kind is not read")
    if not isinstance(given, kind) or (isinstance(given, bool) and kind is not bool):
        return Doubt("P436", where, "the value is not of the kind that its name says")
    return _of_kind(reading, attribute, key, given, where)


def surely_none_of(attribute: Attribute, part: Json) -> bool:
    """Whether a value is sound, and of another kind or unit than an attribute's values are."""
    names = [name for name in part if name.startswith("value")]
    if len(names) != 1 or "dataAbsentReason" in part:
        return False
    given = part[names[0]]
    kind = _KINDS.get(names[0])
    if kind is None or not isinstance(given, kind):
        return False
    if names[0] == "valueQuantity":
        return not attribute.type.is_number or _other_unit(attribute, given)
    if names[0] == "valueCodeableConcept":
        return not codes_of(given).flawed
    if names[0] == "valueString":
        return True
    return attribute.type.is_number != isinstance(given, int | float) or isinstance(given, bool)


def _other_unit(attribute: Attribute, given: Any) -> bool:  # noqa: ANN401
    """Whether both units are known and do not convert."""
    unit = unit_of(given, "")
    wanted = attribute.type.unit or "1"
    if not isinstance(unit, str) or canonical(unit) is None:
        return False
    if is_pure_number(wanted):
        return not is_pure_number(unit)
    return factor(unit, wanted) is None


def _of_kind(
    reading: Reading,
    attribute: Attribute,
    key: Key | None,
    given: Any,  # noqa: ANN401 - whatever JSON holds
    where: str,
) -> Value | Doubt:
    if isinstance(given, bool):
        return _yes_no(reading, attribute, key, "yes" if given else "no", where)
    if isinstance(given, int | float):
        return _number(reading, attribute, given, None, where)
    if isinstance(given, str):
        if attribute.type.base is Base.DATE:
            return reading.value(attribute, given[:10], where)
        return Doubt("P436", where, "a text is not read")
    if where.endswith("Quantity"):
        return quantity(reading, attribute, given, where)
    codes = codes_of(given) if where.endswith("Concept") else _one(given)
    return _coded(reading, attribute, key, codes, where)


def _one(coding: object) -> Codes:
    key = key_of(coding)
    return NO_CODES if key is None else Codes((key,), flawed=False)


def _coded(
    reading: Reading, attribute: Attribute, asked: Key | None, codes: Codes, where: str
) -> Value | Doubt:
    """The meaning of an answer's codes; codes of different meaning contradict each other."""
    said = set()
    for key in codes.keys:
        meaning = reading.rules.meaning(attribute.name, key)
        if meaning is None and attribute.type.base is Base.BOOLEAN:
            meaning = reading.rules.answers.get(key) or _ANSWERS.get(key)
            if meaning is None and attribute.name in reading.sense("problems", (key,)).means:
                meaning = "yes"
        if meaning is not None:
            said.add(meaning)
    if len(said) != 1 or codes.flawed:
        named = codes.named or "the answer"
        text = "the answer's codes differ" if len(said) > 1 else f"{named} is no answer known here"
        return Doubt("P436", where, text)
    only = said.pop()
    if only == LEFT_OPEN:
        return Doubt("P436", where, f"{codes.named} leaves it open")
    if attribute.type.base is Base.BOOLEAN:
        return _yes_no(reading, attribute, asked, only, where)
    return reading.value(attribute, only, where)


#: HL7's own yes and no.
_ANSWERS: Final[Mapping[Key, str]] = {
    (address, code): answer
    for address in ("http://terminology.hl7.org/CodeSystem/v2-0136", "http://hl7.org/fhir/v2/0136")
    for code, answer in (("Y", "yes"), ("N", "no"))
}
#: Systems whose codes name one finding, which may be narrower than the attribute.
_FINDINGS: Final = ("snomed", "icd10")


def _yes_no(
    reading: Reading, attribute: Attribute, asked: Key | None, answer: str, where: str
) -> Value | Doubt:
    """Yes or no; that one finding is absent does not say no to an attribute that is wider."""
    if attribute.type.base is not Base.BOOLEAN:
        return Doubt("P436", where, "it answers yes or no, and the question is another")
    if answer == "no" and asked is not None and asked[0] in _FINDINGS:
        text = f"without {spoken(asked)} the answer may still be yes"
        return Doubt("P442", where, text)
    return reading.value(attribute, answer, where)


def quantity(reading: Reading, attribute: Attribute, given: Json, where: str) -> Value | Doubt:
    """A quantity as a value of an attribute, in the attribute's unit."""
    sign = given.get("comparator")
    if sign is not None and sign not in ("<", "<=", ">=", ">"):
        return Doubt("P436", f"{where}.comparator", "the comparator says no value")
    number = given.get("value")
    if isinstance(number, bool) or not isinstance(number, int | float | Decimal):
        text = "there is no number" if number is None else "this is not a number"
        return computed_doubt(given, "value", f"{where}.value") or Doubt(
            "P436", f"{where}.value", text
        )
    if (computed := computed_doubt(given, "value", f"{where}.value")) is not None:
        return computed
    unit = unit_of(given, where)
    if isinstance(unit, Doubt):
        return unit
    value = _number(reading, attribute, number, unit, where)
    if sign is None or not isinstance(value, Decimal):
        return value
    found = interval(attribute, str(sign), value)
    if isinstance(found, Problem):
        return Doubt("P436", f"{where}.comparator", found.message)
    return found


def unit_of(given: Json, where: str) -> str | Doubt | None:
    """The unit of a quantity: its UCUM code, else its text where that is UCUM, too."""
    for name in ("system", "code", "unit"):
        if not isinstance(given.get(name, ""), str | None):
            return Doubt("P436", f"{where}.{name}", "this is not a text")
    system: str | None = given.get("system")
    code: str | None = given.get("code")
    text: str | None = given.get("unit")
    if system is not None and system_of(system) != _UCUM:
        return Doubt("P436", f"{where}.system", "the unit is not of UCUM")
    if code is not None:
        known = canonical(code)
        if text is None or canonical(text) is None or known is None or is_pure_number(code):
            return code
        if factor(text, code) == 1:
            return code
        message = f"the unit is written as {in_backticks(text)} and coded as {in_backticks(code)}"
        return Doubt("P436", f"{where}.unit", message)
    return text


_UCUM: Final = "http://unitsofmeasure.org"


def _number(
    reading: Reading, attribute: Attribute, number: float | Decimal, unit: str | None, where: str
) -> Value | Doubt:
    if not attribute.type.is_number:
        return Doubt("P436", where, "it is a number, and the question is another")
    try:
        exactly = exact(repr(number) if isinstance(number, float) else number)
    except OutOfRange:
        return Doubt("P436", f"{where}.value", "the number is too long or too large")
    wanted = attribute.type.unit
    unit = unit if unit is None else reading.rules.units.get((attribute.name, unit), unit)
    if unit is None and wanted is not None and not is_pure_number(wanted):
        return Doubt("P436", f"{where}.unit", "the number has no unit")
    if unit is not None and wanted is None and is_pure_number(unit):
        unit = None
    if unit is not None and wanted is not None and canonical(unit) == canonical(wanted) is not None:
        unit = None
    read = value_of(attribute, exactly, unit, reading.today)
    if isinstance(read, Problem):
        return Doubt("P436", where, read.message)
    return read
