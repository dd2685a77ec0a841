"""Expressions for the laws: anything that can be written, and typed yes/no conditions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from hypothesis import strategies as st

from pathway.ground.vocabulary import (
    BOOLEAN,
    DATE,
    DECIMAL,
    INTEGER,
    NOT_APPLICABLE,
    NULL,
    TEXT,
    Base,
    Range,
    Type,
)
from pathway.language.operators import OPERATORS
from pathway.language.parser import partial_date
from pathway.language.syntax import NOTHING, Apply, Expr, Literal, Name, Result
from tests.conditions.words import TYPES

NAMES: Final = st.sampled_from(sorted(TYPES)).map(Name)
UNITS: Final = st.sampled_from(["weeks", "years", "10*9/L", "mg", "%", "{score}", "it's \\ odd"])
WHOLE: Final = st.integers(-10_000, 10_000).map(Decimal)
DECIMALS: Final = st.decimals(-1000, 1000, places=3)
DAYS: Final = st.dates(date(1000, 1, 1), date(2999, 12, 31))


def _month(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"


LITERALS: Final[st.SearchStrategy[Expr]] = st.one_of(
    st.booleans().map(lambda value: Literal(value, BOOLEAN)),
    st.just(Literal(None, NULL)),
    WHOLE.map(lambda value: Literal(value, INTEGER)),
    DECIMALS.map(lambda value: Literal(value, DECIMAL)),
    st.builds(lambda value, unit: Literal(value, Type(Base.DECIMAL, unit)), DECIMALS, UNITS),
    st.text(max_size=8).map(lambda value: Literal(value, TEXT)),
    DAYS.map(lambda value: Literal(value, DATE)),
    DAYS.map(lambda day: Literal(partial_date(_month(day)), DATE)),
    DAYS.map(lambda day: Literal(partial_date(f"{day.year:04}"), DATE)),
)

_UNARY: Final = ("not", "exists", "is null", "is true", "is false", "count")
_BINARY: Final = ("implies", "xor", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/")
_FLAG: Final = st.booleans().map(lambda value: Literal(value, BOOLEAN))


def _is_number(expr: Expr) -> bool:
    return isinstance(expr, Literal) and isinstance(expr.value, Decimal)


def _applied(parts: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    interval = st.tuples(parts, parts, _FLAG, _FLAG).map(lambda args: Apply("interval", args))
    target = UNITS.map(lambda unit: Literal(None, Type(Base.DECIMAL, unit)))
    return st.one_of(
        st.builds(lambda op, arg: Apply(op, (arg,)), st.sampled_from(_UNARY), parts),
        st.builds(lambda op, a, b: Apply(op, (a, b)), st.sampled_from(_BINARY), parts, parts),
        st.lists(parts, min_size=2, max_size=4).map(lambda args: Apply("and", tuple(args))),
        st.lists(parts, min_size=2, max_size=4).map(lambda args: Apply("or", tuple(args))),
        st.tuples(parts, parts, parts).map(lambda args: Apply("if", args)),
        st.tuples(parts, parts, parts).map(lambda args: Apply("between", args)),
        st.lists(parts, min_size=1, max_size=4).map(lambda args: Apply("in", tuple(args))),
        st.lists(parts, max_size=3).map(lambda args: Apply("list", tuple(args))),
        st.lists(parts, min_size=1, max_size=3).map(lambda args: Apply("coalesce", tuple(args))),
        parts.filter(lambda arg: not _is_number(arg)).map(lambda arg: Apply("negate", (arg,))),
        interval,
        st.builds(lambda arg, bounds: Apply("in interval", (arg, bounds)), parts, interval),
        st.builds(lambda arg, unit: Apply("convert", (arg, unit)), parts, target),
        st.just(Apply("all closed", ())),
        st.integers(0, 9).map(
            lambda count: Apply("at least inadequate", (Literal(Decimal(count), INTEGER),))
        ),
    )


#: Any tree that some text can be read as, sense or nonsense.
READABLE: Final[st.SearchStrategy[Expr]] = st.recursive(
    st.one_of(NAMES, LITERALS), _applied, max_leaves=12
)
#: The operators that `READABLE` makes; only what the compiler makes is not among them.
MADE: Final = frozenset(OPERATORS) - {"at least", "first known"}

# -- typed conditions --------------------------------------------------------------------


def _named(base: Base) -> st.SearchStrategy[Expr]:
    names = sorted(name for name, type_ in TYPES.items() if type_.base is base)
    return st.sampled_from(names).map(lambda name: Name(name, type=TYPES[name]))


_SMALL: Final = st.integers(0, 4).map(lambda value: Literal(Decimal(value), DECIMAL))
_DATES: Final = st.one_of(
    _named(Base.DATE), st.integers(1, 9).map(lambda d: Literal(date(2026, 1, d), DATE))
)
_TEXTS: Final = st.sampled_from(["radicular", "referred", "none"]).map(lambda t: Literal(t, TEXT))
_ORDER: Final = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
_NUMBERS: Final[st.SearchStrategy[Expr]] = st.recursive(
    st.one_of(_named(Base.DECIMAL), _SMALL),
    lambda parts: st.one_of(
        st.builds(lambda op, a, b: Apply(op, (a, b)), st.sampled_from("+-"), parts, parts),
        st.builds(lambda a, b: Apply("*", (a, b)), parts, _SMALL),
        st.builds(lambda a: Apply("/", (a, Literal(Decimal(2), DECIMAL))), parts),
        st.builds(lambda a: Apply("negate", (a,)), parts),
    ),
    max_leaves=4,
)
_SIMPLE: Final[st.SearchStrategy[Expr]] = st.one_of(
    _named(Base.BOOLEAN),
    st.builds(lambda op, a, b: Apply(op, (a, b)), _ORDER, _NUMBERS, _NUMBERS),
    st.builds(lambda op, a, b: Apply(op, (a, b)), _ORDER, _DATES, _DATES),
    st.builds(lambda a, b: Apply("=", (a, b)), _named(Base.TEXT), _TEXTS),
    st.builds(lambda a, b: Apply("in", (a, *b)), _named(Base.TEXT), st.lists(_TEXTS, max_size=3)),
    st.builds(lambda a, b: Apply("in", (a, *b)), _NUMBERS, st.lists(_NUMBERS, max_size=3)),
    st.tuples(_NUMBERS, _NUMBERS, _NUMBERS).map(lambda args: Apply("between", args)),
    st.tuples(_DATES, _DATES, _DATES).map(lambda args: Apply("between", args)),
)


def _conditions(parts: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    count = st.integers(0, 4).map(lambda number: Literal(Decimal(number), INTEGER))
    return st.one_of(
        st.lists(parts, max_size=4).map(lambda args: Apply("and", tuple(args))),
        st.lists(parts, max_size=4).map(lambda args: Apply("or", tuple(args))),
        st.builds(lambda a: Apply("not", (a,)), parts),
        st.builds(lambda a, b: Apply("implies", (a, b)), parts, parts),
        st.builds(lambda op, a, b: Apply(op, (a, b)), st.sampled_from(["=", "!="]), parts, parts),
        st.tuples(parts, parts, parts).map(lambda args: Apply("if", args)),
        st.builds(lambda k, args: Apply("at least", (k, *args)), count, st.lists(parts)),
        st.builds(
            lambda c, a, b, d: Apply("<", (Apply("if", (c, a, b)), d)),
            parts,
            _NUMBERS,
            _NUMBERS,
            _NUMBERS,
        ),
    )


#: Yes/no conditions that a pathway may hold, operands fitting each other.
CONDITIONS: Final[st.SearchStrategy[Expr]] = st.recursive(_SIMPLE, _conditions, max_leaves=10)


@st.composite
def known(draw: st.DrawFn, type_: Type) -> Result:
    """A value of a type that leaves nothing open."""
    if draw(st.integers(0, 9)) == 0:
        return Result(NOT_APPLICABLE)
    if type_.base is Base.BOOLEAN:
        return Result(draw(st.booleans()))
    if type_.base is Base.TEXT:
        return Result(draw(st.sampled_from(type_.choices or ("a",))))
    if type_.base is Base.DATE:
        return Result(date(2026, 1, draw(st.integers(1, 9))))
    return Result(Decimal(draw(st.integers(-4, 8))))


@st.composite
def patients(draw: st.DrawFn) -> tuple[dict[str, Result], dict[str, Result]]:
    """A patient as known now, and the same one when more is known."""
    before: dict[str, Result] = {}
    after: dict[str, Result] = {}
    for name, type_ in TYPES.items():
        later = draw(known(type_))
        state = draw(st.sampled_from(["known", "unknown", "range"]))
        if state == "known":
            before[name] = after[name] = later
        elif state == "range" and isinstance(later.value, Decimal | date):
            before[name] = _around(later.value, draw(st.integers(1, 3)))
            after[name] = draw(st.sampled_from([before[name], later]))
        else:
            before[name] = Result(None, frozenset((name,)))
            after[name] = draw(st.sampled_from([before[name], later]))
    return before, after


def _around(value: Decimal | date, width: int) -> Result:
    if isinstance(value, Decimal):
        return Result(Range(value - width, value + width), NOTHING)
    low, high = value.toordinal() - width, value.toordinal() + width
    return Result(Range(date.fromordinal(low), date.fromordinal(high)), NOTHING)
