"""The canonical text of a condition; reading it back gives the same condition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from pathway.language.english import plain
from pathway.language.literals import literal_text, unit_text
from pathway.language.operators import LOOSEST, OPERATORS, TIGHTEST, Notation, Operator
from pathway.language.syntax import Apply, Expr, Literal, Name

__all__ = ["TEXTS", "canonical", "plain"]


def canonical(expr: Expr) -> str:
    """The expression as an author would write it, with no more parentheses than needed."""
    return _text(expr, LOOSEST)


# -- private -----------------------------------------------------------------------------


def _text(expr: Expr, level: int) -> str:
    """The text of `expr` where nothing that binds looser than `level` may stand bare."""
    if isinstance(expr, Name):
        return expr.name
    if isinstance(expr, Literal):
        return literal_text(expr)
    if expr.op in _LOGIC and len(expr.args) < 2:
        return _text(expr.args[0], level) if expr.args else _LOGIC[expr.op]
    row = OPERATORS[expr.op]
    text = TEXTS[expr.op](expr.args, row)
    return text if row.level >= level else f"({text})"


#: What `and` and `or` are without any operand, as the compiler may make them.
_LOGIC: Final[Mapping[str, str]] = MappingProxyType({"and": "true", "or": "false"})

_Writer = Callable[[tuple[Expr, ...], Operator], str]


def _infix(args: tuple[Expr, ...], row: Operator) -> str:
    first = _text(args[0], row.level if row.left else row.level + 1)
    return f" {row.name} ".join([first, *(_text(arg, row.level + 1) for arg in args[1:])])


def _function(args: tuple[Expr, ...], row: Operator) -> str:
    return f"{row.function}({_commas(args)})"


def _commas(args: tuple[Expr, ...]) -> str:
    return ", ".join(_text(arg, LOOSEST) for arg in args)


def _if(args: tuple[Expr, ...], row: Operator) -> str:
    condition, then, other = (_text(arg, row.level) for arg in args)
    return f"if {condition} then {then} else {other}"


def _between(args: tuple[Expr, ...], row: Operator) -> str:
    value, low, high = args
    sums = OPERATORS["+"].level
    return f"{_text(value, row.level + 1)} between {_text(low, sums)} and {_text(high, sums)}"


def _in(args: tuple[Expr, ...], row: Operator) -> str:
    return f"{_text(args[0], row.level + 1)} in {{{_commas(args[1:])}}}"


def _in_interval(args: tuple[Expr, ...], row: Operator) -> str:
    return f"{_text(args[0], row.level + 1)} in {_text(args[1], TIGHTEST)}"


def _interval(args: tuple[Expr, ...], _row: Operator) -> str:
    low_in, high_in = (isinstance(arg, Literal) and arg.value is True for arg in args[2:])
    return f"Interval{'[' if low_in else '('}{_commas(args[:2])}{']' if high_in else ')'}"


def _not(args: tuple[Expr, ...], row: Operator) -> str:
    """`not …`, or `… is not null` as CQL has it."""
    (arg,) = args
    if isinstance(arg, Apply) and OPERATORS[arg.op].form is Notation.SUFFIX:
        inner = OPERATORS[arg.op]
        return f"{_text(arg.args[0], inner.level + 1)} {inner.name.replace('is', 'is not')}"
    return _prefix(args, row)


def _prefix(args: tuple[Expr, ...], row: Operator) -> str:
    return f"{row.name} {_text(args[0], row.level)}"


def _suffix(args: tuple[Expr, ...], row: Operator) -> str:
    return f"{_text(args[0], row.level + 1)} {row.name}"


def _negate(args: tuple[Expr, ...], _row: Operator) -> str:
    return f"-{_text(args[0], TIGHTEST)}"


def _convert(args: tuple[Expr, ...], _row: Operator) -> str:
    unit = args[1].type.unit
    return f"convert {_text(args[0], LOOSEST)} to {unit_text('1' if unit is None else unit)}"


#: The text of each operator, by its name in `operators`.
TEXTS: Final[Mapping[str, _Writer]] = MappingProxyType(
    {
        **{
            name: _infix
            for name, row in OPERATORS.items()
            if row.form in (Notation.INFIX, Notation.CHAIN)
        },
        **{name: _function for name, row in OPERATORS.items() if row.form is Notation.FUNCTION},
        **{name: _suffix for name, row in OPERATORS.items() if row.form is Notation.SUFFIX},
        "not": _not,
        "exists": _prefix,
        "negate": _negate,
        "if": _if,
        "between": _between,
        "in": _in,
        "in interval": _in_interval,
        "list": lambda args, _row: f"{{{_commas(args)}}}",
        "interval": _interval,
        "convert": _convert,
        "at least inadequate": lambda args, _row: f"at least {_commas(args)} inadequate",
        "all closed": lambda _args, _row: "all closed",
        "first known": lambda args, _row: f"first known of {{{_commas(args)}}}",
        "at least": lambda args, _row: (
            f"at least {_text(args[0], TIGHTEST)} of {{{_commas(args[1:])}}}"
        ),
    }
)
