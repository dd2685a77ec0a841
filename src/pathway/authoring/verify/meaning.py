"""The meaning of each operator for the solver, held to the reference in `conditions.evaluate`.

One entry for each operator that a pathway may use; anything else is NotEncodable, by name and
place, and never left out in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Final, TypeAlias

import z3

from pathway.authoring.verify.formulas import (
    Bit,
    Term,
    both,
    choose,
    count,
    either,
    every,
    none,
    opposite,
    some,
)
from pathway.authoring.verify.values import (
    NO,
    UNKNOWN,
    YES,
    Meant,
    NotEncodable,
    Number,
    Test,
    Text,
    Truth,
    at_most,
    compared,
    conjunction,
    disjunction,
    equal,
    less,
    negation,
    numbers_equal,
    swapped,
    truth_of,
)
from pathway.ground.source import Span
from pathway.ground.units import canonical
from pathway.language.evaluate import evaluate
from pathway.language.syntax import Apply, Expr, Literal, Name, names

Look: TypeAlias = Callable[[str], Meant]


def meant(expr: Expr, look: Look) -> Meant:
    """What an expression comes to; `look` finds what a name stands for."""
    if isinstance(expr, Name):
        return look(expr.name)
    if isinstance(expr, Literal):
        return _literal(expr)
    if expr.op not in MEANING:
        raise NotEncodable(f"`{expr.op}`", expr.span)
    return MEANING[expr.op](expr, look)


def as_truth(value: Meant, expr: Expr) -> Truth:
    """A value as yes/no."""
    if isinstance(value, Truth):
        return value
    raise NotEncodable("a value used as yes/no", _span(expr))


@cache
def exact(number: Decimal) -> Term:
    """A decimal as the solver's number, exactly."""
    top, bottom = number.as_integer_ratio()
    return z3.Q(top, bottom)


@cache
def whole(number: int) -> Term:
    """A whole number of the solver."""
    return z3.IntVal(number)


# -- private -------------------------------------------------------------------------------


def _span(expr: Expr) -> Span | None:
    return expr.span


def _literal(expr: Literal) -> Meant:
    value = expr.value
    if value is None:
        nothing = exact(Decimal(0))
        return Number(False, nothing, nothing) if expr.type.is_number else UNKNOWN
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, str):
        return Text({value: True})
    if isinstance(value, Decimal):
        return Number(True, exact(value), exact(value), constant=value)
    if isinstance(value, date):
        day = whole(value.toordinal())
        return Number(True, day, day, constant=value)
    raise NotEncodable("a literal of this kind", expr.span)


def _truths(args: tuple[Expr, ...], look: Look) -> list[Truth]:
    return [as_truth(meant(arg, look), arg) for arg in args]


def _and(expr: Apply, look: Look) -> Meant:
    return conjunction(_truths(expr.args, look))


def _or(expr: Apply, look: Look) -> Meant:
    return disjunction(_truths(expr.args, look))


def _not(expr: Apply, look: Look) -> Meant:
    return negation(_truths(expr.args, look)[0])


def _implies(expr: Apply, look: Look) -> Meant:
    left, right = _truths(expr.args, look)
    return disjunction((negation(left), right))


def _xor(expr: Apply, look: Look) -> Meant:
    one, other = _truths(expr.args, look)
    yes = either(both(one.yes, other.no), both(one.no, other.yes))
    return Truth(yes, either(both(one.yes, other.yes), both(one.no, other.no)))


def _at_least(expr: Apply, look: Look) -> Meant:
    needed = expr.args[0]
    number = needed.value if isinstance(needed, Literal) else None
    if not isinstance(number, Decimal):
        raise NotEncodable("a number of options that is not fixed", expr.span)
    parts = _truths(expr.args[1:], look)
    missing = len(parts) - int(number) + 1
    return Truth(count(int(number), [p.yes for p in parts]), count(missing, [p.no for p in parts]))


def _is_true(expr: Apply, look: Look) -> Meant:
    return truth_of(_truths(expr.args, look)[0].yes)


def _is_false(expr: Apply, look: Look) -> Meant:
    return truth_of(_truths(expr.args, look)[0].no)


def _is_null(expr: Apply, look: Look) -> Meant:
    value = meant(expr.args[0], look)
    known = value.known if isinstance(value, Truth) else either(value.known, value.inapplicable)
    return truth_of(opposite(known))


def _first_known(expr: Apply, look: Look) -> Meant:
    """Each text with the bit that the first true condition is one of its own."""
    conditions = _truths(expr.args[:-1:2], look)
    labels = [meant(arg, look) for arg in (*expr.args[1::2], expr.args[-1])]
    found: dict[str, list[Bit]] = {}
    earlier: list[Bit] = []
    for condition, label in zip((*conditions, YES), labels, strict=True):
        if not isinstance(label, Text) or len(label.values) != 1:
            raise NotEncodable("`first known` of anything but fixed texts", expr.span)
        found.setdefault(next(iter(label.values)), []).append(both(condition.yes, none(earlier)))
        earlier.append(condition.yes)
    return Text({text: some(bits) for text, bits in found.items()})


