"""What is drawn where no file of distributions says it, from what the pathway reads.

`plain` has few who are ill: every tenth yes/no is yes, and numbers lie anywhere in their range.
`boundary` takes values on both sides of every threshold, each as often as any other, for tests:
also days from which something is counted, days on which a value is just not stale yet, ends of
months and leap days. Neither says anything of real people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

import numpy as np

from pathway.authoring.search.space import around, boundary_values, thresholds
from pathway.cohort.drawing import (
    Among,
    Between,
    Distribution,
    Plan,
    Rounded,
    Share,
    Trials,
    Varied,
)
from pathway.ground.vocabulary import Attribute, Base, Range, RecordList
from pathway.language.syntax import Apply, Literal
from pathway.names import history_name
from pathway.patients.model import Outcome
from pathway.program import CompiledProgram, Therapy

#: The outcomes by the numbers under which they are drawn.
OUTCOMES: Final = tuple(str(one) for one in Outcome)
#: How often a yes/no attribute is yes, and how often a treatment was tried.
_YES: Final = 0.1
_TRIED: Final = 0.1


def plain(program: CompiledProgram, missing: float) -> Plan:
    """Few who are ill, and the same share of empty cells in each column."""
    attributes = read_by(program)
    return Plan(
        {name: Varied(usual(one)) for name, one in attributes.items()},
        dict.fromkeys(attributes, Varied(Share(missing))),
        Varied(Share(1 - missing)),
        {therapy.id: usual_trials() for therapy in tried_in_time(program)},
    )


def boundary(program: CompiledProgram, as_of: date, missing: float) -> Plan:
    """Both sides of every threshold; dates stand in some rows, what is counted from them else."""
    every, known = program.vocabulary.attributes, boundary_values(program, as_of)
    starts: dict[str, list[str]] = {}
    for name, one in read_by(program).items():
        if one.since is not None and one.since in every:
            starts.setdefault(one.since, []).append(name)
    drawn = {n: one for n, one in every.items() if n in program.read_at_all or n in starts}
    written = _days_in(program)
    values: dict[str, Varied] = {}
    for name, one in drawn.items():
        among = [value for value in known[name] if not isinstance(value, Range)]
        values[name] = Varied(_edges(one, among, written, as_of))
    numbers = thresholds(program)
    return Plan(
        values,
        dict.fromkeys(values, Varied(Share(missing))),
        Varied(Share(1 - missing)),
        {one.id: _edge_trials(one, numbers, as_of) for one in tried_in_time(program)},
        lists={one: Varied(Share(1 - missing)) for one in RecordList},
        days={
            name: _days(one, as_of)
            for name, one in drawn.items()
            if one.valid_for is not None and not one.lasting
        },
        instead=starts,
    )


def read_by(program: CompiledProgram) -> Mapping[str, Attribute]:
    """The attributes that the pathway reads; dates are left out: ages and durations stand."""
    attributes, read = program.vocabulary.attributes, program.read_at_all
    return {
        name: one
        for name, one in attributes.items()
        if name in read and one.type.base is not Base.DATE
    }


def tried_in_time(program: CompiledProgram) -> Sequence[Therapy]:
    """The therapies of which a pathway says what an adequate trial is."""
    listed = (program.therapies[id_] for id_ in program.listed)
    return [one for one in listed if one.adequate is not None]


def usual(attribute: Attribute) -> Distribution:
    """How an attribute is drawn of which nobody says more."""
    if attribute.type.base is Base.BOOLEAN:
        return Share(_YES)
    if attribute.type.choices is not None:
        return evenly(range(len(attribute.type.choices)))
    low, high = possible(attribute)
    return Rounded(Between((0.0, 1.0), (low, high)), 0, low, high)


def usual_trials() -> Trials:
    """The trials of a therapy of which nobody says more."""
    weeks = Rounded(Between((0.0, 1.0), (0.5, 19.5)), 0, 1, 19)
    parts: dict[str, Distribution] = {"outcome": evenly(range(len(OUTCOMES))), "weeks": weeks}
    return Trials(Varied(Share(_TRIED)), parts)


def possible(attribute: Attribute) -> tuple[float, float]:
    """The lowest and the highest number that an attribute may have, or that is drawn."""
    high = 100 if attribute.highest is None else attribute.highest
    return float(attribute.lowest or 0), float(high)


def evenly(values: Iterable[Any]) -> Among:
    """Each value as often as any other."""
    among = np.array(list(values))
    return Among(among, [1 / len(among)] * len(among))


# -- private -------------------------------------------------------------------------------


def _edges(
    attribute: Attribute, among: Sequence[Any], written: Iterable[date], as_of: date
) -> Distribution:
    base = attribute.type.base
    if base is Base.DATE:
        told = (*among, *written)
        days = {day for one in told for day in (one, *_beside(one)) if day <= as_of}
        return _some_days(sorted(days))
    if not among:
        return usual(attribute)
    if attribute.type.is_number:
        return evenly(float(one) for one in among)
    return evenly(among if base is Base.BOOLEAN else range(len(among)))


def _days_in(program: CompiledProgram) -> set[date]:
    """The days that conditions name, with the days before and after."""
    found = set[date]()
    todo = [*(one.expr for one in program.definitions), *(one.expr for one in program.guards)]
    while todo:
        match todo.pop():
            case Apply(_, args):
                todo += args
            case Literal(date() as day):
                found |= {day + timedelta(days=shift) for shift in (-1, 0, 1)}
    return found


def _beside(day: date) -> Iterable[date]:
    """The ends of the month of a day, and the last day of the February before."""
    first = day.replace(day=1)
    yield first
    yield (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    yield date(day.year - (day.month < 3), 3, 1) - timedelta(days=1)
    leap = day.year - day.year % 4
    yield date(leap, 3, 1) - timedelta(days=1)


def _days(attribute: Attribute, as_of: date) -> Distribution:
    """Days on which a value is just valid still, and just no longer; mostly the day of the row."""
    last = as_of - timedelta(days=attribute.valid_for or 0)
    days = {last + timedelta(days=shift) for shift in (-1, 0, 1)} | {*_beside(last)}
    told = sorted(day for day in days if day <= as_of)
    return _some_days([*([None] * 2 * len(told)), *told])


def _edge_trials(
    therapy: Therapy, numbers: Mapping[str, frozenset[Decimal]], as_of: date
) -> Trials:
    """Trials on both sides of what is adequate: that go on since a day, or that took so long."""
    asked = set(numbers.get(history_name(therapy.id, "weeks"), ()))
    if therapy.adequate is not None and therapy.adequate.weeks is not None:
        asked.add(therapy.adequate.weeks)
    weeks = [one for one in around(asked or {Decimal(4)}) if one >= 0]
    began = {as_of - timedelta(days=int(one * 7) + shift) for one in weeks for shift in (-1, 0, 1)}
    days = {day for told in began for day in (told, *_beside(told)) if day <= as_of}
    parts: dict[str, Distribution] = {
        "outcome": evenly(range(len(OUTCOMES))),
        "ongoing": Share(0.5),
        "start": _some_days(sorted(days)),
        "weeks": evenly(map(float, weeks)),
    }
    return Trials(Varied(Share(0.3)), parts, ongoing="start", over="weeks")


def _some_days(days: Sequence[date | None]) -> Distribution:
    return evenly(np.datetime64(one or "NaT", "D") for one in days)
