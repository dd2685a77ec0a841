"""What each operator demands of its operands, and the type of its result.

A rule receives operands that are typed already; where one of them was wrong it still
judges the others, so that one run reports everything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final, TypeAlias

from pathway.ground.problems import suggestion
from pathway.ground.units import canonical, is_calendar
from pathway.ground.vocabulary import BOOLEAN, DATE, DECIMAL, INTEGER, NULL, TEXT, Base, Type
from pathway.language.printer import canonical as text_of
from pathway.language.syntax import Apply, Expr, Literal, Name
from pathway.language.unitfit import Judge, align, converted, known_unit, shown

__all__ = ["RULES", "Judge", "described", "known_unit"]


def described(type_: Type) -> str:
    """A type in an author's words."""
    if type_.is_number:
        return f"a quantity in {type_.unit}" if type_.unit is not None else "a number"
    return _DESCRIBED[type_.base]


_DESCRIBED: Final[Mapping[Base, str]] = MappingProxyType(
    {
        Base.BOOLEAN: "yes/no",
        Base.TEXT: "text",
        Base.DATE: "a date",
        Base.LIST: "a list",
        Base.INTERVAL: "an interval",
        Base.NULL: "`null`",
    }
)

# -- yes/no ------------------------------------------------------------------------------

_Rule: TypeAlias = Callable[[Apply, bool, Judge], Expr | None]


def _all_boolean(args: Sequence[Expr], op: str, judge: Judge) -> bool:
    wrong = [arg for arg in args if arg.type.base not in (Base.BOOLEAN, Base.NULL)]
    for arg in wrong:
        message = f"`{op}` needs yes/no, but {shown(arg)} is {described(arg.type)}"
        hint = _said_again(arg, args) or "compare it with something, for example with `=` or `>=`"
        judge.wrong("P202", message, arg.span, hint)
    return not wrong


def _said_again(arg: Expr, args: Sequence[Expr]) -> str | None:
    """`pain = 'mild' or 'severe'` leaves out what the second text is compared with."""
    written = isinstance(arg, Literal)
    for other in args if written else ():
        compared = other.args[0] if isinstance(other, Apply) and other.op[0] in "=!<>" else None
        if isinstance(other, Apply) and isinstance(compared, Name):
            return f"say both in full: `{compared.name} {other.op} {text_of(arg)}`"
    return None


def _logical(expr: Apply, complete: bool, judge: Judge) -> Expr | None:
    fine = _all_boolean(expr.args, expr.op, judge)
    return replace(expr, type=BOOLEAN) if fine and complete else None


def _not(expr: Apply, complete: bool, judge: Judge) -> Expr | None:
    """In CQL `not` binds before a comparison, which surprises: say how to write it."""
    if complete and expr.args[0].type.base not in (Base.BOOLEAN, Base.NULL):
        arg = expr.args[0]
        message = f"`not` needs yes/no, but {shown(arg)} is {described(arg.type)}"
        hint = "put the comparison in parentheses: `not (… = …)`"
        judge.wrong("P202", message, arg.span, hint)
        return None
    return replace(expr, type=BOOLEAN) if complete else None


def _at_least(expr: Apply, complete: bool, judge: Judge) -> Expr | None:
    fine = _all_boolean(expr.args[1:], "at least", judge)
    return replace(expr, type=BOOLEAN) if fine and complete else None


def _first_known(expr: Apply, complete: bool, judge: Judge) -> Expr | None:
    fine = _all_boolean(expr.args[:-1:2], "first known", judge)
    return replace(expr, type=expr.args[-1].type) if fine and complete else None


def _at_least_inadequate(expr: Apply, _complete: bool, judge: Judge) -> Expr | None:
    count = expr.args[0]
    if isinstance(count, Literal) and (count.type != INTEGER or not count.value):
        message = f"`at least` needs a whole number from 1, found {shown(count)}"
        judge.wrong("P202", message, count.span)
        return None
    return replace(expr, type=BOOLEAN)


