"""Tables in files: Parquet and CSV in, batch by batch; Parquet and CSV out, whole or not at all."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import csv, parquet

from pathway.cohort.cells import read_ids
from pathway.ground.problems import PathwayError, Problem, UsageError

#: A number for each id.
Marks: TypeAlias = NDArray[np.int64]

#: So many rows are evaluated together: their planes then take some hundred megabytes.
ROWS: Final = 131_072
ENDINGS: Final = (".parquet", ".csv")
#: What answers were worked out with, beside parts that cannot say so themselves.
METADATA: Final = "_pathway.json"


def parts_of(path: Path) -> tuple[Path, ...]:
    """The files of a table: the one that is named, or all in a folder, in the order of their names.

    Raises UsageError where there is none.
    """
    if path.is_dir():
        found = sorted(one for one in path.iterdir() if one.suffix in ENDINGS)
        if found:
            return tuple(found)
        raise UsageError([Problem("P501", f"no table in {path}", hint=_HINT)])
    if not path.is_file():
        raise UsageError([Problem("P501", f"there is no file {path}")])
    if path.suffix not in ENDINGS:
        raise UsageError([Problem("P501", f"{path} is no table that can be read", hint=_HINT)])
    return (path,)


def columns_in(path: Path) -> list[str]:
    """The names of the columns of a file; raises UnreadableError."""
    with _readable(path):
        if path.suffix == ".parquet":
            return list(parquet.read_schema(path).names)
        with csv.open_csv(path) as reader:
            return list(reader.schema.names)


def rows_in(path: Path) -> int | None:
    """How many rows a file has, where it says so."""
    with _readable(path):
        return parquet.ParquetFile(path).metadata.num_rows if _is_parquet(path) else None


def batches_in(path: Path, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
    """The rows of a file, so many at a time; of a CSV file all cells are texts.

    Raises UnreadableError where the file ends before its time, also under way.
    """
    with _readable(path):
        if _is_parquet(path):
            texts = [one.name for one in parquet.read_schema(path) if _is_repeated(one)]
            with parquet.ParquetFile(path, read_dictionary=texts) as file:
                yield from file.iter_batches(ROWS, columns=columns)
            return
        names = columns_in(path)
        options = csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            include_columns=columns or names,
            strings_can_be_null=True,
            null_values=[""],
        )
        with csv.open_csv(path, convert_options=options) as reader:
            for batch in reader:
                for start in range(0, batch.num_rows, ROWS):
                    yield batch.slice(start, ROWS)


def id_marks(path: Path) -> Marks:
    """A number for each id of a file, the same for the same id; raises UnreadableError.

    Eight bytes a row are all that is kept of the ids of a table of millions.
    """
    marks = [np.fromiter(map(hash, ids), np.int64, len(ids)) for ids in _ids(path)]
    return np.concatenate([np.zeros(0, np.int64), *marks])


def repeated_ids(marks: Mapping[Path, Marks]) -> frozenset[str]:
    """The ids that stand in more than one row of all files, by the marks of each.

    Raises UnreadableError.
    """
    every = np.sort(np.concatenate([np.zeros(0, np.int64), *marks.values()]))
    twice = frozenset(every[1:][every[1:] == every[:-1]].tolist())
    if not twice:
        return frozenset()
    # Two ids may have one mark, if hardly ever.
    among = [one for one in marks if np.isin(marks[one], list(twice)).any()]
    counts = Counter(id_ for one in among for ids in _ids(one) for id_ in ids if hash(id_) in twice)
    return frozenset(id_ for id_, count in counts.items() if count > 1 and id_ is not None)


class Writer(Protocol):
    """Where answers go."""

    def write_batch(self, batch: pa.RecordBatch) -> None:
        """Some more rows."""


@contextmanager
def written(path: Path, schema: pa.Schema) -> Iterator[Writer]:
    """A file that is there once it is whole, and readable by its owner alone.

    What was there before stays until then. Raises OSError where it cannot be written.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        with os.fdopen(os.open(beside, _NEW, 0o600), "wb") as file:
            if path.suffix == ".csv":
                plain = pa.schema([pa.field(one.name, _plain(one.type)) for one in schema])
                with csv.CSVWriter(file, plain) as plainly:
                    yield _Plainly(plainly, plain)
            else:
                # Statistics of words in no order help nobody, and take as long as all the rest.
                with parquet.ParquetWriter(
                    file, schema, compression="zstd", write_statistics=["id"]
                ) as writer:
                    yield writer
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


class UnreadableError(PathwayError):
    """A file that is damaged, or is no table."""


# -- private -------------------------------------------------------------------------------


def _ids(path: Path) -> Iterator[Sequence[str | None]]:
    for batch in batches_in(path, ["id"]):
        yield read_ids(batch.column(0)).to_pylist()


_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
_HINT: Final = "a table is a file ending in .parquet or .csv, or a folder of such files"


class _Plainly:
    """CSV has no words of a dictionary: they are written out."""

    def __init__(self, writer: csv.CSVWriter, schema: pa.Schema) -> None:
        self._writer, self._schema = writer, schema

    def write_batch(self, batch: pa.RecordBatch) -> None:
        columns = [c.cast(f.type) for c, f in zip(batch.columns, self._schema, strict=True)]
        self._writer.write_batch(pa.record_batch(columns, schema=self._schema))


def _plain(type_: pa.DataType) -> pa.DataType:
    return type_.value_type if pa.types.is_dictionary(type_) else type_


def _is_repeated(column: pa.Field) -> bool:
    """Texts of which there are few, so that each is read once."""
    return column.name != "id" and bool(pa.types.is_string(column.type))


def _is_parquet(path: Path) -> bool:
    return path.suffix == ".parquet"


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except (pa.ArrowInvalid, pa.ArrowException, OSError, UnicodeDecodeError) as error:
        reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        message = f"`{path}` cannot be read: {reason}"
        raise UnreadableError([Problem("P501", message)]) from error
