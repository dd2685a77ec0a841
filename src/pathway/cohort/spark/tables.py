"""Parquet and CSV through Spark's own reader: what stands in a folder, and what is damaged of it.

Spark is lenient where the runner on one machine is not: it passes over hidden files, fills up rows
that are too short, and takes any bytes for text. Each of these is looked for and told here.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

import pyarrow as pa

from pathway.cohort.files import ENDINGS
from pathway.cohort.spark.session import failures, quiet
from pathway.cohort.spark.storage import Storage
from pathway.cohort.table import ID
from pathway.frozen import frozen
from pathway.ground.problems import Problem, UsageError

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame, SparkSession
    from pyspark.sql.types import StructType


@frozen
class Table:
    """Files with the same columns; `rows` are read when Spark is told to."""

    rows: DataFrame
    names: tuple[str, ...]


class Source:
    """The files of one folder, or one file; what is found damaged is left out from then on."""

    def __init__(self, spark: SparkSession, path: str) -> None:
        """Raises UsageError where there is no table."""
        self._spark, self._storage = spark, Storage(spark, path)
        self._folder, self._names = self._listed(path)
        self.count = len(self._names)
        #: What cannot be read, and why.
        self.unread: dict[str, Problem] = {}
        for name in self._names:
            if name.startswith(("_", ".")):
                self._leave_out(name, "Spark takes a name that begins with _ or . for hidden")

    def tables(self) -> list[Table]:
        """The tables that can be read, by their columns; raises UsageError where there is none."""
        found = [*self._parquet(self._of(".parquet")), *self._csv(self._of(".csv"))]
        if not found:
            raise UsageError([*self.unread.values()])
        return found

    def leave_out_damaged(self) -> bool:
        """Look through all Parquet files for damage; whether there was any that was not known.

        A file is whole where as many rows can be read as it says that it has.
        """
        names = self._of(".parquet")
        told, read = self._counts(names, whole=False), self._counts(names, whole=True)
        damaged = [n for n in names if told.get(n) != read.get(n) or self._is_closed(n, told)]
        for name in damaged:
            self._leave_out(name, "it is damaged, or no Parquet file")
        return bool(damaged)

    # -- private ---------------------------------------------------------------------------

    def _listed(self, path: str) -> tuple[str, list[str]]:
        if not self._storage.is_folder(path):
            folder, _, name = path.rpartition("/")
            if not self._storage.exists(path):
                raise UsageError([Problem("P501", f"there is no file {path}")])
            names, folder = [name], folder or ("/" if path.startswith("/") else ".")
        else:
            names, folder = self._storage.names(path), path
        found = [name for name in names if name.endswith(ENDINGS)]
        if not found:
            hint = "a table is a file ending in .parquet or .csv, or a folder of such files"
            raise UsageError([Problem("P501", f"no table in {path}", hint=hint)])
        return folder, found

    def _of(self, ending: str) -> list[str]:
        return [n for n in self._names if n.endswith(ending) and n not in self.unread]

    def _path(self, name: str) -> str:
        """The path of a file, with nothing in it that would stand for several."""
        return _PATTERN.sub(r"\\\g<0>", f"{self._folder}/{name}")

    def _leave_out(self, name: str, reason: str) -> None:
        message = f"`{self._folder}/{name}` cannot be read: {reason}"
        self.unread[name] = Problem("P501", message)

    def _parquet(self, names: Sequence[str]) -> Iterator[Table]:
        for schema, alike in self._schemas(names):
            paths = [self._path(name) for name in alike]
            rows = self._spark.read.schema(schema).parquet(*paths)
            yield Table(rows, tuple(schema.names))

    def _schemas(self, names: Sequence[str]) -> list[tuple[StructType, Sequence[str]]]:
        """The columns of all files; of each group of files, where they differ in a type."""
        if not names:
            return []
        try:
            return [(self._schema(names), names)]
        except failures() as error:
            if twice := _stands_twice(error):
                raise UsageError([twice]) from error
            if len(names) == 1:
                self._leave_out(names[0], "it is damaged, or no Parquet file")
                return []
        apart: dict[str, tuple[StructType, list[str]]] = {}
        for name in names:
            for schema, _ in self._schemas([name]):
                apart.setdefault(schema.json(), (schema, []))[1].append(name)
        return [*apart.values()]

    def _schema(self, names: Sequence[str]) -> StructType:
        read = self._spark.read.options(mergeSchema=True, ignoreCorruptFiles=True)
        return read.parquet(*map(self._path, names)).schema

    def _csv(self, names: Sequence[str]) -> Iterator[Table]:
        for header, alike in self._headers(names).items():
            whole = [name for name in alike if not self._is_broken(name, header)]
            if whole:
                rows = self._texts(whole, header)
                yield Table(rows.drop(_BROKEN), header)

    def _headers(self, names: Sequence[str]) -> Mapping[tuple[str, ...], list[str]]:
        found: dict[tuple[str, ...], list[str]] = {}
        for name in names:
            line = self._storage.first_line(f"{self._folder}/{name}")
            if line is None:
                self._leave_out(name, "it is empty")
                continue
            found.setdefault(tuple(next(csv.reader([line]))), []).append(name)
        return found

    def _texts(self, names: Sequence[str], header: Sequence[str]) -> DataFrame:
        """CSV with all cells as texts; a row of another length stands in one more column, too."""
        from pyspark.sql import functions as f
        from pyspark.sql.types import StringType, StructField, StructType

        fields = [StructField(f"c{n}", StringType()) for n in range(len(header))]
        schema = StructType([*fields, StructField(_BROKEN, StringType())])
        read = self._spark.read.schema(schema).options(**_CSV)
        rows = read.csv([self._path(name) for name in names])
        columns = [
            (f.nullif(f.col(one.name), f.lit("")) if name == ID else f.col(one.name)).alias(name)
            for one, name in zip(fields, header, strict=True)
        ]
        return rows.select(*columns, f.col(_BROKEN))

    def _is_broken(self, name: str, header: Sequence[str]) -> bool:
        """Whether rows have cells too many or too few, or bytes that are no UTF-8."""
        from pyspark.sql import functions as f

        rows = self._texts([name], header).toDF(*(f"c{n}" for n in range(len(header) + 1)))
        cells = f.concat_ws("", *(f.col(one) for one in rows.columns[:-1]))
        bad = f.col(rows.columns[-1]).isNotNull() | cells.contains("\ufffd")
        if rows.where(bad).limit(1).count():
            self._leave_out(name, "a row has too many or too few cells, or bytes that are no UTF-8")
        return name in self.unread

    def _counts(self, names: Sequence[str], *, whole: bool) -> dict[str, int]:
        """The rows of each file: as its end says, or as they can be read with every cell."""
        from pyspark.sql import functions as f

        found: dict[str, int] = {}
        for schema, alike in self._schemas(names):
            paths = [self._path(name) for name in alike]
            rows = self._spark.read.schema(schema).options(ignoreCorruptFiles=True)
            cells = [f.xxhash64(*map(column, schema.names))] if whole else []
            file = f.col("_metadata.file_name").alias("file")
            counted = rows.parquet(*paths).select(file, *(c.alias("cells") for c in cells))
            last = [f.max("cells")] if whole else []
            for row in counted.groupBy("file").agg(f.count("*").alias("rows"), *last).collect():
                found[unquote(row["file"])] = row["rows"]
        return found

    def _is_closed(self, name: str, told: Mapping[str, int]) -> bool:
        """Whether a file that has no rows cannot even be opened."""
        if name in told:
            return False
        return not self._schemas([name])


def column(name: str) -> Column:
    """A column by its name as it is written, dots and all."""
    from pyspark.sql import functions as f

    return f.col(f"`{name.replace('`', '``')}`")


def repeated_ids(tables: Sequence[Table]) -> frozenset[str]:
    """The ids that stand in more than one row of all tables, found by Spark."""
    from pyspark.sql import DataFrame
    from pyspark.sql import functions as f

    ids: list[Any] = [one.rows.select(column(ID).alias(ID)) for one in tables]
    if len({one.schema[ID].dataType for one in ids}) > 1:
        ids = [one.select(f.col(ID).cast("string").alias(ID)) for one in ids]
    every = reduce(DataFrame.union, ids)
    counted = every.where(f.col(ID).isNotNull()).groupBy(ID).agg(f.count("*").alias("rows"))
    with quiet():
        found = counted.where(f.col("rows") > 1).select(ID).toArrow()
    return frozenset(found.column(ID).cast(pa.string()).to_pylist())


# -- private -------------------------------------------------------------------------------


def _stands_twice(error: Exception) -> Problem | None:
    """Spark opens no Parquet file that has a column twice."""
    from pyspark.errors import PySparkException

    if not isinstance(error, PySparkException) or error.getCondition() != "COLUMN_ALREADY_EXISTS":
        return None
    named = (error.getMessageParameters() or {}).get("columnName", "")
    return Problem("P901", f"the column {named} stands twice")


_PATTERN: Final = re.compile(r"[*?\[\]{}\\]")
#: What a row is written to that has more or fewer cells than the header.
_BROKEN: Final = "pathway broken row"
_CSV: Final[Mapping[str, Any]] = {
    "header": True,
    "mode": "PERMISSIVE",
    "columnNameOfCorruptRecord": _BROKEN,
    "columnPruning": False,
    "escape": '"',
    "maxCharsPerColumn": -1,
}
