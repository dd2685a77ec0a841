"""Small changes of a condition, each with one fault: the text that an author might have written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from pathway.authoring.mutation.faults import Fault
from pathway.ground.problems import Problems
from pathway.ground.source import Placed
from pathway.language.parser import parse
from pathway.language.printer import canonical
from pathway.language.syntax import Apply, Expr, Literal


def edits(text: Placed) -> Iterator[tuple[Fault, Placed]]:
    """Every faulty version of a condition, with what is wrong with it."""
    expr = parse(text, Problems())
    if expr is None:
        return
    seen = {canonical(expr)}
    for fault, other in _edited(expr):
        written = canonical(other)
        if written not in seen:
            seen.add(written)
            yield fault, Placed(written, text.span)


# -- private -------------------------------------------------------------------------------

#: A limit that is taken in where it was left out, or the other way round.
_EDGE: Final = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
#: The opposite of a comparison.
_OPPOSITE: Final = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
_SWAPPED: Final = {"and": "or", "or": "and"}


def _edited(expr: Expr) -> Iterator[tuple[Fault, Expr]]:
    """The condition with one fault in it, at any depth."""
    yield from _here(expr)
    if isinstance(expr, Apply):
        for number, arg in enumerate(expr.args):
            for fault, other in _edited(arg):
                yield fault, _with(expr, number, other)


def _here(expr: Expr) -> Iterator[tuple[Fault, Expr]]:
    if isinstance(expr, Literal):
        if isinstance(expr.value, Decimal) and expr.parameter is None:
            for step in (-1, 1):
                yield Fault.THRESHOLD, replace(expr, value=expr.value + step, written=None)
        return
    if not isinstance(expr, Apply):
        return
    if expr.op in _EDGE:
        yield Fault.LIMIT, replace(expr, op=_EDGE[expr.op])
    if expr.op in _OPPOSITE:
        yield Fault.COMPARISON, replace(expr, op=_OPPOSITE[expr.op])
    if expr.op in _SWAPPED:
        yield Fault.AND_OR, replace(expr, op=_SWAPPED[expr.op])
        for number in range(len(expr.args)):
            rest = expr.args[:number] + expr.args[number + 1 :]
            yield Fault.CLAUSE, rest[0] if len(rest) == 1 else replace(expr, args=rest)
    if expr.op == "not":
        yield Fault.NEGATION, expr.args[0]


def _with(expr: Apply, number: int, other: Expr) -> Apply:
    return replace(expr, args=(*expr.args[:number], other, *expr.args[number + 1 :]))
