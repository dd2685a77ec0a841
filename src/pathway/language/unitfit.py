"""Bringing numbers that meet in one operator into one unit, exactly.

A threshold is converted into the unit of the attribute; where that has no finite decimal
(10 days in weeks), or where two attributes meet, the attribute is converted instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from pathway.ground.problems import Problems, suggestion
from pathway.ground.source import Span
from pathway.ground.units import (
    CALENDAR_WORDS,
    canonical,
    exact_decimal,
    factor,
    is_calendar,
    is_pure_number,
    is_time,
    known_units,
)
from pathway.ground.vocabulary import Base, Type
from pathway.language.everyday_hints import SPELT
from pathway.language.printer import canonical as text_of
from pathway.language.syntax import Apply, Expr, Literal


class Judge:
    """Collects what is wrong with one condition; `pathway` False is `pathway eval`."""

    def __init__(self, problems: Problems, pathway: bool) -> None:
        self.problems = problems
        self.pathway = pathway
        self.failed = False

    def wrong(self, code: str, message: str, span: Span | None, hint: str | None = None) -> None:
        """Add one problem."""
        self.failed = True
        self.problems.add(code, message, span, hint)


def shown(expr: Expr) -> str:
    """The expression as a message quotes it."""
    text = text_of(expr)
    return f"`{text}`" if len(text) <= 60 else "this"


def known_unit(literal: Literal, judge: Judge) -> bool:
    """Whether the unit of a quantity is in the table."""
    unit = literal.type.unit
    if unit is None or canonical(unit) is not None:
        return True
    hint = suggestion(SPELT.get(unit.lower(), unit), known_units())
    judge.wrong("P203", f"unknown unit `{unit}`", literal.span, hint)
    return False


def align(args: Sequence[Expr], judge: Judge) -> list[Expr] | None:
    """The numbers in one unit; None after saying which one does not fit."""
    numbers = [arg for arg in args if arg.type.is_number]
    units = {canonical(arg.type.unit) or arg.type.unit for arg in numbers if arg.type.unit}
    if not units:
        return list(args)
    if any(canonical(unit) is None for unit in units):
        judge.failed = True  # said where the attribute or parameter declares its unit
        return None
    if not _all_with_units(numbers, judge):
        return None
    if all(map(is_pure_number, units)) and len(units - {"1"}) <= 1:
        return list(args)
    leading = next((arg for arg in numbers if not isinstance(arg, Literal)), numbers[0])
    for arg in numbers:
        if factor(arg.type.unit or "1", leading.type.unit or "1") is None:
            return _misfit(args, arg, leading, judge)
    return _in_one_unit(args, leading, judge)


def converted(expr: Expr, unit: str, judge: Judge, span: Span | None) -> Expr | None:
    """`expr` in another unit, as a conversion that stays visible in the expression."""
    ratio = factor(expr.type.unit or "1", unit)
    exact = None if ratio is None else exact_decimal(ratio)
    if exact is None:
        message = f"{shown(expr)} has no exact value in {unit}"
        judge.wrong("P203", message, span)
        return None
    return _conversion(expr, unit, exact, span)


# -- private -----------------------------------------------------------------------------


def _all_with_units(numbers: Sequence[Expr], judge: Judge) -> bool:
    """Whether no bare number meets a quantity (a score may be compared with a bare number)."""
    measured = next((a for a in numbers if a.type.unit and not is_pure_number(a.type.unit)), None)
    if measured is None:
        return True
    fine = True
    for arg in numbers:
        if arg.type.unit is None:
            unit = _aloud(measured.type.unit)
            message = f"{shown(measured)} is in {unit}, but {shown(arg)} has no unit"
            hint = f"write `{_with_unit(arg, measured)}`" if isinstance(arg, Literal) else None
            judge.wrong("P203", message, arg.span, hint)
            fine = False
    return fine


def _with_unit(number: Literal, measured: Expr) -> str:
    unit = measured.type.unit
    if unit is None:
        return text_of(number)
    plural = CALENDAR_WORDS.get(unit, unit)
    return text_of(Literal(number.value, Type(Base.DECIMAL, plural), parameter=number.parameter))


def _misfit(args: Sequence[Expr], arg: Expr, leading: Expr, judge: Judge) -> list[Expr] | None:
    """Units that measure different things; months against days are unknown in `pathway eval`."""
    unit, other = arg.type.unit or "1", leading.type.unit or "1"
    if is_time(unit) and is_time(other):
        if not judge.pathway:
            return [_unknown(a) if a is arg else a for a in args]
        loose = arg if is_calendar(unit) else leading
        fixed = leading if loose is arg else arg
        message = (
            f"months and years have no fixed length, so {_with_its_unit(loose)} does not fit "
            f"{_with_its_unit(fixed)}"
        )
        hint = _DEFINITE.get(fixed.type.unit or "") if _is_written(arg) else None
        judge.wrong("P208", message, arg.span, hint)
    else:
        message = f"{shown(arg)} does not fit {shown(leading)}, which is in {_aloud(other)}"
        judge.wrong("P203", message, arg.span)
    return None


def _is_written(expr: Expr) -> bool:
    """Whether the number stands in the condition itself, with its unit."""
    return isinstance(expr, Literal) and expr.parameter is None


def _with_its_unit(expr: Expr) -> str:
    return shown(expr) if _is_written(expr) else f"{shown(expr)} in {_aloud(expr.type.unit)}"


def _aloud(unit: str | None) -> str:
    """A unit as an author would say it: UCUM's weeks and days have short names."""
    return {"wk": "weeks", "d": "days", "h": "hours"}.get(unit or "", unit or "1")


