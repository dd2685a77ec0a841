"""Conditions over columns that were drawn: every row at once, and everything is known.

The meaning is that of `language/evaluate`, which a test compares; what a pathway may write beyond
that (dates, histories, phrases of steps) has no place where nothing but attributes was drawn yet.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from decimal import Decimal
from functools import reduce
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from pathway.cohort.drawing import Drawn
from pathway.frozen import frozen
from pathway.ground.problems import Problems, in_backticks
from pathway.ground.source import Placed
from pathway.ground.vocabulary import BOOLEAN, Attribute, Base, Type
from pathway.language.parser import parse
from pathway.language.syntax import Apply, Expr, Literal, Name, names
from pathway.language.typecheck import Scope, check


@frozen(eq=False)
class ColumnCondition:
    """A condition on attributes of a row."""

    expr: Expr

    @property
    def reads(self) -> frozenset[str]:
        """The attributes that have to be drawn before."""
        return frozenset(names(self.expr))

    def holds(self, drawn: Drawn) -> NDArray[np.bool_]:
        """The rows in which it holds."""
        found: NDArray[np.bool_] = np.asarray(_value(self.expr, drawn), dtype=bool)
        return found


def condition(
    text: Placed,
    attributes: Mapping[str, Attribute],
    drawn: Container[str],
    problems: Problems,
) -> ColumnCondition | None:
    """What an author wrote; None, with problems added, where it cannot be told of drawn rows."""
    parsed = parse(text, problems)
    if parsed is None:
        return None
    types = {name: one.type for name, one in attributes.items()}
    scope = Scope(types=types.get, known=types)
    checked = check(parsed, scope, problems, expect=BOOLEAN)
    if checked is None or not _is_told(checked, drawn, problems):
        return None
    return ColumnCondition(checked)


# -- private -------------------------------------------------------------------------------

#: What each operator makes of columns.
_MEANING: Final[Mapping[str, Callable[..., Any]]] = {
    "and": lambda *parts: reduce(np.logical_and, parts),
    "or": lambda *parts: reduce(np.logical_or, parts),
    "not": np.logical_not,
    "implies": lambda one, other: np.logical_or(np.logical_not(one), other),
    "=": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "between": lambda value, low, high: np.logical_and(value >= low, value <= high),
    "in": lambda value, *among: reduce(np.logical_or, [np.equal(value, one) for one in among]),
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "negate": np.negative,
}


def _is_told(expr: Expr, drawn: Container[str], problems: Problems) -> bool:
    """Whether rows say it: no date, and no operator that they have no meaning for."""
    if expr.type.base is Base.DATE:
        hint = "what is counted from a date, such as an age, can be asked for"
        problems.add("P202", "no dates are drawn", expr.span, hint)
        return False
    if isinstance(expr, Name) and expr.name not in drawn:
        hint = "the pathway does not read it; say it under `attributes`"
        problems.add("P104", f"{in_backticks(expr.name)} is not drawn", expr.span, hint)
        return False
    if not isinstance(expr, Apply):
        return True
    if expr.op not in _MEANING:
        hint = f"there are: {', '.join(f'`{op}`' for op in _MEANING if op != 'negate')}"
        message = f"{in_backticks(expr.op)} has no place in a condition on made-up rows"
        problems.add("P204", message, expr.span, hint)
        return False
    return all(_is_told(one, drawn, problems) for one in expr.args)


def _value(expr: Expr, drawn: Drawn) -> Any:  # noqa: ANN401 - a column, or one value for all rows
    if isinstance(expr, Name):
        return _words(drawn[expr.name], expr.type)
    if isinstance(expr, Literal):
        return float(expr.value) if isinstance(expr.value, Decimal) else expr.value
    return _MEANING[expr.op](*(_value(one, drawn) for one in expr.args))


def _words(column: NDArray[Any], type_: Type) -> NDArray[Any]:
    return column if type_.choices is None else np.array(type_.choices)[column]
