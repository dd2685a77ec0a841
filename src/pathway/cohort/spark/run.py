"""`pathway cohort run --engine spark`: whole or not at all, and nothing counted twice.

Answers and tallies are written beside the target by one job of Spark. Once that is through, and
what the tallies say is what is there, the folder of answers takes the place of the target.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from datetime import date
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pathway.cohort.cluster import BatchFunction, SentFiles, keep_program
from pathway.cohort.files import METADATA
from pathway.cohort.run import Ran
from pathway.cohort.spark.job import ANSWERS, KIND, TALLY, Job
from pathway.cohort.spark.session import failures, quiet
from pathway.cohort.spark.storage import Storage
from pathway.cohort.spark.tables import Source, Table, column, repeated_ids
from pathway.cohort.table import ID, known_columns, wrong_columns
from pathway.content.folder import read_folder
from pathway.engine import open_library
from pathway.frozen import frozen
from pathway.ground.problems import Problem, Problems, UsageError
from pathway.library import shipped
from pathway.program import CompiledProgram

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


@frozen
class Asked:
    """What a run is to do; source and target are paths as Spark takes them.

    `library` is a folder on this machine, and None the shipped one; its files go to the workers.
    """

    source: str
    target: str
    library: Path | None
    pathway: str
    as_of: date
    strict: bool = False


def run(asked: Asked, spark: SparkSession) -> Ran:
    """Evaluate all files; raises UsageError where nothing comes of it, and then writes nothing.

    A file that is damaged is told, and the others are finished without it.
    """
    return _Run(asked, spark).whole()


# -- private -------------------------------------------------------------------------------


class _Run:
    """One run under way."""

    def __init__(self, asked: Asked, spark: SparkSession) -> None:
        self._asked, self._spark, self._began = asked, spark, time.monotonic()
        library = open_library(asked.library)
        self._program, self._others = library.program(asked.pathway), tuple(library.therapies)
        keep_program(self._program)
        self._target = asked.target.rstrip("/")
        self._storage = Storage(spark, self._target)
        folder, _, name = self._target.rpartition("/")
        self._beside = f"{folder}/.{name}.part" if folder else f".{name}.part"

    def whole(self) -> Ran:
        self._refuse_foreign()
        source = Source(self._spark, self._asked.source)
        try:
            while True:
                try:
                    return self._attempt(source)
                except failures() as error:
                    if not source.leave_out_damaged():
                        raise _given_up(error) from error
        finally:
            self._storage.delete(self._beside)

    # -- private ---------------------------------------------------------------------------

    def _refuse_foreign(self) -> None:
        """The target is replaced where it is new, empty, or was written by such a run."""
        if not self._storage.exists(self._target):
            return
        if self._storage.is_folder(self._target):
            names = self._storage.names(self._target)
            if not names or METADATA in names:
                return
        message = f"`{self._target}` is there already, and was not written by Spark"
        raise UsageError([Problem("P510", message, hint="name a folder that is new")])

    def _attempt(self, source: Source) -> Ran:
        tables = source.tables()
        names = tuple(dict.fromkeys(name for table in tables for name in table.names))
        wrong = [
            problem
            for table in tables
            for problem in wrong_columns(table.names, self._program, self._others)
        ]
        if wrong:
            raise UsageError(list(dict.fromkeys(wrong)))
        self._written(tables, names, repeated_ids(tables))
        ran = self._told(source, names)
        self._put_in_place()
        return ran

    def _written(
        self, tables: Sequence[Table], names: tuple[str, ...], repeated: frozenset[str]
    ) -> None:
        """Answers and tallies beside the target, by one job."""
        asked, program = self._asked, self._program
        files = self._spark.sparkContext.broadcast(_files(asked.library))
        function = BatchFunction(
            SentFiles(_Broadcast(files)),
            program.id,
            program.digest,
            names,
            asked.as_of,
            asked.strict,
            repeated,
        )
        with quiet():
            found = [_answered(table, function, self._program) for table in tables]
        rows: DataFrame = reduce(lambda one, other: one.union(other), found)
        writer = rows.write.mode("overwrite").partitionBy(KIND)
        writer.option("compression", "zstd").parquet(self._beside)
        if not self._storage.exists(f"{self._beside}/{KIND}={ANSWERS}"):
            nobody = rows.drop(KIND).limit(0).coalesce(1)
            nobody.write.parquet(f"{self._beside}/{KIND}={ANSWERS}")
        files.unpersist()

    def _told(self, source: Source, names: Sequence[str]) -> Ran:
        """What the tallies come to; each partition has one, and the answers are as many as told."""
        read = self._spark.read.schema(f"{ID} string")
        rows = read.parquet(f"{self._beside}/{KIND}={TALLY}").collect()
        tallies = [json.loads(row[ID]) for row in rows]
        patients = sum(one["patients"] for one in tallies)
        answers = read.parquet(f"{self._beside}/{KIND}={ANSWERS}").count()
        once = len({one["partition"] for one in tallies}) == len(tallies)
        if not once or answers != patients:
            raise RuntimeError(f"{len(tallies)} tallies say {patients} patients, not {answers}")
        faults: dict[tuple[str, str], int] = {}
        for at, reason, cells in (fault for one in tallies for fault in one["faults"]):
            faults[at, reason] = faults.get((at, reason), 0) + cells
        order = {name: number for number, name in enumerate(names)}
        ordered = sorted(faults.items(), key=lambda row: (order.get(row[0][0], 0), row[0]))
        left_out = sum(one["left_out"] for one in tallies)
        unread, seconds = tuple(source.unread.values()), time.monotonic() - self._began
        return Ran(
            patients, left_out, source.count, faults=dict(ordered), unread=unread, seconds=seconds
        )

    def _put_in_place(self) -> None:
        program, answers = self._program, f"{self._beside}/{KIND}={ANSWERS}"
        told = {
            "pathway": program.id,
            "version": program.version,
            "digest": program.digest,
            "as_of": self._asked.as_of.isoformat(),
            "strict": self._asked.strict,
        }
        self._storage.write(f"{answers}/{METADATA}", json.dumps(told, indent=2) + "\n")
        self._storage.delete(self._target)
        self._storage.rename(answers, self._target)


@frozen
class _Broadcast:
    """The files of a library as Spark hands them round: once to each machine."""

    files: Any

    def __call__(self) -> dict[str, bytes]:
        found: dict[str, bytes] = self.files.value
        return found


def _files(library: Path | None) -> dict[str, bytes]:
    found = read_folder(shipped() if library is None else library, Problems())
    return {} if found is None else dict(found.files)


def _answered(table: Table, function: BatchFunction, program: CompiledProgram) -> DataFrame:
    """Answers and tallies for a table; columns that the pathway does not know stay where they are.

    Columns go by their place: Spark takes a dot in a name for something else.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    known = known_columns(program)
    names = tuple(name for name in table.names if name in known)
    job = Job(function, names)
    rows = table.rows.select(*(column(name).alias(f"c{n}") for n, name in enumerate(names)))
    return rows.mapInArrow(job.partition, from_arrow_schema(job.schema))


def _given_up(error: Exception) -> UsageError:
    """What Spark says last, in one line; nothing was written."""
    told = str(getattr(error, "java_exception", error)).splitlines() or [type(error).__name__]
    hint = "nothing was written, and what stood there is as it was; run it again"
    return UsageError([Problem("P501", f"Spark gave up: {told[0][:300]}", hint=hint)])
