"""What another version of a pathway changes for the rows of a table: who, from what to what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pathway.cohort.columns import ACTION
from pathway.cohort.evaluator import CohortEvaluator
from pathway.cohort.files import batches_in, columns_in, parts_of
from pathway.cohort.table import known_columns, wrong_columns
from pathway.frozen import frozen
from pathway.ground.problems import UsageError
from pathway.names import OUTCOME
from pathway.program import CompiledProgram

#: How many ids are named for each change.
EXAMPLES: Final = 3
NOTHING: Final = "not listed"


@frozen
class CohortChange:
    """One change: of a therapy, or of the outcome, from one word to another; with some ids."""

    about: str
    before: str
    after: str
    patients: int
    examples: tuple[str, ...]


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
    counts: Counter[tuple[str, str, str]] = Counter()
    examples: dict[tuple[str, str, str], list[str]] = {}
    patients = changed = 0
    for part in parts_of(source):
        names = columns_in(part)
        wrong = wrong_columns(names, new, others)
        if wrong:
            raise UsageError(wrong)
        known = [name for name in names if name in known_columns(old, others)]
        one = CohortEvaluator(old, known, as_of, strict=strict)
        other = CohortEvaluator(new, names, as_of, strict=strict)
        for rows in batches_in(part):
            before = _answers(one, rows.select(known))
            after = _answers(other, rows)
            patients += rows.num_rows
            changed += _compare(rows, before, after, counts, examples)
    changes = [
        CohortChange(*key, count, tuple(examples[key])) for key, count in counts.most_common()
    ]
    return CohortDifference(patients, changed, tuple(changes))


# -- private -------------------------------------------------------------------------------


def _answers(evaluator: CohortEvaluator, rows: pa.RecordBatch) -> Mapping[str, pa.Array]:
    """The outcome and what to do about each therapy."""
    told = evaluator.evaluate(rows).answers
    wanted = [n for n in told.schema.names if n == OUTCOME or n.endswith(f".{ACTION}")]
    return {name: told.column(told.schema.get_field_index(name)) for name in wanted}


def _compare(
    rows: pa.RecordBatch,
    before: Mapping[str, pa.Array],
    after: Mapping[str, pa.Array],
    counts: Counter[tuple[str, str, str]],
    examples: dict[tuple[str, str, str], list[str]],
) -> int:
    """Count the changes of some rows; how many rows have one."""
    any_change = np.zeros(rows.num_rows, dtype=bool)
    ids = rows.column(rows.schema.get_field_index("id")).cast(pa.string())
    for name in _both(before, after):
        one, other = (_words(side.get(name), rows.num_rows) for side in (before, after))
        differ = pc.not_equal(one, other).to_numpy(zero_copy_only=False).astype(bool)
        any_change |= differ
        where = np.flatnonzero(differ)
        pairs = pa.table({"a": one.take(where), "b": other.take(where), "id": ids.take(where)})
        about = name.removesuffix(f".{ACTION}")
        for row in (
            pairs.group_by(["a", "b"], use_threads=False).aggregate([("id", "list")]).to_pylist()
        ):
            key = (about, row["a"], row["b"])
            counts[key] += len(row["id_list"])
            named = examples.setdefault(key, [])
            named += row["id_list"][: EXAMPLES - len(named)]
    return int(any_change.sum())


def _both(before: Iterable[str], after: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys((*after, *before))


def _words(column: pa.Array | None, count: int) -> pa.Array:
    if column is None:
        return pa.array([NOTHING] * count, pa.string())
    return pc.fill_null(column.cast(pa.string()), NOTHING)
