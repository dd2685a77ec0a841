"""The walk: every definition of a program evaluated for one resolved patient, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pathway.ground.vocabulary import NOT_APPLICABLE, Base, Value
from pathway.language.evaluate import evaluate
from pathway.language.syntax import NOTHING, Assumed, Result
from pathway.names import is_dose
from pathway.patients.at_date import Resolved
from pathway.planes.generate import of_doses
from pathway.program import CompiledProgram, Definition

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
    settled = dict(resolved.values)
    _settle(program.definitions, settled, _certain(settled), program.of_doses)
    return Walk(program, resolved, settled)


def settle(definitions: Iterable[Definition], values: Mapping[str, Result]) -> Mapping[str, Result]:
    """The values together with what the definitions come to; *not applicable* is no."""
    settled, listed = dict(values), list(definitions)
    certain = _certain(settled)
    doses = of_doses((one.name, one.expr) for one in listed) if certain is not None else NOTHING
    _settle(listed, settled, certain, doses)
    return settled


class AsNeeded(Mapping[str, Result]):
    """The values of a walk, each definition evaluated when somebody first looks at it.

    Of thirty therapies a spec asks about one; the others then cost nothing.
    """

    def __init__(self, program: CompiledProgram, resolved: Mapping[str, Result]) -> None:
        self._program = program
        self._settled = dict(resolved)
        self._certain = _certain(self._settled)

    @property
    def settled(self) -> Mapping[str, Result]:
        """The resolved attributes, and the definitions that somebody has looked at."""
        return self._settled

    def settle(self, names: Iterable[str]) -> None:
        """Evaluate these definitions, together with all that they need."""
        settled = self._settled
        wanted = (d for d in self._program.closure(names) if d.name not in settled)
        _settle(wanted, settled, self._certain, self._program.of_doses)

    def __getitem__(self, name: str) -> Result:
        found = self._settled.get(name)
        if found is None:
            self.settle((name,))
            found = self._settled[name]
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._settled or name in self._program.by_name

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._settled, *self._program.by_name)))

    def __len__(self) -> int:
        return len(self._settled.keys() | self._program.by_name.keys())


# -- private -------------------------------------------------------------------------------


def _certain(values: Mapping[str, Result]) -> dict[str, Result] | None:
    """The values without the numbers that are only assumed; None where there are none of these."""
    assumed = [name for name, result in values.items() if isinstance(result, Assumed)]
    if not assumed:
        return None
    return {**values, **{name: Result(None, frozenset((name,))) for name in assumed}}


def _settle(
    definitions: Iterable[Definition],
    settled: dict[str, Result],
    certain: dict[str, Result] | None,
    doses: frozenset[str],
) -> None:
    """An assumed number decides rules, but never how much of a therapy may be taken.

    `doses` are the definitions of that with all that they need: what they come to without what is
    assumed is kept in `certain`.
    """
    for definition in definitions:
        name = definition.name
        if certain is not None and name in doses:
            certain[name] = _come_to(definition, certain)
            if is_dose(name):
                settled[name] = certain[name]
                continue
        settled[name] = _come_to(definition, settled)


def _come_to(definition: Definition, values: Mapping[str, Result]) -> Result:
    result = evaluate(definition.expr, values)
    if result.value is NOT_APPLICABLE and definition.expr.type.base is Base.BOOLEAN:
        return _NO
    return result
