"""The one function for engines with workers of their own: Spark, Ray, Daft, or another.

    evaluate = evaluator_for("pathways", "sciatica", columns, date(2026, 11, 20))
    answers = evaluate(table)

The function can be pickled. It holds no program, but says which library is meant: a worker process
opens that once, makes sure that it is the same to the byte, and keeps it for all its batches.
"""

from __future__ import annotations

import json
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeAlias

import pyarrow as pa

from pathway.cohort.evaluator import Answered, CohortEvaluator
from pathway.cohort.files import ROWS
from pathway.cohort.table import wrong_columns
from pathway.engine import Library, open_library
from pathway.frozen import frozen
from pathway.ground.problems import UsageError
from pathway.program import CompiledProgram

#: The column that says in the first row of a batch what could not be read in it, as JSON.
FAULTS: Final = "faults"

#: For each column and reason how many cells could not be read.
Faults: TypeAlias = Mapping[tuple[str, str], int]


@frozen
class SharedFolder:
    """A library's folder that every worker can reach under the same name; None is the shipped one.

    It may change while workers come and go, so that the program's digest is compared.
    """

    path: str | None

    def __call__(self) -> Library:
        """The library as it is there now."""
        return open_library(self.path)


@frozen
class SentFiles:
    """A library's files by relative name, sent along: no worker has to reach any folder."""

    files: Callable[[], Mapping[str, bytes]]

    def __call__(self) -> Library:
        """The library, from files that are gone once it is open."""
        with tempfile.TemporaryDirectory() as folder:
            for name, data in self.files().items():
                file = Path(folder, name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
            return open_library(folder)


@frozen
class BatchFunction:
    """Rows to answers, on whichever machine; `digest` is the library's where it was asked for.

    Texts are plain ones, since not every engine has dictionaries, and one more column says what
    could not be read: `FAULTS`, which `faults_in` adds up. As it travels with the answers, a
    batch that is evaluated again after a failure is counted as often as its answers are there.
    """

    library: Callable[[], Library]
    pathway: str
    digest: str
    columns: tuple[str, ...]
    as_of: date
    strict: bool = False
    repeated: frozenset[str] = frozenset()

    @property
    def schema(self) -> pa.Schema:
        """The columns of the answers, and that of the faults."""
        return plain_schema(self.evaluator().schema).append(pa.field(FAULTS, pa.string()))

    @property
    def places(self) -> tuple[str, ...]:
        """Names for the columns by their place: for Spark, which takes a dot for something else."""
        return tuple(f"c{number}" for number in range(len(self.columns)))

    def __call__(self, rows: pa.Table) -> pa.Table:
        """The answers to some rows, in their order."""
        batches = rows.combine_chunks().to_batches(max_chunksize=ROWS)
        return pa.Table.from_batches(map(self._with_faults, batches), schema=self.schema)

    def by_place(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The same of batches whose columns are in order and named by `places`."""
        for rows in batches:
            yield self._with_faults(named(rows, self.columns))

    def answered(self, rows: pa.RecordBatch) -> Answered:
        """What the evaluator says of a batch.

        A fault of ours is told without what the exception says: workers write it into logs, and
        it may be of a patient.
        """
        evaluator = self.evaluator()
        try:
            return evaluator.evaluate(rows)
        except Exception as error:
            raise RuntimeError(f"a fault of pathway: {_place(error)}") from None

    def evaluator(self) -> CohortEvaluator:
        """The evaluator of this process."""
        key = (self.pathway, self.digest)
        if key not in _PROGRAMS:
            program = self.library().program(self.pathway)
            if program.digest != self.digest:
                message = f"this worker has another version of the pathway `{self.pathway}`"
                raise RuntimeError(f"{message}: {program.digest}, and not {self.digest}")
            _PROGRAMS[key] = program
        return _evaluator(key, self.columns, self.as_of, self.strict, self.repeated)

    def _with_faults(self, rows: pa.RecordBatch) -> pa.RecordBatch:
        found = self.answered(rows)
        told = [[c, reason, cells] for (c, reason), cells in found.faults.items()]
        first = [json.dumps(told)] if told and found.patients else []
        faults = pa.array(first + [None] * (found.patients - len(first)), pa.string())
        columns = [*plain(found.answers).columns, faults]
        return pa.RecordBatch.from_arrays(columns, schema=self.schema)


def evaluator_for(
    library: str | Path | None,
    pathway: str,
    columns: Sequence[str],
    as_of: date,
    *,
    strict: bool = False,
    repeated: Iterable[str] = (),
) -> BatchFunction:
    """The function for tables with these columns, for a library that every worker can reach.

    `repeated` are the ids that stand in more than one row of the whole table. Raises UsageError
    for a wrong column, LibraryError for a library that is not sound.
    """
    folder = SharedFolder(None if library is None else str(Path(library).absolute()))
    opened = folder()
    program = opened.program(pathway)
    if wrong := wrong_columns(columns, program, opened.therapies):
        raise UsageError(wrong)
    function = BatchFunction(
        folder, pathway, program.digest, tuple(columns), as_of, strict, frozenset(repeated)
    )
    keep_program(program)
    return function


def keep_program(program: CompiledProgram) -> None:
    """Have it at hand in this process, as a worker has it once it opened the library."""
    _PROGRAMS[program.id, program.digest] = program


def faults_in(told: Iterable[str | None]) -> dict[tuple[str, str], int]:
    """What the cells of a column of faults come to, added up."""
    found: dict[tuple[str, str], int] = {}
    for text in filter(None, told):
        for column, reason, cells in json.loads(text):
            found[column, reason] = found.get((column, reason), 0) + cells
    return found


def plain(rows: pa.RecordBatch) -> pa.RecordBatch:
    """The same rows, with the words of dictionaries written out."""
    schema = plain_schema(rows.schema)
    columns = [c.cast(f.type) for c, f in zip(rows.columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def plain_schema(schema: pa.Schema) -> pa.Schema:
    """The same columns, with texts in place of dictionaries."""
    plainly = [
        pa.field(f.name, f.type.value_type if pa.types.is_dictionary(f.type) else f.type)
        for f in schema
    ]
    return pa.schema(plainly, metadata=schema.metadata)


def named(rows: pa.RecordBatch, names: Sequence[str]) -> pa.RecordBatch:
    """The same columns under other names, in their order."""
    return pa.RecordBatch.from_arrays(rows.columns, names=list(names))


# -- private -------------------------------------------------------------------------------

#: The programs that this process has opened, by id, and digest of the library.
_PROGRAMS: Final[dict[tuple[str, str], CompiledProgram]] = {}
#: How many calls of the way to a fault are told.
_CALLS: Final = 8


@lru_cache(maxsize=8)
def _evaluator(
    key: tuple[str, str],
    columns: tuple[str, ...],
    as_of: date,
    strict: bool,
    repeated: frozenset[str],
) -> CohortEvaluator:
    """One for each way of asking: it remembers what conditions came to in earlier batches."""
    return CohortEvaluator(_PROGRAMS[key], columns, as_of, strict=strict, repeated=repeated)


def _place(error: Exception) -> str:
    """Of what kind a fault is and where, without anything that it says."""
    way = traceback.extract_tb(error.__traceback__)[-_CALLS:]
    places = " > ".join(f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in way)
    return f"{type(error).__name__} at {places}"
