"""What a Python worker of Spark does with its partition: answers, and one tally of them.

The tally is a row beside the answers. Spark commits it with them, so that a partition that was
tried twice, or on two machines at once, is told once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final

import pyarrow as pa

from pathway.cohort.cluster import BatchFunction, named, plain, plain_schema
from pathway.cohort.table import ID
from pathway.frozen import frozen

#: The column that says what a row is; it becomes a folder, and stands in no file.
KIND: Final = "kind"
ANSWERS: Final = "answers"
TALLY: Final = "tally"


@frozen
class Job:
    """The evaluation of partitions whose columns are `names`, in their order."""

    function: BatchFunction
    names: tuple[str, ...]

    @property
    def schema(self) -> pa.Schema:
        """The columns of the answers, and the kind of each row."""
        answers = plain_schema(self.function.evaluator().schema)
        return answers.append(pa.field(KIND, pa.string()))

    def partition(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The answers to a partition, and last its tally, in the column of ids."""
        patients = left_out = 0
        faults: dict[tuple[str, str], int] = {}
        for rows in batches:
            if rows.num_rows:
                found = self.function.answered(named(rows, self.names))
                patients += found.patients
                left_out += found.left_out
                for key, cells in found.faults.items():
                    faults[key] = faults.get(key, 0) + cells
                yield self._kind(plain(found.answers), ANSWERS)
        told = [[column, reason, cells] for (column, reason), cells in faults.items()]
        yield self._tally(
            {"partition": _partition(), "patients": patients, "left_out": left_out, "faults": told}
        )

    # -- private ---------------------------------------------------------------------------

    def _kind(self, rows: pa.RecordBatch, kind: str) -> pa.RecordBatch:
        columns = [*rows.columns, pa.repeat(kind, rows.num_rows)]
        return pa.RecordBatch.from_arrays(columns, schema=self.schema)

    def _tally(self, told: dict[str, object]) -> pa.RecordBatch:
        schema = self.schema.remove(len(self.schema) - 1)
        columns = [
            pa.array([json.dumps(told)]) if field.name == ID else pa.nulls(1, field.type)
            for field in schema
        ]
        return self._kind(pa.RecordBatch.from_arrays(columns, schema=schema), TALLY)


# -- private -------------------------------------------------------------------------------


def _partition() -> int:
    from pyspark import TaskContext

    context = TaskContext.get()
    return -1 if context is None else int(context.partitionId())
