"""A patient of whom more may become known: the planes of a program, with one case an answer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from pathway.ground.vocabulary import Value
from pathway.language.syntax import Assumed, Result
from pathway.patients.at_date import Resolved, learn, result_of
from pathway.patients.model import Why
from pathway.planes.fill import Known
from pathway.program import CompiledProgram
from pathway.walk import AsNeeded


class WhatIf:
    """What a program would come to for one patient."""

    def __init__(self, program: CompiledProgram, resolved: Resolved) -> None:
        self._program = program
        self._resolved = resolved
        self._walks: dict[tuple[frozenset[tuple[str, Value]], bool], Mapping[str, Result]] = {}

    @cached_property
    def known(self) -> Known:
        """The patient as planes take it."""
        resolved = self._resolved
        before = resolved.unguarded
        values = {**resolved.values, **{n: result_of(fact) for n, fact in before.items()}}
        open_ = (n for n, f in before.items() if not f.recorded and f.why is not Why.CONFLICTING)
        silent = (n for n, f in before.items() if f.silent and not resolved.strict)
        planes = self._program.planes
        return Known(planes, values, frozenset(open_), frozenset(silent), self._walked)

    def _walked(self, news: Mapping[str, Value], certain: bool) -> Mapping[str, Result]:
        """The reference, for the few comparisons that read definitions."""
        key = (frozenset(news.items()), certain)
        if key not in self._walks:
            values = learn(self._resolved, self._program, news).values
            if certain:
                values = {name: _certain(name, result) for name, result in values.items()}
            self._walks[key] = AsNeeded(self._program, values)
        return self._walks[key]


# -- private -------------------------------------------------------------------------------


def _certain(name: str, result: Result) -> Result:
    return Result(None, frozenset((name,))) if isinstance(result, Assumed) else result
