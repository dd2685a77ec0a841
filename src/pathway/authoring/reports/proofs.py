"""Proofs as text and as data: each property with its verdict, each counterexample explained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby, islice
from typing import Any, Final

from pathway.advice import advise
from pathway.advice.advice import Advice
from pathway.advice.explanation import Reason
from pathway.advice.words import place_of
from pathway.authoring.verify.properties import ProofOutcome
from pathway.authoring.verify.proving import DecidedCase, Proof
from pathway.patients.model import Patient
from pathway.patients.writer import write_patient
from pathway.views import reasons
from pathway.views.columns import bold, coloured, hanging, padded
from pathway.views.entries import cited
from pathway.views.page import Tone
from pathway.views.problems import plural


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
        return reasons.render(self.reason, self.citations, width=width, colour=colour)


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


def to_dict(report: ProofReport) -> dict[str, Any]:
    """The whole report; `complete` is that nothing was left out."""
    return {
        "schema": "pathway-proofs/1",
        "library": report.title,
        "as_of": report.as_of.isoformat(),
        "complete": report.left == 0,
        "properties": [_property(proof, report) for proof in report.proofs],
    }


#: So many counterexamples of one property are shown in full.
_SHOWN: Final = 3
_TONES: Final = {
    ProofOutcome.PROVED: Tone.GO,
    ProofOutcome.COUNTEREXAMPLE: Tone.ALARM,
    ProofOutcome.NOT_PROVED: Tone.ASK,
    ProofOutcome.SAYS_NOTHING: Tone.QUIET,
}
_WIDE: Final = max(map(len, ProofOutcome)) + 2


def render(
    report: ProofReport, *, every: bool = False, width: int = 80, colour: bool = False
) -> str:
    """All properties with their verdicts, then what does not hold; `every` lists all cases."""
    return "\n".join(_lines(report, every, width, colour)) + "\n"


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


def _property(proof: Proof, report: ProofReport) -> dict[str, Any]:
    return {
        "id": proof.about.id,
        "pathway": proof.about.program.id,
        "sentence": proof.about.sentence,
        "verdict": proof.verdict.value,
        "named": proof.about.named,
        "accepted": proof.about.accepted or None,
        "finding": proof.is_finding,
        "seconds": round(proof.seconds, 3),
        "cases": [dict(_case(proof, one, report)) for one in proof.cases],
    }


def _case(proof: Proof, one: DecidedCase, report: ProofReport) -> Iterator[tuple[str, Any]]:
    yield "sentence", one.case.sentence
    yield "verdict", one.answer.verdict.value
    yield "therapy", one.case.therapy
    yield "places", to_mend(one)
    if one.answer.why:
        yield "why", one.answer.why
    example = example_of(proof, one, report.as_of)
    if example is not None:
        yield "patient", example.file
        yield "reasons", asdict(example.reason)
    if one.answer.learnt:
        yield "learnt", one.answer.learnt


def _lines(report: ProofReport, every: bool, width: int, colour: bool) -> Iterator[str]:
    for title, proofs in groupby(report.proofs, _heading):
        yield bold(title, colour)
        for proof in proofs:
            yield from _row(proof, width, colour)
            if every:
                yield from _cases(proof, width, colour)
        yield ""
    for proof in report.proofs:
        if proof.is_finding or (every and proof.verdict is ProofOutcome.COUNTEREXAMPLE):
            yield from _finding(proof, report, width, colour)
            yield ""
    yield _summary(report)


def _heading(proof: Proof) -> str:
    return proof.about.heading or proof.about.program.title


def _row(proof: Proof, width: int, colour: bool) -> Iterator[str]:
    """The verdict, the sentence, how many cases it speaks of, and the time."""
    about = proof.about
    many = f" ({_counted(proof)})" if len(proof.cases) > 1 else ""
    held = proof.verdict is not ProofOutcome.COUNTEREXAMPLE
    said = f"{about.sentence}{many}"
    if not held and about.accepted:
        said = f"{said}; accepted: {about.accepted}"
    if not about.cases:
        said = f"{said}: {about.nothing}"
    lead = f"  {padded(proof.verdict, _WIDE)}"
    first, *rest = hanging(lead, f"{said} [{proof.seconds:.1f} s]", len(lead), width)
    tone = _TONES[proof.verdict]
    yield first.replace(str(proof.verdict), coloured(proof.verdict, tone, colour), 1)
    yield from rest


def _counted(proof: Proof) -> str:
    """How many cases there are, and how many of them are about nobody."""
    said = plural(len(proof.cases), proof.about.unit)
    idle = len(list(proof.having(ProofOutcome.SAYS_NOTHING)))
    return f"{said}, {idle} of them about nobody" if 0 < idle < len(proof.cases) else said


def _cases(proof: Proof, width: int, colour: bool) -> Iterator[str]:
    for one in proof.cases:
        lead = f"    {padded(one.answer.verdict, _WIDE)}"
        said = one.case.sentence
        if one.answer.verdict is ProofOutcome.SAYS_NOTHING and one.answer.why:
            said = f"{said}; {one.answer.why}"
        first, *rest = hanging(lead, said, len(lead), width)
        tone = _TONES[one.answer.verdict]
        yield first.replace(str(one.answer.verdict), coloured(one.answer.verdict, tone, colour), 1)
        yield from rest


def _finding(proof: Proof, report: ProofReport, width: int, colour: bool) -> Iterator[str]:
    """What does not hold, with the patients; or why it could not be proved."""
    wrong = list(proof.having(ProofOutcome.COUNTEREXAMPLE))
    open_ = list(proof.having(ProofOutcome.NOT_PROVED))
    yield bold(f"{proof.verdict}: {proof.about.sentence} ({proof.about.id})", colour)
    if proof.about.accepted:
        yield from hanging("  accepted ", proof.about.accepted, 11, width)
    for number, one in enumerate(islice(wrong, _SHOWN)):
        if number:
            yield ""
        yield from _counterexample(proof, one, report, width, colour)
    for one in wrong[_SHOWN:]:
        yield from hanging("  also ", f"{one.case.sentence}: {_places(one)}", 7, width)
    for one in open_:
        yield from hanging("  open ", f"{one.case.sentence}: {one.answer.why}", 7, width)
    if proof.verdict is ProofOutcome.SAYS_NOTHING:
        yield from hanging(
            "  ", "it comes to nobody, so it would hold whatever is written", 2, width
        )


def _places(one: DecidedCase) -> str:
    return ", ".join(to_mend(one)[:3]) or one.answer.why


def _counterexample(
    proof: Proof, one: DecidedCase, report: ProofReport, width: int, colour: bool
) -> Iterator[str]:
    if one.case.sentence != proof.about.sentence:
        yield from hanging("  ", one.case.sentence, 2, width)
    places = to_mend(one)
    if places:
        yield from hanging("  mend     ", ", ".join(places), 11, width)
    if one.answer.why:
        yield from hanging("  because  ", one.answer.why, 11, width)
    example = example_of(proof, one, report.as_of)
    if example is None:
        return
    yield ""
    yield from (f"    {line}" for line in example.file.splitlines())
    if one.answer.learnt:
        yield from hanging("  learnt   ", one.answer.learnt, 11, width)
    if proof.about.accepted:
        return
    yield ""
    yield from (
        f"    {line}".rstrip() for line in example.tree(width - 4, colour=colour).splitlines()
    )


def _summary(report: ProofReport) -> str:
    count = dict.fromkeys(ProofOutcome, 0)
    for proof in report.proofs:
        count[proof.verdict] += 1
    cases = sum(len(proof.cases) for proof in report.proofs)
    found = (
        (count[ProofOutcome.COUNTEREXAMPLE], "with a counterexample"),
        (count[ProofOutcome.NOT_PROVED], "not proved"),
        (count[ProofOutcome.PROVED], "proved"),
        (count[ProofOutcome.SAYS_NOTHING], "saying nothing"),
    )
    parts = [f"{number} {what}" for number, what in found if number]
    whole = "1 property" if len(report.proofs) == 1 else f"{len(report.proofs)} properties"
    said = f"{report.title}: {whole}, {plural(cases, 'case')}: {', '.join(parts) or 'none'}"
    return f"{said}; interrupted, {report.left} not looked at" if report.left else said
