"""How names, single values and operands are written in CQL, and which numbers it cannot hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from pathway.ground.vocabulary import Range, Value

#: What a decimal of CQL holds: so many digits, so many of them behind the point.
DIGITS: Final = 28
PLACES: Final = 8


def identifier(name: str) -> str:
    """A name in double quotes, as names with dots have to be written."""
    return f'"{_escaped(name, chr(34))}"'


def string(text: str) -> str:
    """A text in single quotes."""
    return f"'{_escaped(text, chr(39))}'"


def number(value: Decimal) -> str:
    """A number as a decimal; one that CQL cannot hold is never handed in."""
    digits = f"{value:f}"
    return digits if "." in digits else f"{digits}.0"


def fits(value: Decimal) -> bool:
    """Whether CQL holds a number exactly."""
    if not value.is_finite():
        return False
    _, digits, exponent = value.normalize().as_tuple()
    places = max(-int(exponent), 0)
    whole = max(len(digits) + int(exponent), 0)
    return places <= PLACES and whole + PLACES <= DIGITS


def day(value: date) -> str:
    """A day."""
    return f"@{value.isoformat()}"


def ends(value: Value) -> tuple[str, str] | None:
    """The lowest and the highest a number or a day may be; None for any other value."""
    low, high = (value.low, value.high) if isinstance(value, Range) else (value, value)
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        return number(low), number(high)
    if isinstance(low, date) and isinstance(high, date):
        return day(low), day(high)
    return None


def comment(text: str) -> str:
    """A line that says something to readers and nothing to engines."""
    return f"// {' '.join(text.split())}"


def call(function: str, parts: tuple[str, ...] | list[str]) -> str:
    """A function called with the texts of its operands."""
    return f"{identifier(function)}({', '.join(parts)})"


def joined(op: str, parts: tuple[str, ...] | list[str]) -> str:
    """Several yes/no texts between `and` or `or`."""
    if len(parts) == 1:
        return parts[0]
    return f" {op} ".join(map(inner, parts))


def inner(text: str) -> str:
    """A text as it may stand inside another: in parentheses unless it is one word or a call."""
    return text if _is_single(text) else f"({text})"


# -- private -------------------------------------------------------------------------------


def _escaped(text: str, quote: str) -> str:
    return "".join(map(_SPECIAL.get, text, text)).replace(quote, f"\\{quote}")


_SPECIAL: Final = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f"}


def _is_single(text: str) -> bool:
    depth, quote, escaped = 0, "", False
    for char in text:
        if escaped:
            escaped = False
        elif quote:
            escaped, quote = char == "\\", "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif char == " " and not depth:
            return False
    return True
