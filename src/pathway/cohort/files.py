"""Tables in files: Parquet and CSV in, batch by batch; Parquet and CSV out, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv, parquet

from pathway.ground.problems import PathwayError, Problem, UsageError

#: So many rows are evaluated together: their planes then take some fifty megabytes.
ROWS: Final = 65_536
ENDINGS: Final = (".parquet", ".csv")


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
            with parquet.ParquetFile(path) as file:
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


def repeated_ids(paths: tuple[Path, ...]) -> frozenset[str]:
    """The ids that stand in more than one row of all files; raises UnreadableError."""
    ids = [batch.column(0).cast(pa.string()) for one in paths for batch in batches_in(one, ["id"])]
    if not ids:
        return frozenset()
    counts = pc.value_counts(pa.chunked_array(ids))
    twice = counts.filter(pc.greater(counts.field("counts"), 1))
    return frozenset(str(one) for one in twice.field("values").to_pylist() if one is not None)


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
                with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
                    yield writer
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


class UnreadableError(PathwayError):
    """A file that is damaged, or is no table."""


# -- private -------------------------------------------------------------------------------

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
