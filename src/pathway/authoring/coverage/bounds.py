"""Which values a definition can have at all, as far as its structure alone tells.

The parts of a condition are taken to be free of each other, so a value that is left out here
is one that no patient can bring about; one that is listed may still be out of reach.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Final, TypeAlias

from pathway.ground.vocabulary import NOT_APPLICABLE, Base, Value
from pathway.language.syntax import Apply, Expr, Literal, Name
from pathway.names.forms import OverrideName
from pathway.names.reading import read_name
from pathway.program import CompiledProgram

#: The values a thing can have, unknown being None; no set where there are too many to tell.
Values: TypeAlias = "frozenset[Value | None] | None"

TRUTHS: Final[Values] = frozenset((True, False, None))


class Bounds:
    """The possible values of a program's definitions."""

    def __init__(self, program: CompiledProgram) -> None:
        self._program = program

    @cached_property
    def values(self) -> Mapping[str, Values]:
        """What each definition can come to."""
        found: dict[str, Values] = {}
        for definition in self._program.definitions:
            found[definition.name] = _of(definition.expr, found)
        return found

    def excludes(self, name: str, value: Value | None) -> bool:
        """Whether a definition can certainly never have this value."""
        possible = self.values.get(name)
        return possible is not None and value not in possible


# -- private -------------------------------------------------------------------------------


def _of(expr: Expr, known: Mapping[str, Values]) -> Values:
    if isinstance(expr, Literal):
        return frozenset((expr.value,))
    if isinstance(expr, Name):
        if isinstance(read_name(expr.name), OverrideName):
            return frozenset((True, False))
        return known[expr.name] if expr.name in known else _free(expr)
    return _MEANING.get(expr.op, _any)(expr, known)


def _free(expr: Expr) -> Values:
    if expr.type.base is Base.BOOLEAN:
        return TRUTHS
    choices = expr.type.choices
    return frozenset((*choices, None, NOT_APPLICABLE)) if choices is not None else None


def _any(expr: Apply, _known: Mapping[str, Values]) -> Values:
    return TRUTHS if expr.type.base is Base.BOOLEAN else None


def _truths(values: Values) -> frozenset[Value | None]:
    """The answers among values; *not applicable* counts as no."""
    if values is None:
        return frozenset((True, False, None))
    return frozenset(False if value is NOT_APPLICABLE else value for value in values)


def _and_or(wins: bool) -> Callable[[Apply, Mapping[str, Values]], Values]:
    """`or` (true wins) and `and` (false wins)."""

    def combine(expr: Apply, known: Mapping[str, Values]) -> Values:
        args = [_truths(_of(arg, known)) for arg in expr.args]
        found: set[Value | None] = set()
        if any(wins in arg for arg in args):
            found.add(wins)
        if all((not wins) in arg for arg in args):
            found.add(not wins)
        if any(None in arg for arg in args) and all(arg - {wins} for arg in args):
            found.add(None)
        return frozenset(found)

    return combine


def _not(expr: Apply, known: Mapping[str, Values]) -> Values:
    turned = {True: False, False: True, None: None}
    return frozenset(
        turned[bool(v) if v is not None else None] for v in _truths(_of(expr.args[0], known))
    )


def _if(expr: Apply, known: Mapping[str, Values]) -> Values:
    asked = _truths(_of(expr.args[0], known))
    then, other = _of(expr.args[1], known), _of(expr.args[2], known)
    if then is None or other is None:
        return None
    found = (then if True in asked else frozenset()) | (other if False in asked else frozenset())
    return found | {None} | (then & other) if None in asked else found


def _first_known(expr: Apply, known: Mapping[str, Values]) -> Values:
    """The value after the first condition that is true, else the last one."""
    found: frozenset[Value | None] = frozenset()
    for index in range(0, len(expr.args) - 1, 2):
        asked = _truths(_of(expr.args[index], known))
        if True not in asked:
            continue
        value = _of(expr.args[index + 1], known)
        if value is None:
            return None
        found |= value
        if asked == frozenset((True,)):
            return found
    last = _of(expr.args[-1], known)
    return None if last is None else found | last


def _is(wanted: Value | None) -> Callable[[Apply, Mapping[str, Values]], Values]:
    def test(expr: Apply, known: Mapping[str, Values]) -> Values:
        values = _truths(_of(expr.args[0], known))
        yes = frozenset((True,)) if wanted in values else frozenset()
        return yes | (frozenset((False,)) if values - {wanted} else frozenset())

    return test


_MEANING: Final[Mapping[str, Callable[[Apply, Mapping[str, Values]], Values]]] = {
    "and": _and_or(wins=False),
    "or": _and_or(wins=True),
    "not": _not,
    "if": _if,
    "first known": _first_known,
    "is true": _is(wanted=True),
    "is false": _is(wanted=False),
    "is null": _is(wanted=None),
}
