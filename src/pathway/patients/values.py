"""One attribute of one patient at a date: latest values, staleness, conflicts, assumptions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast

from pathway.frozen import frozen
from pathway.ground.vocabulary import (
    ENCOUNTER,
    Attribute,
    NotApplicable,
    Range,
    Value,
    Worse,
)
from pathway.patients.model import Entry, Patient, Why
from pathway.patients.wording import in_words, on_day


@frozen
class Fact:
    """What is known of one attribute: a value with its origin, or why there is none.

    `assumed` says in words what was assumed (empty: nothing); `ask` that the question stays
    open all the same; `recorded` that somebody recorded a value that counts; `silent` that nothing
    at all was recorded by that date, not even why there is no value.
    """

    name: str
    value: Value | None
    why: Why | None = None
    detail: str = ""
    on: date | Range[date] | None = None
    source: str | None = None
    assumed: str = ""
    ask: bool = False
    recorded: bool = False
    silent: bool = False


def settle(
    attribute: Attribute,
    patient: Patient,
    attributes: Mapping[str, Attribute],
    as_of: date,
    *,
    strict: bool,
) -> Fact:
    """The attribute's value at a date, from whatever the patient's record says of it."""
    if attribute.since is None and attribute.name not in patient.entries:  # as most are
        fact = _not_asked(attribute.name)
        return fact if strict else _absent(attribute, fact, patient)
    fact = _from_entries(attribute, patient, as_of, strict=strict)
    if attribute.since is not None:
        origin = attributes.get(attribute.since)
        if origin is not None:
            start = _from_entries(origin, patient, as_of, strict=strict)
            fact = _since(attribute, fact, start, as_of)
    if fact.value is None and not strict and not _entries(attribute, patient, as_of):
        return _absent(attribute, fact, patient)
    return fact


# -- private -------------------------------------------------------------------------------


def _from_entries(attribute: Attribute, patient: Patient, as_of: date, *, strict: bool) -> Fact:
    if attribute.name not in patient.entries:
        return _not_asked(attribute.name)
    usable = _counting(_entries(attribute, patient, as_of))
    if not usable:
        late = "recorded only after this date" if patient.entries[attribute.name] else ""
        return Fact(attribute.name, None, Why.NOT_ASKED, late, silent=True)
    if len(usable) == 1:
        return _unless_strict(_from_entry(attribute, usable[0], as_of), strict=strict)
    # What an entry of a list leaves open is no value that differs.
    told = [entry for entry in usable if entry.value is not None or not entry.listed] or usable
    facts = [fact for group in _by_source(told) for fact in _of_source(attribute, group, as_of)]
    values = [fact for fact in facts if fact.value is not None]
    if values:
        reopened = _reopened(attribute, usable, values, as_of)
        return reopened or _unless_strict(_agreed(attribute, values, strict=strict), strict=strict)
    return facts[0]


@lru_cache(maxsize=8192)
def _not_asked(name: str) -> Fact:
    """The same for all patients of whom nothing was recorded."""
    return Fact(name, None, Why.NOT_ASKED, silent=True)


def _entries(attribute: Attribute, patient: Patient, as_of: date) -> list[Entry]:
    """What had been recorded of the attribute by that date."""
    entries = patient.entries.get(attribute.name, ())
    return [e for e in entries if e.on is None or _first_day(e.on) <= as_of]


def _counting(entries: list[Entry]) -> list[Entry]:
    """The entries that count: what settles a disagreement alone, with what was said later.

    What is only assumed gives way to whatever somebody said.
    """
    settling = [entry for entry in entries if entry.settles is not None]
    if settling:
        last = max(settling, key=lambda entry: _last_day(entry.on))
        entries = [last, *(e for e in entries if _first(e) > _last_day(last.on))]
    said = [entry for entry in entries if entry.assumed is None]
    return said if any(entry.value is not None for entry in said) else entries


def _of_source(attribute: Attribute, entries: list[Entry], as_of: date) -> list[Fact]:
    """What one source says: its latest value; of a lasting fact its last yes, and a later no."""
    yes = [entry for entry in entries if attribute.lasting and entry.value is True]
    if not yes:
        return [_latest(attribute, entries, as_of)]
    last = max(yes, key=lambda entry: _last_day(entry.on))
    later = [e for e in entries if e.value is False and _last_day(e.on) >= _first(last)]
    facts = [_from_entry(attribute, entry, as_of) for entry in (last, *later)]
    return [fact for fact in facts if fact.value is not None]


def _reopened(
    attribute: Attribute, entries: list[Entry], said: list[Fact], as_of: date
) -> Fact | None:
    """What may mean it and is no older than all that was said of it; a yes needs nothing more.

    A list says no only where every entry allows it, whatever somebody said before an entry came.
    """
    if any(fact.value is True for fact in said):
        return None
    for entry in entries:
        open_ = entry.value is None and (entry.listed or entry.why is Why.LEFT_OPEN)
        if open_ and not any(_answers(fact, entry, as_of) for fact in said):
            told = _agreed(attribute, said, strict=False)
            older = (
                f"{in_words(attribute, told.value)}{on_day(told.on)} may have been said before that"
            )
            return replace(_from_entry(attribute, entry, as_of), detail=f"{entry.detail}; {older}")
    return None


def _answers(fact: Fact, entry: Entry, as_of: date) -> bool:
    """Whether a value was said with what is open in sight: on the same day, or later."""
    if fact.on == as_of:
        return True
    if fact.on is None or entry.on is None:
        return not entry.listed  # an entry of a list without a date may be new
    return _first_day(fact.on) >= _last_day(entry.on)


def _first(entry: Entry) -> date:
    return date.min if entry.on is None else _first_day(entry.on)


def _unless_strict(fact: Fact, *, strict: bool) -> Fact:
    """A value that is only assumed is none where nothing is to be assumed."""
    if not strict or not fact.assumed:
        return fact
    return Fact(fact.name, None, Why.LEFT_OPEN, fact.assumed, fact.on, fact.source)


def _by_source(entries: Iterable[Entry]) -> list[list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.source or "", []).append(entry)
    return list(groups.values())


def _latest(attribute: Attribute, entries: list[Entry], as_of: date) -> Fact:
    """The latest entry of one source; two that differ and may both be the latest conflict."""
    newest = max(date.min if entry.on is None else _first_day(entry.on) for entry in entries)
    last = [entry for entry in entries if _last_day(entry.on) >= newest]
    if len({(e.value, e.why) for e in last}) > 1:
        return Fact(attribute.name, None, Why.CONFLICTING, _listing(attribute, last))
    return _from_entry(attribute, last[-1], as_of)


def _from_entry(attribute: Attribute, entry: Entry, as_of: date) -> Fact:
    """What one entry says, unless it is too old to count."""
    if entry.why is not None:
        return Fact(attribute.name, None, entry.why, entry.detail or "", entry.on, entry.source)
    if not _still_valid(attribute, entry, as_of):
        return Fact(
            attribute.name, None, Why.STALE, _stale(attribute, entry), entry.on, entry.source
        )
    value = _aged(attribute, entry, as_of)
    if entry.assumed is not None:
        text = f"{in_words(attribute, value)}: {entry.assumed}"
        return Fact(attribute.name, value, None, "", entry.on, entry.source, assumed=text, ask=True)
    return Fact(attribute.name, value, None, "", entry.on, entry.source, recorded=True)


def _agreed(attribute: Attribute, facts: list[Fact], *, strict: bool) -> Fact:
    shared = _shared([cast("Value", fact.value) for fact in facts])
    if shared is not None:
        return replace(max(facts, key=lambda fact: _last_day(fact.on)), value=shared)
    told = "; ".join(
        f"{in_words(attribute, f.value)} ({f.source or 'no source'}{on_day(f.on)})" for f in facts
    )
    worse = None if strict else _worse(attribute, facts)
    if worse is None:
        return Fact(attribute.name, None, Why.CONFLICTING, told)
    text = f"{in_words(attribute, worse.value)}: sources disagree, the worse is taken: {told}"
    return replace(worse, why=Why.CONFLICTING, detail=told, assumed=text, ask=True)


def _shared(values: list[Value]) -> Value | None:
    """What all values have in common: the one they agree on, or where their intervals overlap."""
    if len(set(values)) == 1:
        return values[0]
    if not any(isinstance(value, Range) for value in values):
        return None
    lows: list[Any] = [v.low if isinstance(v, Range) else v for v in values]
    highs: list[Any] = [v.high if isinstance(v, Range) else v for v in values]
    low, high = max(lows), min(highs)
    if low > high:
        return None
    return cast("Value", low) if low == high else Range(low, high)


def _worse(attribute: Attribute, facts: list[Fact]) -> Fact | None:
    disagree = Worse.YES if attribute.lasting else attribute.disagree
    if disagree is None or any(isinstance(f.value, Range | NotApplicable) for f in facts):
        return None
    if disagree is Worse.YES:
        return next((fact for fact in facts if fact.value is True), None)
    pick = min if disagree is Worse.LOWEST else max
    return pick(facts, key=lambda fact: cast("Decimal", fact.value))


def _absent(attribute: Attribute, fact: Fact, patient: Patient) -> Fact:
    """Absence from a list that the patient declares reconciled means no, as an assumption."""
    if attribute.absent is None or attribute.absent not in patient.complete:
        return fact
    when = f" of {patient.reconciled}" if patient.reconciled is not None else ""
    by = f" ({patient.reconciled_by})" if patient.reconciled_by is not None else ""
    text = f"no: not on the reconciled list of {attribute.absent.value}{when}{by}"
    return Fact(attribute.name, value=False, on=patient.reconciled, assumed=text)


def _still_valid(attribute: Attribute, entry: Entry, as_of: date) -> bool:
    if attribute.valid_for is None or (attribute.lasting and entry.value is True):
        return True
    if entry.on is None:
        return False
    if attribute.valid_for == ENCOUNTER:
        return entry.on == as_of
    return _later(_first_day(entry.on), attribute.valid_for) >= as_of


def _later(day: date, days: int) -> date:
    """So many days later; whole years by the calendar, so that the anniversary still counts."""
    years, rest = divmod(days, 365)
    if rest or not years:
        return day + timedelta(days=days)
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return max(day.replace(year=day.year + years), day + timedelta(days=days))


def _aged(attribute: Attribute, entry: Entry, as_of: date) -> Value:
    """A duration or an age recorded some time ago has grown since."""
    value = cast("Value", entry.value)
    if attribute.since is None or entry.on is None:
        return value
    if isinstance(value, Range) and isinstance(value.low, Decimal):
        low, high = (_aged(attribute, replace(entry, value=v), as_of) for v in _number_ends(value))
        return Range(_number_ends(low)[0], _number_ends(high)[1])
    if not isinstance(value, Decimal):
        return value
    if _is_age(attribute):
        return _age_since(value, entry.on, as_of)
    first = value + _span_of(min(_last_day(entry.on), as_of), as_of, attribute)
    last = value + _span_of(_first_day(entry.on), as_of, attribute)
    return first if first == last else Range(first, last)


def _since(attribute: Attribute, fact: Fact, start: Fact, as_of: date) -> Fact:
    """A duration or an age counted from a date, unless that contradicts what was recorded."""
    if start.value is None:
        return fact
    counted = _counted(attribute, start.value, as_of)
    if not _possible(attribute, counted):
        told = f"{in_words(attribute, counted)} by date, which is no possible value"
        return Fact(attribute.name, None, Why.NOT_COMPUTABLE, told, start.on, start.source)
    if fact.value is not None and not _overlap(fact.value, counted):
        recorded, by_date = in_words(attribute, fact.value), in_words(attribute, counted)
        told = f"recorded {recorded}, but {by_date} by date"
        return Fact(attribute.name, None, Why.CONFLICTING, told)
    both = counted if fact.value is None else _shared([fact.value, counted])
    counted = counted if both is None else both
    derived = f"counted from {start.name.replace('_', ' ')}"
    return Fact(attribute.name, counted, None, derived, start.on, start.source, recorded=True)


def _counted(attribute: Attribute, start: Value, as_of: date) -> Value:
    first, last = _ends(start)
    last = min(last, as_of)
    if _is_age(attribute):
        low, high = _years_between(last, as_of), _years_between(first, as_of)
    else:
        low, high = _span_of(last, as_of, attribute), _span_of(first, as_of, attribute)
    return low if low == high else Range(low, high)


def _possible(attribute: Attribute, value: Value) -> bool:
    """Whether a counted value lies within the range that the vocabulary gives."""
    low, high = _number_ends(value)
    return not (
        (attribute.lowest is not None and low < attribute.lowest)
        or (attribute.highest is not None and high > attribute.highest)
    )


def _is_age(attribute: Attribute) -> bool:
    return attribute.type.unit in ("years", "year", "a")


def _span_of(start: date, end: date, attribute: Attribute) -> Decimal:
    days = Decimal((end - start).days)
    return days / 7 if attribute.type.unit in ("weeks", "week", "wk") else days


def _years_between(start: date, end: date) -> Decimal:
    before = (end.month, end.day) < (start.month, start.day)
    return Decimal(end.year - start.year - before)


def _age_since(age: Decimal, on: date | Range[date], as_of: date) -> Value:
    """The age now of somebody who was `age` on some day: the birthday may have come or not."""
    low = age + _years_between(min(_last_day(on), as_of), as_of)
    high = age + _years_between(_first_day(on) + timedelta(days=1), as_of) + 1
    return low if low == high else Range(low, high)


def _overlap(one: Value, other: Value) -> bool:
    low, high = _number_ends(one)
    other_low, other_high = _number_ends(other)
    # A duration told in words is rough: a week either way is no contradiction.
    return low - 1 <= other_high and other_low <= high + 1


def _number_ends(value: Value) -> tuple[Decimal, Decimal]:
    if isinstance(value, Range):
        return cast("Decimal", value.low), cast("Decimal", value.high)
    number = cast("Decimal", value)
    return number, number


def _ends(value: Value) -> tuple[date, date]:
    if isinstance(value, Range):
        return cast("date", value.low), cast("date", value.high)
    day = cast("date", value)
    return day, day


def _first_day(on: date | Range[date]) -> date:
    return on.low if isinstance(on, Range) else on


def _last_day(on: date | Range[date] | None) -> date:
    if on is None:
        return date.min
    return on.high if isinstance(on, Range) else on


def _listing(attribute: Attribute, entries: Iterable[Entry]) -> str:
    return "; ".join(in_words(attribute, entry.value) for entry in entries)


def _stale(attribute: Attribute, entry: Entry) -> str:
    if entry.on is None:
        return f"{in_words(attribute, entry.value)}, without a date"
    until = "that day only" if attribute.valid_for == ENCOUNTER else f"{attribute.valid_for} days"
    return f"{in_words(attribute, entry.value)}{on_day(entry.on)}, valid for {until}"
