"""Patients who were read one by one, as a batch: what no cell of a table can say, a fact can.

A record may hold several values, a date that is an interval, or the reason why a value is missing.
Each patient is settled by the code that settles one for advice; patients of whom an attribute says
the same then share a case, as rows of a table do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa

from pathway.cohort.cells import EMPTY, Cells
from pathway.cohort.memory import Memory
from pathway.cohort.settled import Column
from pathway.cohort.split import Codes, Split, packed
from pathway.cohort.table import Batch
from pathway.ground.vocabulary import Range, Value
from pathway.patients.at_date import of_nobody, told_facts
from pathway.patients.history import trials_of
from pathway.patients.model import Patient
from pathway.patients.values import Fact
from pathway.program import CompiledProgram


def batch_of(
    patients: Sequence[Patient],
    left_out: Sequence[bool],
    program: CompiledProgram,
    as_of: date,
    *,
    strict: bool,
    memory: Memory | None = None,
) -> Batch:
    """Patients as a batch; nothing is said of those `left_out`.

    `memory` is that of the evaluator, where it is to remember what conditions came to.
    It has no place for what a record of FHIR never says: what a patient asks for, and rules that
    somebody lifted.
    """
    taken = np.array([one.trials is not None for one in patients], dtype=np.int32)
    nobody = [of_nobody(program, one)[0] for one in (Patient(""), Patient("", trials=()))]
    cases: dict[str, _Cases] = {}
    for row, patient in enumerate(patients):
        for fact in told_facts(patient, program, as_of, strict=strict):
            name = fact.name
            if name not in cases:
                cases[name] = _Cases([facts[name] for facts in nobody])
            cases[name].add(row, fact)
    return Batch(
        ids=pa.array([one.id for one in patients], pa.string()),
        told={},
        complete={},
        taken=packed(taken == 1),
        therapies={},
        left_out=packed(np.array(left_out, dtype=bool)),
        faults={},
        settled={name: of_it.column(taken) for name, of_it in cases.items()},
        starts=dict(_starts(patients, program, as_of)),
        memory=Memory() if memory is None else memory,
    )


# -- private -------------------------------------------------------------------------------


def _starts(
    patients: Sequence[Patient], program: CompiledProgram, as_of: date
) -> Iterator[tuple[str, Cells]]:
    """When the latest trial of each therapy began, from which its review is counted."""
    tried = dict.fromkeys(one.therapy for patient in patients for one in patient.trials or ())
    for id_ in tried:
        if id_ not in program.therapies:
            continue
        places: dict[date | Range[date] | None, int] = {None: EMPTY}
        codes = np.full(len(patients), EMPTY, dtype=np.int32)
        for row, patient in enumerate(patients):
            trials = trials_of(patient, id_, as_of)
            if trials:
                codes[row] = places.setdefault(trials[-1].start, len(places))
        yield id_, Cells(Split(len(codes), len(places), codes=codes), tuple(places), {})


class _Cases:
    """What is known of one attribute: the distinct facts, and which of them is each row's.

    A number stands beside the facts, so that conditions can compare all rows with a limit at once.
    """

    def __init__(self, nobody: Sequence[Fact]) -> None:
        """`nobody`: the facts of those of whom nothing is told, without a history and with one."""
        self._facts = list(nobody)
        self._known: dict[tuple[object, ...], int] = {}
        self._rows: list[int] = []
        self._cases: list[int] = []

    def add(self, row: int, fact: Fact) -> None:
        """What is known of one row."""
        key = (fact.value, fact.why, fact.recorded, fact.silent, bool(fact.assumed))
        case = self._known.get(key)
        if case is None:
            case = self._known[key] = len(self._facts)
            self._facts.append(fact)
        self._rows.append(row)
        self._cases.append(case)

    def column(self, taken: Codes) -> Column:
        """The facts as a column; `taken` is 1 where the history of treatments is known."""
        codes = taken.copy()
        codes[self._rows] = self._cases
        used, moved = np.unique(codes, return_inverse=True)
        facts = tuple(self._facts[case] for case in used)
        return _with_numbers(_column(moved.astype(np.int32), facts))


def _with_numbers(column: Column) -> Column:
    """The same with its numbers beside the facts, where all are plain ones that a float holds."""
    values = [fact.value for fact in column.facts]
    if not any(isinstance(value, Decimal) for value in values) or not all(
        value is None or (_is_exact(value) and not fact.assumed)
        for value, fact in zip(values, column.facts, strict=True)
    ):
        return column
    floats = [np.nan if value is None else float(str(value)) for value in values]
    places: dict[tuple[object, ...], int] = {}
    kept, moved = list[Fact](), list[int]()
    for fact in column.facts:
        key = (fact.value is None, fact.why, fact.recorded, fact.silent)
        if key not in places:
            places[key] = len(kept)
            kept.append(fact)
        moved.append(places[key])
    codes = column.split.codes
    split = _column(np.array(moved, dtype=np.int32)[codes], tuple(kept)).split
    return Column(split, tuple(kept), np.array(floats)[codes])


def _column(codes: Codes, facts: tuple[Fact, ...]) -> Column:
    return Column(Split(len(codes), len(facts), codes=codes), facts)


def _is_exact(value: Value) -> bool:
    """Whether it is a number that is the same as a float."""
    return isinstance(value, Decimal) and Decimal(str(float(value))) == value
