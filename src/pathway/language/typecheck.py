"""Typing a condition against the vocabulary, before any patient is seen.

Names get their types, site parameters their values and thresholds the unit of what they
are compared with; whatever does not fit is reported, everything of one condition at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from types import MappingProxyType
from typing import Final

from pathway.frozen import frozen
from pathway.ground.problems import Problems
from pathway.ground.vocabulary import BOOLEAN, Base, Type
from pathway.language.operators import OPERATORS
from pathway.language.syntax import Apply, Expr, Literal, Name
from pathway.language.typerules import RULES, Judge, described, known_unit
from pathway.names import has_parts


@frozen
class Scope:
    """What a condition may name, and where it stands.

    `types` gives the type of a name (None: no such name); `known` are all names, for
    suggestions; `pathway` False allows what only `pathway eval` may use; `in_step` allows
    the phrases over a step's options.
    """

    types: Callable[[str], Type | None]
    parameters: Mapping[str, Literal] = field(default_factory=lambda: MappingProxyType({}))
    known: Iterable[str] = ()
    pathway: bool = True
    in_step: bool = False


def check(
    expr: Expr, scope: Scope, problems: Problems, *, expect: Type | None = None
) -> Expr | None:
    """`expr` with all types filled in; None after adding what is wrong to `problems`."""
    judge = Judge(problems, scope.pathway)
    checked = _check(expr, scope, judge)
    if checked is not None and expect is not None:
        _expect(checked, expect, judge)
    return None if judge.failed else checked


# -- private -----------------------------------------------------------------------------

_STEP_PHRASES: Final = ("at least inadequate", "all closed")

#: Where names come from, by whether a pathway asks and whether the name has a dot.
_DECLARED: Final = MappingProxyType(
    {
        (True, False): "attributes and definitions are declared in vocabulary.yaml",
        (True, True): "before the dot stands a therapy, after it a part of its history: `failed`",
    }
)

#: What to write instead of an operator that a pathway may not use.
_INSTEAD: Final[Mapping[str, str]] = MappingProxyType(
    {
        "xor": "write `a != b`",
        "is null": "a pathway asks for what is unknown and never decides on it",
        "is true": "write the condition alone; unknown stays unknown",
        "is false": "write `not …`; unknown stays unknown",
        "coalesce": "a pathway never replaces an unknown value by another one",
        "in interval": "write `between … and …`, or `>=` and `<`",
    }
)


def _check(
    expr: Expr,
    scope: Scope,
    judge: Judge,
    choices: tuple[str, ...] = (),
    *,
    part: bool = False,
) -> Expr | None:
    """`part` says that the operator around `expr` was refused, with the list it takes."""
    if isinstance(expr, Literal):
        return _literal(expr, judge)
    if isinstance(expr, Name):
        return _name(expr, scope, judge, choices)
    if expr.op == "-" and _hyphenated(expr, scope, judge):
        return None
    refused = (part and expr.op in ("list", "interval")) or not _allowed(expr, scope, judge)
    wanted = _choices(expr, scope)
    args = [_check(arg, scope, judge, wanted, part=refused) for arg in expr.args]
    complete = tuple(arg for arg in args if arg is not None)
    return RULES[expr.op](replace(expr, args=complete), len(complete) == len(args), judge)


def _literal(expr: Literal, judge: Judge) -> Expr | None:
    if expr.type.base is Base.NULL and judge.pathway:
        hint = "a pathway asks for what is unknown and never writes it"
        judge.wrong("P204", "`null` is only allowed in `pathway eval`", expr.span, hint)
        return None
    return expr if known_unit(expr, judge) else None


def _name(expr: Name, scope: Scope, judge: Judge, choices: tuple[str, ...]) -> Expr | None:
    parameter = scope.parameters.get(expr.name)
    if parameter is not None:
        return replace(parameter, span=expr.span, parameter=expr.name)
    found = scope.types(expr.name)
    if found is not None:
        return replace(expr, type=found)
    if expr.name in choices:
        hint: str | None = f"text stands in single quotes: `'{expr.name}'`"
    else:
        dotted = has_parts(expr.name)
        known = (n for n in (*scope.known, *scope.parameters) if has_parts(n) == dotted)
        hint = judge.problems.near(expr.name, known) or _DECLARED.get((judge.pathway, dotted))
    judge.wrong("P104", f"unknown name `{expr.name}`", expr.span, hint)
    return None


def _hyphenated(expr: Apply, scope: Scope, judge: Judge) -> bool:
    """Say so where `bleeding-disorder` is no difference, but a name written with a hyphen."""
    if not all(isinstance(arg, Name) for arg in expr.args):
        return False
    parts = [arg.name for arg in expr.args if isinstance(arg, Name)]
    joined = "_".join(parts)
    if scope.types(joined) is None and joined not in scope.parameters:
        return False
    if all(scope.types(part) is not None or part in scope.parameters for part in parts):
        return False
    judge.wrong("P104", f"unknown name `{'-'.join(parts)}`", expr.span, f"write `{joined}`")
    return True


def _allowed(expr: Apply, scope: Scope, judge: Judge) -> bool:
    """Whether the operator may stand here, after saying why not."""
    row = OPERATORS[expr.op]
    if judge.pathway and not row.pathway:
        message = f"`{row.example}` is only allowed in `pathway eval`"
        judge.wrong("P204", message, expr.span, _INSTEAD.get(expr.op))
    if expr.op in _STEP_PHRASES and not scope.in_step:
        message = f"`{row.example}` is about a step's options and stands only in a step"
        judge.wrong("P207", message, expr.span)
    return row.pathway or not judge.pathway


def _choices(expr: Apply, scope: Scope) -> tuple[str, ...]:
    """The choices of the names in `expr`; an unknown name beside them may be one of these."""
    found: tuple[str, ...] = ()
    for arg in expr.args:
        type_ = scope.types(arg.name) if isinstance(arg, Name) else None
        found += (type_.choices if type_ is not None else None) or ()
    return found


def _expect(expr: Expr, expected: Type, judge: Judge) -> None:
    if expr.type.base in (expected.base, Base.NULL):
        return
    if expected == BOOLEAN:
        message = f"a condition is yes or no, but this is {described(expr.type)}"
        hint = "compare it with something, for example with `=` or `>=`"
        judge.wrong("P206", message, expr.span, hint)
    elif not (expected.is_number and expr.type.is_number):
        message = f"expected {described(expected)}, but this is {described(expr.type)}"
        judge.wrong("P202", message, expr.span)
