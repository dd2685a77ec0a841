"""What the columns of a batch amount to at a date: facts, one for each distinct combination.

`resolve` does this for one patient. Here the same functions are asked once for each combination of
cells that occurs, and the rows only remember which one is theirs. Numbers that were only recorded
stay numbers, so that a column of millions of different ones costs no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from pathway.cohort.cells import EMPTY, Cells, Codes, NumberCells
from pathway.cohort.person import Told, entry_in, tried_in
from pathway.frozen import frozen
from pathway.ground.vocabulary import Attribute, RecordList, Value
from pathway.patients.history import history_of
from pathway.patients.model import Patient
from pathway.patients.values import Fact, settle
from pathway.program import CompiledProgram, Therapy

Mask: TypeAlias = NDArray[np.bool_]

#: As long as there may be no more numbers than this, they are ticked off and not sorted.
_COUNTED: Final = 1 << 20


@frozen(slots=False)
class Grouping:
    """Which of a few cases each row is; planes of sets of cases are made once."""

    codes: Codes
    count: int
    _planes: dict[tuple[bool, ...], int] = field(default_factory=dict, init=False, repr=False)

    def plane(self, flags: tuple[bool, ...]) -> int:
        """The rows whose case is flagged."""
        if flags not in self._planes:
            if not any(flags):
                self._planes[flags] = 0
            else:
                self._planes[flags] = packed(np.array(flags, dtype=bool)[self.codes])
        return self._planes[flags]

    def first_rows(self) -> Sequence[int]:
        """A row of each case."""
        found = np.zeros(self.count, dtype=np.int64)
        found[self.codes[::-1]] = np.arange(len(self.codes) - 1, -1, -1)
        return [int(at) for at in found]


@frozen
class Column:
    """The facts of an attribute, or of a part of a history, with the case of each row.

    Where `numbers` are there, they stand in place of the value of every fact that has one.
    """

    grouping: Grouping
    facts: tuple[Fact, ...]
    numbers: NDArray[np.float64] | None = None

    def spelt_out(self, limits: Sequence[float] | None = None) -> Column:
        """The same with a fact for each distinct number.

        Where conditions only compare the attribute with `limits`, a number stands for all others
        between the same two.
        """
        if self.numbers is None:
            return self
        known = ~np.isnan(self.numbers)
        told = self.numbers[known]
        if limits is None:
            _, at = np.unique(told, return_inverse=True)
        else:
            at = np.searchsorted(limits, told, "left") + np.searchsorted(limits, told, "right")
        which = np.full(len(self.numbers), EMPTY, dtype=np.int64)
        which[known] = at
        made = combined([self.grouping.codes, which])
        facts = []
        for row in made.first_rows():
            fact = self.facts[self.grouping.codes[row]]
            number = self.numbers[row]
            facts.append(fact if np.isnan(number) else with_value(fact, Decimal(str(number))))
        return Column(made, tuple(facts))


def packed(mask: Mask) -> int:
    """A mask as a plane: row 0 is bit 0."""
    return int.from_bytes(np.packbits(mask, bitorder="little").tobytes(), "little")


def unpacked(plane: int, count: int) -> NDArray[np.uint8]:
    """A plane as zeros and ones, row by row."""
    data = np.frombuffer(plane.to_bytes((count + 7) // 8, "little"), dtype=np.uint8)
    return np.unpackbits(data, count=count, bitorder="little")


def combined(parts: Sequence[Codes]) -> Grouping:
    """Each combination of codes that occurs, as a case of its own; codes may be EMPTY."""
    whole, count = _numbered(parts[0] + 1, int(parts[0].max(initial=EMPTY)) + 2)
    for part in parts[1:]:
        several = int(part.max(initial=EMPTY)) + 2
        if several > 1:
            whole, count = _numbered(whole * several + part + 1, count * several)
    return Grouping(whole, count)


def _numbered(values: Codes, most: int) -> tuple[Codes, int]:
    """The numbers that occur, of so many that might, counted from 0."""
    if most > _COUNTED:
        distinct, codes = np.unique(values, return_inverse=True)
        return codes.astype(np.int64), len(distinct)
    there = np.zeros(most, dtype=bool)
    there[values] = True
    numbers = np.cumsum(there) - 1
    return numbers[values], int(there.sum())


def with_value(fact: Fact, value: Value) -> Fact:
    """A fact that says another value."""
    return Fact(fact.name, value, on=fact.on, source=fact.source, recorded=fact.recorded)


# -- attributes --------------------------------------------------------------------------------


def attribute_column(
    attribute: Attribute,
    told: Mapping[str, Told],
    complete: Mapping[RecordList, Codes],
    program: CompiledProgram,
    as_of: date,
    count: int,
    *,
    strict: bool,
) -> Column:
    """What the cells of an attribute amount to, as `settle` says of each combination."""
    own = told.get(attribute.name, Told(None, None))
    if isinstance(own.values, NumberCells):
        return _numbers(attribute, own.values, own.days, as_of, strict=strict)
    start = attribute.since
    names = [attribute.name, *([start] if start is not None and start in told else [])]
    parts, readers = list[Codes](), list[tuple[str, Cells | None, Cells | None]]()
    for name in names:
        of = told.get(name, Told(None, None))
        values = of.values if isinstance(of.values, Cells) else None
        readers.append((name, values, of.days))
        parts += [_codes(values, count), _codes(of.days, count)]
    listed = complete.get(attribute.absent) if attribute.absent is not None else None
    parts.append(_none(count) if listed is None else listed)
    grouping, facts = combined(parts), []
    for row in grouping.first_rows():
        entries = {name: entry_in(values, days, row) for name, values, days in readers}
        patient = Patient(
            "",
            entries={name: entry for name, entry in entries.items() if entry},
            complete=frozenset([attribute.absent])
            if attribute.absent is not None and listed is not None and listed[row] == 1
            else frozenset(),
        )
        attributes = program.vocabulary.attributes
        facts.append(settle(attribute, patient, attributes, as_of, strict=strict))
    return _fewest(Column(grouping, tuple(facts)))


def _fewest(column: Column) -> Column:
    """The same with each fact once that counts as no other: of birth dates the ages are left."""
    places: dict[object, int] = {}
    kept, moved = list[Fact](), list[int]()
    for fact in column.facts:
        key = (fact.value, fact.why, fact.recorded, fact.silent, bool(fact.assumed))
        if key not in places:
            places[key] = len(kept)
            kept.append(fact)
        moved.append(places[key])
    codes = np.array(moved, dtype=np.int64)[column.grouping.codes]
    return Column(Grouping(codes, len(kept)), tuple(kept))


def _numbers(
    attribute: Attribute, cells: NumberCells, days: Cells | None, as_of: date, *, strict: bool
) -> Column:
    """Recorded numbers: whether one counts depends on its day alone."""
    there = np.where(cells.faulty, 2, np.where(np.isnan(cells.numbers), EMPTY, 1))
    grouping, facts = combined([there, _codes(days, len(there))]), []
    for row in grouping.first_rows():
        entries = entry_in(cells, days, row)
        patient = Patient("", entries={attribute.name: entries} if entries else {})
        facts.append(settle(attribute, patient, {}, as_of, strict=strict))
    counts = np.array([fact.value is not None for fact in facts], dtype=bool)[grouping.codes]
    return Column(grouping, tuple(facts), np.where(counts, cells.numbers, np.nan))


def _codes(cells: Cells | None, count: int) -> Codes:
    return _none(count) if cells is None else cells.codes


def _none(count: int) -> Codes:
    return np.full(count, EMPTY, dtype=np.int64)


# -- histories ---------------------------------------------------------------------------------


def history_columns(
    therapy: Therapy,
    trial: Mapping[str, Cells],
    wishes: Mapping[str, Cells],
    taken: Codes,
    as_of: date,
) -> Iterable[tuple[str, Column]]:
    """The parts of a therapy's history; `taken` is 1 where the history was taken at all."""
    parts = {**trial, **{f"prefers.{name}": cells for name, cells in wishes.items()}}
    grouping = combined([taken, *(cells.codes for cells in parts.values())])
    rows = [
        tuple(history_of(patient, {therapy.id: therapy}, as_of))
        for patient in (
            tried_in(therapy, trial, wishes, row, taken=bool(taken[row] == 1))
            for row in grouping.first_rows()
        )
    ]
    for facts in zip(*rows, strict=True):
        yield facts[0].name, Column(grouping, facts)
