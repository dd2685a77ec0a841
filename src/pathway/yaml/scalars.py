"""What a scalar in a file means, and where each of its characters stands.

A deliberately small reading of the YAML 1.2 core schema: `true`, `false`, `null` and
decimal numbers mean something, everything else is text. So `no`, `on`, `12:30`, `0x1F`,
`007` and `2026-11-20` stay the words they are, and no number loses a digit.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from pathway.ground.source import Placed, Source, Span
from pathway.yaml.json_text import PAIR

#: Numbers with more digits, or further from one, are refused rather than rounded.
MAX_DIGITS: Final = 28


class OutOfRange(Exception):  # noqa: N818 - a signal, not an error
    """A number too long or too large to be kept exactly."""


def resolve(text: str) -> Decimal | bool | str | None:
    """The value of a plain (unquoted) scalar; raises OutOfRange for an unusable number."""
    if not text:
        return None
    if text[0] in _NUMERIC_START and _NUMBER.fullmatch(text):
        return _number(text)
    return _WORDS.get(text, text)


def exact(number: str | int | Decimal) -> Decimal:
    """A number as a decimal; raises OutOfRange for one that is too long, too large or none."""
    if isinstance(number, int) and abs(number) >= 10**MAX_DIGITS:
        raise OutOfRange
    found = Decimal(number)
    if not found.is_finite() or abs(found.adjusted()) > MAX_DIGITS:
        raise OutOfRange
    if len(found.as_tuple().digits) > MAX_DIGITS:
        raise OutOfRange
    return found if found else abs(found)


def may_be_thousands(number: Decimal) -> bool:
    """Whether it was written like `1.000`: one to some readers, a thousand to others."""
    return number.as_tuple().exponent == -3 and number == number.to_integral_value() != 0


def place(source: Source, value: str, start: int, end: int, style: str | None) -> Placed:
    """The text of a scalar with its span, and its offsets where it is not written verbatim."""
    if style == '"' or style == "'":
        inner = start + 1
        if source.text.startswith(value, inner) and inner + len(value) + 1 == end:
            return Placed(
                value, Span(source, inner, end - 1) if value else Span(source, start, end)
            )
    elif style is None and end - start == len(value) and source.text.startswith(value, start):
        return Placed(value, Span(source, start, end))
    written = source.text[start:end]
    trimmed = start + len(written.rstrip(_BLANKS))
    offsets = _offsets(value, *_units(written, start, style))
    if offsets is None:
        offsets = (start,) * len(value)
    return Placed(value, Span(source, start, max(trimmed, start)), offsets)


def _number(text: str) -> Decimal:
    exponent = _EXPONENT.search(text)
    if len(text) > MAX_DIGITS + 8 or (exponent and len(exponent[1].lstrip("0")) > 2):
        raise OutOfRange
    return exact(text)


def _units(written: str, base: int, style: str | None) -> tuple[Sequence[str], Sequence[int]]:
    """The characters that `written` stands for, line breaks as written, and where each stands."""
    if style == '"' or style == "'":
        pattern, read = (_DOUBLE, _unescaped) if style == '"' else (_SINGLE, _first)
        chars, places = [], array("L")
        for match in pattern.finditer(written[1:-1]):
            chars.append(read(match[0]))
            places.append(base + 1 + match.start())
        return chars, places
    first = written.find("\n") + 1 if style in ("|", ">") else 0
    return written[first:], range(base + first, base + len(written))


def _first(written: str) -> str:
    return written[0]


def _unescaped(written: str) -> str:
    if written[0] != "\\":
        return written
    if len(written) == _TWO_HALVES:
        text: str = json.loads(f'"{written}"')
        return text
    if written[1] in "xuU":
        return chr(int(written[2:], 16))
    return _ESCAPES.get(written[1], written[1])


def _offsets(value: str, units: Sequence[str], places: Sequence[int]) -> tuple[int, ...] | None:
    """Where each character of `value` stands: words match one to one, blanks may be folded."""
    offsets = array("L")
    at, last = 0, len(units) - 1
    for char in value:
        if char in _BLANKS:
            offsets.append(places[min(at, last)])
            at += at <= last and units[at] in _BLANKS
            continue
        while at <= last and units[at] in _BLANKS:
            at += 1
        if at > last or units[at] != char:
            return None
        offsets.append(places[at])
        at += 1
    return tuple(offsets)


_NUMERIC_START: Final = frozenset("-+.0123456789")
_NUMBER: Final = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_EXPONENT: Final = re.compile(r"[eE][-+]?([0-9]+)")
_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~"), None),
}
_BLANKS: Final = " \t\n\r\x85\u2028\u2029"
_DOUBLE: Final = re.compile(
    rf"{PAIR.pattern}|\\x[0-9a-fA-F]{{2}}|\\u[0-9a-fA-F]{{4}}|\\U[0-9a-fA-F]{{8}}|\\.|\\\n|[^\\]",
    re.DOTALL,
)
_TWO_HALVES: Final = len(r"\ud842\udfb7")
_SINGLE: Final = re.compile(r"''|.", re.DOTALL)
_ESCAPES: Final[dict[str, str]] = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}
