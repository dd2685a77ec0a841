"""Law: Spark says of random pathways and patients what one process says, in every column."""

import os
from pathlib import Path
from random import Random
from typing import Any, Final

import pyarrow as pa
import pytest

from pathway.cohort.evaluator import CohortEvaluator

from . import random_pathways
from .rows import AS_OF, random_rows, table_of

pytestmark = [pytest.mark.slow, pytest.mark.needs("java")]

#: How many pairs of a pathway and a patient; by hand: PATHWAY_PAIRS=2000000.
PAIRS: Final = int(os.environ.get("PATHWAY_PAIRS", "100000"))
#: One pathway for so many patients: to begin and end a run of Spark takes seconds.
EACH: Final = 10_000


@pytest.mark.parametrize("number", range(PAIRS // EACH))
def test_pairs(number: int, tmp_path: Path) -> None:
    from .spark_here import answers_by_spark

    rng = Random(number)
    program = random_pathways.a_library(rng, tmp_path).program("way")
    typed, strict = number % 2 == 0, number % 4 > 1
    rows = table_of(program, random_rows(program, rng, EACH, known=0.7), typed=typed)
    here = CohortEvaluator(program, rows.schema.names, AS_OF, strict=strict).evaluate(rows)
    there = answers_by_spark(pa.Table.from_batches([rows]), "way", tmp_path, strict=strict)
    assert there.column_names == here.answers.schema.names
    for name in there.column_names:
        assert told(there.column(name)) == told(here.answers.column(name)), name


def told(column: Any) -> list[str | None]:
    """What a column says, in whichever type."""
    return [None if value is None else str(value) for value in column.to_pylist()]
