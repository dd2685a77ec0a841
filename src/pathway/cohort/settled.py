"""What the columns of a batch amount to at a date: facts, one for each distinct combination.

`resolve` does this for one patient. Here the same functions are asked once for each combination of
cells that occurs, and the rows only remember which one is theirs. Numbers that were only recorded
stay numbers, so that a column of millions of different ones costs no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pathway.cohort.cells import EMPTY, FAULTY, Cells, NumberCells, Numbers
from pathway.cohort.memory import History, Memory, Numbered, counting
from pathway.cohort.person import Told, day_of_case, entry_of, tried_of
from pathway.cohort.split import Mask, Split, Together, combined, packed, unpacked
from pathway.frozen import frozen
from pathway.ground.vocabulary import Attribute, RecordList, Value
from pathway.patients.history import history_of
from pathway.patients.model import Entry, Patient
from pathway.patients.values import Fact, settle
from pathway.program import CompiledProgram, Therapy


@frozen
class Column:
    """The facts of an attribute, or of a part of a history, and which of them each row has.

    Where `numbers` are there, they stand in place of the value of every fact that has one, and mean
    nothing in other rows.
    """

    split: Split
    facts: Sequence[Fact]
    numbers: Numbers | None = None

    @property
    def known(self) -> int:
        """The rows whose fact has a value."""
        return self.split.plane(tuple(fact.value is not None for fact in self.facts))

    def holds(self, op: str, limit: float) -> int:
        """The rows whose number is known and compares so with a limit."""
        return (
            0 if self.numbers is None else packed(_OPERATORS[op](self.numbers, limit)) & self.known
        )

    def spelt_out(self, known: Numbered[Fact], limits: Sequence[float] | None) -> Column:
        """The same with a fact for each distinct number; `known` are those so far.

        Where conditions only compare the attribute with `limits`, a number stands for all others
        between the same two.
        """
        if self.numbers is None:
            return self if self.facts is known.things else self._fewest(known)
        at, named = self._distinct(self.numbers) if limits is None else self._between(limits)
        split, keys = combined([self.split, at])
        into: dict[int, int] = {}
        for case, (fact, number) in enumerate(keys):
            make = partial(self._with_number, fact, at, number)
            key = ("number", counting(self.facts[fact]), named[number])
            into[case] = known.number(key, make)
        return Column(split.merged(into, len(known.things)), known.things)

    def _fewest(self, known: Numbered[Fact]) -> Column:
        """A part of a history without what its other parts say."""
        into = {
            case: known.number(counting(self.facts[case]), partial(self.facts.__getitem__, case))
            for case in self.split.occurring
        }
        return Column(self.split.merged(into, len(known.things)), known.things)

    def _with_number(self, case: int, at: Split, number: int) -> Fact:
        fact = self.facts[case]
        if self.numbers is None or fact.value is None:
            return fact
        return _with_value(fact, Decimal(str(self.numbers[at.first_row(number)])))

    def _between(self, limits: Sequence[float]) -> tuple[Split, Sequence[object]]:
        """Between which limits a number is: case 0 is none, then below the first, and so on."""
        every = (1 << self.split.rows) - 1
        before, planes = 0, {0: every & ~self.known}
        for limit in limits:
            for op in ("<", "<="):
                so_far = self.holds(op, limit)
                planes[len(planes)] = so_far & ~before
                before = so_far
        planes[len(planes)] = self.known & ~before
        cases = len(planes)
        there = {case: plane for case, plane in planes.items() if plane}
        return Split(self.split.rows, cases, there), range(cases)

    def _distinct(self, numbers: Numbers) -> tuple[Split, Sequence[object]]:
        """Each number as a case of its own: case 0 is none."""
        unknown = unpacked(self.known, self.split.rows) == 0
        encoded = pa.array(numbers, mask=unknown).dictionary_encode()
        codes = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False) + 1
        named = [None, *encoded.dictionary.to_pylist()]
        return Split(len(numbers), len(named), codes=codes), named


def attribute_column(
    attribute: Attribute,
    told: Mapping[str, Told],
    complete: Mapping[RecordList, int],
    program: CompiledProgram,
    as_of: date,
    memory: Memory,
    rows: int,
    *,
    strict: bool,
) -> Column:
    """What the cells of an attribute amount to, as `settle` says of each combination."""
    start = attribute.since
    names = [attribute.name, *([start] if start is not None and start in told else [])]
    cells = [told.get(name, Told(None, None)) for name in names]
    nothing = Split(rows, 1, {EMPTY: (1 << rows) - 1})
    parts = list[Split]()
    for of in cells:
        parts.append(nothing if of.values is None else of.values.split)
        parts.append(nothing if of.days is None else _days(attribute, of.days))
    listed = complete.get(attribute.absent, 0) if attribute.absent is not None else 0
    parts.append(yes_or_not(rows, listed))
    split, keys = combined(parts)
    known, attributes = memory.facts(attribute.name), program.vocabulary.attributes
    are_numbers = isinstance(cells[0].values, NumberCells)

    def made(key: Together) -> Fact:
        entries = dict(zip(names, _entries(cells, key), strict=True))
        patient = Patient(
            "",
            entries={name: (entry,) for name, entry in entries.items() if entry is not None},
            complete=frozenset([attribute.absent] if key[-1] and attribute.absent else []),
        )
        return settle(attribute, patient, attributes, as_of, strict=strict)

    into = {n: known.number((are_numbers, key), partial(made, key)) for n, key in enumerate(keys)}
    merged = split.merged(into, len(known.things))
    own = cells[0].values
    if not isinstance(own, NumberCells):
        return Column(merged, known.things)
    return Column(merged, known.things, own.numbers)


def history_columns(
    therapy: Therapy,
    parts: Mapping[str, Cells],
    taken: int,
    as_of: date,
    memory: Memory,
) -> Iterator[tuple[str, Column]]:
    """The parts of a therapy's history; `taken` are the rows where it was taken at all."""
    splits = [cells.split for cells in parts.values()]
    split, keys = combined([yes_or_not(splits[0].rows, taken), *splits])
    known = memory.histories(therapy.id)

    def made(key: Together) -> History:
        cases = dict(zip(parts, key[1:], strict=True))
        patient = tried_of(therapy, cases, parts, taken=key[0] == 1)
        return tuple(history_of(patient, {therapy.id: therapy}, as_of))

    into = {n: known.number(key, partial(made, key)) for n, key in enumerate(keys)}
    merged = split.merged(into, len(known.things))
    for facts in zip(*known.things, strict=True):
        yield facts[0].name, Column(merged, facts)


