"""The solver's verdicts beside brute force, on random pathways with few patients."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from pathway.authoring.search import Claim
from pathway.authoring.verify.properties import Always, Case, ProofOutcome, Somebody, properties
from pathway.authoring.verify.proving import DecidedCase, prove
from pathway.language.evaluate import evaluate, truth
from pathway.language.syntax import Result
from pathway.patients.at_date import resolve
from pathway.program import CompiledProgram
from pathway.walk import walk
from tests.verify.shared import AS_OF
from tests.verify.small_pathways import a_pathway, everybody

#: How many small pathways the slow lane has, in four parts.
PATHWAYS = int(os.environ.get("PATHWAY_SMALL_PATHWAYS", "40"))
PARTS = 4


def test_a_few_small_pathways(tmp_path: Path) -> None:
    assert sum(_compared(number, tmp_path / str(number)) for number in range(2)) > 2 * 30


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_many_small_pathways(part: int, tmp_path: Path) -> None:
    """A part of them at a time, so that they can run side by side."""
    numbers = range(1000 + part, 1000 + PATHWAYS, PARTS)
    decided = sum(_compared(number, tmp_path / str(number)) for number in numbers)
    assert decided > len(numbers) * 30


def _compared(number: int, folder: Path) -> int:
    """How many cases were decided both ways; a difference fails."""
    program = a_pathway(Random(number), folder)
    decided = [
        one
        for property_ in properties(program, AS_OF)
        for one in prove(property_, AS_OF).cases
        if isinstance(one.case.asked, Always | Somebody)
    ]
    patients = list(everybody(program))
    for one in decided:
        _check(one, program, patients, number)
    return len(decided)


def _check(
    one: DecidedCase, program: CompiledProgram, patients: list[Mapping[str, Result]], number: int
) -> None:
    said, asked, where = one.answer.verdict, one.case.asked, (number, one.case.sentence)
    if isinstance(asked, Somebody):
        there = any(truth(evaluate(asked.condition, p)) is True for p in patients)
        nobody = ProofOutcome.SAYS_NOTHING if asked.no_fault else ProofOutcome.COUNTEREXAMPLE
        assert said in (ProofOutcome.PROVED, nobody), where
        assert not there or said is ProofOutcome.PROVED, where
        return
    assert isinstance(asked, Always)
    comes = [p for p in patients if truth(evaluate(asked.occasion, p)) is True]
    broken = any(truth(evaluate(asked.conclusion, p)) is not True for p in comes)
    assert (said is ProofOutcome.COUNTEREXAMPLE) or not broken, where
    assert not comes or said is not ProofOutcome.SAYS_NOTHING, where
    if said is ProofOutcome.COUNTEREXAMPLE:
        _is_confirmed(one.case, asked, program, one)


def _is_confirmed(case: Case, asked: Always, program: CompiledProgram, one: DecidedCase) -> None:
    patient = one.answer.patient
    assert patient is not None, case.sentence
    claim = Claim(program, AS_OF, patient, asked.occasion, asked.conclusion)
    assert claim.broken(walk(program, resolve(patient, program, AS_OF)).values)
