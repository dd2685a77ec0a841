"""Claims about every patient, decided by the solver; tried on some where it finds no answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace

from pathway.authoring.search.claim import (
    ALWAYS,
    NEVER,
    Claim,
    Decider,
    Finding,
    Proved,
    Refuted,
    SaysNothing,
    excerpt,
)
from pathway.authoring.search.sampling import RandomSearch
from pathway.authoring.search.shrink import smallest
from pathway.authoring.search.space import Space
from pathway.authoring.verify.encoded import NOBODY_IN_PARTICULAR, Encoded, NotEncodable, Undecided
from pathway.authoring.verify.formulas import Bit, opposite
from pathway.frozen import frozen
from pathway.patients.model import Patient

__all__ = ["SECONDS", "Proved", "SolverDecider"]

#: How long one question about a claim may take before it is tried on patients instead.
SECONDS = 10.0


@frozen(slots=False)
class SolverDecider:
    """Decides claims for all patients; what it cannot, `otherwise` tries on many."""

    otherwise: Decider = field(default_factory=RandomSearch)
    seconds: float = SECONDS

    def decide(self, claim: Claim) -> Finding:
        """Whether the claim holds."""
        try:
            found = self.prove(claim)
        except NotEncodable:
            return self.otherwise.decide(claim)
        return self.otherwise.decide(claim) if isinstance(found, Undecided) else found

    def prove(self, claim: Claim) -> Finding | Undecided:
        """What the solver says of a claim; raises NotEncodable for what cannot be said to it."""
        return _Question(claim, self.seconds).finding()


# -- private -------------------------------------------------------------------------------


class _Question:
    """One claim, as the solver is asked about it."""

    def __init__(self, claim: Claim, seconds: float) -> None:
        self._claim = claim
        self._seconds = seconds
        self._encoded = Encoded.of(claim.program, claim.as_of, strict=claim.strict)

    def finding(self) -> Finding | Undecided:
        """What comes of it."""
        claim, encoded = self._claim, self._encoded
        occasion = encoded.condition(claim.occasion).yes
        wrong = opposite(encoded.condition(claim.conclusion).yes)
        given = list(self._given())
        found = encoded.solve(*given, occasion, wrong, seconds=self._seconds, told=claim.fixed)
        if isinstance(found, Undecided):
            return found
        if found is not None:
            return self._refuted(found)
        return self._unless_it_says_nothing(given, occasion)

    # -- private ---------------------------------------------------------------------------

    def _refuted(self, found: Patient) -> Refuted:
        """The claim fails for this patient, of whom only what matters is kept."""
        part = excerpt(self._claim.program, self._claim.names())
        claim = replace(self._claim, program=part)
        return Refuted(smallest(found, Space.of(claim, part), claim.broken_by))

    def _given(self) -> Iterator[Bit]:
        """What makes a patient one of those the claim speaks of, beside what it tells of them."""
        for expr in self._claim.constraints:
            yield self._encoded.condition(expr).yes
        if not self._claim.overrides:
            told = {override.rule for override in self._claim.fixed.overrides}
            for rule in sorted(self._encoded.anybody.liftable - told):
                yield opposite(self._encoded.anybody.lift(rule))

    def _unless_it_says_nothing(self, given: list[Bit], occasion: Bit) -> Finding | Undecided:
        """The claim is proved, unless there is nobody of whom it says anything."""
        claim, told = self._claim, self._claim.fixed
        if claim.conclusion == NEVER and claim.is_open:
            return Proved()
        somebody = self._is_possible(given, told)
        if not somebody:
            return _LATE if somebody is None else SaysNothing(nobody=True)
        if claim.occasion == ALWAYS:
            return Proved()
        if claim.conclusion == NEVER:
            comes = self._is_possible([occasion], NOBODY_IN_PARTICULAR)
        else:
            comes = self._is_possible([*given, occasion], told)
        if comes is None:
            return _LATE
        return Proved() if comes else SaysNothing(nobody=False)

    def _is_possible(self, bits: list[Bit], told: Patient) -> bool | None:
        return self._encoded.is_possible(*bits, seconds=self._seconds, told=told)


_LATE = Undecided("no answer in time")
