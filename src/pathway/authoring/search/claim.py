"""A claim about every patient, as data: what is given, and what must never come of it.

Search and, later, a solver decide the same claim; both read only the program's definitions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol, TypeAlias

from pathway.ground.vocabulary import BOOLEAN
from pathway.language.evaluate import evaluate, truth
from pathway.language.syntax import Expr, Literal, Result, names
from pathway.patients.at_date import resolve
from pathway.patients.model import Patient
from pathway.program import CompiledProgram
from pathway.walk import walk

#: An occasion that is always there.
ALWAYS: Final = Literal(True, BOOLEAN)
#: A conclusion that never holds: the occasion itself must not come.
NEVER: Final = Literal(False, BOOLEAN)


@dataclass(frozen=True)
class Claim:
    """Whenever the occasion is there for a patient as given, the conclusion holds.

    Given is all that `fixed` says, and that all `constraints` are true. An unknown constraint
    leaves a patient out; an unknown conclusion breaks the claim.
    """

    program: CompiledProgram
    as_of: date
    fixed: Patient
    occasion: Expr = ALWAYS
    conclusion: Expr = NEVER
    constraints: tuple[Expr, ...] = ()
    strict: bool = False
    #: Whether clinicians may have lifted rules for a patient.
    overrides: bool = True

    @property
    def expressions(self) -> tuple[Expr, ...]:
        """All that has to be worked out for a patient."""
        return (*self.constraints, self.occasion, self.conclusion)

    @property
    def is_open(self) -> bool:
        """Whether it speaks of every patient without any condition."""
        return not self.constraints and self.fixed == Patient(self.fixed.id)

    @property
    def unconditional(self) -> Claim:
        """The same claim about every patient whatsoever."""
        return replace(self, fixed=Patient(self.fixed.id), constraints=())

    def names(self) -> Iterator[str]:
        """The attributes and definitions it speaks of."""
        for expr in self.expressions:
            yield from names(expr)

    def concerns(self, values: Mapping[str, Result]) -> bool:
        """Whether a patient is one of those it speaks of."""
        return all(truth(evaluate(expr, values)) is True for expr in self.constraints)

    def broken_by(self, patient: Patient) -> bool:
        """Whether a patient, resolved and walked as for advice, is a counterexample."""
        resolved = resolve(patient, self.program, self.as_of, strict=self.strict)
        values = walk(self.program, resolved).values
        return self.concerns(values) and self.broken(values)

    def occurs(self, values: Mapping[str, Result]) -> bool:
        """Whether the occasion is there."""
        return truth(evaluate(self.occasion, values)) is True

    def broken(self, values: Mapping[str, Result]) -> bool:
        """Whether a patient it speaks of is a counterexample."""
        return self.occurs(values) and truth(evaluate(self.conclusion, values)) is not True


@dataclass(frozen=True, slots=True)
class Held:
    """No counterexample: none among so many patients, some of them near the edge.

    Near the edge is a patient for whom the occasion is there, or would be but for what is
    given, or who differs from such a one in a single respect.
    """

    tried: int
    near: int


@dataclass(frozen=True, slots=True)
class Proved:
    """No counterexample, for there is none: it was proved for every patient."""


@dataclass(frozen=True, slots=True)
class Refuted:
    """A counterexample, as small as it could be made; found after so many patients."""

    patient: Patient
    tried: int


@dataclass(frozen=True, slots=True)
class SaysNothing:
    """A claim that would hold whatever the pathway said.

    `nobody` tells that no patient is as given; else the occasion never comes.
    """

    nobody: bool
    tried: int


Finding: TypeAlias = Held | Proved | Refuted | SaysNothing


class Decider(Protocol):
    """Whatever can decide a claim: a search through many patients, or a solver through all."""

    def decide(self, claim: Claim) -> Finding:
        """Whether the claim holds; the same claim always gets the same answer."""
        ...
