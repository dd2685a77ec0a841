"""The cells of a column: each distinct one is read once, by the code that reads patient files.

A cell that cannot be read is a fault, counted by column and reason; its value is then unknown, and
never *no*.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from math import nan
from operator import or_
from typing import Any, Final, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pathway.cohort.split import Split, bits, packed
from pathway.frozen import frozen
from pathway.ground.cached import cached_property
from pathway.ground.problems import Problem
from pathway.ground.source import Placed
from pathway.ground.vocabulary import Attribute, Base, Value
from pathway.yaml.values import day_of, read_value

Numbers: TypeAlias = NDArray[np.float64]
#: For each reason how many cells could not be read.
Faults: TypeAlias = Mapping[str, int]

#: The case of an empty cell; those of numbers are these three.
EMPTY: Final = 0
THERE: Final = 1
FAULTY: Final = 2


class Seen:
    """The distinct cells of a column so far, each read once; number 0 is an empty cell.

    Over all batches, so that a number always means the same.
    """

    def __init__(self) -> None:
        self.values: list[Value | None] = [None]
        #: The numbers that could not be read, with the reason.
        self.wrong: dict[int, str] = {}
        #: The values as floats; None where one says less than the value.
        self.floats: list[float | None] = [nan]
        self._numbers: dict[tuple[type, object], int] = {}

    def number(self, raw: object, read: Callable[[Any], Value | Problem]) -> int:
        """The number of a cell; a blank text is an empty one."""
        # Yes is no 1, and what is no number is not even itself.
        key = (raw.__class__, raw if raw == raw else None)
        found = self._numbers.get(key)
        if found is None:
            found = EMPTY if isinstance(raw, str) and not raw.strip() else self._new(read(raw))
            self._numbers[key] = found
        return found

    def __len__(self) -> int:
        return len(self._numbers)

    # -- private ---------------------------------------------------------------------------

    def _new(self, value: Value | Problem) -> int:
        number = len(self.values)
        if isinstance(value, Problem):
            self.wrong[number] = value.message
        self.values.append(None if isinstance(value, Problem) else value)
        self.floats.append(_float(value))
        return number


@frozen(slots=False)
class Cells:
    """A column by its distinct values: case 0 is an empty cell, case `n` means `values[n]`.

    A value of None could not be read: `faults` says why, and how often.
    """

    split: Split
    values: Sequence[Value | None]
    faults: Faults

    @cached_property
    def readable(self) -> Split:
        """Which rows have a value that could be read, one of which stands for all others."""
        occurring = self.split.occurring
        one = next((case for case in occurring if self.values[case] is not None), EMPTY)
        into = {case: EMPTY if case == EMPTY else self._as(case, one) for case in occurring}
        return self.split.merged(into, self.split.cases)

    def _as(self, case: int, one: int) -> int:
        return case if self.values[case] is None else one


@frozen
class NumberCells:
    """A column of numbers; they mean something in the rows whose case is THERE."""

    numbers: Numbers
    split: Split
    faults: Faults


def read_cells(
    attribute: Attribute, column: pa.Array, as_of: date, seen: Seen
) -> Cells | NumberCells:
    """The values of an attribute; numbers in the attribute's unit, or texts with another one."""
    is_plain = attribute.type.is_number and attribute.since is None
    if is_plain and _is_number(column.type):
        return _numbers(attribute, column)

    def read(raw: object) -> Value | Problem:
        if isinstance(raw, bool) and attribute.type.base is not Base.BOOLEAN:
            return Problem("P403", f"yes or no, where {_kind(attribute)} is needed")
        if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
            if not attribute.type.is_number:
                return Problem("P403", f"a number, where {_kind(attribute)} is needed")
            raw = _plain(raw)
        return read_value(attribute, _text(raw), as_of)

    cells = distinct(column, read, seen)
    return _as_numbers(cells, seen) if is_plain else cells


def read_ids(column: pa.Array) -> pa.Array:
    """Who is who, as texts; what is no single value is no id."""
    if pa.types.is_nested(column.type):
        return pa.nulls(len(column), pa.string())
    return column.cast(pa.string())


def read_days(column: pa.Array, as_of: date, seen: Seen) -> Cells:
    """Dates, whole or partial; one after `as_of` is impossible."""
    return distinct(column, lambda raw: day_of(Placed(_text(raw)), as_of), seen)


def read_yes_no(column: pa.Array, seen: Seen) -> Cells:
    """Yes and no, as truth values or as words."""
    return distinct(column, lambda raw: _YES_NO.get(_text(raw).lower(), _NEITHER), seen)


def read_words(column: pa.Array, words: Mapping[str, Value], seen: Seen) -> Cells:
    """One of a closed set of words."""
    known = ", ".join(words)
    wrong = Problem("P405", f"none of: {known}")
    return distinct(column, lambda raw: words.get(_text(raw), wrong), seen)


def read_numbers(column: pa.Array, seen: Seen) -> Cells:
    """Numbers of no attribute, such as the weeks of a trial; none is below zero."""

    def read(raw: object) -> Value | Problem:
        try:
            found = Decimal(_plain(raw) if isinstance(raw, float) else _text(raw).strip())
        except ArithmeticError:
            return Problem("P403", "no number")
        impossible = not found.is_finite() or found < 0
        return Problem("P404", "an impossible number") if impossible else found

    return distinct(column, read, seen)


