"""What the answers to a table come to, in numbers: who stands where, and where care has gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from pathway.cohort.columns import ACTION, VERDICT
from pathway.cohort.files import batches_in, columns_in, parts_of
from pathway.frozen import frozen
from pathway.ground.problems import Problem, UsageError
from pathway.ground.terms import Action
from pathway.names import OUTCOME, RED_FLAGS, URGENCY, has_parts

#: From how many patients on a count is told; fewer might say who they are.
FEWEST: Final = 5

#: What is running and had to end, and what is due and not begun.
_ENDING: Final = (Action.STOP, Action.TAPER)
_DUE: Final = (Action.START, Action.CHOOSE)

Counts = Mapping[str, int]


@frozen
class CohortReport:
    """Numbers of patients; `therapies` by what is advised about each.

    A count below `fewest` is told as None, and so is one from which it could be worked out.
    """

    patients: int
    left_out: int
    fewest: int
    outcomes: Mapping[str, int | None]
    urgencies: Mapping[str, int | None]
    red_flags: Mapping[str, int | None]
    steps: Mapping[str, int | None]
    alerts: Mapping[str, int | None]
    verdicts: Mapping[str, Mapping[str, int | None]]
    actions: Mapping[str, Mapping[str, int | None]]

    @property
    def to_end(self) -> Mapping[str, int | None]:
        """For each therapy how many take it who had better not: stop or taper."""
        return self._sums(_ENDING)

    @property
    def due(self) -> Mapping[str, int | None]:
        """For each therapy how many could begin it now."""
        return self._sums(_DUE)

    @property
    def waiting(self) -> Mapping[str, int | None]:
        """For each therapy how many wait for an answer."""
        return self._sums((Action.ASK_FIRST,))

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data; None is a count below `fewest`."""
        names = ("patients", "left_out", "fewest", "outcomes", "urgencies", "red_flags")
        whole = {name: getattr(self, name) for name in (*names, "steps", "alerts")}
        return {**whole, "verdicts": dict(self.verdicts), "actions": dict(self.actions)}

    def _sums(self, actions: Sequence[Action]) -> Mapping[str, int | None]:
        found: dict[str, int | None] = {}
        for therapy, counts in self.actions.items():
            told = [counts[one] for one in actions if one in counts]
            known = [count for count in told if count is not None]
            if told:
                found[therapy] = sum(known) if len(known) == len(told) else None
        return dict(sorted(found.items(), key=lambda row: -(row[1] or 0)))


def report(path: Path, fewest: int = FEWEST) -> CohortReport:
    """The numbers of a table of answers, in one file or in a folder of them.

    Raises UsageError where it is no such table, UnreadableError where it is damaged.
    """
    counts: dict[str, Counter[str]] = {}
    patients = left_out = 0
    for part in parts_of(path):
        names = columns_in(part)
        if "left_out" not in names or OUTCOME not in names:
            message = f"{part} is no table of answers"
            hint = "`pathway cohort run` writes one"
            raise UsageError([Problem("P901", message, hint=hint)])
        for batch in batches_in(part):
            patients += batch.num_rows
            left_out += _left_out(batch)
            for name in names:
                if name not in ("id", "left_out"):
                    counts.setdefault(name, Counter()).update(_counted(batch, name))
    return _told(patients, left_out, counts, fewest)


# -- private -------------------------------------------------------------------------------


def _told(
    patients: int, left_out: int, counts: Mapping[str, Counter[str]], fewest: int
) -> CohortReport:
    def of(part: str) -> Mapping[str, Mapping[str, int | None]]:
        named = {n: c for n, c in counts.items() if has_parts(n) and n.endswith(f".{part}")}
        return {name.removesuffix(f".{part}"): hidden(c, fewest) for name, c in named.items()}

    def whole(name: str) -> Mapping[str, int | None]:
        return hidden(counts.get(name, Counter()), fewest)

    apart = {name: _each(counts.get(name, Counter())) for name in ("steps", "alerts")}
    return CohortReport(
        patients,
        left_out,
        fewest,
        whole(OUTCOME),
        whole(URGENCY),
        whole(RED_FLAGS),
        hidden(apart["steps"], fewest, exclusive=False),
        hidden(apart["alerts"], fewest, exclusive=False),
        of(VERDICT),
        of(ACTION),
    )


def hidden(counts: Counter[str], fewest: int, *, exclusive: bool = True) -> dict[str, int | None]:
    """The counts, the largest first; small ones as None.

    Where a patient is in one of them only, one that is small alone would follow from the sum: the
    next smallest is hidden with it.
    """
    ordered = [row for row in counts.most_common() if row[1]]
    small = [name for name, count in ordered if count < fewest]
    if exclusive and len(small) == 1 and len(ordered) > 1:
        small.append(ordered[-2][0])
    return {name: None if name in small else count for name, count in ordered}


def _each(counts: Counter[str]) -> Counter[str]:
    """Counts of ids that stand together in a cell, each for itself."""
    found = Counter[str]()
    for ids, count in counts.items():
        for id_ in ids.split():
            found[id_] += count
    return found


def _counted(batch: pa.RecordBatch, name: str) -> Counter[str]:
    return Counter(dict(_pairs(batch.column(batch.schema.get_field_index(name)))))


def _pairs(column: pa.Array) -> Iterator[tuple[str, int]]:
    plain = column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
    for row in pc.value_counts(plain).to_pylist():
        if row["values"] is not None:
            yield str(row["values"]), int(row["counts"])


def _left_out(batch: pa.RecordBatch) -> int:
    column = batch.column(batch.schema.get_field_index("left_out"))
    told = column.cast(pa.string())
    return int(pc.sum(pc.equal(pc.utf8_lower(told), "true")).as_py() or 0)
