"""A claim about every patient, as data: what is given, and what must never come of it.

A solver decides it, or it is tried on many patients; both read only the program's definitions
that it rests on, its *excerpt*.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final, Protocol, TypeAlias

from pathway.frozen import frozen
from pathway.ground.vocabulary import BOOLEAN
from pathway.language.evaluate import evaluate, truth
from pathway.language.syntax import Expr, Literal, Result, names
from pathway.names.forms import HistoryName, OverrideName
from pathway.names.reading import read_name
from pathway.patients.at_date import resolve
from pathway.patients.model import Patient
from pathway.program import CompiledProgram
from pathway.walk import walk

#: An occasion that is always there.
ALWAYS: Final = Literal(True, BOOLEAN)
#: A conclusion that never holds: the occasion itself must not come.
NEVER: Final = Literal(False, BOOLEAN)


@frozen(slots=False)
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


@frozen
class Held:
    """No counterexample among so many patients who are as given; that proves nothing."""

    tried: int


@frozen
class Proved:
    """No counterexample, for there is none: it was proved for every patient."""


@frozen
class Refuted:
    """A counterexample, as small as it could be made."""

    patient: Patient


@frozen
class SaysNothing:
    """A claim that would hold whatever the pathway said, as was proved.

    `nobody` tells that no patient is as given; else the occasion never comes.
    """

    nobody: bool


Finding: TypeAlias = Held | Proved | Refuted | SaysNothing


class Decider(Protocol):
    """Whatever can decide a claim: for all patients, or by trying many."""

    def decide(self, claim: Claim) -> Finding:
        """Whether the claim holds; the same claim always gets the same answer."""
        ...


def excerpt(program: CompiledProgram, wanted: Iterable[str]) -> CompiledProgram:
    """The definitions, attributes and therapies that the wanted names need, which is a program.

    Whatever is resolved and settled with it has the same value as with the whole, in a fraction
    of the time.
    """
    wanted = tuple(wanted)
    needed = program.closure(name for name in wanted if name in program.by_name)
    read = set(wanted).union(*(program.reads.get(name, ()) for name in wanted))
    attributes = program.vocabulary.attributes
    origins = {attributes[name].since for name in read if name in attributes}
    therapies = {_therapy(name) for name in read}
    kept = {name: a for name, a in attributes.items() if name in read or name in origins}
    return replace(
        program,
        vocabulary=replace(program.vocabulary, attributes=kept),
        definitions=needed,
        guards=tuple(guard for guard in program.guards if guard.attribute in kept),
        therapies={id_: t for id_, t in program.therapies.items() if id_ in therapies},
    )


# -- private -------------------------------------------------------------------------------


def _therapy(name: str) -> str | None:
    """The therapy whose history (`nsaid.failed`) or rule (`override.nsaid.rule`) is named."""
    read = read_name(name)
    return read.therapy if isinstance(read, HistoryName | OverrideName) else None
