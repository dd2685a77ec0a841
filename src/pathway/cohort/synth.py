"""Made-up tables, for trying a pathway on many rows: seeded, and from what the pathway reads.

`boundary` takes values on both sides of every threshold, each as often as any other, for tests.
`plain` has few who are ill: every tenth yes/no is yes, and numbers lie anywhere in their range.
Neither says anything of real people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pathway.authoring.search.space import boundary_values
from pathway.cohort.files import ROWS
from pathway.cohort.table import HISTORY_TAKEN, ID, RECORDED_ON
from pathway.ground.vocabulary import Attribute, Base, Range, Value
from pathway.patients.model import Outcome
from pathway.program import CompiledProgram


class Mode(StrEnum):
    """How values are chosen."""

    PLAIN = "plain"
    BOUNDARY = "boundary"


#: How often a yes/no attribute is yes, and how often a treatment was tried, in plain tables.
_YES: Final = 0.1
_TRIED: Final = 0.1


def made(
    program: CompiledProgram, count: int, as_of: date, seed: int, missing: float, mode: Mode
) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    """The columns, and so many rows; the same seed makes the same rows."""
    making = _Making(program, as_of, np.random.default_rng(seed), missing, mode)
    return making.schema(), making.batches(count)


# -- private -------------------------------------------------------------------------------


class _Making:
    """One table on its way out."""

    def __init__(
        self,
        program: CompiledProgram,
        as_of: date,
        chance: np.random.Generator,
        missing: float,
        mode: Mode,
    ) -> None:
        self._as_of, self._chance = as_of, chance
        self._missing, self._mode = missing, mode
        self._values: Mapping[str, tuple[Value, ...]] = (
            boundary_values(program, as_of) if mode is Mode.BOUNDARY else {}
        )
        attributes = program.vocabulary.attributes
        read = program.read_at_all
        self._attributes = [
            one for name, one in attributes.items() if name in read and self._can(one)
        ]
        self._therapies = [id_ for id_ in program.listed if program.therapies[id_].adequate]

    def schema(self) -> pa.Schema:
        fields = [pa.field(ID, pa.string()), pa.field(RECORDED_ON, pa.date32())]
        fields += [pa.field(one.name, _type(one)) for one in self._attributes]
        fields.append(pa.field(HISTORY_TAKEN, pa.bool_()))
        for part, type_ in (("outcome", pa.string()), ("weeks", pa.float64())):
            fields += [pa.field(f"{id_}.{part}", type_) for id_ in self._therapies]
        return pa.schema(fields)

    def batches(self, count: int) -> Iterator[pa.RecordBatch]:
        for start in range(0, count, ROWS):
            yield self._batch(start, min(ROWS, count - start))

    def _batch(self, start: int, rows: int) -> pa.RecordBatch:
        columns: list[pa.Array] = [pa.array([f"s{start + n:09}" for n in range(rows)])]
        columns.append(pa.array([self._as_of] * rows, pa.date32()))
        columns += [self._column(one, rows) for one in self._attributes]
        taken = self._chance.random(rows) >= self._missing
        columns.append(pa.array(taken))
        tried = [taken & (self._chance.random(rows) < _TRIED) for _ in self._therapies]
        outcomes = np.array([str(one) for one in Outcome])
        for one in tried:
            chosen = outcomes[self._chance.integers(0, len(outcomes), rows)]
            columns.append(pa.array(chosen, pa.string(), mask=~one))
        for one in tried:
            weeks = self._chance.integers(1, 20, rows).astype(float)
            columns.append(pa.array(weeks, mask=~one))
        return pa.record_batch(columns, schema=self.schema())

    def _column(self, attribute: Attribute, rows: int) -> pa.Array:
        values = self._some(attribute, rows)
        gone = self._chance.random(rows) < self._missing
        return pa.array(values, _type(attribute), mask=gone)

    def _some(self, attribute: Attribute, rows: int) -> NDArray[Any]:
        known = self._values.get(attribute.name, ())
        usable = [value for value in known if not isinstance(value, Range)]
        if usable:
            numbers = attribute.type.is_number
            among = np.array([float(str(v)) if numbers else v for v in usable])
            return among[self._chance.integers(0, len(among), rows)]
        if attribute.type.base is Base.BOOLEAN:
            return self._chance.random(rows) < _YES
        if attribute.type.base is Base.TEXT:
            words = np.array(attribute.type.choices or ())
            return words[self._chance.integers(0, len(words), rows)]
        low, high = float(attribute.lowest or 0), float(attribute.highest or 100)
        return np.clip(np.round(self._chance.uniform(low, high, rows)), low, high)

    def _can(self, attribute: Attribute) -> bool:
        """Dates are left out: ages and durations stand for them."""
        return attribute.type.base is not Base.DATE


def _type(attribute: Attribute) -> pa.DataType:
    if attribute.type.base is Base.BOOLEAN:
        return pa.bool_()
    return pa.float64() if attribute.type.is_number else pa.string()
