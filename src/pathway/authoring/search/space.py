"""All the patients that are tried: what may be recorded of each thing, or left open.

Of the values of an attribute, those on each threshold of a condition and one step to either
side stand for all: between two neighbouring thresholds all values are alike.

A *sketch* of a patient names for some things one of the ways in which they may be recorded,
by its number; what it does not name is not recorded at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, Final, TypeAlias

from pathway.authoring.search.claim import Claim
from pathway.frozen import frozen
from pathway.ground.terms import Severity
from pathway.ground.vocabulary import ENCOUNTER, Attribute, Base, Range, RecordList, Value
from pathway.language.syntax import Apply, Expr, Literal, Name, names
from pathway.names import complete_name, history_name, override_name
from pathway.names.forms import CompleteName, HistoryName, OverrideName
from pathway.names.reading import read_name
from pathway.patients.model import Entry, Outcome, Override, Patient, Preferences, Trial, Why
from pathway.program import AdequateTrial, CompiledProgram, Therapy


def boundary_values(
    program: CompiledProgram, as_of: date, more: Iterable[Expr] = ()
) -> Mapping[str, tuple[Value, ...]]:
    """For each attribute the values on both sides of every threshold, ordinary ones first.

    `more` are conditions beside those of the program. Dates are such that what is counted
    from them (an age, a duration) lies on both sides of its own thresholds.
    """
    found = thresholds(program, more)
    attributes = program.vocabulary.attributes
    counted: dict[str, list[Attribute]] = {}
    for attribute in attributes.values():
        if attribute.since is not None:
            counted.setdefault(attribute.since, []).append(attribute)
    return {
        name: _days(counted.get(name, ()), found, as_of)
        if attribute.type.base is Base.DATE
        else _values(attribute, found.get(name, frozenset()))
        for name, attribute in attributes.items()
    }


def thresholds(
    program: CompiledProgram, more: Iterable[Expr] = ()
) -> Mapping[str, frozenset[Decimal]]:
    """The numbers that each attribute, or part of a therapy's history, is compared with."""
    found: dict[str, set[Decimal]] = {}
    for definition in program.definitions:
        _collect(definition.expr, found)
    for expr in (*(guard.expr for guard in program.guards), *more):
        _collect(expr, found)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def around(numbers: Iterable[Decimal], *, whole: bool = False) -> tuple[Decimal, ...]:
    """Each number with its neighbours, one step of their precision away; in order."""
    numbers = set(numbers)
    places = max((_places(number) for number in numbers), default=0)
    step = Decimal(1) if whole else Decimal(1).scaleb(-places)
    return tuple(sorted({number + sign * step for number in numbers for sign in (-1, 0, 1)}))


#: The ways in which some things are recorded, each by its number from 1 on.
Sketch: TypeAlias = Mapping[str, int]

#: Whether a history of treatments was taken at all.
HISTORY_TAKEN: Final = "history"


