"""What would be asked first of each row, by its id: an attribute, a list, or what was tried.

Which question comes first hangs on what its answers would change, which is searched for each
patient. No planes of a batch say that, so each row is advised on by itself, in some milliseconds.
"""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from pathway.advice.advice import Advice
from pathway.cohort.id_columns import IDS
from pathway.cohort.table import Batch
from pathway.names import complete_name
from pathway.patients.at_date import resolve
from pathway.patients.model import Patient
from pathway.program import CompiledProgram
from pathway.walk import quick_walk


def question_column(
    batch: Batch, program: CompiledProgram, as_of: date, *, strict: bool
) -> pa.Array:
    """The first question of each row; empty where nothing is asked, or the row is left out."""

    def first(row: int) -> str | None:
        if batch.left_out >> row & 1:
            return None
        return _first(batch.patient(row, program), program, as_of, strict=strict)

    asked = pa.array([first(row) for row in range(batch.count)], pa.string())
    return asked.dictionary_encode().cast(IDS)


# -- private -------------------------------------------------------------------------------


def _first(patient: Patient, program: CompiledProgram, as_of: date, *, strict: bool) -> str | None:
    advice = Advice(quick_walk(program, resolve(patient, program, as_of, strict=strict)))
    for question in advice.questions:
        if question.list is not None:
            return complete_name(question.list)
        return str(question.attribute)
    return None
