"""What another version of a pathway changes for the rows of a table: who, from what to what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pathway.cohort.columns import ACTION
from pathway.cohort.evaluator import CohortEvaluator
from pathway.cohort.files import batches_in, columns_in, parts_of
from pathway.cohort.table import known_columns, wrong_columns
from pathway.cohort.whom import Whom
from pathway.frozen import frozen
from pathway.ground.problems import UsageError
from pathway.names import OUTCOME
from pathway.program import CompiledProgram

#: How many ids are named for each change.
EXAMPLES: Final = 3
NOTHING: Final = "not listed"

_Key: TypeAlias = tuple[str, str, str]


@frozen
class CohortChange:
    """One change: of a therapy, or of the outcome, from one word to another; with some ids.

    `whom` is what all have in common whom it concerns.
    """

    about: str
    before: str
    after: str
    patients: int
    examples: tuple[str, ...]
    whom: tuple[str, ...] = ()


@frozen
class CohortDifference:
    """How many patients there are, how many of them anything changes for, and what."""

    patients: int
    changed: int
    changes: tuple[CohortChange, ...]

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data."""
        named = [
            {
                "about": one.about,
                "before": one.before,
                "after": one.after,
                "patients": one.patients,
                "examples": list(one.examples),
                "whom": list(one.whom),
            }
            for one in self.changes
        ]
        return {"patients": self.patients, "changed": self.changed, "changes": named}


def difference(
    old: CompiledProgram,
    new: CompiledProgram,
    source: Path,
    as_of: date,
    others: Iterable[str] = (),
    *,
    strict: bool = False,
) -> CohortDifference:
    """Every row under both versions; raises UsageError where a column is known to neither."""
    comparing: _Comparing | None = None
    for part in parts_of(source):
        names = columns_in(part)
        wrong = wrong_columns(names, new, others)
        if wrong:
            raise UsageError(wrong)
        comparing = comparing or _Comparing(Whom(old, new, names, as_of))
        known = [name for name in names if name in known_columns(old, others)]
        one = CohortEvaluator(old, known, as_of, strict=strict)
        other = CohortEvaluator(new, names, as_of, strict=strict)
        for rows in batches_in(part):
            comparing.add(rows, _answers(one, rows.select(known)), _answers(other, rows))
    return comparing.difference() if comparing is not None else CohortDifference(0, 0, ())


# -- private -------------------------------------------------------------------------------


def _answers(evaluator: CohortEvaluator, rows: pa.RecordBatch) -> Mapping[str, pa.Array]:
    """The outcome and what to do about each therapy."""
    told = evaluator.evaluate(rows).answers
    wanted = [n for n in told.schema.names if n == OUTCOME or n.endswith(f".{ACTION}")]
    return {name: told.column(told.schema.get_field_index(name)) for name in wanted}


class _Comparing:
    """The changes so far."""

    def __init__(self, whom: Whom) -> None:
        self._whom, self._patients, self._changed = whom, 0, 0
        self._counts = Counter[_Key]()
        self._examples: dict[_Key, list[str]] = {}

    def add(
        self, rows: pa.RecordBatch, before: Mapping[str, pa.Array], after: Mapping[str, pa.Array]
    ) -> None:
        """Some more rows with what both versions say of them."""
        classes = self._whom.classes(rows)
        any_change = np.zeros(rows.num_rows, dtype=bool)
        ids = rows.column(rows.schema.get_field_index("id")).cast(pa.string())
        for name in _both(before, after):
            one, other = (_words(side.get(name), rows.num_rows) for side in (before, after))
            differ = pc.not_equal(one, other).to_numpy(zero_copy_only=False).astype(bool)
            any_change |= differ
            about = name.removesuffix(f".{ACTION}")
            for (was, now), where in _pairs(one, other, np.flatnonzero(differ)).items():
                key = (about, was, now)
                self._counts[key] += len(where)
                named = self._examples.setdefault(key, [])
                named += ids.take(where[: EXAMPLES - len(named)]).to_pylist()
                self._whom.add(key, classes, where)
        self._patients += rows.num_rows
        self._changed += int(any_change.sum())

    def difference(self) -> CohortDifference:
        """All changes, the most frequent first."""
        changes = (
            CohortChange(*key, count, tuple(self._examples[key]), self._whom.said(key))
            for key, count in self._counts.most_common()
        )
        return CohortDifference(self._patients, self._changed, tuple(changes))


def _pairs(
    one: pa.Array, other: pa.Array, where: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> Mapping[tuple[str, str], Sequence[int]]:
    """The rows of each change."""
    pairs = pa.table({"a": one.take(where), "b": other.take(where), "row": where})
    grouped = pairs.group_by(["a", "b"], use_threads=False).aggregate([("row", "list")])
    return {(row["a"], row["b"]): row["row_list"] for row in grouped.to_pylist()}


def _both(before: Iterable[str], after: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys((*after, *before))


def _words(column: pa.Array | None, count: int) -> pa.Array:
    if column is None:
        return pa.array([NOTHING] * count, pa.string())
    return pc.fill_null(column.cast(pa.string()), NOTHING)
