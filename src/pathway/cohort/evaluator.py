"""One function from rows to answers: an Arrow batch in, an Arrow batch out.

Whatever holds the rows calls this: files on one machine, several processes, Spark, Ray or Daft.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from pathway.cohort.columns import ASKS, answers, schema_of, therapies_of
from pathway.cohort.evaluation import Evaluated
from pathway.cohort.id_columns import IDS
from pathway.cohort.memory import Memory
from pathway.cohort.questions import question_column
from pathway.cohort.split import bits
from pathway.cohort.table import Batch, read_batch
from pathway.frozen import frozen
from pathway.program import CompiledProgram


@frozen
class Answered:
    """The answers to some rows, and what of these could not be read, by column and reason."""

    answers: pa.RecordBatch
    left_out: int
    faults: Mapping[tuple[str, str], int]

    @property
    def patients(self) -> int:
        """How many rows there were, with those left out."""
        return int(self.answers.num_rows)


class CohortEvaluator:
    """A program at a date, for batches that all have the same columns.

    It remembers from batch to batch what conditions came to. What comes out for a row does not
    depend on the rows beside it, but for `repeated`: the ids that stand in more than one row of
    the whole table, which only its owner can know.
    """

    def __init__(
        self,
        program: CompiledProgram,
        columns: Sequence[str],
        as_of: date,
        *,
        strict: bool = False,
        repeated: frozenset[str] = frozenset(),
        questions: bool = False,
    ) -> None:
        """`columns` are the names in the table; `wrong_columns` says what is wrong with them.

        With `questions` the answers say what to ask first, which takes milliseconds a row.
        """
        self.program, self._as_of, self._strict = program, as_of, strict
        self._therapies = therapies_of(program, columns)
        self._questions, self._planes = questions, schema_of(program, self._therapies, as_of)
        asks = [pa.field(ASKS, IDS)] if questions else []
        #: The columns of the answers.
        self.schema: pa.Schema = pa.schema([*self._planes, *asks], self._planes.metadata)
        self._repeated = pa.array(sorted(repeated), pa.string())
        #: What earlier batches came to; whoever reads batches elsewhere may read them with it.
        self.memory = Memory()

    def evaluate(self, rows: pa.RecordBatch) -> Answered:
        """The answers to some rows, in their order."""
        if self.memory.is_full:
            self.memory = Memory()
        return self.evaluate_batch(read_batch(rows, self.program, self._as_of, self.memory))

    def evaluate_batch(self, batch: Batch) -> Answered:
        """The answers to rows that were read already, or never were cells."""
        batch = self._without(batch)
        found = Evaluated(self.program, batch, self._as_of, strict=self._strict)
        told = answers(found, self._planes, self._therapies, self._as_of)
        if self._questions:
            asks = question_column(batch, self.program, self._as_of, strict=self._strict)
            told = pa.record_batch([*told.columns, asks], schema=self.schema)
        return Answered(told, batch.left_out.bit_count(), batch.faults)

    # -- private ---------------------------------------------------------------------------

    def _without(self, batch: Batch) -> Batch:
        """The rows whose id is that of another row, or that have none, are left out."""
        none = pc.is_null(batch.ids)
        twice = pc.is_in(batch.ids, value_set=self._repeated)
        faults, left_out = dict(batch.faults), batch.left_out
        for mask, message in ((none, "no id"), (twice, "the id of another row, too")):
            rows = bits(mask.buffers()[1], mask.offset, batch.count)
            if rows:
                faults["id", f"{message}: the row is left out"] = rows.bit_count()
                left_out |= rows
        return replace(batch, left_out=left_out, faults=faults)