def _anything(expr: Apply, complete: bool, _judge: Judge) -> Expr | None:
    return replace(expr, type=BOOLEAN) if complete else None


# -- comparisons -------------------------------------------------------------------------


def _kind(type_: Type) -> Base:
    return Base.DECIMAL if type_.is_number else type_.base


def alike(args: Sequence[Expr], op: str, judge: Judge) -> list[Expr] | None:
    """The operands when they are of one kind, in one unit and of known choices."""
    typed = [arg for arg in args if arg.type.base is not Base.NULL]
    for arg in typed[1:]:
        if _kind(arg.type) is not _kind(typed[0].type):
            _unlike(typed[0], arg, op, judge)
            return None
    if typed and typed[0].type.is_number:
        return align(args, judge)
    return list(args) if _chosen(typed, judge) else None


def _unlike(first: Expr, second: Expr, op: str, judge: Judge) -> None:
    message = (
        f"`{op}` does not fit: {shown(first)} is {described(first.type)}, "
        f"but {shown(second)} is {described(second.type)}"
    )
    judge.wrong("P202", message, second.span, _unlike_hint(first, second))


def _unlike_hint(first: Expr, second: Expr) -> str | None:
    bases = {_kind(first.type), _kind(second.type)}
    if bases == {Base.BOOLEAN, Base.TEXT}:
        return "`yes` and `no` are written without quotes"
    if Base.DATE in bases:
        return "dates look like `@2026-11-20`"
    if bases == {Base.BOOLEAN, Base.DECIMAL}:
        return "write `between … and …` for a value between two others"
    if bases == {Base.DECIMAL, Base.TEXT}:
        return "numbers are written without quotes, text in single quotes"
    return None


def _chosen(args: Sequence[Expr], judge: Judge) -> bool:
    """Whether each text is among the choices of what it is compared with."""
    closed = next((a for a in args if a.type.choices and not isinstance(a, Literal)), None)
    if closed is None or closed.type.choices is None:
        return True
    fine = True
    for arg in args:
        if isinstance(arg, Literal) and arg.value not in closed.type.choices:
            listed = ", ".join(f"'{choice}'" for choice in closed.type.choices)
            message = f"{shown(arg)} is not among the choices of {shown(closed)}"
            hint = suggestion(str(arg.value), closed.type.choices) or f"the choices are {listed}"
            judge.wrong("P205", message, arg.span, hint)
            fine = False
    return fine


def _equality(expr: Apply, complete: bool, judge: Judge) -> Expr | None:
    args = alike(expr.args, expr.op, judge) if complete else None
    return None if args is None else replace(expr, args=tuple(args), type=BOOLEAN)


def _ordered(args: Sequence[Expr], op: str, judge: Judge) -> bool:
    for arg in args:
        base = arg.type.base
        if base in (Base.BOOLEAN, Base.LIST, Base.INTERVAL):
            message = f"`{op}` needs numbers or dates, but {shown(arg)} is {described(arg.type)}"
            hint = "write `between … and …` for a value between two others"
            judge.wrong("P202", message, arg.span, hint if isinstance(arg, Apply) else None)
            return False
    if judge.pathway and all(arg.type.base is Base.TEXT for arg in args):
        judge.wrong("P202", f"`{op}` does not fit: text has no order", args[0].span)
        return False
    return True


def _order(expr: Apply, complete: bool, judge: Judge) -> Expr | None:
    if not complete or not _ordered(expr.args, expr.op, judge):
        return None
    return _equality(expr, complete, judge)


def _in(expr: Apply, complete: bool, judge: Judge) -> Expr | None:
    if not complete:
        return None
    if judge.pathway and len(expr.args) == 1:
        judge.wrong("P202", "the list after `in` is empty", expr.span)
        return None
    for element in expr.args[1:]:
        if judge.pathway and not isinstance(element, Literal):
            message = "a list of values that are not fixed is only allowed in `pathway eval`"
            judge.wrong("P204", message, element.span)
            return None
    return _equality(expr, complete, judge)


