"""Comparing and computing values that are known, some of them only as a range.

A range stands for one value that lies between its ends, so an answer counts only where it
is the same for every value in the range.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Context, Decimal
from typing import Any, Final, TypeAlias

from pathway.ground.truth import Truth
from pathway.ground.vocabulary import Range

#: A known value; the type checker has seen to it that operands fit each other.
_Known: TypeAlias = Any

Decide: TypeAlias = Callable[[_Known, _Known], Truth]
Compute: TypeAlias = Callable[[Decimal, Decimal], Decimal | None]

_EXACT: Final = Context(prec=60, traps=[])


def ends(value: _Known) -> tuple[_Known, _Known]:
    """The lowest and the highest value it may be."""
    return (value.low, value.high) if type(value) is Range else (value, value)


def equal(left: _Known, right: _Known) -> Truth:
    """Whether both are one value; unknown while their ranges overlap."""
    if type(left) is tuple:
        return _equal_lists(left, right)
    (a, b), (c, d) = ends(left), ends(right)
    if b < c or d < a:
        return False
    return True if a == b == c == d else None


def _equal_lists(left: tuple[_Known, ...], right: tuple[_Known, ...]) -> Truth:
    if len(left) != len(right):
        return False
    parts = [
        None if a is None or b is None else equal(a, b) for a, b in zip(left, right, strict=True)
    ]
    return False if False in parts else None if None in parts else True


def less(left: _Known, right: _Known) -> Truth:
    """Whether `left < right`; unknown where the ends disagree."""
    (a, b), (c, d) = ends(left), ends(right)
    return True if b < c else False if a >= d else None


def at_most(left: _Known, right: _Known) -> Truth:
    """Whether `left <= right`; unknown where the ends disagree."""
    (a, b), (c, d) = ends(left), ends(right)
    return True if b <= c else False if a > d else None


def negated(decide: Decide) -> Decide:
    """The test with the contrary answer; undecided stays undecided."""

    def decide_not(left: _Known, right: _Known) -> Truth:
        answer = decide(left, right)
        return None if answer is None else not answer

    return decide_not


def spread(compute: Compute, left: _Known, right: _Known) -> _Known:
    """The result of numbers, or the range of results where one is known only as a range."""
    if type(left) is Decimal and type(right) is Decimal:
        return _finite(compute(left, right))
    low, high = ends(right)
    if compute is divided and low <= 0 <= high:
        return None
    results = [_finite(compute(a, b)) for a in ends(left) for b in (low, high)]
    complete = [number for number in results if number is not None]
    return Range(min(complete), max(complete)) if len(complete) == len(results) else None


def _finite(number: Decimal | None) -> Decimal | None:
    """None for what is too large to compute with."""
    return number if number is not None and number.is_finite() else None


def added(left: Decimal, right: Decimal) -> Decimal:
    """`left + right`, exactly."""
    return _EXACT.add(left, right)


def subtracted(left: Decimal, right: Decimal) -> Decimal:
    """`left - right`, exactly."""
    return _EXACT.subtract(left, right)


def multiplied(left: Decimal, right: Decimal) -> Decimal:
    """`left * right`, exactly."""
    return _EXACT.multiply(left, right)


def divided(left: Decimal, right: Decimal) -> Decimal | None:
    """A zero divisor gives unknown: not computable."""
    return _EXACT.divide(left, right) if right else None


def scaled(value: _Known, sign: Decimal) -> _Known:
    """A number, or both ends of a range, times 1 or -1."""
    low, high = sorted(_EXACT.multiply(end, sign) for end in ends(value))
    return Range(low, high) if type(value) is Range else low


def shifted(day: _Known, amount: _Known, unit: str) -> _Known:
    """A day, or each end of a range of days, moved by whole days or calendar months."""
    low, high = (_moved(a, b, unit) for a, b in zip(ends(day), ends(amount), strict=True))
    if low is None or high is None:
        return None
    return low if low == high and type(day) is not Range else Range(low, high)


def _moved(day: date, amount: Decimal, unit: str) -> date | None:
    count = int(amount)
    try:
        if unit in ("d", "wk"):
            return day + timedelta(days=count * 7 if unit == "wk" else count)
        month = day.year * 12 + day.month - 1 + (count * 12 if unit == "years" else count)
        first = date(month // 12, month % 12 + 1, 1)
        following = date((month + 1) // 12, (month + 1) % 12 + 1, 1)
        return first.replace(day=min(day.day, (following - first).days))
    except (OverflowError, ValueError):
        return None
