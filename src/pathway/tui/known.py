"""What is known of an attribute, in the words of every screen: value, date, source, or why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pathway.advice.model import Advice
from pathway.advice.words import missing, origin, said, title, value_of
from pathway.conditions.syntax import Expr, names
from pathway.patient import Entry
from pathway.present.page import clean
from pathway.vocabulary import ENCOUNTER, NOT_APPLICABLE, Attribute, Range


@dataclass(frozen=True, slots=True)
class Known:
    """One attribute as it stands: `state` is known, assumed, unknown or not applicable."""

    name: str
    title: str
    state: str
    words: str


def known(advice: Advice, name: str) -> Known:
    """An attribute, a part of a therapy's history or a finding, as it stands now."""
    walk = advice.walk
    called = clean(title(walk, name))
    fact = walk.resolved.facts.get(name)
    if walk[name] is None:
        return Known(name, called, "unknown", clean(f"UNKNOWN, {_missing(advice, name)}"))
    if walk[name] is NOT_APPLICABLE:
        return Known(name, called, "not applicable", "not applicable to this patient")
    words, whence = value_of(walk, name), origin(walk, name)
    if fact is not None and fact.assumed:
        return Known(name, called, "assumed", clean(f"ASSUMED {fact.assumed}"))
    detail = f"; {fact.detail}" if fact is not None and fact.detail else ""
    told = f"{words} ({whence}{detail})" if whence else words
    return Known(name, called, "known", clean(told))


def read_by(advice: Advice, expr: Expr) -> Iterator[Known]:
    """What a condition reads: the names it speaks of, then the attributes behind its findings."""
    program, walk = advice.walk.program, advice.walk
    spoken = list(dict.fromkeys(names(expr)))
    order = {name: number for number, name in enumerate(program.vocabulary.attributes)}
    behind: set[str] = set()
    for name in spoken:
        if name in program.by_name:
            behind |= program.reads[name]
    ordered = sorted(behind, key=lambda name: (order.get(name, len(order)), name))
    for name in dict.fromkeys((*spoken, *ordered)):
        if name in walk.values:
            yield known(advice, name)


def said_entry(attribute: Attribute, entry: Entry) -> str:
    """One recorded value with its source and date, or the reason why there is none."""
    what = entry.why.value if entry.why is not None else said(entry.value, attribute.type.unit)
    whence = [
        entry.source or "no source",
        day_text(entry.on) if entry.on is not None else "no date",
    ]
    if entry.detail:
        whence.append(entry.detail)
    if entry.settles:
        whence.append(f"settles: {entry.settles}")
    return clean(f"{what} ({', '.join(whence)})")


def day_text(day: date | Range[date] | None) -> str:
    """A day as a file has it: `2026-07-03`, or `2026-07` and `2026` where no more is known."""
    if day is None:
        return ""
    if not isinstance(day, Range):
        return day.isoformat()
    low, high = day.low, day.high
    if (low.month, low.day, high.month, high.day, high.year) == (1, 1, 12, 31, low.year):
        return f"{low.year:04}"
    month_ends = (high + timedelta(days=1)).day == 1
    if low.day == 1 and month_ends and (low.year, low.month) == (high.year, high.month):
        return f"{low.year:04}-{low.month:02}"
    return f"{low}/{high}"


def valid_until(attribute: Attribute, on: date | Range[date] | None) -> str:
    """Until when a value given on a day counts, in words; empty where it counts for ever."""
    if attribute.valid_for is None:
        return ""
    if on is None:
        return "does not count without a date"
    first = on.low if isinstance(on, Range) else on
    if attribute.valid_for == ENCOUNTER:
        return f"counts on {first} only"
    return f"valid until {first + timedelta(days=attribute.valid_for)}"


# -- private -------------------------------------------------------------------------------


def _missing(advice: Advice, name: str) -> str:
    """Why a name is unknown; a finding waits for the attributes that it hangs on."""
    walk = advice.walk
    hangs = sorted(walk.values[name].hangs_on - {name})
    if name not in walk.resolved.facts and hangs:
        return f"waits for {', '.join(dict.fromkeys(title(walk, n) for n in hangs))}"
    return missing(walk, name)