def yes_or_not(rows: int, yes: int) -> Split:
    """Case 1 where it is yes, and case 0 elsewhere."""
    planes = {0: (1 << rows) - 1 & ~yes, 1: yes}
    return Split(rows, 2, {case: plane for case, plane in planes.items() if plane})


# -- private -------------------------------------------------------------------------------

_OPERATORS: Final[Mapping[str, Callable[[Numbers, float], Mask]]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "=": np.equal,
}


def _days(attribute: Attribute, days: Cells) -> Split:
    """The days of values; where it does not matter how old a value is, one stands for all."""
    if attribute.valid_for is not None or attribute.since is not None:
        return days.split
    return days.readable


def _entries(cells: Sequence[Told], key: Together) -> Iterator[Entry | None]:
    for number, of in enumerate(cells):
        value, day = key[2 * number], key[2 * number + 1]
        if value == EMPTY or of.values is None:
            yield None
            continue
        on, unreadable = day_of_case(of.days, day)
        if isinstance(of.values, NumberCells):  # whether one counts depends on its day alone
            told: Value | None = None if value == FAULTY else Decimal(0)
        else:
            told = of.values.values[value]
        yield entry_of(told, on, unreadable=unreadable)


def _with_value(fact: Fact, value: Value) -> Fact:
    return Fact(fact.name, value, on=fact.on, source=fact.source, recorded=fact.recorded)
