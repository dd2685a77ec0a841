"""Everything that is proved of a pathway, property by property, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from pathway.authoring.verify.properties import (
    across,
    content,
    flow,
    learning,
    named,
    questions,
    safety,
)
from pathway.authoring.verify.properties.model import (
    Always,
    Answer,
    Case,
    ProofOutcome,
    Property,
    Somebody,
    Unless,
)
from pathway.program import CompiledProgram

__all__ = [
    "Always",
    "Answer",
    "Case",
    "ProofOutcome",
    "Property",
    "Somebody",
    "Unless",
    "between",
    "properties",
]


def properties(program: CompiledProgram, as_of: date) -> Iterator[Property]:
    """The built-in properties of a pathway, then those that its author has named."""
    for one in _all(program, as_of):
        because = program.accepts.get(one.id, "")
        yield replace(one, accepted=because) if because else one


def between(programs: Sequence[CompiledProgram], as_of: date) -> Iterator[Property]:
    """What holds between pathways: where those that adopt different guidelines contradict."""
    yield from across.properties(programs, as_of)


# -- private -------------------------------------------------------------------------------


def _all(program: CompiledProgram, as_of: date) -> Iterator[Property]:
    yield from safety.properties(program)
    yield from flow.properties(program)
    yield from content.properties(program)
    yield learning.recommended_stays(program, as_of)
    yield from questions.properties(program, as_of)
    yield from named.properties(program)
