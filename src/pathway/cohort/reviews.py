"""When to look again at what runs, for all rows of a batch: by each day on which it was begun."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Final, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pathway.cohort.cells import Cells
from pathway.cohort.evaluation import Evaluated
from pathway.cohort.split import unpacked
from pathway.ground.vocabulary import Range
from pathway.names import history_name, node_name

Days: TypeAlias = NDArray[np.int32]


def review_column(found: Evaluated, kept: int, as_of: date) -> pa.Array:
    """The earliest day of review by what is taken, else by the step or end, as in `advice.next`."""
    due = np.full(found.batch.count, _NEVER, dtype=np.int32)
    for id_, therapy in found.program.therapies.items():
        taken = found.holds(history_name(id_, "ongoing")) & kept
        if therapy.review_weeks is not None and taken:
            told = found.batch.therapies.get(id_, {}).get("start")
            start = found.batch.starts.get(id_, told)
            days = _by_start(start, therapy.review_weeks, as_of, found.batch.count)
            due = np.where(_mask(taken, found), np.minimum(due, days), due)
    here = _by_node(found, kept, as_of)
    due = np.where(due == _NEVER, here, due)
    return pa.array(due, pa.date32(), mask=due == _NEVER)


# -- private -------------------------------------------------------------------------------

_NEVER: Final = np.iinfo(np.int32).max
_EPOCH: Final = date(1970, 1, 1)


def _by_start(start: Cells | None, weeks: Decimal, as_of: date, count: int) -> Days:
    """The day of review of each row's trial; one whose beginning is not known counts from today."""
    today = _days(max(as_of + _lasting(weeks), as_of))
    if start is None:
        return np.full(count, today, dtype=np.int32)
    each = [today] * len(start.values)
    for number, value in enumerate(start.values):
        first = value.low if isinstance(value, Range) else value
        if isinstance(first, date):
            each[number] = _days(max(first + _lasting(weeks), as_of))
    return np.array(each, dtype=np.int32)[start.split.codes]


def _by_node(found: Evaluated, kept: int, as_of: date) -> Days:
    """The day of review of the step where the patient stands, else of the end that is reached."""
    program, true = found.program, found.cases.true
    onward = {edge.start for edge in program.edges}
    steps = [node for node in program.nodes if node.kind == "step"]
    final = [n for n in program.nodes if n.kind in ("refer", "end") and n.id not in onward]
    here = [(node, true(node_name(node.id, "current"))) for node in steps]
    here += [(node, true(node_name(node.id, "reached"))) for node in final]
    due, left = np.full(found.batch.count, _NEVER, dtype=np.int32), kept
    for node, plane in here:
        if node.review_weeks is not None and plane & left:
            due[_mask(plane & left, found)] = _days(as_of + _lasting(node.review_weeks))
        left &= ~plane
    return due


def _mask(plane: int, found: Evaluated) -> NDArray[np.bool_]:
    return unpacked(plane, found.batch.count).astype(bool)


def _lasting(weeks: Decimal) -> timedelta:
    return timedelta(days=int(weeks * 7))


def _days(day: date) -> int:
    return (day - _EPOCH).days
