"""Random patients for the laws: values on both sides of every threshold, a third unknown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from pathway.authoring.search import space
from pathway.ground.vocabulary import RecordList, Value
from pathway.patients.model import Entry, Outcome, Patient, Preferences, Trial, Why
from pathway.program import CompiledProgram

AS_OF = date(2026, 11, 20)


def patients(program: CompiledProgram) -> st.SearchStrategy[Patient]:
    """Patients as recorded: values, reasons for missing ones, histories and preferences."""
    values = boundary_values(program)
    entries = st.fixed_dictionaries(
        {}, optional={name: _entry(values[name]) for name in values if values[name]}
    )
    therapies = sorted(program.therapies)
    return st.builds(
        Patient,
        id=st.just("random"),
        entries=entries,
        trials=st.none() | trials(therapies),
        complete=st.sets(st.sampled_from(sorted(RecordList))).map(frozenset),
        preferences=st.builds(
            Preferences,
            wants=st.sets(st.sampled_from(therapies), max_size=2).map(frozenset),
            declines=st.sets(st.sampled_from(therapies), max_size=2).map(frozenset),
        ),
    )


def trials(therapies: list[str]) -> st.SearchStrategy[tuple[Trial, ...]]:
    """Histories of up to four trials."""
    return st.lists(_trial(therapies), max_size=4).map(tuple)


def boundary_values(program: CompiledProgram) -> Mapping[str, tuple[Value, ...]]:
    """For each attribute the values that can make a difference to some condition."""
    return space.boundary_values(program, AS_OF)


def _entry(values: tuple[Value, ...]) -> st.SearchStrategy[tuple[Entry, ...]]:
    known = st.sampled_from(values).map(lambda value: (Entry(value, on=AS_OF, source="record"),))
    missing = st.sampled_from(
        [Why.NOT_ASKED, Why.DOES_NOT_KNOW, Why.NOTHING_RECORDED, Why.NOT_FETCHED]
    ).map(lambda why: (Entry(None, why=why, on=AS_OF),))
    return known | known | missing


def _trial(therapies: list[str]) -> st.SearchStrategy[Trial]:
    return st.builds(
        Trial,
        therapy=st.sampled_from(therapies),
        start=st.none() | st.integers(1, 200).map(lambda days: AS_OF - timedelta(days=days)),
        ongoing=st.booleans(),
        weeks=st.none() | st.sampled_from([Decimal(1), Decimal(4), Decimal(12)]),
        sessions=st.none() | st.sampled_from([Decimal(1), Decimal(10), Decimal(20)]),
        outcome=st.none() | st.sampled_from(list(Outcome)),
    )
