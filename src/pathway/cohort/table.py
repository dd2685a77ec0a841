"""What the columns of a table are called, and what they say: one row a patient.

    id                       who it is; each once
    recorded_on              the day on which everything in the row was recorded
    ATTRIBUTE                a value, in the attribute's unit
    ATTRIBUTE.on             the day on which that one was recorded
    complete.LIST            whether a list (problems, medicines, allergies) is complete
    history_taken            whether the treatments of this episode are known
    THERAPY.outcome, …       the trial of a therapy (the parts in TRIAL)
    THERAPY.declines, …      what the patient does not want, or cannot have
    other.NAME               not meant for the pathway; left aside

A column of any other name is refused, so that a misspelt one does not count as missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import date
from typing import Final, TypeAlias

import numpy as np
import pyarrow as pa

from pathway.cohort.cells import (
    EMPTY,
    Cells,
    Seen,
    read_cells,
    read_days,
    read_ids,
    read_numbers,
    read_words,
    read_yes_no,
)
from pathway.cohort.memory import Memory
from pathway.cohort.person import Told, entries_in, tried_of
from pathway.cohort.settled import Column
from pathway.cohort.split import Split
from pathway.frozen import frozen
from pathway.ground.problems import Problem, in_backticks, suggestion
from pathway.ground.vocabulary import RecordList, Value
from pathway.names import complete_name
from pathway.patients.model import Outcome, Patient, Preferences
from pathway.program import CompiledProgram

ID: Final = "id"
RECORDED_ON: Final = "recorded_on"
HISTORY_TAKEN: Final = "history_taken"
OTHER: Final = "other."

Reader: TypeAlias = Callable[[pa.Array, date, Seen], Cells]

_OUTCOMES: Final[Mapping[str, Value]] = {str(one): str(one) for one in Outcome}
#: The parts of a trial, and how each is read.
TRIAL: Final[Mapping[str, Reader]] = {
    "outcome": lambda column, _, seen: read_words(column, _OUTCOMES, seen),
    "ongoing": lambda column, _, seen: read_yes_no(column, seen),
    "start": read_days,
    "end": read_days,
    "weeks": lambda column, _, seen: read_numbers(column, seen),
    "sessions": lambda column, _, seen: read_numbers(column, seen),
    "dose": lambda column, _, seen: read_numbers(column, seen),
    "adequate": lambda column, _, seen: read_yes_no(column, seen),
}
WISHES: Final = ("declines", "unavailable")


@frozen
class Batch:
    """Some rows of a table, read; `faults` says by column and reason what was not readable.

    `complete` and `taken` are the planes of rows that say yes; `therapies` has the cells of trials
    and wishes. A row that contradicts itself is `left_out`: nothing is said of it.
    """

    ids: pa.Array
    told: Mapping[str, Told]
    complete: Mapping[RecordList, int]
    taken: int
    therapies: Mapping[str, Mapping[str, Cells]]
    left_out: int
    faults: Mapping[tuple[str, str], int]
    #: What was settled for one patient after the other, where no cell could say it.
    settled: Mapping[str, Column] = field(default_factory=dict)
    #: When the latest trial of a therapy began, of such patients.
    starts: Mapping[str, Cells] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.ids)

    def patient(self, row: int, program: CompiledProgram) -> Patient:
        """Who stands in a row: `advise` says of this patient what the table says of the row."""
        told = ((name, entries_in(one, row)) for name, one in self.told.items())
        taken = bool(self.taken >> row & 1)
        found = [
            tried_of(
                program.therapies[id_],
                {part: cells.split.case(row) for part, cells in parts.items()},
                parts,
                taken=taken,
            )
            for id_, parts in self.therapies.items()
        ]
        trials = tuple(trial for one in found for trial in one.trials or ())
        whole = taken and all(one.trials is not None for one in found)
        wishes = [one.preferences for one in found]
        return Patient(
            str(self.ids[row]),
            entries={name: entries for name, entries in told if entries},
            trials=trials if whole else None,
            complete=frozenset(one for one, rows in self.complete.items() if rows >> row & 1),
            preferences=Preferences(
                declines=frozenset[str]().union(*(one.declines for one in wishes)),
                unavailable=frozenset[str]().union(*(one.unavailable for one in wishes)),
            ),
        )


def wrong_columns(
    names: Iterable[str], program: CompiledProgram, others: Iterable[str] = ()
) -> list[Problem]:
    """What is wrong with the columns of a table, before any row of it is read.

    `others` are therapies of other pathways: their columns may be there, and say nothing here.
    """
    found, listed = list[Problem](), list(names)
    known = known_columns(program, others)
    if ID not in listed:
        found.append(Problem("P901", "the table has no column `id`", hint="one text a patient"))
    for name in dict.fromkeys(listed):
        if listed.count(name) > 1:
            found.append(Problem("P901", f"the column {in_backticks(name)} stands twice"))
        if name not in known and not name.startswith(OTHER):
            hint = suggestion(name, known) or f"name it `{OTHER}{name}` to leave it aside"
            message = f"the pathway knows no column {in_backticks(name)}"
            found.append(Problem("P901", message, hint=hint))
    return found


def known_columns(program: CompiledProgram, others: Iterable[str] = ()) -> frozenset[str]:
    """Every name that a column may have."""
    names = [ID, RECORDED_ON, HISTORY_TAKEN, *(complete_name(one) for one in RecordList)]
    for attribute in program.vocabulary.attributes:
        names += [attribute, f"{attribute}.on"]
    for therapy in (*program.therapies, *others):
        names += [f"{therapy}.{part}" for part in (*TRIAL, *WISHES)]
    return frozenset(names)


def read_batch(
    table: pa.RecordBatch, program: CompiledProgram, as_of: date, memory: Memory | None = None
) -> Batch:
    """The rows of a batch, cell by cell; its columns have the right names.

    `memory` has what other batches of the same columns came to.
    """
    return _Reading(table, program, as_of, Memory() if memory is None else memory).batch()


# -- private -------------------------------------------------------------------------------


class _Reading:
    """One batch on its way in, with the faults so far."""

    def __init__(
        self, table: pa.RecordBatch, program: CompiledProgram, as_of: date, memory: Memory
    ) -> None:
        self._columns = dict(zip(table.schema.names, table.columns, strict=True))
        self._program, self._as_of, self._count = program, as_of, table.num_rows
        self._memory = memory
        self._faults: dict[tuple[str, str], int] = {}

    def batch(self) -> Batch:
        told, therapies = self._told(), self._of_therapies()
        taken = self._yes(HISTORY_TAKEN)
        complete = {one: self._yes(complete_name(one)) for one in RecordList}
        complete = {one: rows for one, rows in complete.items() if rows}
        left_out = self._contradicting(therapies, taken)
        ids = read_ids(self._columns[ID])
        return Batch(
            ids, told, complete, taken, therapies, left_out, self._faults, memory=self._memory
        )

    def _told(self) -> Mapping[str, Told]:
        attributes, found = self._program.vocabulary.attributes, dict[str, Told]()
        usual = self._days(RECORDED_ON)
        for name, attribute in attributes.items():
            if name not in self._columns:
                continue
            seen = self._memory.seen(name)
            values = read_cells(attribute, self._columns[name], self._as_of, seen)
            self._count_faults(name, values.faults)
            found[name] = Told(values, _first_of(self._days(f"{name}.on"), usual))
        return found

    def _of_therapies(self) -> Mapping[str, Mapping[str, Cells]]:
        readers = {**TRIAL, **dict.fromkeys(WISHES, TRIAL["ongoing"])}
        found: dict[str, dict[str, Cells]] = {}
        for therapy in self._program.therapies:
            for part, reader in readers.items():
                cells = self._read(f"{therapy}.{part}", reader)
                if cells is not None:
                    found.setdefault(therapy, {})[part] = cells
        return found

    def _days(self, name: str) -> Cells | None:
        """All days have the same numbers, so that one column can stand in for another."""
        return self._read(name, read_days, "days")

    def _read(self, name: str, reader: Reader, numbered: str = "") -> Cells | None:
        column = self._columns.get(name)
        if column is None:
            return None
        cells = reader(column, self._as_of, self._memory.seen(numbered or name))
        self._count_faults(name, cells.faults)
        return cells

    def _yes(self, name: str) -> int:
        """The rows in which a column says yes."""
        cells = self._read(name, TRIAL["ongoing"])
        return 0 if cells is None else _rows(cells, value=True)

    def _contradicting(self, therapies: Mapping[str, Mapping[str, Cells]], taken: int) -> int:
        """Rows of whose treatments not all can be known: what is lost would count as untried."""
        there = broken = 0
        for parts in therapies.values():
            for part, cells in parts.items():
                if part in TRIAL:
                    there |= (1 << self._count) - 1 & ~cells.split.of_case(EMPTY)
                    broken |= _rows(cells, None) if cells.faults else 0
        untaken = there & ~taken
        told = {"stands in a row whose `history_taken` is not yes": untaken}
        told["cannot be read"] = broken & ~untaken
        for what, rows in told.items():
            if rows:
                message = f"a treatment {what}: the row is left out"
                self._count_faults(HISTORY_TAKEN, {message: rows.bit_count()})
        return untaken | broken

    def _count_faults(self, name: str, faults: Mapping[str, int]) -> None:
        for message, count in faults.items():
            key = (name, message)
            self._faults[key] = self._faults.get(key, 0) + count


def _rows(cells: Cells, value: Value | None) -> int:
    """The rows with this value; None is a cell that cannot be read, and no empty one."""
    found = 0
    for case in cells.split.occurring:
        if case != EMPTY and cells.values[case] is value:
            found |= cells.split.of_case(case)
    return found


def _first_of(own: Cells | None, usual: Cells | None) -> Cells | None:
    """The day of a value: its own, else that of the row."""
    if own is None or usual is None:
        return own if usual is None else usual
    codes = np.where(own.split.codes == EMPTY, usual.split.codes, own.split.codes)
    cases = max(own.split.cases, usual.split.cases)
    return Cells(Split(own.split.rows, cases, codes=codes), own.values, {})
