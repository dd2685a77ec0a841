"""Units of measurement: a small exact table of UCUM codes and calendar words.

Only units in this table are known, and every factor is an exact fraction, so that a
threshold never moves by a rounding error. Calendar months and years have no fixed length
in days: they convert into each other and into nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple


class Unit(NamedTuple):
    """One unit: what it measures, how many base units it is, and how it is read aloud."""

    code: str
    dimension: str
    size: str
    spoken: str


def canonical(unit: str) -> str | None:
    """The one code of a unit (`weeks` and `week` are `wk`); None where the unit is not known."""
    known = _find(unit)
    return None if known is None else known.code


def factor(from_unit: str, to_unit: str) -> Fraction | None:
    """How many `to_unit` one `from_unit` is; None where they measure different things."""
    start, end = _find(from_unit), _find(to_unit)
    if start is None or end is None or start.dimension != end.dimension:
        return None
    return _ratio(start.size) / _ratio(end.size)


def convert(value: Decimal, from_unit: str, to_unit: str) -> Decimal | None:
    """`value` in another unit, exactly; None where it does not convert or not exactly.

    A day in weeks has no end as a decimal; `convert_nearest` rounds it.
    """
    ratio = factor(from_unit, to_unit)
    if ratio is None or _out_of_reach(value):
        return None
    return exact_decimal(Fraction(value) * ratio)


def convert_nearest(value: Decimal, from_unit: str, to_unit: str) -> Decimal | None:
    """`value` in another unit, rounded to 28 digits where it is not a finite decimal.

    For values that a patient file gives; thresholds are only ever converted exactly.
    """
    ratio = factor(from_unit, to_unit)
    if ratio is None or _out_of_reach(value):
        return None
    result = Fraction(value) * ratio
    exact = exact_decimal(result)
    return Decimal(result.numerator) / Decimal(result.denominator) if exact is None else exact


def exact_decimal(value: Fraction) -> Decimal | None:
    """The decimal that is exactly `value`; None where it would not end."""
    denominator, places = value.denominator, 0
    for prime in (2, 5):
        power = 0
        while denominator % prime == 0:
            denominator //= prime
            power += 1
        places = max(places, power)
    if denominator != 1:
        return None
    digits = value.numerator * 10**places // value.denominator
    sign, digit_tuple, _ = Decimal(digits).as_tuple()
    return Decimal((sign, digit_tuple, -places))


def is_calendar(unit: str) -> bool:
    """Whether the unit is a calendar month or year, whose length in days varies."""
    known = _find(unit)
    return known is not None and known.dimension == "calendar"


def is_time(unit: str) -> bool:
    """Whether the unit measures time, by the clock or by the calendar."""
    known = _find(unit)
    return known is not None and known.dimension in ("time", "calendar")


def is_pure_number(unit: str) -> bool:
    """Whether the unit only says what is counted (`1`, `{score}`), so that it may be left out."""
    return unit == "1" or _ANNOTATION.fullmatch(unit) is not None


def spoken(unit: str) -> str:
    """The unit as it is read aloud (`wk` is `weeks`); as written where it is not known."""
    known = _find(unit)
    return unit if known is None else known.spoken


def known_units() -> tuple[str, ...]:
    """Every spelling in the table, for suggestions."""
    return tuple(_BY_NAME)


#: The words that may follow a number without quotes, with the plural they are kept as.
CALENDAR_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        word: plural
        for plural in ("years", "months", "weeks", "days", "hours", "minutes", "seconds")
        for word in (plural, plural[:-1])
    }
)

_ANNOTATION: Final = re.compile(r"\{[^{}\s]+\}")

#: dimension: (code, factor to the base unit, spoken or "", further spellings)
_Rows = tuple[tuple[str, str, str, tuple[str, ...]], ...]
_TABLE: Final[Mapping[str, _Rows]] = {
    "time": (
        ("s", "1", "seconds", ("second", "seconds")),
        ("min", "60", "minutes", ("minute", "minutes")),
        ("h", "3600", "hours", ("hour", "hours")),
        ("d", "86400", "days", ("day", "days")),
        ("wk", "604800", "weeks", ("week", "weeks")),
        ("mo", "2629800", "months of 30.4375 days", ("mo_j",)),
        ("a", "31557600", "years of 365.25 days", ("a_j",)),
    ),
    "calendar": (
        ("months", "1", "months", ("month",)),
        ("years", "12", "years", ("year",)),
    ),
    "number": (
        ("1", "1", "", ()),
        ("%", "1/100", "%", ()),
    ),
    "mass": (
        ("ng", "1/1000000000", "", ()),
        ("ug", "1/1000000", "µg", ()),
        ("mg", "1/1000", "", ()),
        ("g", "1", "", ()),
        ("kg", "1000", "", ()),
        ("[oz_av]", "28.349523125", "ounces", ()),
        ("[lb_av]", "453.59237", "pounds", ()),
    ),
    "length": (
        ("um", "1/1000000", "µm", ()),
        ("mm", "1/1000", "", ()),
        ("cm", "1/100", "", ()),
        ("m", "1", "", ()),
        ("km", "1000", "", ()),
        ("[in_i]", "0.0254", "inches", ()),
        ("[ft_i]", "0.3048", "feet", ()),
    ),
    "area": (("cm2", "1/10000", "cm²", ()), ("m2", "1", "m²", ())),
    "volume": (
        ("uL", "1/1000000", "µL", ("ul",)),
        ("mL", "1/1000", "", ("ml", "cm3")),
        ("dL", "1/10", "", ("dl",)),
        ("L", "1", "", ("l",)),
    ),
    "mass concentration": (
        ("pg/mL", "1/1000000000", "", ("ng/L",)),
        ("ng/mL", "1/1000000", "", ("ug/L",)),
        ("ug/dL", "1/100000", "µg/dL", ()),
        ("ug/mL", "1/1000", "µg/mL", ("mg/L",)),
        ("mg/dL", "1/100", "", ()),
        ("g/L", "1", "", ("mg/mL", "kg/m3")),
        ("g/dL", "10", "", ()),
        ("g/mL", "1000", "", ("g/cm3",)),
    ),
    "amount": (
        ("nmol", "1/1000000000", "", ()),
        ("umol", "1/1000000", "µmol", ()),
        ("mmol", "1/1000", "", ()),
        ("mol", "1", "", ()),
    ),
    "amount concentration": (
        ("pmol/L", "1/1000000000000", "", ()),
        ("nmol/L", "1/1000000000", "", ()),
        ("umol/L", "1/1000000", "µmol/L", ()),
        ("mmol/L", "1/1000", "", ()),
        ("mol/L", "1", "", ()),
    ),
    "number concentration": (
        ("/L", "1", "per litre", ()),
        ("/uL", "1000000", "per µL", ("10*6/L", "10^6/L")),
        ("10*9/L", "1000000000", "", ("10^9/L", "10*3/uL", "10^3/uL")),
        ("10*12/L", "1000000000000", "", ("10^12/L", "10*6/uL", "10^6/uL")),
    ),
    "flow": (
        ("mL/min", "1", "", ("ml/min",)),
        ("L/min", "1000", "", ("l/min",)),
        ("mL/h", "1/60", "", ()),
    ),
    "flow by body surface": (("mL/min/{1.73_m2}", "1", "mL/min/1.73 m²", ("mL/min/{1.73m2}",)),),
    "pressure": (
        ("Pa", "1", "", ()),
        ("kPa", "1000", "", ()),
        ("mm[Hg]", "133.322", "mmHg", ()),
    ),
    "mass by area": (("kg/m2", "1", "kg/m²", ()),),
    "daily dose": (
        ("ug/d", "1/1000", "µg a day", ()),
        ("mg/d", "1", "mg a day", ()),
        ("g/d", "1000", "g a day", ()),
        ("ug/h", "24/1000", "µg an hour", ()),
        ("mg/h", "24", "mg an hour", ()),
    ),
    "dose by weight": (("ug/kg", "1/1000", "µg/kg", ()), ("mg/kg", "1", "", ())),
    "frequency": (
        ("/min", "1440", "a minute", ()),
        ("/h", "24", "an hour", ()),
        ("/d", "1", "a day", ()),
        ("/wk", "1/7", "a week", ()),
    ),
    "speed": (("mm/h", "1", "mm/h", ()),),
    "enzyme": (("U", "1", "", ()),),
    "enzyme concentration": (("U/L", "1", "", ()), ("kU/L", "1000", "", ("U/mL",))),
    "international units": (("[IU]", "1", "IU", ("[iU]",)),),
    "international units concentration": (
        ("m[IU]/L", "1/1000", "mIU/L", ("u[IU]/mL",)),
        ("[IU]/L", "1", "IU/L", ("m[IU]/mL",)),
    ),
    "temperature": (("Cel", "1", "°C", ()),),
    "angle": (("deg", "1", "degrees", ()),),
}


def _named() -> Mapping[str, Unit]:
    found: dict[str, Unit] = {}
    for dimension, rows in _TABLE.items():
        for code, size, aloud, others in rows:
            said = aloud if aloud or code == "1" else code
            unit = Unit(code, dimension, size, said)
            found.update(dict.fromkeys((code, *others), unit))
    return MappingProxyType(found)


_BY_NAME: Final = _named()


@cache
def _ratio(size: str) -> Fraction:
    numerator, _, denominator = size.partition("/")
    return Fraction(numerator) / Fraction(denominator or "1")


def _out_of_reach(value: Decimal) -> bool:
    """Whether a number has no measure in this world (`1E+999999` would fill the memory)."""
    return not value.is_finite() or abs(value.adjusted()) > 100


def _find(unit: str) -> Unit | None:
    known = _BY_NAME.get(unit)
    if known is not None:
        return known
    if _ANNOTATION.fullmatch(unit):
        return Unit(unit, unit, "1", "")
    return _BY_NAME.get(_plainly(unit)) if len(unit) <= _LONGEST else None


#: No unit that is known has a longer spelling.
_LONGEST: Final = 60
#: Patterns as texts, compiled when the first unit of a laboratory is read.
_SURFACE: Final = r"/\{?1[.,]73[ _.*]*m(?:2|\*2|\^2)\}?|\.\{?1[.,]73[ _]?m2\}?-1"
_LITRE: Final = r"(?<![A-Za-z])([munpdc]?)l(?![A-Za-z])"
_THOUSANDS: Final = r"(?:10[eE]|10[*^]|E)?(?<![0-9])(?:K|k|Thousand|thou|Tsd)(?=/)"


@lru_cache(maxsize=1024)
def _plainly(unit: str) -> str:
    """A spelling of laboratories as this table writes it; what changes nothing is left out.

    Powers of ten (`×10⁹/L`, `10E9/L`, `K/uL`), annotations in braces, `l` for litre, cubic
    millimetres, `.uL-1` for a division.
    """
    text = unicodedata.normalize("NFKC", re.sub(r"(10)([⁰¹²³⁴-⁹]+)", r"\1*\2", unit.strip()))
    text = text.replace("\u03bc", "u").replace("mcL", "uL").replace("mcg", "ug").replace(" ", "")
    text = re.sub(r"^[×xX](?=10)", "", text)
    text = re.sub(r"^10[eE^](?=[0-9])", "10*", text)
    text = re.sub(_SURFACE, "/BSA", text)
    text = re.sub(r"\{[^{}]*\}", "", text)
    text = re.sub(r"\.([A-Za-z]+)-1(?![0-9])", r"/\1", text)
    text = re.sub(_THOUSANDS, "10*3", text)
    text = re.sub(_LITRE, r"\1L", text).replace("/mm3", "/uL").replace("/cmm", "/uL")
    return _NOT_OF_UCUM.get(text, text.replace("/BSA", "/{1.73_m2}"))


#: What laboratories write although UCUM has it otherwise, or not at all.
_NOT_OF_UCUM: Final[Mapping[str, str]] = {"G/L": "10*9/L", "mmHg": "mm[Hg]", "cells/uL": "/uL"}
