"""Proofs as text and as data: each property with its verdict, each counterexample explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pathway.advice import advise
from pathway.advice.advice import Advice
from pathway.advice.explanation import Reason
from pathway.advice.words import place_of
from pathway.authoring.verify.proving import DecidedCase, Proof
from pathway.patients.model import Patient
from pathway.patients.writer import write_patient
from pathway.views.entries import cited
from pathway.views.reasons import render


@dataclass(frozen=True, slots=True)
class ProofReport:
    """All proofs of a run; `left` properties were not looked at any more."""

    title: str
    as_of: date
    proofs: Sequence[Proof]
    left: int = 0

    @property
    def has_findings(self) -> bool:
        """Whether somebody has to look at something."""
        return any(proof.is_finding for proof in self.proofs)


@dataclass(frozen=True, slots=True)
class Example:
    """A counterexample: the patient as a file, why the advice is as it is, where to mend it."""

    patient: Patient
    file: str
    reason: Reason
    citations: dict[str, str]

    def tree(self, width: int, *, colour: bool = False) -> str:
        """The reasons as text."""
        return render(self.reason, self.citations, width=width, colour=colour)


def example_of(proof: Proof, decided: DecidedCase, as_of: date) -> Example | None:
    """The counterexample of a case, explained; None where there is no patient to show."""
    patient, program = decided.answer.patient, proof.about.program
    if patient is None:
        return None
    advice = advise(program, patient, as_of)
    therapy = decided.case.therapy
    reason = _whereabouts(advice) if therapy is None else advice.why(therapy)
    file = write_patient(patient, program.vocabulary)
    return Example(patient, file, reason, cited(program.sources))


def to_mend(decided: DecidedCase) -> list[str]:
    """Where to mend what does not hold, the likeliest place first."""
    return [place_of(span) for span in decided.case.spans]


# -- private -------------------------------------------------------------------------------


def _whereabouts(advice: Advice) -> Reason:
    """Where the patient is, node by node, and which red flags there are."""
    nodes = (
        Reason(node.title, _STATES[node.reached], node.because or node.condition)
        for node in advice.path
        if node.reached is not False
    )
    flags = (Reason(alert.title, str(alert.state), alert.action) for alert in advice.alerts)
    return Reason(advice.pathway.id, advice.outcome.upper(), children=(*flags, *nodes))


_STATES = {True: "reached", None: "UNKNOWN", False: "not reached"}
