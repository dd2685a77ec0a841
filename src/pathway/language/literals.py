"""How single values are written in a condition: numbers, quantities, texts and dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pathway.ground.units import CALENDAR_WORDS
from pathway.ground.vocabulary import Base, Range, Type
from pathway.language.syntax import Literal


def literal_text(literal: Literal) -> str:
    """A literal as an author writes it; a site parameter is written by its name."""
    value = literal.value
    if literal.parameter is not None:
        return literal.parameter
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return number_text(value, literal.type)
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, date) or (isinstance(value, Range) and isinstance(value.low, date)):
        return f"@{date_text(value)}"
    return str(value)


def number_text(value: Decimal, type_: Type) -> str:
    """A number, or a quantity with its unit."""
    digits = f"{value:f}"
    if digits.endswith(".000"):
        digits = digits[:-2]  # else it could be taken for a thousand
    if type_.unit is None:
        return digits if type_.base is Base.INTEGER or "." in digits else f"{digits}.0"
    unit = unit_text(type_.unit)
    return f"1 {unit[:-1]}" if digits == "1" and unit in CALENDAR_WORDS else f"{digits} {unit}"


def unit_text(unit: str) -> str:
    """A unit behind a number: calendar words stand alone, UCUM codes in quotes."""
    return unit if unit in CALENDAR_WORDS else quoted(unit)


def quoted(text: str) -> str:
    """A text in single quotes."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def date_text(value: date | Range[date]) -> str:
    """A day, a month or a year as ISO text; any other range by both its ends."""
    if not isinstance(value, Range):
        return value.isoformat()
    low, high = value.low, value.high
    same_year = low.year == high.year
    if same_year and (low.month, low.day, high.month, high.day) == (1, 1, 12, 31):
        return f"{low.year:04}"
    last_day = (high.month == 12 and high.day == 31) or (high.toordinal() + 1) in _firsts(high)
    if same_year and low.month == high.month and low.day == 1 and last_day:
        return f"{low.year:04}-{low.month:02}"
    return f"{low.isoformat()}/{high.isoformat()}"


def _firsts(day: date) -> tuple[int, ...]:
    """The ordinal of the first day of the month after `day`; none in December."""
    if day.month == 12:
        return ()
    return (date(day.year, day.month + 1, 1).toordinal(),)