@frozen(slots=False)
class Space:
    """The patients that a claim speaks of, or could, as far as an excerpt tells them apart."""

    excerpt: CompiledProgram
    claim: Claim
    #: What may be recorded of each thing; the number 0 stands for nothing.
    parts: Mapping[str, Sequence[Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, claim: Claim, excerpt: CompiledProgram) -> Space:
        """Everything that may be recorded, but what the claim itself says of a patient."""
        parts = dict(_all_parts(excerpt, claim))
        told = _told(claim.fixed, excerpt)
        return cls(excerpt, claim, {name: p for name, p in parts.items() if name not in told})

    def patient(self, sketch: Sketch) -> Patient:
        """The patient as recorded."""
        fixed = self.claim.fixed
        chosen = {name: self.parts[name][number - 1] for name, number in sketch.items() if number}
        entries = {n: chosen[n] for n in self.excerpt.vocabulary.attributes if n in chosen}
        trials = [
            trial for n, part in chosen.items() if sort_of(n)[0] == "trials" for trial in part
        ]
        known = bool(trials) or HISTORY_TAKEN in chosen
        complete = {part for n, part in chosen.items() if sort_of(n)[0] == "complete"}
        overrides = (part for n, part in chosen.items() if sort_of(n)[0] == "override")
        return replace(
            fixed,
            entries={**fixed.entries, **entries},
            trials=fixed.trials if fixed.trials is not None else tuple(trials) if known else None,
            complete=fixed.complete | complete,
            preferences=_preferences(fixed.preferences, chosen),
            overrides=(*fixed.overrides, *overrides),
        )

    def within(self, sketch: Sketch) -> dict[str, int]:
        """The part of a sketch that this space leaves open."""
        return {name: number for name, number in sketch.items() if number and name in self.parts}

    @cached_property
    def ordinary(self) -> Mapping[str, int]:
        """A patient of whom everything is known, with a no to every question."""
        attributes = self.excerpt.vocabulary.attributes
        found = {name: 1 for name in self.parts if sort_of(name)[0] == "complete"}
        for name in (name for name in attributes if name in self.parts):
            kind = attributes[name].type
            if kind.base is not Base.DATE:
                found[name] = 1 + self.plain(name) // 2 if kind.is_number else 1
        if HISTORY_TAKEN in self.parts:
            found[HISTORY_TAKEN] = 1
        return found

    def plain(self, name: str) -> int:
        """How many of the ways in which something is recorded are plain answers; they come first.

        The others are reasons for not knowing, answers too old, and sources that disagree.
        """
        if name not in self.excerpt.vocabulary.attributes:
            return len(self.parts[name])
        values = self.parts[name]
        return next((i for i, part in enumerate(values) if part[0].value is None), len(values))


@lru_cache(maxsize=4096)
def sort_of(name: str) -> tuple[str, str]:
    """Of which sort a thing recorded is, and of what; attributes are of none."""
    read = read_name(name)
    match read:
        case OverrideName():
            return "override", read.id
        case CompleteName():
            return "complete", read.list
        case HistoryName():
            return read.part, read.therapy
        case _:
            return (name, "") if name == HISTORY_TAKEN else ("", "")


# -- private -------------------------------------------------------------------------------

#: Numbers are compared to no more decimals than this; a day in weeks has no end.
_MOST_PLACES: Final = 3
_YEARS: Final = ("years", "year", "a")


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return min(max(-exponent, 0), _MOST_PLACES) if isinstance(exponent, int) else 0


def _values(attribute: Attribute, numbers: frozenset[Decimal]) -> tuple[Value, ...]:
    kind = attribute.type
    if kind.base is Base.BOOLEAN:
        return (False, True)
    if kind.choices is not None:
        return kind.choices
    if not kind.is_number:
        return ()
    low = attribute.lowest if attribute.lowest is not None else Decimal(0)
    high = attribute.highest if attribute.highest is not None else Decimal(1000)
    near = around(numbers, whole=kind.base is Base.INTEGER)
    return tuple(sorted({low, high, *(value for value in near if low <= value <= high)}))


def _days(
    counted: Iterable[Attribute], found: Mapping[str, frozenset[Decimal]], as_of: date
) -> tuple[Value, ...]:
    """Days from which something is counted that lies just below, on or above a threshold."""
    days: set[date] = {as_of - timedelta(days=20)}
    rough: list[Value] = []
    for attribute in counted:
        years = attribute.type.unit in _YEARS
        for number in sorted(found.get(attribute.name, frozenset())):
            start = _before(as_of, number, attribute.type.unit)
            if start is None:
                continue
            days |= {start + timedelta(days=shift) for shift in (-1, 0, 1)}
            if years:
                rough.append(Range(date(start.year, 1, 1), date(start.year, 12, 31)))
    return (*sorted(day for day in days if day <= as_of), *rough)


def _before(as_of: date, number: Decimal, unit: str | None) -> date | None:
    """The day so long before a date."""
    if not number.is_finite() or not 0 <= number < as_of.year - 1:
        return None
    if unit in _YEARS:
        first = date(as_of.year - int(number), as_of.month, 1)
        return first + timedelta(days=as_of.day - 1)
    days = number * 7 if unit in ("weeks", "week", "wk") else number
    return as_of - timedelta(days=int(days))


def _collect(expr: Expr, found: dict[str, set[Decimal]]) -> None:
    """The numbers in each comparison, for every name in it, also inside sums."""
    if not isinstance(expr, Apply):
        return
    if any(isinstance(arg, Apply) and arg.type.base is Base.BOOLEAN for arg in expr.args):
        for arg in expr.args:
            _collect(arg, found)
        return
    numbers = _numbers(expr)
    for name in names(expr) if numbers else ():
        found.setdefault(name, set()).update(numbers)
    for arg in expr.args:
        _collect(arg, found)


def _numbers(expr: Expr) -> set[Decimal]:
    if isinstance(expr, Literal):
        return {expr.value} if isinstance(expr.value, Decimal) else set()
    if isinstance(expr, Name):
        return set()
    return set[Decimal]().union(*map(_numbers, expr.args))


#: Why a value may be missing, as far as a record can say so.
_MISSING: Final = (Why.NOT_ASKED, Why.DOES_NOT_KNOW, Why.NOTHING_RECORDED, Why.NOT_FETCHED)


def _all_parts(program: CompiledProgram, claim: Claim) -> Iterator[tuple[str, Sequence[Any]]]:
    values = boundary_values(program, claim.as_of, claim.expressions)
    for name, attribute in program.vocabulary.attributes.items():
        yield name, tuple(_recorded(attribute, values[name], claim.as_of))
    lists = {a.absent for a in program.vocabulary.attributes.values()} - {None}
    for list_ in RecordList:
        if list_ in lists:
            yield complete_name(list_.value), (list_,)
    yield HISTORY_TAKEN, (True,)
    for id_, therapy in program.therapies.items():
        yield history_name(id_, "trials"), tuple(_histories(therapy, claim.as_of))
        yield history_name(id_, "wish"), ("declines", "unavailable")
        for rule in therapy.rules:
            if rule.severity is Severity.AVOID and claim.overrides:
                lifted = Override(rule.id, "a clinician", "for a reason")
                yield override_name(rule.id), (lifted,)
    for kind in sorted({therapy.kind.value for therapy in program.therapies.values()}):
        yield history_name(kind, "wish"), ("declines", "unavailable")


def _told(fixed: Patient, program: CompiledProgram) -> set[str]:
    """What a claim says of its patients, so that nothing else may be said of it.

    What a told number is counted from (an age from a date of birth) stays open with it.
    """
    attributes = program.vocabulary.attributes
    told = set(fixed.entries)
    told |= {since for n in told if n in attributes and (since := attributes[n].since)}
    told |= {n for n, a in attributes.items() if a.since in fixed.entries}
    told |= {complete_name(list_.value) for list_ in fixed.complete}
    told |= {override_name(override.rule) for override in fixed.overrides}
    chosen = fixed.preferences
    told |= {history_name(n, "wish") for n in chosen.wants | chosen.declines | chosen.unavailable}
    if fixed.trials is not None:
        told |= {HISTORY_TAKEN, *(history_name(id_, "trials") for id_ in program.therapies)}
    return told


def _recorded(
    attribute: Attribute, values: Sequence[Value], as_of: date
) -> Iterator[tuple[Entry, ...]]:
    """The ways in which an attribute may be recorded: the plain ones first."""
    for value in values:
        yield (Entry(value, on=as_of),)
    for why in _MISSING:
        yield (Entry(None, why, on=as_of),)
    if len(values) < 2:
        return
    if attribute.valid_for is not None:
        days = 1 if attribute.valid_for == ENCOUNTER else attribute.valid_for + 1
        yield (Entry(values[0], on=as_of - timedelta(days=days)),)
    for one, other in ((values[0], values[-1]), (values[-1], values[0])):
        yield (Entry(one, on=as_of, source="record"), Entry(other, on=as_of, source="patient"))


def _histories(therapy: Therapy, as_of: date) -> Iterator[tuple[Trial, ...]]:
    """The ways in which a therapy may have been tried, adequately and not."""
    enough = _reaching(therapy, as_of)
    too_short = replace(enough, start=as_of - timedelta(days=3), end=as_of, adequate=False)
    yield (replace(enough, outcome=Outcome.NO_RESPONSE),)
    for outcome in Outcome:
        if outcome is not Outcome.NO_RESPONSE:
            yield (replace(enough, outcome=outcome),)
    yield (enough,)
    yield (replace(too_short, outcome=Outcome.NO_RESPONSE),)
    yield (replace(enough, adequate=None, weeks=None, end=None, outcome=Outcome.NO_RESPONSE),)
    running = replace(enough, ongoing=True, end=None)
    for outcome in (Outcome.NOT_YET_KNOWN, Outcome.NO_RESPONSE, Outcome.HELPED):
        yield (replace(running, outcome=outcome),)
    failed = replace(enough, outcome=Outcome.NO_RESPONSE)
    earlier = replace(failed, start=as_of - timedelta(days=700), end=as_of - timedelta(days=500))
    yield (earlier, replace(enough, outcome=Outcome.HELPED))
    yield (earlier, replace(running, outcome=Outcome.NOT_YET_KNOWN))
    yield (replace(too_short, adequate=None, outcome=Outcome.PARTLY_HELPED),)


def _reaching(therapy: Therapy, as_of: date) -> Trial:
    """A trial that is over and just adequate, without an outcome."""
    needed = therapy.adequate or AdequateTrial()
    weeks = needed.weeks if needed.weeks is not None else Decimal(4)
    start = as_of - timedelta(days=-int(-weeks * 7 // 1) + 1)
    return Trial(
        therapy.id,
        start=start,
        end=as_of,
        sessions=needed.sessions,
        dose=needed.dose,
        adequate=True if therapy.adequate is None else None,
    )


def _preferences(fixed: Preferences, chosen: Mapping[str, Any]) -> Preferences:
    wishes = {sort_of(n)[1]: part for n, part in chosen.items() if sort_of(n)[0] == "wish"}
    if not wishes:
        return fixed
    return replace(
        fixed,
        declines=fixed.declines | {n for n, wish in wishes.items() if wish == "declines"},
        unavailable=fixed.unavailable | {n for n, wish in wishes.items() if wish == "unavailable"},
    )