#: What to write instead of UCUM's months and years, which are so many days.
_DEFINITE: Final = {
    "mo": "write `months` without quotes",
    "a": "write `years` without quotes",
    "weeks": "write it in weeks",
    "wk": "write it in weeks",
    "days": "write it in days",
    "d": "write it in days",
}


def _unknown(expr: Expr) -> Expr:
    return Literal(None, expr.type, expr.span)


def _in_one_unit(args: Sequence[Expr], leading: Expr, judge: Judge) -> list[Expr] | None:
    """Everything in the unit of the leading operand, else of the first that all convert to."""
    candidates = [leading.type.unit, *(arg.type.unit for arg in args)]
    for unit in dict.fromkeys(candidates):
        if unit is None:
            continue
        aligned = [_in_unit(arg, unit) for arg in args]
        complete = [arg for arg in aligned if arg is not None]
        if len(complete) == len(aligned):
            return complete
    message = f"the units of {', '.join(shown(arg) for arg in args)} do not convert exactly"
    judge.wrong("P203", message, args[0].span)
    return None


def _in_unit(expr: Expr, unit: str) -> Expr | None:
    if not expr.type.is_number or expr.type.unit is None or expr.type.unit == unit:
        return expr
    ratio = factor(expr.type.unit, unit)
    if ratio is None:
        return None
    if isinstance(expr, Literal):
        return _literal(expr, unit, ratio)
    exact = exact_decimal(ratio)
    if exact is None:
        return None
    return expr if exact == 1 else _conversion(expr, unit, exact, expr.span)


def _literal(literal: Literal, unit: str, ratio: Fraction) -> Literal | None:
    type_ = Type(Base.DECIMAL, unit)
    if not isinstance(literal.value, Decimal):
        return replace(literal, type=type_)
    exact = exact_decimal(Fraction(literal.value) * ratio)
    if exact is None:
        return None
    return replace(literal, value=exact, type=type_, written=literal.written or text_of(literal))


def _conversion(expr: Expr, unit: str, ratio: Decimal, span: Span | None) -> Expr:
    type_ = Type(Base.DECIMAL, unit)
    return Apply("convert", (expr, Literal(ratio, type_, span)), span, type_)
