"""The answers of a run, counted: how many patients there are of each group that is told the same.

Nobody but `report` sees these counts: they are as they are, however small.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from pathway.cohort.columns import (
    ACTION,
    ALERTS,
    ASKS,
    BEGUN,
    CAUTIONS,
    FINISHED,
    REACHED,
    REASONS,
    REVIEW_BY,
    STEPS,
    VERDICT,
)
from pathway.cohort.files import METADATA, batches_in, columns_in, parts_of
from pathway.cohort.split import Split, combined
from pathway.cohort.suppression import Group
from pathway.frozen import frozen
from pathway.ground.problems import Problem, UsageError
from pathway.names import ELIGIBLE, OUTCOME, RED_FLAGS, URGENCY

#: What every table about whole patients begins with.
WHOLE: Final = (ELIGIBLE, OUTCOME, URGENCY, RED_FLAGS)
#: The tables about whole patients, each by its columns.
TABLES: Final[Mapping[str, Sequence[str]]] = {
    STEPS: (*WHOLE, REACHED, STEPS, BEGUN, FINISHED, ALERTS),
    ASKS: (ASKS,),
    REVIEW_BY: (REVIEW_BY,),
}

#: When a review is due, by how far off it is.
REVIEWS: Final = ("due now", "within 4 weeks", "later", "none")
_SOON: Final = timedelta(weeks=4)


class Worked(NamedTuple):
    """What answers were worked out with; all unknown for CSV, which does not say."""

    pathway: str = ""
    version: str = ""
    digest: str = ""
    as_of: date | None = None


@frozen
class Tally:
    """How many patients are in each group, by table; and by verdict, action, reasons, cautions."""

    worked: Worked
    patients: int
    left_out: int
    tables: Mapping[str, Counter[Group]]
    therapies: Mapping[str, Counter[Group]]


def tallied(path: Path) -> Tally:
    """The counts of a table of answers, in one file or in a folder of them.

    Raises UsageError where it is no such table, UnreadableError where it is damaged.
    """
    parts = parts_of(path)
    for part in parts:
        _check(part)
    worked = {_worked(part) for part in parts}
    if len(worked) > 1:
        message = f"the answers in {path} are of different days or versions of a pathway"
        raise UsageError([Problem("P901", message, hint="report on each run by itself")])
    counting = _Counting(next(iter(worked)))
    for part in parts:
        for batch in batches_in(part):
            counting.add(batch)
    return counting.tally()


# -- private -------------------------------------------------------------------------------


class _Counting:
    """The counts so far."""

    def __init__(self, worked: Worked) -> None:
        self._worked, self._patients, self._left_out = worked, 0, 0
        self._tables: dict[str, Counter[Group]] = {}
        self._therapies: dict[str, Counter[Group]] = {}

    def add(self, batch: pa.RecordBatch) -> None:
        left_out = _left_out(batch)
        self._patients += batch.num_rows
        self._left_out += int(left_out.sum())
        rows = _Rows(batch.filter(pa.array(~left_out)), self._worked.as_of)
        for name, columns in TABLES.items():
            if set(columns) <= set(batch.schema.names):
                self._tables.setdefault(name, Counter()).update(rows.groups(columns))
        for therapy in _therapies(batch):
            names = [f"{therapy}.{part}" for part in (VERDICT, ACTION, REASONS, CAUTIONS)]
            self._therapies.setdefault(therapy, Counter()).update(rows.groups(names))

    def tally(self) -> Tally:
        whole = (self._worked, self._patients, self._left_out)
        return Tally(*whole, self._tables, self._therapies)


class _Rows:
    """Some rows, of whose columns each is numbered once."""

    def __init__(self, batch: pa.RecordBatch, as_of: date | None) -> None:
        self._batch, self._as_of = batch, as_of
        self._numbered: dict[str, tuple[Split, Sequence[str]]] = {}

    def groups(self, names: Sequence[str]) -> Counter[Group]:
        """How many rows there are with each combination of words."""
        if not self._batch.num_rows:
            return Counter()
        columns = [self._column(name) for name in names]
        split, together = combined([part for part, _ in columns])
        sizes = np.bincount(split.codes, minlength=len(together))
        found = Counter[Group]()
        for cases, size in zip(together, map(int, sizes), strict=True):
            # Two cases may stand for the same word: days that are equally far off.
            told = zip(columns, cases, strict=True)
            found[tuple(words[case] for (_, words), case in told)] += size
        return found

    def _column(self, name: str) -> tuple[Split, Sequence[str]]:
        """Which word each row has, and the words; that of an empty cell comes last."""
        if name not in self._numbered:
            column = self._batch.column(self._batch.schema.get_field_index(name))
            encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
            words = [str(word) for word in encoded.dictionary.cast(pa.string()).to_pylist()]
            codes = pc.fill_null(encoded.indices.cast(pa.int32()), len(words)).to_numpy()
            if name == REVIEW_BY:
                words = [self._due(word) for word in words]
            words.append(REVIEWS[-1] if name == REVIEW_BY else "")
            self._numbered[name] = (Split(len(codes), len(words), codes=codes), words)
        return self._numbered[name]

    def _due(self, day: str) -> str:
        if self._as_of is None:
            return "on some day"
        away = date.fromisoformat(day) - self._as_of
        return REVIEWS[0] if away <= timedelta() else REVIEWS[1] if away <= _SOON else REVIEWS[2]


def _check(part: Path) -> None:
    if not {"left_out", *TABLES[STEPS]} <= set(columns_in(part)):
        message = f"{part} is no table of answers"
        raise UsageError([Problem("P901", message, hint="`pathway cohort run` writes one")])


def _worked(part: Path) -> Worked:
    """What stands in a part, or beside the parts of a run on Spark."""
    kept = parquet.read_schema(part).metadata if part.suffix == ".parquet" else None
    told = {key.decode(): value.decode() for key, value in (kept or {}).items()}
    beside = part.with_name(METADATA)
    if "as_of" not in told and beside.is_file():
        told = json.loads(beside.read_text("utf-8"))
    if "as_of" not in told:
        return Worked()
    pathway, version, digest, day = (told[key] for key in Worked._fields)
    return Worked(pathway, version, digest, date.fromisoformat(day))


def _left_out(batch: pa.RecordBatch) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    told = batch.column(batch.schema.get_field_index("left_out")).cast(pa.string())
    flags = pc.fill_null(pc.equal(pc.utf8_lower(told), "true"), fill_value=False)
    found: np.ndarray[tuple[int], np.dtype[np.bool_]] = flags.to_numpy(zero_copy_only=False)
    return found.astype(bool)


def _therapies(batch: pa.RecordBatch) -> Iterator[str]:
    ending = f".{VERDICT}"
    return (n.removesuffix(ending) for n in batch.schema.names if n.endswith(ending))
