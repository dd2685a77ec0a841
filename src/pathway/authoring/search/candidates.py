"""The values that can make a difference to some condition, for each attribute of a program.

Between two neighbouring thresholds all values are alike, so a value on each of them and one
step to either side stand for all values there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from pathway.ground.vocabulary import Attribute, Base, Range, Value
from pathway.language.syntax import Apply, Expr, Literal, Name, names
from pathway.program import CompiledProgram


def boundary_values(
    program: CompiledProgram, as_of: date, more: Iterable[Expr] = ()
) -> Mapping[str, tuple[Value, ...]]:
    """For each attribute the values on both sides of every threshold, ordinary ones first.

    `more` are conditions beside those of the program. Dates are such that what is counted
    from them (an age, a duration) lies on both sides of its own thresholds.
    """
    found = thresholds(program, more)
    attributes = program.vocabulary.attributes
    counted: dict[str, list[Attribute]] = {}
    for attribute in attributes.values():
        if attribute.since is not None:
            counted.setdefault(attribute.since, []).append(attribute)
    return {
        name: _days(counted.get(name, ()), found, as_of)
        if attribute.type.base is Base.DATE
        else _values(attribute, found.get(name, frozenset()))
        for name, attribute in attributes.items()
    }


def thresholds(
    program: CompiledProgram, more: Iterable[Expr] = ()
) -> Mapping[str, frozenset[Decimal]]:
    """The numbers that each attribute, or part of a therapy's history, is compared with."""
    found: dict[str, set[Decimal]] = {}
    for definition in program.definitions:
        _collect(definition.expr, found)
    for expr in (*(guard.expr for guard in program.guards), *more):
        _collect(expr, found)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def around(numbers: Iterable[Decimal], *, whole: bool = False) -> tuple[Decimal, ...]:
    """Each number with its neighbours, one step of their precision away; in order."""
    numbers = set(numbers)
    places = max((_places(number) for number in numbers), default=0)
    step = Decimal(1) if whole else Decimal(1).scaleb(-places)
    return tuple(sorted({number + sign * step for number in numbers for sign in (-1, 0, 1)}))


# -- private -------------------------------------------------------------------------------

#: Numbers are compared to no more decimals than this; a day in weeks has no end.
_MOST_PLACES: Final = 3
_YEARS: Final = ("years", "year", "a")


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return min(max(-exponent, 0), _MOST_PLACES) if isinstance(exponent, int) else 0


def _values(attribute: Attribute, numbers: frozenset[Decimal]) -> tuple[Value, ...]:
    kind = attribute.type
    if kind.base is Base.BOOLEAN:
        return (False, True)
    if kind.choices is not None:
        return kind.choices
    if not kind.is_number:
        return ()
    low = attribute.lowest if attribute.lowest is not None else Decimal(0)
    high = attribute.highest if attribute.highest is not None else Decimal(1000)
    near = around(numbers, whole=kind.base is Base.INTEGER)
    return tuple(sorted({low, high, *(value for value in near if low <= value <= high)}))


def _days(
    counted: Iterable[Attribute], found: Mapping[str, frozenset[Decimal]], as_of: date
) -> tuple[Value, ...]:
    """Days from which something is counted that lies just below, on or above a threshold."""
    days: set[date] = {as_of - timedelta(days=20)}
    rough: list[Value] = []
    for attribute in counted:
        years = attribute.type.unit in _YEARS
        for number in sorted(found.get(attribute.name, frozenset())):
            start = _before(as_of, number, attribute.type.unit)
            if start is None:
                continue
            days |= {start + timedelta(days=shift) for shift in (-1, 0, 1)}
            if years:
                rough.append(Range(date(start.year, 1, 1), date(start.year, 12, 31)))
    return (*sorted(day for day in days if day <= as_of), *rough)


def _before(as_of: date, number: Decimal, unit: str | None) -> date | None:
    """The day so long before a date."""
    if not number.is_finite() or not 0 <= number < as_of.year - 1:
        return None
    if unit in _YEARS:
        first = date(as_of.year - int(number), as_of.month, 1)
        return first + timedelta(days=as_of.day - 1)
    days = number * 7 if unit in ("weeks", "week", "wk") else number
    return as_of - timedelta(days=int(days))


def _collect(expr: Expr, found: dict[str, set[Decimal]]) -> None:
    """The numbers in each comparison, for every name in it, also inside sums."""
    if not isinstance(expr, Apply):
        return
    if any(isinstance(arg, Apply) and arg.type.base is Base.BOOLEAN for arg in expr.args):
        for arg in expr.args:
            _collect(arg, found)
        return
    numbers = _numbers(expr)
    for name in names(expr) if numbers else ():
        found.setdefault(name, set()).update(numbers)
    for arg in expr.args:
        _collect(arg, found)


def _numbers(expr: Expr) -> set[Decimal]:
    if isinstance(expr, Literal):
        return {expr.value} if isinstance(expr.value, Decimal) else set()
    if isinstance(expr, Name):
        return set()
    return set[Decimal]().union(*map(_numbers, expr.args))