def _in_interval(expr: Apply, complete: bool, judge: Judge) -> Expr | None:
    if not complete or not isinstance(expr.args[1], Apply):
        return None
    interval = expr.args[1]
    args = alike((expr.args[0], *interval.args[:2]), "in", judge)
    if args is None:
        return None
    bounds = replace(interval, args=(*args[1:], *interval.args[2:]))
    return replace(expr, args=(args[0], bounds), type=BOOLEAN)


def _interval(expr: Apply, complete: bool, judge: Judge) -> Expr | None:
    if not complete or not _ordered(expr.args[:2], "Interval", judge):
        return None
    args = alike(expr.args[:2], "Interval", judge)
    if args is None:
        return None
    type_ = Type(Base.INTERVAL, element=joined(args))
    return replace(expr, args=(*args, *expr.args[2:]), type=type_)


# -- values ------------------------------------------------------------------------------


def joined(args: Sequence[Expr]) -> Type:
    """The type of one value out of `args`, which are alike."""
    types = [arg.type for arg in args if arg.type.base is not Base.NULL]
    if not types:
        return NULL
    if types[0].is_number:
        whole = all(type_.base is Base.INTEGER for type_ in types)
        unit = next((type_.unit for type_ in types if type_.unit is not None), None)
        return INTEGER if whole and unit is None else Type(Base.DECIMAL, unit)
    if types[0].base is Base.TEXT:
        closed = [type_.choices for type_ in types]
        return types[0] if all(choices == closed[0] for choices in closed) else TEXT
    return types[0]


def _if(expr: Apply, complete: bool, judge: Judge) -> Expr | None:
    if not complete or not _all_boolean(expr.args[:1], "if", judge):
        return None
    branches = alike(expr.args[1:], "if", judge)
    if branches is None:
        return None
    return replace(expr, args=(expr.args[0], *branches), type=joined(branches))


def _plus_minus(expr: Apply, complete: bool, judge: Judge) -> Expr | None:
    if not complete:
        return None
    left, right = expr.args
    if left.type == DATE and right.type.is_number:
        return _moved_date(expr, judge)
    for arg in expr.args:
        if not (arg.type.is_number or arg.type.base is Base.NULL):
            message = f"`{expr.op}` does not fit: {shown(arg)} is {described(arg.type)}"
            hint = "a time between dates is an attribute of its own, with `since`"
            judge.wrong(
                "P202", message, arg.span, hint if left.type == right.type == DATE else None
            )
            return None
    args = align(expr.args, judge)
    return None if args is None else replace(expr, args=tuple(args), type=joined(args))


def _moved_date(expr: Apply, judge: Judge) -> Expr | None:
    amount = expr.args[1]
    unit = amount.type.unit
    if unit is not None and (canonical(unit) in ("d", "wk") or is_calendar(unit)):
        return replace(expr, type=DATE)
    message = f"a date moves by days, weeks, months or years, not by {shown(amount)}"
    judge.wrong("P203", message, amount.span)
    return None


def _is_constant(expr: Expr) -> bool:
    if isinstance(expr, Apply):
        return all(_is_constant(arg) for arg in expr.args)
    return not isinstance(expr, Name)


def _numbers(expr: Apply, judge: Judge) -> bool:
    for arg in expr.args:
        if not (arg.type.is_number or arg.type.base is Base.NULL):
            sign = _SIGN.get(expr.op, expr.op)
            message = f"`{sign}` needs numbers, but {shown(arg)} is {described(arg.type)}"
            judge.wrong("P202", message, arg.span)
            return False
    return True


_SIGN: Final[Mapping[str, str]] = MappingProxyType({"negate": "-"})


