"""Proofs as a document and as data: every property, and each counterexample explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from itertools import groupby
from typing import Any, Final

from pathway.advice import advise
from pathway.advice.advice import Advice
from pathway.advice.explanation import Reason
from pathway.advice.words import place_of
from pathway.authoring.verify.properties import ProofOutcome
from pathway.authoring.verify.proving import DecidedCase, Proof
from pathway.frozen import frozen
from pathway.patients.model import Patient
from pathway.patients.writer import write_patient
from pathway.views import reasons
from pathway.views.document import (
    Block,
    Document,
    Paragraph,
    Rows,
    Section,
    Tree,
    Verbatim,
    rows_section,
)
from pathway.views.entries import Bibliography, cited
from pathway.views.page import Detail, Row, Said, Tone
from pathway.views.problems import plural


@frozen
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


@frozen
class Example:
    """A counterexample: the patient as a file, why the advice is as it is, where to mend it."""

    patient: Patient
    file: str
    reason: Reason


def example_of(proof: Proof, decided: DecidedCase, as_of: date) -> Example | None:
    """The counterexample of a case, explained; None where there is no patient to show."""
    patient, program = decided.answer.patient, proof.about.program
    if patient is None:
        return None
    advice = advise(program, patient, as_of)
    therapy = decided.case.therapy
    reason = _whereabouts(advice) if therapy is None else advice.why(therapy)
    file = write_patient(patient, program.vocabulary)
    return Example(patient, file, reason)


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


def document(report: ProofReport, *, every: bool = False) -> Document:
    """All properties with their verdicts, then what does not hold; `every` lists all cases."""
    bibliography = Bibliography(_citations(report))
    sections = [
        rows_section(title, [_row(proof, every=every) for proof in proofs])
        for title, proofs in groupby(report.proofs, _heading)
    ]
    for proof in report.proofs:
        if proof.is_finding or (every and proof.verdict is ProofOutcome.COUNTEREXAMPLE):
            sections.append(_finding(proof, report, bibliography))
    return Document(
        title=_summary(report),
        head=(),
        sections=tuple(sections),
        sources=bibliography.listed(),
        cites=tuple(number for number, _ in bibliography.listed()),
    )


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


def _heading(proof: Proof) -> str:
    return proof.about.heading or proof.about.program.title


def _row(proof: Proof, *, every: bool) -> Row:
    """The verdict, the sentence, how many cases it speaks of, and the time."""
    about = proof.about
    many = f" ({_counted(proof)})" if len(proof.cases) > 1 else ""
    held = proof.verdict is not ProofOutcome.COUNTEREXAMPLE
    said = f"{about.sentence}{many}"
    if not held and about.accepted:
        said = f"{said}; accepted: {about.accepted}"
    if not about.cases:
        said = f"{said}: {about.nothing}"
    cases = tuple(map(_case_row, proof.cases)) if every else ()
    timed = Said(f"{said} [{proof.seconds:.1f} s]")
    return Row(proof.verdict.value, (timed,), details=cases, tone=_TONES[proof.verdict])


def _counted(proof: Proof) -> str:
    """How many cases there are, and how many of them are about nobody."""
    said = plural(len(proof.cases), proof.about.unit)
    idle = len(list(proof.having(ProofOutcome.SAYS_NOTHING)))
    return f"{said}, {idle} of them about nobody" if 0 < idle < len(proof.cases) else said


def _case_row(one: DecidedCase) -> Detail:
    said = one.case.sentence
    if one.answer.verdict is ProofOutcome.SAYS_NOTHING and one.answer.why:
        said = f"{said}; {one.answer.why}"
    return Detail(one.answer.verdict.value, (Said(said),), _TONES[one.answer.verdict])


def _finding(proof: Proof, report: ProofReport, bibliography: Bibliography) -> Section:
    """What does not hold, with the patients; or why it could not be proved."""
    wrong = list(proof.having(ProofOutcome.COUNTEREXAMPLE))
    blocks: list[Block] = []
    if proof.about.accepted:
        blocks.append(_told([("accepted", proof.about.accepted)]))
    for one in wrong[:_SHOWN]:
        blocks += _counterexample(proof, one, report, bibliography)
    rest = [("also", f"{one.case.sentence}: {_places(one)}") for one in wrong[_SHOWN:]]
    open_ = proof.having(ProofOutcome.NOT_PROVED)
    rest += [("open", f"{one.case.sentence}: {one.answer.why}") for one in open_]
    blocks += [_told(rest)] if rest else []
    if proof.verdict is ProofOutcome.SAYS_NOTHING:
        blocks.append(Paragraph("it comes to nobody, so it would hold whatever is written"))
    title = f"{proof.verdict}: {proof.about.sentence} ({proof.about.id})"
    return Section(title, tuple(blocks), tone=_TONES[proof.verdict])


def _told(rows: Iterable[tuple[str, str]]) -> Rows:
    return Rows(tuple(Row(lead, (Said(text),)) for lead, text in rows))


def _places(one: DecidedCase) -> str:
    return ", ".join(to_mend(one)[:3]) or one.answer.why


def _counterexample(
    proof: Proof, one: DecidedCase, report: ProofReport, bibliography: Bibliography
) -> Iterator[Block]:
    """Where to mend it, the patient as a file, and why the advice is as it is."""
    if one.case.sentence != proof.about.sentence:
        yield Paragraph(one.case.sentence)
    told = [("mend", ", ".join(to_mend(one))), ("because", one.answer.why)]
    example = example_of(proof, one, report.as_of)
    told += [("learnt", one.answer.learnt)] if example is not None else []
    if any(text for _, text in told):
        yield _told((lead, text) for lead, text in told if text)
    if example is None:
        return
    yield Verbatim(example.file)
    if not proof.about.accepted:
        root = reasons.branch(example.reason, bibliography)
        first, about = reasons.first_lines(root)
        yield Paragraph(first, strong=True)
        yield from (Paragraph(about),) if about else ()
        yield Tree(root.branches)


def _citations(report: ProofReport) -> dict[str, str]:
    """The publications of all pathways that are spoken of."""
    programs = {proof.about.program.id: proof.about.program for proof in report.proofs}
    return {id_: text for one in programs.values() for id_, text in cited(one.sources).items()}


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
