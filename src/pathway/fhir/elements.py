"""The elements of FHIR resources, read tolerantly: what can be read, or why it cannot.

Nothing here raises and nothing guesses: whatever is missing, null, of another type or
contradicts itself becomes a `Doubt`, with the path of the element.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeAlias

from pathway.fhir.rules import Key
from pathway.frozen import frozen
from pathway.ground.code_systems import system_of, well_formed
from pathway.ground.vocabulary import Range
from pathway.patients.model import Why

#: A resource, or any other JSON object.
Json: TypeAlias = Mapping[str, Any]


class Doubt(NamedTuple):
    """Why something in a record is not known: the code of the problem, where, and in words."""

    code: str
    path: str
    text: str
    why: Why = Why.LEFT_OPEN


@frozen
class When:
    """The day or the days of a date as written, and the instant where the record gives one."""

    first: date
    last: date
    instant: float | None = None

    @property
    def on(self) -> date | Range[date]:
        """The date as a patient's entries have it."""
        return self.first if self.first == self.last else Range(self.first, self.last)

    def surely_after(self, other: When) -> bool:
        """Whether this is certainly later than another date."""
        if self.instant is not None and other.instant is not None:
            return self.instant > other.instant
        return self.first > other.last


def when_of(resource: Json, name: str, path: str = "") -> When | Doubt | None:
    """A date or time of an element; None where there is none."""
    path = path or name
    if (computed := computed_doubt(resource, name, path)) is not None:
        return computed
    text = resource.get(name)
    if text is None:
        return Doubt("P437", path, "the date is empty") if name in resource else None
    if not isinstance(text, str):
        return Doubt("P437", path, "the date is not a text")
    found = _when(text)
    return Doubt("P437", path, "this is not a date") if found is None else found


def first_when(resource: Json, *names: str) -> When | Doubt | None:
    """The first of several elements that has a date; a period gives its start."""
    for name in names:
        if name not in resource and "_" + name not in resource:
            continue
        if not name.endswith("Period"):
            return when_of(resource, name)
        period = resource.get(name)
        if not isinstance(period, dict):
            return Doubt("P437", name, "the period cannot be read")
        start = when_of(period, "start", f"{name}.start")
        return start if start is not None else Doubt("P437", name, "the period has no start")
    return None


def computed_doubt(resource: Json, name: str, path: str) -> Doubt | None:
    """Why the value beside an element's extensions does not count, if they say so."""
    beside = resource.get("_" + name)
    if beside is None:
        return None
    if not isinstance(beside, dict):
        return Doubt("P436", path, "its extensions cannot be read")
    for extension in items(beside, "extension"):
        address = extension.get("url") if isinstance(extension, dict) else None
        if address == _ABSENT:
            return absent(extension.get("valueCode"), path)
        if isinstance(address, str) and address in _COMPUTED:
            return Doubt(
                "P436", path, "the value is given by an expression, which is not evaluated"
            )
    return None


def absent(reason: object, path: str) -> Doubt:
    """What a data-absent-reason says."""
    text = reason if isinstance(reason, str) and reason in _REASONS else "unknown"
    return Doubt(
        "P436", path, f"the record gives no value: {text}", _REASONS.get(text, Why.LEFT_OPEN)
    )


def items(resource: Json, name: str) -> list[Any]:
    """The members of a list; a single value stands for a list of one, anything missing for none."""
    found = resource.get(name)
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


class Codes(NamedTuple):
    """The codes of a concept that can be read, and whether another one could not."""

    keys: tuple[Key, ...]
    flawed: bool

    @property
    def named(self) -> str:
        """The first code as people write it, `loinc 777-3`."""
        return "" if not self.keys else spoken(self.keys[0])


NO_CODES: Final = Codes((), flawed=True)


def spoken(key: Key) -> str:
    """A code with its system, as people write it."""
    return f"{key[0]} {key[1]}"


def codes_of(concept: object) -> Codes:
    """The codes of a CodeableConcept; its text is never read."""
    if not isinstance(concept, dict):
        return NO_CODES
    codings = concept.get("coding")
    if not isinstance(codings, list):
        return NO_CODES
    if len(codings) == 1:
        return _only(codings[0])
    keys = [_key(coding) for coding in codings]
    return Codes(tuple(k for k in keys if k is not None), None in keys or not keys)


