"""How much of a medicine is taken in a day, where a record says exactly that.

Every element that may change the amount has to be one that is understood: what is taken as
needed, in tablets, over several steps or not every day has no dose of a day here, and a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from pathway.fhir.courses import Daily, Dose
from pathway.fhir.elements import NO_CODES, Codes, Doubt, Json, codes_of, items
from pathway.fhir.resource import Resource
from pathway.fhir.values import unit_of
from pathway.ground.problems import in_backticks
from pathway.ground.units import convert
from pathway.yaml.scalars import OutOfRange, exact


def daily_dose(resource: Resource) -> Dose:
    """The dose of a day that a prescription or a statement gives."""
    name = _ELEMENT[resource.kind]
    given = items(resource.json, name)
    if not given:
        return None
    if resource.kind == "MedicationAdministration":
        return _doubt(name, "one dose was given; how many a day is not said")
    if len(given) != 1 or not isinstance(given[0], dict):
        return _doubt(name, "there are several dosages, or none that can be read")
    if "doseAndRate" not in given[0]:
        return None
    return _of(given[0], f"{name}[0]")


def route_of(resource: Resource) -> Codes:
    """How the one dosage of a medicine is given."""
    given = items(resource.json, _ELEMENT[resource.kind])
    return codes_of(given[0].get("route")) if given and isinstance(given[0], dict) else NO_CODES


def in_dose_unit(dose: Dose, unit: str, path: str = "dosage") -> Decimal | Doubt | None:
    """A dose of a day in another unit."""
    if not isinstance(dose, Daily):
        return dose
    converted = convert(dose.amount, dose.unit, unit)
    if converted is None:
        return _doubt(path, f"{in_backticks(dose.unit)} does not convert to {in_backticks(unit)}")
    return converted


# -- private -------------------------------------------------------------------------------

_ELEMENT: Final[Mapping[str, str]] = {
    "MedicationRequest": "dosageInstruction",
    "MedicationStatement": "dosage",
    "MedicationAdministration": "dosage",
    "MedicationDispense": "dosageInstruction",
}
#: Elements of a dosage beside which an amount stays what it is.
_PLAIN: Final = frozenset(
    {"id", "text", "patientInstruction", "timing", "asNeededBoolean", "doseAndRate", "route"}
    | {"sequence", "site", "method"}
)
_TIMED: Final = frozenset({"id", "repeat", "code"})
#: When a course begins and ends changes nothing in the dose of its days.
_REPEATED: Final = frozenset(
    {"id", "frequency", "period", "periodUnit", "boundsPeriod", "boundsDuration"}
)
_AMOUNTS: Final = frozenset({"id", "type", "doseQuantity"})
_UNITS_OF_DAY: Final[Mapping[str, Fraction]] = {
    "d": Fraction(1),
    "h": Fraction(24),
    "min": Fraction(1440),
}
#: HL7's own abbreviations, as times a day.
_ABBREVIATED: Final[Mapping[str, int]] = {
    "QD": 1,
    "BID": 2,
    "TID": 3,
    "QID": 4,
    "Q8H": 3,
    "Q6H": 4,
    "Q4H": 6,
}
_GTS: Final = "http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation"


def _doubt(path: str, text: str) -> Doubt:
    return Doubt("P448", path, text)


def _of(dosage: Json, path: str) -> Daily | Doubt:
    if "asNeededCodeableConcept" in dosage or dosage.get("asNeededBoolean", False) is not False:
        return _doubt(f"{path}.asNeeded", "it is taken as needed")
    if strange := _strange(dosage, _PLAIN):
        return _doubt(f"{path}.{strange}", "what it means for the dose of a day is not known here")
    times = _times(dosage.get("timing"), f"{path}.timing")
    if isinstance(times, Doubt):
        return times
    amounts = items(dosage, "doseAndRate")
    if len(amounts) != 1 or not isinstance(amounts[0], dict) or _strange(amounts[0], _AMOUNTS):
        return _doubt(f"{path}.doseAndRate", "it does not give one amount")
    return _each(amounts[0].get("doseQuantity"), times, f"{path}.doseAndRate[0].doseQuantity")


def _strange(json: Json, known: frozenset[str]) -> str | None:
    """The first element that is not among the known ones."""
    return min((name for name in json if name not in known), default=None)


def _each(quantity: object, times: int, path: str) -> Daily | Doubt:
    """The amount of one dose as many times as it is taken."""
    if not isinstance(quantity, dict) or _strange(quantity, _QUANTITY):
        return _doubt(path, "there is no exact amount")
    number, unit = quantity.get("value"), unit_of(quantity, path)
    if isinstance(unit, Doubt):
        return _doubt(unit.path, unit.text)
    if isinstance(number, bool) or not isinstance(number, int | float | Decimal) or unit is None:
        return _doubt(path, "there is no number with a unit")
    try:
        exactly = exact(repr(number) if isinstance(number, float) else number)
    except OutOfRange:
        return _doubt(f"{path}.value", "the number is too long or too large")
    if exactly <= 0:
        return _doubt(f"{path}.value", "this is no amount")
    return Daily(exactly * times, unit)


_QUANTITY: Final = frozenset({"id", "value", "unit", "system", "code"})


def _times(timing: object, path: str) -> int | Doubt:
    """How often a day, the same number every day."""
    if not isinstance(timing, dict) or _strange(timing, _TIMED):
        return _doubt(path, "it does not say how often a day")
    named = _named(timing["code"], f"{path}.code") if "code" in timing else None
    if isinstance(named, Doubt):
        return named
    counted = _counted(timing["repeat"], f"{path}.repeat") if "repeat" in timing else None
    if isinstance(counted, Doubt):
        return counted
    told = {times for times in (named, counted) if times is not None}
    if len(told) != 1:
        return _doubt(path, "it does not say how often a day, or says it twice and differently")
    return told.pop()


def _named(concept: object, path: str) -> int | Doubt | None:
    """A timing that has a name of its own; one that is only text says nothing."""
    if isinstance(concept, dict) and "coding" not in concept:
        return None
    codes = codes_of(concept)
    found = {_ABBREVIATED.get(code) if system == _GTS else None for system, code in codes.keys}
    only = found.pop() if len(found) == 1 else None
    if only is None or codes.flawed:
        return _doubt(path, "this timing is not known here")
    return only


def _counted(repeat: object, path: str) -> int | Doubt | None:
    if not isinstance(repeat, dict):
        return _doubt(path, "it cannot be read")
    if strange := _strange(repeat, _REPEATED):
        return _doubt(f"{path}.{strange}", "it is not the same number of times every day")
    if not {"frequency", "period", "periodUnit"} & repeat.keys():
        return None
    frequency, period = _number(repeat.get("frequency")), _number(repeat.get("period"))
    unit = repeat.get("periodUnit")
    day = _UNITS_OF_DAY.get(unit) if isinstance(unit, str) else None
    if frequency is None or frequency.denominator != 1 or period is None or day is None:
        return _doubt(path, "it does not say how often a day")
    if (day / period).denominator != 1:
        return _doubt(path, "it is not the same number of times every day")
    return int(day / period * frequency)


def _number(value: object) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= _MOST:
        return None
    return Fraction(repr(value))


#: Nothing is taken more often, and no period is written in larger numbers.
_MOST: Final = 1440
