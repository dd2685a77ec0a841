"""A recorded value and its day in words, for reasons and assumptions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pathway.ground.units import spoken
from pathway.ground.vocabulary import BOOLEAN, Attribute, Range, Value


def in_words(attribute: Attribute, value: Value | None) -> str:
    """A value of an attribute in words."""
    if value is None:
        return "unknown"
    if attribute.type == BOOLEAN:
        return "yes" if value is True else "no"
    if isinstance(value, Range):
        return f"{in_words(attribute, value.low)} to {in_words(attribute, value.high)}"
    unit = f" {spoken(attribute.type.unit)}" if attribute.type.unit is not None else ""
    return f"{_digits(value)}{unit}"


def on_day(on: date | Range[date] | None) -> str:
    """When something was, after what it was: ` on 2026-11-20`; nothing where nobody knows."""
    if on is None:
        return ""
    return f" on {on}" if not isinstance(on, Range) else f" between {on.low} and {on.high}"


# -- private -------------------------------------------------------------------------------


def _digits(value: Value) -> str:
    """A counted number of weeks is not shown to the last of its digits."""
    if not isinstance(value, Decimal):
        return str(value)
    return format(value if value == round(value, 4) else round(value, 1), "f")