def _only(coding: object) -> Codes:
    """The codes of a concept that has one; the same for all resources that have it."""
    if isinstance(coding, dict):
        system, code = coding.get("system"), coding.get("code")
        if isinstance(system, str) and isinstance(code, str):
            return _single(system, code)
    return NO_CODES


@lru_cache(maxsize=8192)
def _single(address: str, code: str) -> Codes:
    key = _key({"system": address, "code": code})
    return NO_CODES if key is None else Codes((key,), flawed=False)


def _key(coding: object) -> Key | None:
    if not isinstance(coding, dict):
        return None
    system, code = coding.get("system"), coding.get("code")
    if not isinstance(system, str) or not isinstance(code, str) or ":" not in system:
        return None  # a system is an absolute address
    return _known(system, code)


@lru_cache(maxsize=8192)
def _known(address: str, code: str) -> Key | None:
    system = system_of(address)
    return (system, code) if well_formed(system, code) else None


def key_of(coding: object) -> Key | None:
    """The code of one Coding; None where it cannot be read."""
    return _key(coding)


def status_of(concept: object, systems: tuple[str, ...]) -> str | None:
    """The one code of a status given as a concept of certain systems; None where there is none."""
    if not isinstance(concept, dict):
        return None
    found = set()
    for coding in items(concept, "coding"):
        if not isinstance(coding, dict):
            return None
        if coding.get("system") in systems:
            code = coding.get("code")
            found.add(code if isinstance(code, str) else None)
    return found.pop() if len(found) == 1 else None


def extensions(resource: Json, address: str) -> Iterator[Json]:
    """The extensions of a resource with a certain address."""
    for extension in items(resource, "extension"):
        if isinstance(extension, dict) and extension.get("url") == address:
            yield extension


# -- private -------------------------------------------------------------------------------

_ABSENT: Final = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
#: Extensions whose expression takes the place of the value beside them.
_COMPUTED: Final = frozenset(
    f"http://hl7.org/fhir/StructureDefinition/{name}"
    for name in ("cqf-expression", "cqf-calculatedValue")
)
_REASONS: Final[Mapping[str, Why]] = {
    "unknown": Why.LEFT_OPEN,
    "asked-unknown": Why.DOES_NOT_KNOW,
    "temp-unknown": Why.LEFT_OPEN,
    "not-asked": Why.NOT_ASKED,
    "asked-declined": Why.DOES_NOT_KNOW,
    "masked": Why.NOT_FETCHED,
    "not-applicable": Why.NOTHING_RECORDED,
    "unsupported": Why.LEFT_OPEN,
    "as-text": Why.LEFT_OPEN,
    "error": Why.LEFT_OPEN,
    "not-a-number": Why.NOT_COMPUTABLE,
    "negative-infinity": Why.NOT_COMPUTABLE,
    "positive-infinity": Why.NOT_COMPUTABLE,
    "not-performed": Why.NOTHING_RECORDED,
    "not-permitted": Why.NOT_FETCHED,
}

_DATE: Final = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?",
    re.ASCII,
)
#: No patient and no record is older.
_EARLIEST: Final = 1890


@lru_cache(maxsize=16384)
def _when(text: str) -> When | None:
    match = _DATE.fullmatch(text)
    if match is None or int(match[1]) < _EARLIEST:
        return None
    year, month, day, time = match.groups()
    try:
        if month is None:
            return When(date(int(year), 1, 1), date(int(year), 12, 31))
        if day is None:
            last = monthrange(int(year), int(month))[1]
            return When(date(int(year), int(month), 1), date(int(year), int(month), last))
        the_day = date(int(year), int(month), int(day))
        return When(the_day, the_day, _instant(text) if time else None)
    except ValueError:
        return None


def _instant(text: str) -> float | None:
    """The seconds of a time with its zone; a time without one gives only its day."""
    moment = datetime.fromisoformat(text)
    return None if moment.tzinfo is None else moment.timestamp()
