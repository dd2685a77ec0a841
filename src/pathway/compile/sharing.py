"""Equal parts of programs as one object, for libraries that are kept between runs.

The pathways of a library say mostly the same of the same therapies. A part that is there once
is written once and read once, which makes opening a kept library several times faster.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pathway.conditions.syntax import Apply, Expr, Name
from pathway.program import CompiledProgram, Definition

T = TypeVar("T")


def sharing(programs: Mapping[str, CompiledProgram]) -> dict[str, CompiledProgram]:
    """The same programs, in which definitions and conditions that say the same are the same."""
    parts = _Parts()
    return {
        id_: replace(program, definitions=tuple(map(parts.definition, program.definitions)))
        for id_, program in programs.items()
    }


class _Parts:
    """Every part seen so far, by what it says, its type and its place.

    Places and types are compared as objects: expressions are equal wherever they stand.
    """

    def __init__(self) -> None:
        self._seen: dict[object, Any] = {}

    def definition(self, given: Definition) -> Definition:
        expr = self._expr(given.expr)
        key = ("definition", given.name, id(expr), given.owner, id(given.span))
        same = expr is given.expr
        made = given if same else Definition(given.name, expr, given.owner, given.span)
        return self._first(key, made)

    def _expr(self, given: Expr) -> Expr:
        if isinstance(given, Name):
            return self._first(("name", given.name, id(given.span), given.type), given)
        if isinstance(given, Apply):
            args = tuple(map(self._expr, given.args))
            same = all(one is other for one, other in zip(args, given.args, strict=True))
            key = (given.op, *map(id, args), id(given.span), given.type)
            made = given if same else Apply(given.op, args, given.span, given.type)
            return self._first(key, made)
        said = (type(given.value), str(given.value), given.parameter, given.written)
        return self._first(("literal", *said, id(given.span), given.type), given)

    def _first(self, key: object, given: T) -> T:
        found: T = self._seen.setdefault(key, given)
        return found
