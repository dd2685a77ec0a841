"""Law: a row of a table means the patient whom it describes, in every definition of a program."""

import os
from functools import cache
from random import Random
from typing import Final

import pytest

from pathway.cohort.evaluation import Evaluated
from pathway.cohort.table import read_batch, wrong_columns
from pathway.engine import Library, open_library
from pathway.patients.at_date import resolve
from pathway.program import CompiledProgram
from pathway.walk import quick_walk, walk
from tests.verify.small_pathways import a_pathway

from .rows import AS_OF, patient_of, random_rows, table_of

#: How many random patients the slow lane has, over all pathways.
PATIENTS: Final = int(os.environ.get("PATHWAY_PATIENTS", "8000"))


@cache
def shipped() -> Library:
    return open_library()


def compared(program: CompiledProgram, rng: Random, count: int, *, typed: bool) -> int:
    """How many values were compared; each other table is evaluated strictly."""
    rows = random_rows(program, rng, count)
    table = table_of(program, rows, typed=typed)
    assert wrong_columns(table.schema.names, program) == []
    batch = read_batch(table, program, AS_OF)
    assert batch.faults == {}
    strict = rng.random() < 0.5
    cases = Evaluated(program, batch, AS_OF, strict=strict).cases
    names = [*cases.code.yes_no, *cases.code.choices]
    for number, row in enumerate(rows):
        resolved = resolve(patient_of(program, row), program, AS_OF, strict=strict)
        # The reference for some, and for the others the planes of one patient, held to it.
        told = (walk if number % 10 == 0 else quick_walk)(program, resolved)
        for name in names:
            assert cases.value(name, number) == told[name], (name, row)
    return len(rows) * len(names)


@pytest.mark.parametrize("typed", [True, False])
@pytest.mark.parametrize("id_", ["sciatica", "knee-osteoarthritis", "opioids-cdc"])
def test_shipped_pathways(id_: str, typed: bool) -> None:
    assert compared(shipped().program(id_), Random(id_), 40, typed=typed) > 40 * 1000


def test_small_pathways(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Random pathways, twenty patients each."""
    count = 0
    for number in range(20):
        rng = Random(number)
        program = a_pathway(Random(number), tmp_path_factory.mktemp("library"))
        count += compared(program, rng, 20, typed=number % 2 == 0)
    assert count > 20 * 20 * 20


@pytest.mark.slow
@pytest.mark.parametrize("id_", shipped().pathways)
def test_thousands_of_patients(id_: str) -> None:
    program, each = shipped().program(id_), PATIENTS // len(shipped().pathways)
    parts = range(each // 200)
    found = [compared(program, Random(f"{id_} {n}"), 200, typed=n % 2 == 0) for n in parts]
    assert sum(found) > each * 1000
