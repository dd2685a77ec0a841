"""Law: a row of a table means the patient whom it describes, in every definition of a program.

The reference, the planes of one patient and the planes of a whole table come to the same, for
random pathways and random patients: on both sides of every limit, on dates at the ends of months
and on leap days, stale or not, with three in ten of all values unknown.
"""

import os
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

import pyarrow as pa
import pytest

from pathway.cohort.evaluation import Evaluated
from pathway.cohort.synth import Mode, made
from pathway.cohort.table import read_batch, wrong_columns
from pathway.engine import Library, open_library
from pathway.patients.at_date import resolve
from pathway.planes.fill import Cases
from pathway.program import CompiledProgram
from pathway.walk import quick_walk, walk
from tests.verify import bigger_pathways, small_pathways

from . import random_pathways
from .rows import AS_OF, patient_of, random_rows, stored_otherwise, table_of

#: How many patients of shipped pathways the slow lane has.
PATIENTS: Final = int(os.environ.get("PATHWAY_PATIENTS", "8000"))
#: How many pairs of a random pathway and a patient it has; beyond a hundred thousand without the
#: reference. By hand: PATHWAY_PAIRS=2000000.
PAIRS: Final = int(os.environ.get("PATHWAY_PAIRS", "100000"))
WITH_REFERENCE: Final = 100_000
#: So many pairs are one test, with a pathway of its own for every so many patients.
PART: Final = 10_000
EACH: Final = 200
#: Days on which advice is asked for: ordinary, and at the ends of months and of leap Februaries.
DAYS: Final = (AS_OF, date(2026, 12, 31), date(2027, 2, 28), date(2028, 2, 29), date(2028, 3, 1))


@cache
def shipped() -> Library:
    return open_library()


def compared(
    program: CompiledProgram,
    rng: Random,
    count: int,
    *,
    typed: bool,
    as_of: date = AS_OF,
    known: float = 0.4,
    reference: float = 1,
) -> int:
    """How many values were compared; each other table is evaluated strictly.

    A share of all rows is compared with the reference too, and all with the planes of one patient.
    """
    rows = random_rows(program, rng, count, as_of, known=known, partly=not typed)
    strict = rng.random() < 0.5
    table = stored_otherwise(table_of(program, rows, typed=typed), rng)
    cases = cases_of(program, table, as_of, strict=strict)
    names = [*cases.code.yes_no, *cases.code.choices]
    for number, row in enumerate(rows):
        resolved = resolve(patient_of(program, row), program, as_of, strict=strict)
        walks = [quick_walk(program, resolved)]
        if rng.random() < reference:
            walks.append(walk(program, resolved))
        for told in walks:
            for name in names:
                assert cases.value(name, number) == told[name], (name, as_of, strict, row)
    return len(rows) * len(names)


def cases_of(
    program: CompiledProgram, table: pa.RecordBatch, as_of: date, *, strict: bool
) -> Cases:
    """What the planes of a whole table come to."""
    assert wrong_columns(table.schema.names, program) == []
    batch = read_batch(table, program, as_of)
    assert batch.faults == {}
    return Evaluated(program, batch, as_of, strict=strict).cases


# -- shipped pathways ----------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [True, False])
@pytest.mark.parametrize("id_", ["sciatica", "knee-osteoarthritis", "opioids-cdc"])
def test_shipped_pathways(id_: str, typed: bool) -> None:
    program = shipped().program(id_)
    assert compared(program, Random(id_), 40, typed=typed, reference=0.1) > 40 * 1000


@pytest.mark.parametrize("as_of", DAYS)
def test_tables_made_up_at_the_limits(as_of: date) -> None:
    """`cohort synth --boundary`: dates and what is counted from them, nearly stale values."""
    program = shipped().program("sciatica")
    _, batches = made(program, 12, as_of, as_of.day, 0.3, Mode.BOUNDARY)
    table = next(batches)
    cases = cases_of(program, table, as_of, strict=False)
    batch = read_batch(table, program, as_of)
    for number in range(12):
        told = quick_walk(program, resolve(batch.patient(number, program), program, as_of))
        for name in (*cases.code.yes_no, *cases.code.choices):
            assert cases.value(name, number) == told[name], (
                name,
                table.slice(number, 1).to_pylist(),
            )


@pytest.mark.slow
@pytest.mark.parametrize("id_", shipped().pathways)
def test_thousands_of_patients(id_: str) -> None:
    program, each = shipped().program(id_), PATIENTS // len(shipped().pathways)
    found = 0
    for number in range(each // 200):
        rng = Random(f"{id_} {number}")
        found += compared(program, rng, 200, typed=number % 2 == 0, reference=0.1)
    assert found > each * 1000


# -- random pathways -----------------------------------------------------------------------------


def a_bigger_pathway(rng: Random, folder: Path) -> CompiledProgram:
    """One of those that the checks of a library do not refuse."""
    while True:
        library = bigger_pathways.opened(bigger_pathways.a_library(rng), folder)
        if library is not None:
            return library.program("way")


MADE: Final[Sequence[Callable[[Random, Path], CompiledProgram]]] = (
    random_pathways.a_pathway,
    random_pathways.a_pathway,
    a_bigger_pathway,
    small_pathways.a_pathway,
)


def pairs(first: int, count: int, each: int, folder: Path, *, reference: float) -> int:
    """So many pairs, from a number on: the same numbers always are the same pairs."""
    for number in range(first, first + count // each):
        rng = Random(number)
        program = MADE[number % len(MADE)](rng, folder / str(number))
        as_of = rng.choice(DAYS)
        typed = number % 2 == 0
        compared(program, rng, each, typed=typed, as_of=as_of, known=0.7, reference=reference)
    return count


def test_five_thousand_pairs(tmp_path: Path) -> None:
    """Fifty random pathways, a hundred patients each: reference, planes and table."""
    assert pairs(0, 5_000, 100, tmp_path, reference=1) == 5_000


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PAIRS // PART))
def test_pairs(part: int, tmp_path: Path) -> None:
    """With the reference as far as it goes in minutes."""
    reference = 1 if (part + 1) * PART <= WITH_REFERENCE else 0
    first = 1_000 + part * PART // EACH
    assert pairs(first, PART, EACH, tmp_path, reference=reference) == PART
