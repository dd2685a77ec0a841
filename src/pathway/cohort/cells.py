"""The cells of a column: each distinct one is read once, by the code that reads patient files.

A cell that cannot be read is a fault, counted by column and reason; its value is then unknown, and
never *no*.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pathway.frozen import frozen
from pathway.ground.problems import Problem
from pathway.ground.source import Placed
from pathway.ground.vocabulary import Attribute, Base, Value
from pathway.yaml.values import day_of, read_value

Codes: TypeAlias = NDArray[np.int64]
Numbers: TypeAlias = NDArray[np.float64]
#: For each reason how many cells could not be read.
Faults: TypeAlias = Mapping[str, int]

#: The code of an empty cell.
EMPTY: Final = -1


@frozen
class Cells:
    """A column by its distinct values; `codes` are their numbers, row by row.

    A value of None could not be read: `faults` says why, and how often.
    """

    codes: Codes
    values: tuple[Value | None, ...]
    faults: Faults


@frozen
class NumberCells:
    """A column of numbers; NaN where a cell is empty, `faulty` where it says nothing possible."""

    numbers: Numbers
    faulty: NDArray[np.bool_]
    faults: Faults


def read_cells(attribute: Attribute, column: pa.Array, as_of: date) -> Cells | NumberCells:
    """The values of an attribute; numbers in the attribute's unit, or texts with another one."""
    if attribute.type.is_number and attribute.since is None and _is_number(column.type):
        return _numbers(attribute, column)

    def read(raw: object) -> Value | Problem:
        if isinstance(raw, bool) and attribute.type.base is not Base.BOOLEAN:
            return Problem("P403", f"yes or no, where {_kind(attribute)} is needed")
        if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
            if not attribute.type.is_number:
                return Problem("P403", f"a number, where {_kind(attribute)} is needed")
            raw = _plain(raw)
        return read_value(attribute, _text(raw), as_of)

    return distinct(column, read)


def read_days(column: pa.Array, as_of: date) -> Cells:
    """Dates, whole or partial; one after `as_of` is impossible."""
    return distinct(column, lambda raw: day_of(Placed(_text(raw)), as_of))


def read_yes_no(column: pa.Array) -> Cells:
    """Yes and no, as truth values or as words."""
    return distinct(column, lambda raw: _YES_NO.get(_text(raw).lower(), _NEITHER))


def read_words(column: pa.Array, words: Mapping[str, Value]) -> Cells:
    """One of a closed set of words."""
    known = ", ".join(words)
    wrong = Problem("P405", f"none of: {known}")
    return distinct(column, lambda raw: words.get(_text(raw), wrong))


def read_numbers(column: pa.Array) -> Cells:
    """Numbers of no attribute, such as the weeks of a trial; none is below zero."""

    def read(raw: object) -> Value | Problem:
        try:
            found = Decimal(_plain(raw) if isinstance(raw, float) else _text(raw).strip())
        except ArithmeticError:
            return Problem("P403", "no number")
        impossible = not found.is_finite() or found < 0
        return Problem("P404", "an impossible number") if impossible else found

    return distinct(column, read)


def distinct(column: pa.Array, read: Callable[[Any], Value | Problem]) -> Cells:
    """A column by its distinct cells, each read once; an empty text is an empty cell."""
    encoded = column.dictionary_encode()
    codes = pc.fill_null(encoded.indices, EMPTY).to_numpy(zero_copy_only=False).astype(np.int64)
    raws = encoded.dictionary.to_pylist()
    values: list[Value | None] = []
    wrong: dict[int, str] = {}
    for number, raw in enumerate(raws):
        blank = isinstance(raw, str) and not raw.strip()
        if blank:
            codes[codes == number] = EMPTY
        found = None if blank else read(raw)
        if isinstance(found, Problem):
            wrong[number] = found.message
        values.append(None if isinstance(found, Problem) else found)
    return Cells(codes, tuple(values), _counted(codes, wrong))


# -- private -------------------------------------------------------------------------------

_YES_NO: Final = {"yes": True, "no": False, "true": True, "false": False}
_NEITHER: Final = Problem("P403", "neither yes nor no")


def _is_number(type_: pa.DataType) -> bool:
    kinds = (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal)
    return any(is_one(type_) for is_one in kinds)


def _numbers(attribute: Attribute, column: pa.Array) -> NumberCells:
    numbers = column.cast(pa.float64()).to_numpy(zero_copy_only=False)
    there = ~np.isnan(numbers)
    outside = np.isinf(numbers)
    if attribute.lowest is not None:
        outside |= numbers < float(attribute.lowest)
    if attribute.highest is not None:
        outside |= numbers > float(attribute.highest)
    broken = np.zeros(len(numbers), dtype=bool)
    if attribute.type.base is Base.INTEGER:
        broken = there & ~outside & (np.floor(numbers) != numbers)
    told = {"an impossible number": int(outside.sum()), "no whole number": int(broken.sum())}
    faulty = outside | broken
    numbers = np.where(faulty, np.nan, numbers)
    return NumberCells(numbers, faulty, {what: count for what, count in told.items() if count})


def _counted(codes: Codes, wrong: Mapping[int, str]) -> Faults:
    found: dict[str, int] = {}
    for number, message in wrong.items():
        found[message] = found.get(message, 0) + int((codes == number).sum())
    return found


def _kind(attribute: Attribute) -> str:
    if attribute.type.base is Base.BOOLEAN:
        return "yes or no"
    return "a date" if attribute.type.base is Base.DATE else f"{attribute.type}"


def _plain(raw: object) -> str:
    """A number as it is written by hand: without an exponent, and whole ones without a point."""
    number = Decimal(str(raw))
    return (
        f"{number.to_integral_value()}" if number == number.to_integral_value() else f"{number:f}"
    )


def _text(raw: object) -> str:
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    return str(raw)
