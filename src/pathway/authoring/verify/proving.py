"""Deciding properties case by case, each within its share of the solver's steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from time import perf_counter

from pathway.authoring.diff.programs import touched
from pathway.authoring.search.claim import Claim, Refuted, SaysNothing
from pathway.authoring.search.sampling import RandomSearch
from pathway.authoring.verify.decider import SolverDecider
from pathway.authoring.verify.effort import seconds_taken
from pathway.authoring.verify.encoded import Encoded, NotEncodable, Undecided
from pathway.authoring.verify.properties import named
from pathway.authoring.verify.properties.model import (
    Always,
    Answer,
    Case,
    ProofOutcome,
    Property,
    Somebody,
    Unless,
)
from pathway.frozen import frozen
from pathway.language.evaluate import evaluate, truth
from pathway.language.syntax import Expr, names
from pathway.patients.at_date import resolve
from pathway.patients.model import Patient
from pathway.program import CompiledProgram, Stated
from pathway.walk import walk

#: How long one property may take (see `effort`).
SECONDS = 30.0
#: On how many patients a case is tried that the solver gave up.
_TRIED = 500


@frozen(slots=False)
class DecidedCase:
    """A case with what came of it."""

    case: Case
    answer: Answer


@frozen(slots=False)
class Proof:
    """A property with what came of all its cases, and in how many seconds."""

    about: Property
    cases: tuple[DecidedCase, ...]
    seconds: float

    @cached_property
    def verdict(self) -> ProofOutcome:
        """The worst verdict of a case; it says nothing where none of them says anything."""
        found = {one.answer.verdict for one in self.cases}
        for verdict in (ProofOutcome.COUNTEREXAMPLE, ProofOutcome.NOT_PROVED, ProofOutcome.PROVED):
            if verdict in found:
                return verdict
        return ProofOutcome.SAYS_NOTHING

    @property
    def is_finding(self) -> bool:
        """Whether somebody has to look at it."""
        if self.about.accepted:
            return self.verdict is ProofOutcome.NOT_PROVED
        if self.about.named and self.verdict is ProofOutcome.SAYS_NOTHING:
            return True
        return self.verdict in (ProofOutcome.COUNTEREXAMPLE, ProofOutcome.NOT_PROVED)

    def having(self, verdict: ProofOutcome) -> Iterator[DecidedCase]:
        """The cases of which this came."""
        return (one for one in self.cases if one.answer.verdict is verdict)


def prove(property_: Property, as_of: date, seconds: float = SECONDS) -> Proof:
    """Decide all cases of a property, for every patient, with and without assumptions.

    Whatever may be assumed of a patient may also be recorded, so one question answers both.
    """
    start, spent, found = perf_counter(), seconds_taken(), list[DecidedCase]()
    deciding = _Deciding(property_, as_of)
    for case in property_.cases:
        left = seconds - (seconds_taken() - spent)
        found.append(DecidedCase(case, deciding.answer(case, left)))
    return Proof(property_, tuple(found), perf_counter() - start)


def prove_all(
    properties: Sequence[Property], as_of: date, seconds: float = SECONDS
) -> tuple[Sequence[Proof], int]:
    """Decide properties one by one; whoever interrupts gets the proofs so far.

    The number says how many properties were not looked at then.
    """
    proofs: list[Proof] = []
    try:
        for one in properties:
            proofs.append(prove(one, as_of, seconds))
    except KeyboardInterrupt:
        return proofs, len(properties) - len(proofs)
    return proofs, 0


def broken(
    old: CompiledProgram, new: CompiledProgram, changed: Iterable[str], as_of: date
) -> str | None:
    """The first statement that is proved of the old version and no longer holds of the new.

    Only those are asked again that rest on one of the changed names.
    """
    found = touched(new, changed)
    concerned = {stated.id for stated in new.properties if not found.isdisjoint(_read(stated))}
    before = {one.id: one for one in named.properties(old) if one.id in concerned}
    for one in named.properties(new):
        if one.id in before and _is_lost(one, as_of) and _holds(before[one.id], as_of):
            return one.id
    return None


# -- private -------------------------------------------------------------------------------


class _Deciding:
    """Deciding the cases of one property, one after the other."""

    def __init__(self, property_: Property, as_of: date) -> None:
        self._about = property_
        self._as_of = as_of
        #: What some patient who was found is known to be, as the reference engine sees them.
        self._seen: set[Expr] = set()

    def answer(self, case: Case, seconds: float) -> Answer:
        """What comes of one case."""
        if seconds <= 0:
            return Answer(ProofOutcome.NOT_PROVED, why="no answer in time")
        try:
            if isinstance(case.asked, Always):
                return self._always(case.asked, seconds)
            if isinstance(case.asked, Somebody):
                return self._somebody(case.asked, seconds)
            if isinstance(case.asked, Unless):
                there = self._somebody(case.asked.somebody, seconds)
                if there.verdict is ProofOutcome.COUNTEREXAMPLE:
                    return Answer(ProofOutcome.PROVED)
                return self._always(case.asked.asked, seconds)
            return case.asked(seconds)
        except NotEncodable as construct:
            return Answer(ProofOutcome.NOT_PROVED, why=str(construct))

    def _always(self, asked: Always, seconds: float) -> Answer:
        fixed = Patient("counterexample")
        program = self._about.program
        claim = Claim(program, self._as_of, fixed, asked.occasion, asked.conclusion)
        found = SolverDecider(seconds=seconds).prove(claim)
        if isinstance(found, Undecided):
            tried = RandomSearch(patients=_TRIED).decide(claim)
            if isinstance(tried, Refuted):
                return Answer(ProofOutcome.COUNTEREXAMPLE, tried.patient)
            return Answer(ProofOutcome.NOT_PROVED, why=found.why)
        if isinstance(found, Refuted):
            return Answer(ProofOutcome.COUNTEREXAMPLE, found.patient)
        if isinstance(found, SaysNothing):
            return Answer(ProofOutcome.SAYS_NOTHING, why="it comes to nobody")
        return Answer(ProofOutcome.PROVED)

    def _somebody(self, asked: Somebody, seconds: float) -> Answer:
        if asked.condition in self._seen:
            return Answer(ProofOutcome.PROVED)
        encoded = Encoded.of(self._about.program, self._as_of)
        found = encoded.solve(encoded.condition(asked.condition).yes, seconds=seconds, likely=True)
        if isinstance(found, Undecided):
            return Answer(ProofOutcome.NOT_PROVED, why=found.why)
        if found is None:
            verdict = ProofOutcome.SAYS_NOTHING if asked.no_fault else ProofOutcome.COUNTEREXAMPLE
            return Answer(verdict, why=asked.else_)
        self._look_at(found)
        return Answer(ProofOutcome.PROVED)

    def _look_at(self, patient: Patient) -> None:
        """Note everything else that is so for somebody who was found."""
        program = self._about.program
        values = walk(program, resolve(patient, program, self._as_of)).values
        wanted = (case.asked for case in self._about.cases)
        conditions = (asked.condition for asked in wanted if isinstance(asked, Somebody))
        self._seen.update(
            expr
            for expr in conditions
            if expr not in self._seen and truth(evaluate(expr, values)) is True
        )


def _read(stated: Stated) -> Iterable[str]:
    return (*names(stated.occasion), *names(stated.conclusion))


def _is_lost(one: Property, as_of: date) -> bool:
    """A proof that says nothing any more is lost like one that fails; no answer is none."""
    return prove(one, as_of).verdict in (ProofOutcome.COUNTEREXAMPLE, ProofOutcome.SAYS_NOTHING)


def _holds(one: Property, as_of: date) -> bool:
    return prove(one, as_of).verdict is ProofOutcome.PROVED
