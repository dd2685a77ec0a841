"""Faults by kind, and small changes of a condition with one fault each, as an author might err."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from typing import Final

from pathway.ground.problems import Problems
from pathway.ground.source import Placed
from pathway.language.parser import parse
from pathway.language.printer import canonical
from pathway.language.syntax import Apply, Expr, Literal


class Fault(Enum):
    """What is wrong with a mutant."""

    THRESHOLD = "threshold off by one"
    LIMIT = "limit taken in or left out"
    COMPARISON = "comparison the wrong way round"
    AND_OR = "`and` for `or`, or `or` for `and`"
    CLAUSE = "part of a condition dropped"
    NEGATION = "`not` dropped"
    RULE = "rule dropped"
    SEVERITY = "severity lowered"
    BRANCHES = "branches in the wrong order"
    OFFER = "offer dropped"
    ANSWER = "answer of a test dropped"
    CHOICE = "choice not limited"
    WAY = "way on dropped"
    UNKNOWN = "unknown taken lightly"
    TRIAL = "length of a trial changed"
    DOSE = "dose dropped"
    FLAG = "red flag dropped"
    URGENCY = "urgency lowered"
    HOLD = "red flag holds nothing"
    DIRECTION = "recommendation the wrong way round"
    PARTNER = "partner dropped"
    GUIDELINE = "guideline not adopted"
    REMARK = "remark dropped"


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
