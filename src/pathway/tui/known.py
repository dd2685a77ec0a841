"""What is known of an attribute, in the words of every screen: value, date, source, or why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pathway.advice.advice import Advice
from pathway.advice.explanation import Known
from pathway.advice.words import said
from pathway.ground.vocabulary import ENCOUNTER, Attribute, Range
from pathway.patients.model import Entry
from pathway.views.page import clean


def known(advice: Advice, name: str) -> Known:
    """An attribute, a part of a therapy's history or a finding, as it stands now."""
    return shown(advice.known(name))


def shown(one: Known) -> Known:
    """The same without characters that a terminal would obey."""
    return replace(one, title=clean(one.title), words=clean(one.words))


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