def distinct(column: pa.Array, read: Callable[[Any], Value | Problem], seen: Seen) -> Cells:
    """A column by its distinct cells, each read once; an empty text is an empty cell."""
    split = _truths if pa.types.is_boolean(column.type) else _encoded
    if pa.types.is_nested(column.type):
        column = pc.if_else(column.is_valid(), _NESTED, pa.scalar(None, pa.string()))
    found = split(column, lambda raw: seen.number(raw, read), seen)
    return Cells(found, seen.values, _counted(found, seen.wrong))


# -- private -------------------------------------------------------------------------------

_YES_NO: Final = {"yes": True, "no": False, "true": True, "false": False}
_LARGEST: Final = float(np.finfo(np.float64).max)
#: What stands for a list or a record in a cell, which nothing can be read of.
_NESTED: Final = "(several values)"
_NEITHER: Final = Problem("P403", "neither yes nor no")


def _truths(column: pa.Array, number: Callable[[object], int], seen: Seen) -> Split:
    """Truth values are planes as they lie in memory."""
    count = len(column)
    validity, values = column.buffers()
    there = bits(validity, column.offset, count)
    true = bits(values, column.offset, count) & there
    planes: dict[int, int] = {}
    for raw, plane in ((None, (1 << count) - 1 & ~there), (True, true), (False, there & ~true)):
        if plane:
            planes[EMPTY if raw is None else number(raw)] = plane
    return Split(count, len(seen.values), planes)


def _encoded(column: pa.Array, number: Callable[[object], int], seen: Seen) -> Split:
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    raws = encoded.dictionary.to_pylist()
    # An index of -1 is that of an empty cell: it means the last number.
    numbers = [*(EMPTY if raw is None else number(raw) for raw in raws), EMPTY]
    indices = encoded.indices
    if indices.null_count:
        indices = pc.fill_null(indices, -1)
    codes = np.array(numbers, dtype=np.int32)[indices.to_numpy(zero_copy_only=False)]
    return Split(len(column), len(seen.values), codes=codes)


def _as_numbers(cells: Cells, seen: Seen) -> Cells | NumberCells:
    """Texts that are all numbers as numbers, where none of these says less than the text."""
    floats = [seen.floats[case] for case in cells.split.occurring]
    if None in floats:
        return cells
    table = np.full(cells.split.cases, np.nan)
    table[list(cells.split.occurring)] = floats
    which = {
        case: FAULTY if case in seen.wrong else (EMPTY if case == EMPTY else THERE)
        for case in cells.split.occurring
    }
    return NumberCells(table[cells.split.codes], cells.split.merged(which, 3), cells.faults)


def _float(value: Value | Problem) -> float | None:
    if isinstance(value, Problem):
        return nan
    if not isinstance(value, Decimal):
        return None
    found = float(value)
    return found if Decimal(str(found)) == value else None


def _is_number(type_: pa.DataType) -> bool:
    kinds = (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal)
    return any(is_one(type_) for is_one in kinds)


def _numbers(attribute: Attribute, column: pa.Array) -> NumberCells:
    column = column.cast(pa.float64(), safe=False)
    count, every = len(column), (1 << len(column)) - 1
    validity, data = column.buffers()
    numbers: Numbers = np.frombuffer(data, np.float64, count, 8 * column.offset)
    there = bits(validity, column.offset, count)
    told: dict[str, int] = {}
    low, high = _possible(attribute)
    # In empty cells stands anything, or no number: then it takes a second look.
    if not (low <= numbers.min(initial=low) and numbers.max(initial=low) <= high):
        there &= every & ~packed(np.isnan(numbers))
        told["an impossible number"] = there & packed((numbers < low) | (numbers > high))
    if attribute.type.base is Base.INTEGER:
        possible = there & ~told.get("an impossible number", 0)
        told["no whole number"] = possible & packed(np.floor(numbers) != numbers)
    faulty = reduce(or_, told.values(), 0)
    planes = {EMPTY: every & ~there, THERE: there & ~faulty, FAULTY: faulty}
    split = Split(count, 3, {case: plane for case, plane in planes.items() if plane})
    faults = {what: plane.bit_count() for what, plane in told.items() if plane}
    return NumberCells(numbers, split, faults)


def _possible(attribute: Attribute) -> tuple[float, float]:
    """The least and the greatest number that an attribute can have; none is infinite."""
    limits = ((attribute.lowest, -_LARGEST), (attribute.highest, _LARGEST))
    low, high = (otherwise if limit is None else float(limit) for limit, otherwise in limits)
    return low, high


def _counted(split: Split, wrong: Mapping[int, str]) -> Faults:
    found: dict[str, int] = {}
    if wrong:
        for case in split.occurring:
            if case in wrong:
                count = split.of_case(case).bit_count()
                found[wrong[case]] = found.get(wrong[case], 0) + count
    return dict(sorted(found.items()))


def _kind(attribute: Attribute) -> str:
    if attribute.type.base is Base.BOOLEAN:
        return "yes or no"
    if attribute.type.is_number:
        return "a number"
    if attribute.type.base is Base.DATE:
        return "a date"
    return f"one of {', '.join(attribute.type.choices or ())}"


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