def _times(expr: Apply, complete: bool, judge: Judge) -> Expr | None:
    if not complete or not _numbers(expr, judge):
        return None
    left, right = expr.args
    if judge.pathway and not (_is_constant(left) or _is_constant(right)):
        message = "a product of two values that are not fixed is only allowed in `pathway eval`"
        judge.wrong("P204", message, expr.span)
        return None
    if left.type.unit is not None and right.type.unit is not None:
        judge.wrong("P203", "a product of two quantities has no unit known here", expr.span)
        return None
    return replace(expr, type=joined(expr.args))


def _divide(expr: Apply, complete: bool, judge: Judge) -> Expr | None:
    if not complete or not _numbers(expr, judge):
        return None
    left, right = expr.args
    if judge.pathway and not _is_constant(right):
        message = "division by a value that is not fixed is only allowed in `pathway eval`"
        judge.wrong("P204", message, expr.span)
        return None
    if judge.pathway and isinstance(right, Literal) and not right.value:
        judge.wrong("P202", "division by zero is never computable", right.span)
        return None
    if right.type.unit is None:
        return replace(expr, type=Type(Base.DECIMAL, left.type.unit))
    args = align(expr.args, judge)
    return None if args is None else replace(expr, args=tuple(args), type=DECIMAL)


def _negate(expr: Apply, complete: bool, judge: Judge) -> Expr | None:
    if not complete or not _numbers(expr, judge):
        return None
    return replace(expr, type=expr.args[0].type)


def _convert(expr: Apply, complete: bool, judge: Judge) -> Expr | None:
    if not complete or not _numbers(expr, judge):
        return None
    return converted(expr.args[0], expr.args[1].type.unit or "1", judge, expr.span)


# -- lists, only in `pathway eval` -------------------------------------------------------


def _list(expr: Apply, complete: bool, judge: Judge) -> Expr | None:
    args = alike(expr.args, "{…}", judge) if complete else None
    if args is None:
        return None
    return replace(expr, args=tuple(args), type=Type(Base.LIST, element=joined(args)))


def _of_list(result: Type) -> _Rule:
    def rule(expr: Apply, complete: bool, judge: Judge) -> Expr | None:
        if not complete:
            return None
        if expr.args[0].type.base not in (Base.LIST, Base.NULL):
            message = f"`{expr.op}` needs a list, but {shown(expr.args[0])} is not one"
            judge.wrong("P202", message, expr.args[0].span)
            return None
        return replace(expr, type=result)

    return rule


def _coalesce(expr: Apply, complete: bool, judge: Judge) -> Expr | None:
    if not complete:
        return None
    if len(expr.args) == 1 and expr.args[0].type.base is Base.LIST:
        return replace(expr, type=expr.args[0].type.element or NULL)
    args = alike(expr.args, "Coalesce", judge)
    return None if args is None else replace(expr, args=tuple(args), type=joined(args))


#: The rule of each operator, by its name in `operators`.
RULES: Final[Mapping[str, _Rule]] = MappingProxyType(
    {
        **dict.fromkeys(("and", "or", "implies", "xor", "is true", "is false"), _logical),
        "not": _not,
        "at least": _at_least,
        "first known": _first_known,
        "at least inadequate": _at_least_inadequate,
        "all closed": _anything,
        "is null": _anything,
        **dict.fromkeys(("=", "!="), _equality),
        **dict.fromkeys(("<", "<=", ">", ">=", "between"), _order),
        "in": _in,
        "in interval": _in_interval,
        "if": _if,
        "+": _plus_minus,
        "-": _plus_minus,
        "*": _times,
        "/": _divide,
        "negate": _negate,
        "convert": _convert,
        "list": _list,
        "interval": _interval,
        "exists": _of_list(BOOLEAN),
        "count": _of_list(INTEGER),
        "coalesce": _coalesce,
    }
)
