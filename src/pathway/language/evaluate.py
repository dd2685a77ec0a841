"""What conditions mean: the reference that every other backend is compared with.

A value is known, or unknown (`None`) and then hangs on named attributes. Unknown never
becomes known on the way, unless an operator kept to `pathway eval` says so. A value *not
applicable* is known: each comparison with it is false, and as yes/no it counts as no.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import reduce
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from pathway.frozen import frozen
from pathway.ground.truth import Truth
from pathway.ground.units import canonical
from pathway.ground.vocabulary import NOT_APPLICABLE, Range, Value
from pathway.language.arithmetic import (
    Compute,
    Decide,
    added,
    at_most,
    divided,
    ends,
    equal,
    less,
    multiplied,
    negated,
    scaled,
    shifted,
    spread,
    subtracted,
)
from pathway.language.syntax import NOTHING, Apply, Expr, Name, Result, names

TRUE: Final = Result(value=True)
FALSE: Final = Result(value=False)


def evaluate(expr: Expr, values: Mapping[str, Result]) -> Result:
    """The value of `expr`; a name that is not in `values` is unknown and hangs on itself."""
    if type(expr) is Name:
        found = values.get(expr.name)
        if found is None:
            return Result(None, frozenset((expr.name,)))
        if type(found.value) is Range and not found.hangs_on:
            return Result(found.value, frozenset((expr.name,)))
        return found
    if type(expr) is Apply:
        return MEANING[expr.op](expr.args, values)
    return Result(expr.value)  # type: ignore[union-attr]


def truth(result: Result) -> Truth:
    """A result as yes/no: *not applicable* counts as no."""
    value = result.value
    return value if value is None or type(value) is bool else False


@frozen
class Trace:
    """An expression with its result and the same for each part: a tree of reasons."""

    expr: Expr
    result: Result
    children: tuple[Trace, ...]


def trace(expr: Expr, values: Mapping[str, Result]) -> Trace:
    """The result of `expr` and of everything in it, made only where reasons are shown."""
    parts = tuple(trace(arg, values) for arg in _parts(expr))
    return Trace(expr, evaluate(expr, values), parts)


# -- yes/no ------------------------------------------------------------------------------

_Args: TypeAlias = tuple[Expr, ...]
_Values: TypeAlias = Mapping[str, Result]


def _and(args: _Args, values: _Values) -> Result:
    """False if any is false, else unknown if any is unknown, else true."""
    hangs, unknown = NOTHING, False
    for arg in args:
        value, names_ = evaluate(arg, values)
        if value is None:
            hangs, unknown = hangs | names_, True
        elif value is False or value is NOT_APPLICABLE:
            return FALSE
    return Result(None, hangs) if unknown else TRUE


def _or(args: _Args, values: _Values) -> Result:
    """True if any is true, else unknown if any is unknown, else false."""
    hangs, unknown = NOTHING, False
    for arg in args:
        value, names_ = evaluate(arg, values)
        if value is None:
            hangs, unknown = hangs | names_, True
        elif value is True:
            return TRUE
    return Result(None, hangs) if unknown else FALSE


def _not(args: _Args, values: _Values) -> Result:
    result = evaluate(args[0], values)
    if result.value is None:
        return result
    return FALSE if result.value is True else TRUE


def _implies(args: _Args, values: _Values) -> Result:
    """`not left or right`."""
    left = evaluate(args[0], values)
    if truth(left) is False:
        return TRUE
    right = evaluate(args[1], values)
    if right.value is True:
        return TRUE
    if left.value is None or right.value is None:
        return Result(None, left.hangs_on | right.hangs_on)
    return FALSE


def _xor(args: _Args, values: _Values) -> Result:
    left, right = evaluate(args[0], values), evaluate(args[1], values)
    if left.value is None or right.value is None:
        return Result(None, left.hangs_on | right.hangs_on)
    return TRUE if truth(left) is not truth(right) else FALSE


def _at_least(args: _Args, values: _Values) -> Result:
    """Whether at least so many (the first operand) of the others are true."""
    needed: Any = evaluate(args[0], values).value
    certain, possible, hangs = 0, 0, NOTHING
    for arg in args[1:]:
        value, names_ = evaluate(arg, values)
        certain += value is True
        possible += value is True or value is None
        hangs |= names_
    if certain >= needed:
        return TRUE
    return Result(None, hangs) if possible >= needed else FALSE


def _if(args: _Args, values: _Values) -> Result:
    """Unlike in CQL, an unknown condition never falls through to *else*."""
    condition = evaluate(args[0], values)
    if condition.value is not None:
        return evaluate(args[1] if condition.value is True else args[2], values)
    then, other = evaluate(args[1], values), evaluate(args[2], values)
    if then.value is not None and then.value == other.value:
        return Result(then.value, then.hangs_on | other.hangs_on)
    if _is_no(then.value) and _is_no(other.value):
        return Result(value=False, hangs_on=then.hangs_on | other.hangs_on)
    return Result(None, condition.hangs_on | then.hangs_on | other.hangs_on)


def _is_no(value: Value | None) -> bool:
    """What does not apply is no; a zero is none."""
    return value is False or value is NOT_APPLICABLE


# -- comparisons -------------------------------------------------------------------------


def _undecided(left: Result, right: Result, args: _Args) -> frozenset[str]:
    """What an open comparison hangs on: what is unknown or a range, else all its names."""
    hangs = left.hangs_on | right.hangs_on
    if hangs or left.value is None or right.value is None:
        return hangs
    return frozenset(name for arg in args for name in names(arg))


_Meaning: TypeAlias = Callable[[_Args, _Values], Result]


def _comparison(decide: Decide, *, inapplicable: Result = FALSE) -> _Meaning:
    def compare(args: _Args, values: _Values) -> Result:
        left, right = evaluate(args[0], values), evaluate(args[1], values)
        if left.value is NOT_APPLICABLE or right.value is NOT_APPLICABLE:
            return inapplicable
        unsettled = left.value is None or right.value is None
        answer = None if unsettled else decide(left.value, right.value)
        if answer is None:
            return Result(None, _undecided(left, right, args))
        return TRUE if answer else FALSE

    return compare


def _between(args: _Args, values: _Values) -> Result:
    """`x >= low and x <= high`."""
    value, low, high = (evaluate(arg, values) for arg in args)
    return _all_of(((at_most, low, value), (at_most, value, high)), args)


_Test: TypeAlias = tuple[Decide, Result, Result]


def _all_of(tests: tuple[_Test, ...], args: _Args) -> Result:
    """Whether every test of two values is true, with what the undecided ones hang on."""
    hangs, unknown = NOTHING, False
    for decide, left, right in tests:
        if left.value is NOT_APPLICABLE or right.value is NOT_APPLICABLE:
            return FALSE
        unsettled = left.value is None or right.value is None
        answer = None if unsettled else decide(left.value, right.value)
        if answer is False:
            return FALSE
        if answer is None:
            hangs, unknown = hangs | _undecided(left, right, args), True
    return Result(None, hangs) if unknown else TRUE


def _in(args: _Args, values: _Values) -> Result:
    """`x = first or x = second or …`."""
    left = evaluate(args[0], values)
    hangs, unknown = NOTHING, False
    for arg in args[1:]:
        right = evaluate(arg, values)
        if left.value is NOT_APPLICABLE or right.value is NOT_APPLICABLE:
            continue
        unsettled = left.value is None or right.value is None
        answer = None if unsettled else equal(left.value, right.value)
        if answer is True:
            return TRUE
        if answer is None:
            hangs, unknown = hangs | _undecided(left, right, args), True
    return Result(None, hangs) if unknown else FALSE


# -- numbers and dates -------------------------------------------------------------------


def _arithmetic(compute: Compute) -> _Meaning:
    """An operation on numbers, or on a date and a time by which it moves."""

    def calculate(args: _Args, values: _Values) -> Result:
        left, right = evaluate(args[0], values), evaluate(args[1], values)
        if left.value is NOT_APPLICABLE or right.value is NOT_APPLICABLE:
            return Result(NOT_APPLICABLE)
        if left.value is None or right.value is None:
            return Result(None, left.hangs_on | right.hangs_on)
        value: Any
        if isinstance(ends(left.value)[0], date):
            unit = canonical(args[1].type.unit or "") or ""
            value = shifted(left.value, scaled(right.value, _SIGN.get(compute, _PLUS)), unit)
        else:
            value = spread(compute, left.value, right.value)
        if value is None:
            return Result(None, _undecided(left, right, args))
        return Result(value, left.hangs_on | right.hangs_on)

    return calculate


_PLUS: Final = Decimal(1)
_SIGN: Final[Mapping[Compute, Decimal]] = {subtracted: Decimal(-1)}


def _negate(args: _Args, values: _Values) -> Result:
    value, hangs = evaluate(args[0], values)
    if value is None or value is NOT_APPLICABLE:
        return Result(value, hangs)
    return Result(scaled(value, -_PLUS), hangs)


# -- only in `pathway eval` --------------------------------------------------------------


def _is(wanted: Truth) -> _Meaning:
    def test(args: _Args, values: _Values) -> Result:
        result = evaluate(args[0], values)
        value = result.value if wanted is None else truth(result)
        return TRUE if value is wanted else FALSE

    return test


def _list(args: _Args, values: _Values) -> Result:
    """The values of the elements; an unknown one stays in its place."""
    results = [evaluate(arg, values) for arg in args]
    hangs = reduce(frozenset.union, (result.hangs_on for result in results), NOTHING)
    return Result(tuple(result.value for result in results), hangs)


def _in_interval(args: _Args, values: _Values) -> Result:
    """Between the bounds; a closed bound written `null` is no bound, an open one is unknown."""
    value, interval = evaluate(args[0], values), args[1]
    low, high, low_in, high_in = (evaluate(arg, values) for arg in _parts(interval))
    tests: tuple[_Test, ...] = ()
    if not (low_in.value and low == _NULL):
        tests += ((at_most if low_in.value else less, low, value),)
    if not (high_in.value and high == _NULL):
        tests += ((at_most if high_in.value else less, value, high),)
    return _all_of(tests or ((equal, value, value),), args)


_NULL: Final = Result(None)


def _parts(expr: Expr) -> _Args:
    return expr.args if isinstance(expr, Apply) else ()


def _exists(args: _Args, values: _Values) -> Result:
    """Whether there is an element that is known."""
    value, hangs = evaluate(args[0], values)
    if not isinstance(value, tuple):
        return Result(None, hangs)
    if any(element is not None for element in value):
        return TRUE
    return Result(None, hangs) if value else FALSE


def _count(args: _Args, values: _Values) -> Result:
    """How many elements there are; unknown where one of them is."""
    value, hangs = evaluate(args[0], values)
    if not isinstance(value, tuple) or None in value:
        return Result(None, hangs)
    return Result(Decimal(len(value)))


def _coalesce(args: _Args, values: _Values) -> Result:
    """The first value that is known; of one list, its first known element."""
    results = [evaluate(arg, values) for arg in args]
    if len(results) == 1 and isinstance(results[0].value, tuple):
        hangs = results[0].hangs_on
        results = [Result(element, hangs) for element in results[0].value]  # type: ignore[arg-type]
    for result in results:
        if result.value is not None:
            return result
    return Result(None, reduce(frozenset.union, (r.hangs_on for r in results), NOTHING))


def _unanswered(_args: _Args, _values: _Values) -> Result:
    """A phrase over a step's options that the compiler has not replaced."""
    return Result(None)