def _if(expr: Apply, look: Look) -> Meant:
    """Unknown does not fall through: then both branches must come to the same."""
    condition = as_truth(meant(expr.args[0], look), expr.args[0])
    then, other = (meant(arg, look) for arg in expr.args[1:])
    open_ = condition.unknown

    def pick(one: Bit, two: Bit) -> Bit:
        agreed = every((open_, one, two))
        return some((both(condition.yes, one), both(condition.no, two), agreed))

    if isinstance(then, Truth) and isinstance(other, Truth):
        inapplicable = pick(then.inapplicable, other.inapplicable)
        both_no = every((open_, then.no, other.no))  # what does not apply is no
        no = some((pick(then.plain_no, other.plain_no), inapplicable, both_no))
        return Truth(pick(then.yes, other.yes), no, inapplicable)
    if isinstance(then, Text) and isinstance(other, Text):
        texts = dict.fromkeys((*then.values, *other.values))
        values = {t: pick(then.values.get(t, False), other.values.get(t, False)) for t in texts}
        return Text(values, pick(then.inapplicable, other.inapplicable))
    if isinstance(then, Number) and isinstance(other, Number):
        alike = both(equal(then.low, other.low), equal(then.high, other.high))
        known = some(
            (
                both(condition.yes, then.known),
                both(condition.no, other.known),
                every((open_, then.known, other.known, alike)),
            )
        )
        return Number(
            known,
            choose(condition.no, other.low, then.low),
            choose(condition.no, other.high, then.high),
            pick(then.inapplicable, other.inapplicable),
        )
    raise NotEncodable("`if` between values of different kinds", expr.span)


# -- comparisons -------------------------------------------------------------------------


def _comparison(test: Test, *, negated: bool = False) -> Callable[[Apply, Look], Meant]:
    def compare(expr: Apply, look: Look) -> Meant:
        left, right = (meant(arg, look) for arg in expr.args)
        return compared(left, right, test, expr.span, negated=negated)

    return compare


def _between(expr: Apply, look: Look) -> Meant:
    value, low, high = (meant(arg, look) for arg in expr.args)
    above = compared(low, value, at_most, expr.span)
    return conjunction((above, compared(value, high, at_most, expr.span)))


def _in(expr: Apply, look: Look) -> Meant:
    left, *rest = (meant(arg, look) for arg in expr.args)
    return disjunction(compared(left, right, numbers_equal, expr.span) for right in rest)


# -- numbers and dates -------------------------------------------------------------------


def _sum(sign: int) -> Callable[[Apply, Look], Meant]:
    def calculate(expr: Apply, look: Look) -> Meant:
        left, right = _two_numbers(expr, look)
        if z3.is_int(left.low):
            days = _days(expr.args[1], sign)
            return Number(left.known, left.low + days, left.high + days, left.inapplicable)
        low, high = (right.low, right.high) if sign > 0 else (-right.high, -right.low)
        return _made(left, right, left.low + low, left.high + high)

    return calculate


def _two_numbers(expr: Apply, look: Look) -> tuple[Number, Number]:
    left, right = (meant(arg, look) for arg in expr.args)
    if isinstance(left, Number) and isinstance(right, Number):
        return left, right
    raise NotEncodable(f"`{expr.op}` of anything but numbers", expr.span)


def _made(left: Number, right: Number, low: Term, high: Term) -> Number:
    """The result of an operation: known where both are, not applicable where one is not."""
    inapplicable = either(left.inapplicable, right.inapplicable)
    return Number(both(left.known, right.known), low, high, inapplicable)


def _days(amount: Expr, sign: int) -> int:
    """By how many days a date moves; months and years differ in length."""
    unit = canonical(amount.type.unit or "")
    value = _constant(amount)
    if value is None or unit not in ("d", "wk"):
        raise NotEncodable("a date moved by months, years or an open time", amount.span)
    return sign * int(value) * (7 if unit == "wk" else 1)


def _constant(expr: Expr) -> Decimal | None:
    if any(True for _ in names(expr)):
        return None
    value = evaluate(expr, {}).value
    return value if isinstance(value, Decimal) else None


def _times(expr: Apply, look: Look) -> Meant:
    left, right = _two_numbers(expr, look)
    for number, arg in ((left, expr.args[1]), (right, expr.args[0])):
        factor = _constant(arg)
        if factor is not None:
            return _scaled(number, factor)
    raise NotEncodable("a product of two values that are not fixed", expr.span)


def _divided(expr: Apply, look: Look) -> Meant:
    left, _ = _two_numbers(expr, look)
    divisor = _constant(expr.args[1])
    if divisor is None:
        raise NotEncodable("a division by a value that is not fixed", expr.span)
    if not divisor:
        return Number(False, left.low, left.high, left.inapplicable)
    top, bottom = divisor.as_integer_ratio()
    return _by(left, z3.Q(bottom, top), negative=divisor < 0)


def _negate(expr: Apply, look: Look) -> Meant:
    value = meant(expr.args[0], look)
    if isinstance(value, Number):
        return _scaled(value, Decimal(-1))
    raise NotEncodable("`-` before anything but a number", expr.span)


def _scaled(number: Number, factor: Decimal) -> Number:
    return _by(number, exact(factor), negative=factor < 0)


def _by(number: Number, factor: Term, *, negative: bool) -> Number:
    low = number.low * factor
    high = low if number.high is number.low else number.high * factor
    ends = (high, low) if negative else (low, high)
    return Number(number.known, *ends, number.inapplicable)


#: What each operator comes to, by its name.
MEANING: Final[Mapping[str, Callable[[Apply, Look], Meant]]] = MappingProxyType(
    {
        "and": _and,
        "or": _or,
        "not": _not,
        "implies": _implies,
        "xor": _xor,
        "at least": _at_least,
        "first known": _first_known,
        "if": _if,
        "=": _comparison(numbers_equal),
        "!=": _comparison(numbers_equal, negated=True),
        "<": _comparison(less),
        "<=": _comparison(at_most),
        ">": _comparison(swapped(at_most)),
        ">=": _comparison(swapped(less)),
        "between": _between,
        "in": _in,
        "+": _sum(1),
        "-": _sum(-1),
        "*": _times,
        "/": _divided,
        "convert": _times,
        "negate": _negate,
        "is null": _is_null,
        "is true": _is_true,
        "is false": _is_false,
    }
)
