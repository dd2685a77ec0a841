"""Proofs as data, for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from pathway.authoring.reports.proofs import ProofReport, example_of, to_mend
from pathway.authoring.verify.proving import DecidedCase, Proof


def to_dict(report: ProofReport) -> dict[str, Any]:
    """The whole report; `complete` is that nothing was left out."""
    return {
        "schema": "pathway-proofs/1",
        "library": report.title,
        "as_of": report.as_of.isoformat(),
        "complete": report.left == 0,
        "properties": [_property(proof, report) for proof in report.proofs],
    }


# -- private -------------------------------------------------------------------------------


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