def _first_known(args: _Args, values: _Values) -> Result:
    """The value after the first condition known to be true, else the last one."""
    for index in range(0, len(args) - 1, 2):
        if evaluate(args[index], values).value is True:
            return evaluate(args[index + 1], values)
    return evaluate(args[-1], values)


#: The meaning of each operator, by its name in `operators`.
MEANING: Final[Mapping[str, _Meaning]] = MappingProxyType(
    {
        "and": _and,
        "or": _or,
        "not": _not,
        "implies": _implies,
        "xor": _xor,
        "at least": _at_least,
        "first known": _first_known,
        "if": _if,
        "=": _comparison(equal),
        "!=": _comparison(negated(equal), inapplicable=TRUE),
        "<": _comparison(less),
        "<=": _comparison(at_most),
        ">": _comparison(negated(at_most)),
        ">=": _comparison(negated(less)),
        "between": _between,
        "in": _in,
        "in interval": _in_interval,
        "+": _arithmetic(added),
        "-": _arithmetic(subtracted),
        "*": _arithmetic(multiplied),
        "/": _arithmetic(divided),
        "convert": _arithmetic(multiplied),
        "negate": _negate,
        "is null": _is(None),
        "is true": _is(wanted=True),
        "is false": _is(wanted=False),
        "list": _list,
        "interval": _list,
        "exists": _exists,
        "count": _count,
        "coalesce": _coalesce,
        "at least inadequate": _unanswered,
        "all closed": _unanswered,
    }
)
