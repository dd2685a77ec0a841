"""The systems of codes that records use: how their codes look, and which digits check the others.

A code that is mistyped would silently feed the wrong answer to a rule, so its form is checked
where authors write codes and where records bring them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple


class System(NamedTuple):
    """How the codes of a terminology look, and whether a code's last digit checks the others."""

    title: str
    pattern: re.Pattern[str]
    example: str
    checked: Callable[[str], bool]


def system_of(uri: str) -> str:
    """The name that files give a system of codes; the address itself where they give it none."""
    known = _ADDRESSES.get(uri)
    if known is None and uri.startswith("http://snomed.info/sct/"):
        return "snomed"  # an edition or a version of it
    return known or uri


def address_of(system: str) -> str:
    """The address of a system of codes; of one that files name by its address, that."""
    return next((uri for uri, name in _ADDRESSES.items() if name == system), system)


@lru_cache(maxsize=8192)
def well_formed(system: str, code: str) -> bool:
    """Whether a code can be one of its system, as far as its form tells; others are taken as is."""
    row = SYSTEMS.get(system)
    if row is None or (system == "loinc" and _ANSWER.fullmatch(code)):
        return bool(code) and code == code.strip()
    return row.pattern.fullmatch(code) is not None and row.checked(code)


def prefixes(system: str, code: str) -> tuple[str, ...]:
    """A code and the classes that hold it, the narrowest first, in systems whose codes show them.

    An ATC code of a combination says nothing of what else is in it, so no class holds it.
    """
    if system == "icd10":
        return tuple(code[:end].rstrip(".") for end in range(len(code), 0, -1))
    if system != "atc" or _COMBINATION.fullmatch(code):
        return (code,)
    return tuple(code[:end] for end in (7, 5, 4, 3) if end <= len(code))


def _unchecked(_: str) -> bool:
    return True


def luhn(code: str) -> bool:
    """Whether a LOINC code's check digit fits: every second digit doubled, from the right."""
    total = 0
    for place, digit in enumerate(reversed(code.replace("-", ""))):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def verhoeff(code: str) -> bool:
    """Whether a SNOMED CT identifier's check digit fits (Verhoeff's dihedral scheme)."""
    check = 0
    for place, digit in enumerate(reversed(code)):
        check = _product(check, _permuted(int(digit), place))
    return check == 0


def _product(a: int, b: int) -> int:
    """The product of two elements of the symmetries of a pentagon, 5 to 9 being reflections."""
    if a < 5:
        return (a + b) % 5 if b < 5 else 5 + (a + b - 5) % 5
    return 5 + (a - 5 - b) % 5 if b < 5 else (a - b) % 5


def _permuted(digit: int, places: int) -> int:
    for _ in range(places % 8):
        digit = _PERMUTATION[digit]
    return digit


_PERMUTATION: Final = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)

#: The systems of codes, by the names that files give them.
SYSTEMS: Final[Mapping[str, System]] = {
    "icd10": System(
        "an ICD-10-CM",
        re.compile(r"[A-Z][0-9][0-9AB](\.[0-9A-Z]{1,4})?"),
        "M54.31",
        _unchecked,
    ),
    "snomed": System(
        "a SNOMED CT",
        # a concept: its second and third digits from the right are 00, or 10 with a namespace
        re.compile(r"[1-9][0-9]{2,14}[01]0[0-9]"),
        "23056005",
        verhoeff,
    ),
    "loinc": System("a LOINC", re.compile(r"[1-9][0-9]{0,6}-[0-9]"), "777-3", luhn),
    "atc": System(
        "an ATC",
        re.compile(r"[A-Z][0-9]{2}([A-Z]([A-Z]([0-9]{2})?)?)?"),
        "M01AE02",
        _unchecked,
    ),
    "rxnorm": System("an RxNorm", re.compile(r"[1-9][0-9]{0,7}"), "5640", _unchecked),
}

#: The systems whose codes name drugs.
OF_DRUGS: Final = frozenset({"rxnorm", "atc"})

#: From 50 on, and at 20 and 30, a substance of ATC is several of them.
_COMBINATION: Final = re.compile(r".{5}([5-9][0-9]|[23]0)")

#: Answers to LOINC's questions have codes of another form.
_ANSWER: Final = re.compile(r"LA[0-9]{1,6}-[0-9]")

_ADDRESSES: Final[Mapping[str, str]] = {
    "http://hl7.org/fhir/sid/icd-10-cm": "icd10",
    "urn:oid:2.16.840.1.113883.6.90": "icd10",
    "http://snomed.info/sct": "snomed",
    "urn:oid:2.16.840.1.113883.6.96": "snomed",
    "http://loinc.org": "loinc",
    "urn:oid:2.16.840.1.113883.6.1": "loinc",
    "http://www.nlm.nih.gov/research/umls/rxnorm": "rxnorm",
    "urn:oid:2.16.840.1.113883.6.88": "rxnorm",
    "http://www.whocc.no/atc": "atc",
    "urn:oid:2.16.840.1.113883.6.73": "atc",
}
