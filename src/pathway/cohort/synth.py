"""Made-up tables, for trying a pathway on many rows: seeded, and from what the pathway reads.

What is drawn is a plan: of `plans` where nobody says more, of `distributions` where a file does.
Nobody in such a table is real.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pathway.cohort.drawing import Plan, Trials
from pathway.cohort.files import ROWS
from pathway.cohort.plans import OUTCOMES, boundary, plain
from pathway.cohort.split import Mask
from pathway.cohort.table import HISTORY_TAKEN, ID, RECORDED_ON
from pathway.ground.vocabulary import Attribute, Base
from pathway.names import complete_name
from pathway.program import CompiledProgram


class Mode(StrEnum):
    """How values are chosen where no file says it."""

    PLAIN = "plain"
    BOUNDARY = "boundary"


def made(
    program: CompiledProgram, count: int, as_of: date, seed: int, missing: float, mode: Mode
) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    """The columns, and so many rows; the same seed makes the same rows."""
    edges = mode is Mode.BOUNDARY
    plan = boundary(program, as_of, missing) if edges else plain(program, missing)
    return made_by(plan, program, count, as_of, seed)


def made_by(
    plan: Plan, program: CompiledProgram, count: int, as_of: date, seed: int
) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    """The same as a plan says."""
    making = _Making(program, plan, as_of, np.random.default_rng(seed))
    return making.schema, making.batches(count)


# -- private -------------------------------------------------------------------------------

#: Each text is written once, and then its number.
_TEXT: Final = pa.dictionary(pa.int32(), pa.string())
_TYPES: Final[Mapping[str, pa.DataType]] = {
    "outcome": _TEXT,
    "ongoing": pa.bool_(),
    "start": pa.date32(),
    "weeks": pa.float64(),
}


class _Making:
    """One table on its way out."""

    def __init__(
        self, program: CompiledProgram, plan: Plan, as_of: date, chance: np.random.Generator
    ) -> None:
        self._plan, self._as_of, self._chance = plan, as_of, chance
        attributes = program.vocabulary.attributes
        self._attributes = [one for name, one in attributes.items() if name in plan.values]
        self.schema = self._schema()

    def batches(self, count: int) -> Iterator[pa.RecordBatch]:
        for start in range(0, count, ROWS):
            yield self._batch(start, min(ROWS, count - start))

    def _schema(self) -> pa.Schema:
        fields = [pa.field(ID, pa.string()), pa.field(RECORDED_ON, pa.date32())]
        for one in self._attributes:
            fields.append(pa.field(one.name, _type(one)))
            if one.name in self._plan.days:
                fields.append(pa.field(f"{one.name}.on", pa.date32()))
        fields += [pa.field(complete_name(one), pa.bool_()) for one in self._plan.lists]
        fields.append(pa.field(HISTORY_TAKEN, pa.bool_()))
        for id_, trials in self._plan.trials.items():
            fields += [pa.field(f"{id_}.{part}", _TYPES[part]) for part in trials.parts]
        return pa.schema(fields)

    def _batch(self, start: int, rows: int) -> pa.RecordBatch:
        drawn = self._drawn(rows)
        absent = self._absent(drawn, rows)
        columns = [_ids(start, rows), pa.repeat(pa.scalar(self._as_of, pa.date32()), rows)]
        for one in self._attributes:
            name = one.name
            columns.append(_column(drawn[name], absent[name], one.type.choices))
            if name in self._plan.days:
                columns.append(pa.array(self._plan.days[name].at(self._ranks(rows))))
        for varied in self._plan.lists.values():
            columns.append(pa.array(varied.at(self._ranks(rows), drawn)))
        taken = self._plan.taken.at(self._ranks(rows), drawn)
        columns.append(pa.array(taken))
        for trials in self._plan.trials.values():
            columns += self._trials(trials, taken, drawn, rows)
        return pa.record_batch(columns, schema=self.schema)

    def _drawn(self, rows: int) -> dict[str, NDArray[Any]]:
        """The value of each attribute in each row, also where the table then leaves it out."""
        copula, drawn = self._plan.copula, dict[str, NDArray[Any]]()
        together = {} if copula is None else copula.ranks(self._chance, rows)
        for name, varied in self._plan.values.items():
            ranks = together[name] if name in together else self._ranks(rows)
            drawn[name] = varied.at(ranks, drawn)
        return drawn

    def _absent(self, drawn: Mapping[str, NDArray[Any]], rows: int) -> Mapping[str, Mask]:
        """The rows in which an attribute is left out."""
        plan = self._plan
        found = {name: one.at(self._ranks(rows), drawn) for name, one in plan.missing.items()}
        for among, share in plan.together:
            gone = share.at(self._ranks(rows), drawn)
            found |= {name: found[name] | gone for name in among}
        for start, counted in plan.instead.items():
            dated = self._ranks(rows) < 0.5
            found[start] = found[start] | ~dated
            found |= {name: found[name] | dated for name in counted}
        return found

    def _trials(
        self, trials: Trials, taken: Mask, drawn: Mapping[str, NDArray[Any]], rows: int
    ) -> Iterator[pa.Array]:
        """The parts of the trials of a therapy, where its history was taken at all."""
        tried = taken & trials.tried.at(self._ranks(rows), drawn)
        told = {name: one.at(self._ranks(rows)) for name, one in trials.parts.items()}
        for name, values in told.items():
            there = tried
            if name == trials.ongoing:
                there = tried & told["ongoing"]
            elif name == trials.over:
                there = tried & ~told["ongoing"]
            yield _column(values, ~there, OUTCOMES if name == "outcome" else None)

    def _ranks(self, rows: int) -> NDArray[np.float64]:
        return self._chance.random(rows)


def _ids(start: int, rows: int) -> pa.Array:
    numbers = pa.array(np.arange(start, start + rows)).cast(pa.string())
    return pc.binary_join_element_wise("s", pc.utf8_lpad(numbers, 9, "0"), "")


def _column(values: NDArray[Any], absent: Mask, words: tuple[str, ...] | None) -> pa.Array:
    if words is None:
        return pa.array(values, mask=absent)
    codes = pa.array(values.astype(np.int32), mask=absent)
    return pa.DictionaryArray.from_arrays(codes, pa.array(words, pa.string()))


def _type(attribute: Attribute) -> pa.DataType:
    if attribute.type.base is Base.BOOLEAN:
        return pa.bool_()
    if attribute.type.base is Base.DATE:
        return pa.date32()
    return pa.float64() if attribute.type.is_number else _TEXT
