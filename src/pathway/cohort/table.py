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
from typing import Final, TypeAlias, cast

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pathway.cohort.cells import (
    EMPTY,
    Cells,
    Codes,
    read_cells,
    read_days,
    read_numbers,
    read_words,
    read_yes_no,
)
from pathway.cohort.person import Told, entry_in, tried_in
from pathway.cohort.settled import Column
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

Mask: TypeAlias = NDArray[np.bool_]
Reader: TypeAlias = Callable[[pa.Array, date], Cells]

_OUTCOMES: Final[Mapping[str, Value]] = {str(one): str(one) for one in Outcome}
#: The parts of a trial, and how each is read.
TRIAL: Final[Mapping[str, Reader]] = {
    "outcome": lambda column, _: read_words(column, _OUTCOMES),
    "ongoing": lambda column, _: read_yes_no(column),
    "start": read_days,
    "end": read_days,
    "weeks": lambda column, _: read_numbers(column),
    "sessions": lambda column, _: read_numbers(column),
    "dose": lambda column, _: read_numbers(column),
    "adequate": lambda column, _: read_yes_no(column),
}
WISHES: Final = ("declines", "unavailable")


@frozen
class Batch:
    """Some rows of a table, read; `faults` says by column and reason what was not readable.

    A row that contradicts itself is `left_out`: nothing is said of it.
    """

    ids: pa.Array
    told: Mapping[str, Told]
    complete: Mapping[RecordList, Codes]
    taken: Codes
    trials: Mapping[str, Mapping[str, Cells]]
    wishes: Mapping[str, Mapping[str, Cells]]
    left_out: Mask
    faults: Mapping[tuple[str, str], int]
    #: What was settled for one patient after the other, where no cell could say it.
    settled: Mapping[str, Column] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.ids)

    def patient(self, row: int, program: CompiledProgram) -> Patient:
        """Who stands in a row: `advise` says of this patient what the table says of the row."""
        told = ((name, entry_in(one.values, one.days, row)) for name, one in self.told.items())
        taken = bool(self.taken[row] == 1)
        spoken_of = dict.fromkeys((*self.trials, *self.wishes))
        found = [
            tried_in(
                program.therapies[id_],
                self.trials.get(id_, {}),
                self.wishes.get(id_, {}),
                row,
                taken=taken,
            )
            for id_ in spoken_of
        ]
        trials = tuple(trial for one in found for trial in one.trials or ())
        whole = taken and all(one.trials is not None for one in found)
        wishes = [one.preferences for one in found]
        return Patient(
            str(self.ids[row]),
            entries={name: entries for name, entries in told if entries},
            trials=trials if whole else None,
            complete=frozenset(one for one, codes in self.complete.items() if codes[row] == 1),
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


def read_batch(table: pa.RecordBatch, program: CompiledProgram, as_of: date) -> Batch:
    """The rows of a batch, cell by cell; its columns have the right names."""
    return _Reading(table, program, as_of).batch()


# -- private -------------------------------------------------------------------------------


class _Reading:
    """One batch on its way in, with the faults so far."""

    def __init__(self, table: pa.RecordBatch, program: CompiledProgram, as_of: date) -> None:
        self._columns = dict(zip(table.schema.names, table.columns, strict=True))
        self._program, self._as_of, self._count = program, as_of, table.num_rows
        self._faults: dict[tuple[str, str], int] = {}

    def batch(self) -> Batch:
        told, trials = self._told(), self._of_therapies(TRIAL)
        wishes = self._of_therapies(dict.fromkeys(WISHES, TRIAL["ongoing"]))
        taken = self._yes(HISTORY_TAKEN)
        complete = {one: self._yes(complete_name(one)) for one in RecordList}
        complete = {one: codes for one, codes in complete.items() if (codes != EMPTY).any()}
        left_out = self._contradicting(trials, taken)
        ids = self._columns[ID].cast(pa.string())
        args = (ids, told, complete, taken, trials, wishes, left_out, self._faults)
        return Batch(*args)

    def _told(self) -> Mapping[str, Told]:
        attributes, found = self._program.vocabulary.attributes, dict[str, Told]()
        usual = self._read(RECORDED_ON, read_days)
        for name, attribute in attributes.items():
            if name not in self._columns:
                continue
            values = read_cells(attribute, self._columns[name], self._as_of)
            self._count_faults(name, values.faults)
            own = self._read(f"{name}.on", read_days)
            found[name] = Told(values, _first_of(own, usual))
        return found

    def _of_therapies(self, parts: Mapping[str, Reader]) -> Mapping[str, Mapping[str, Cells]]:
        found: dict[str, dict[str, Cells]] = {}
        for therapy in self._program.therapies:
            for part, reader in parts.items():
                cells = self._read(f"{therapy}.{part}", reader)
                if cells is not None:
                    found.setdefault(therapy, {})[part] = cells
        return found

    def _read(self, name: str, reader: Reader) -> Cells | None:
        column = self._columns.get(name)
        if column is None:
            return None
        cells = reader(column, self._as_of)
        self._count_faults(name, cells.faults)
        return cells

    def _yes(self, name: str) -> Codes:
        """1 where a column says yes, EMPTY elsewhere."""
        cells = self._read(name, TRIAL["ongoing"])
        if cells is None:
            return np.full(self._count, EMPTY, dtype=np.int64)
        return np.where(_is(cells, value=True), 1, EMPTY)

    def _contradicting(self, trials: Mapping[str, Mapping[str, Cells]], taken: Codes) -> Mask:
        """Rows of whose treatments not all can be known: what is lost would count as untried."""
        there = np.zeros(self._count, dtype=bool)
        broken = np.zeros(self._count, dtype=bool)
        for cells in (one for parts in trials.values() for one in parts.values()):
            there |= cells.codes != EMPTY
            broken |= _is(cells, None)
        untaken = there & (taken != 1)
        told = {"stands in a row whose `history_taken` is not yes": untaken}
        told["cannot be read"] = broken & ~untaken
        for what, rows in told.items():
            if rows.any():
                message = f"a treatment {what}: the row is left out"
                self._count_faults(HISTORY_TAKEN, {message: int(rows.sum())})
        left_out: Mask = np.logical_or(untaken, broken)
        return left_out

    def _count_faults(self, name: str, faults: Mapping[str, int]) -> None:
        for message, count in faults.items():
            key = (name, message)
            self._faults[key] = self._faults.get(key, 0) + count


def _is(cells: Cells, value: Value | None) -> Mask:
    """The rows with this value; None is a cell that cannot be read, and no empty one."""
    flags = np.array([*(one is value for one in cells.values), False], dtype=bool)
    return cast("Mask", flags[cells.codes])


def _first_of(own: Cells | None, usual: Cells | None) -> Cells | None:
    """The day of a value: its own, else that of the row."""
    if own is None or usual is None:
        return own if usual is None else usual
    moved = np.where(usual.codes == EMPTY, EMPTY, usual.codes + len(own.values))
    codes = np.where(own.codes == EMPTY, moved, own.codes)
    return Cells(codes, (*own.values, *usual.values), {})
