"""The walk: every definition of a program evaluated for one resolved patient, in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pathway.conditions.evaluate import evaluate
from pathway.conditions.syntax import NOTHING, Result
from pathway.program import CompiledProgram, Definition
from pathway.resolve import Resolved
from pathway.vocabulary import NOT_APPLICABLE, Base, Value

_NO = Result(value=False)


@dataclass(frozen=True, slots=True)
class Walk:
    """What each definition came to; `values` also holds the resolved attributes."""

    program: CompiledProgram
    resolved: Resolved
    values: Mapping[str, Result]

    def __getitem__(self, name: str) -> Value | None:
        """The value of an attribute or definition; None is unknown."""
        return self.values[name].value

    def hangs_on(self, *names: str) -> frozenset[str]:
        """The unknown attributes that the named definitions hang on."""
        return NOTHING.union(*(self.values[name].hangs_on for name in names))


def walk(program: CompiledProgram, resolved: Resolved) -> Walk:
    """Evaluate all definitions of `program`, each once."""
    return Walk(program, resolved, settle(program.definitions, resolved.values))


def settle(definitions: Iterable[Definition], values: Mapping[str, Result]) -> Mapping[str, Result]:
    """The values together with what the definitions come to; *not applicable* is no."""
    settled = dict(values)
    for definition in definitions:
        result = evaluate(definition.expr, settled)
        if result.value is NOT_APPLICABLE and definition.expr.type.base is Base.BOOLEAN:
            result = _NO
        settled[definition.name] = result
    return settled
