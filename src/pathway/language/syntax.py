"""The syntax tree of a condition: literals, names and applied operators.

Three kinds of node are enough because everything particular about an operator stands in
one row of `operators`. Spans and types are marks: two expressions are equal when they say
the same thing, wherever they were written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import NamedTuple, TypeAlias

from pathway.frozen import frozen
from pathway.ground.source import Span
from pathway.ground.vocabulary import NULL, Type, Value


@frozen
class Literal:
    """A value written in the condition; None is `null`. `parameter` names a site parameter.

    `written` keeps the author's own text (`12 weeks`) where the value was converted.
    """

    value: Value | None
    type: Type
    span: Span | None = field(default=None, compare=False, repr=False)
    parameter: str | None = None
    written: str | None = field(default=None, compare=False)


@frozen
class Name:
    """An attribute, a therapy's history (`nsaid.failed`) or an earlier definition."""

    name: str
    span: Span | None = field(default=None, compare=False, repr=False)
    type: Type = field(default=NULL, compare=False)


@frozen
class Apply:
    """An operator of the table in `operators` with its operands."""

    op: str
    args: tuple[Expr, ...]
    span: Span | None = field(default=None, compare=False, repr=False)
    type: Type = field(default=NULL, compare=False)


Expr: TypeAlias = Literal | Name | Apply

NOTHING: frozenset[str] = frozenset()


class Result(NamedTuple):
    """What an evaluation yields: a value (None is unknown) and what an unknown one hangs on.

    `hangs_on` names unknown *attributes* (never definitions); it is empty for a known value.
    """

    value: Value | None
    hangs_on: frozenset[str] = NOTHING


class Assumed(Result):
    """The value of an attribute that is an assumption."""

    __slots__ = ()


def names(expr: Expr) -> Sequence[str]:
    """Every name an expression reads, in the order written, repeats included."""
    # A stack and no recursion: this is called for every definition of every advice.
    found: list[str] = []
    todo = [expr]
    while todo:
        one = todo.pop()
        if isinstance(one, Name):
            found.append(one.name)
        elif isinstance(one, Apply):
            todo.extend(reversed(one.args))
    return found
