"""A mutant as a library, and which names mean something else in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pathway.authoring.diff.programs import changed_names
from pathway.authoring.mutation.mutants import Mutant
from pathway.compiler import compile_pathway, compile_shared
from pathway.ground.problems import Problems
from pathway.program import CompiledProgram


@dataclass(frozen=True, slots=True)
class Planted:
    """A mutant's pathways, and for each the names that mean something else in it."""

    mutant: Mutant
    programs: Mapping[str, CompiledProgram]
    changed: Mapping[str, frozenset[str]]


def compiled(mutant: Mutant, originals: Mapping[str, CompiledProgram]) -> Planted | None:
    """The mutant as programs; None where the checks of a library refuse it."""
    problems = Problems()
    shared = compile_shared(mutant.models, problems)
    found = {id_: compile_pathway(shared, id_, problems) for id_ in originals}
    programs = {id_: program for id_, program in found.items() if program is not None}
    if problems.errors:
        return None
    changed = {id_: changed_names(originals[id_], programs[id_]) for id_ in originals}
    return Planted(mutant, programs, changed)
