"""A time axis in text: which day stands in which cell, and bars that are read without colour.

├───┤ began and ended · ├──> still running · ╌ on a day that is known only roughly
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from pathway.frozen import frozen
from pathway.ground.vocabulary import Range
from pathway.patients.model import Trial
from pathway.views.columns import cells
from pathway.yaml.values import Day

_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
#: Months between two marks; the first of these that leaves room for words is taken.
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240)
#: Cells that the name of a month needs on the axis, and a year.
_MONTH_ROOM: Final = 5
_YEAR_ROOM: Final = 6


@frozen
class Axis:
    """The days from `first` to `last` on so many cells."""

    first: date
    last: date
    width: int

    def cell(self, day: date) -> int:
        """The cell of a day; days beyond an end stand at that end."""
        days = max((self.last - self.first).days, 1)
        return min(max((day - self.first).days * (self.width - 1) // days, 0), self.width - 1)

    def heading(self) -> tuple[str, str]:
        """The years, and below them the months, each above the cell of its first day."""
        marks = self._marks()
        step = _months_between(*marks[:2]) if len(marks) > 1 else 1
        years, months = [" "] * self.width, [" "] * self.width
        written = 0
        for mark in marks:
            at = self.cell(mark)
            if step < _YEAR and at + _MONTH_ROOM <= self.width + 1:
                months[at : at + 3] = _MONTHS[mark.month - 1]
            if mark.year != written and at + _YEAR_ROOM - 2 <= self.width:
                years[at : at + 4] = str(mark.year)
                written = mark.year
        return "".join(years)[: self.width].rstrip(), "".join(months)[: self.width].rstrip()

    def _marks(self) -> list[date]:
        """The first days of the months (or years) that are named."""
        every = _first_days(self.first, self.last)
        for step in _STEPS:
            marks = [d for d in every if (d.month - 1 + 12 * d.year) % step == 0]
            if self._roomy(marks, _MONTH_ROOM if step < _YEAR else _YEAR_ROOM):
                return marks
        return every[:1]

    def _roomy(self, marks: list[date], room: int) -> bool:
        places = [self.cell(mark) for mark in marks]
        return all(b - a >= room for a, b in pairwise(places))


def axis_of(trials: tuple[Trial, ...], as_of: date, width: int) -> Axis:
    """The axis on which all trials with dates fit, up to the day of the advice."""
    days = [day for trial in trials for day in _ends(trial)]
    first = min([*days, as_of]).replace(day=1)
    return Axis(first, max([*days, as_of]), width)


def bar(axis: Axis, trial: Trial, as_of: date) -> str:
    """A trial as a bar; empty where it has no dates.

    An end that no date tells follows from the weeks, where they are given.
    """
    start, end = _placed(trial)
    if start is None and end is None:
        return ""
    first, sure = _days(start) if start is not None else (axis.first, _days(end or as_of)[0])
    low, last = _days(end) if end is not None else (as_of if trial.ongoing else sure, as_of)
    a, b, c, d = (axis.cell(day) for day in (first, min(sure, last), max(low, first), last))
    drawn = [" "] * axis.width
    drawn[a : d + 1] = "╌" * (d + 1 - a)
    if b <= c:
        drawn[b : c + 1] = "─" * (c + 1 - b)
    if a == d:
        drawn[a] = ">" if trial.ongoing else "│"
    else:
        drawn[a] = "├" if start is not None else "╌"
        drawn[d] = ">" if trial.ongoing else "┤" if end is not None else "?"
    return "".join(drawn).rstrip()


def labelled(drawn: str, words: str, width: int) -> str:
    """A bar with words after it, within it or before it, wherever they fit."""
    room, begin = cells(words), len(drawn) - len(drawn.lstrip())
    if not words:
        return drawn
    if len(drawn) + 1 + room <= width:
        return f"{drawn} {words}"
    if len(drawn) - begin >= room + 6:
        return f"{drawn[: begin + 2]} {words} {drawn[begin + 4 + room :]}"
    if begin >= room + 1:
        return f"{words:>{begin - 1}} {drawn.lstrip()}"
    return drawn


# -- private -------------------------------------------------------------------------------

_YEAR: Final = 12


def _placed(trial: Trial) -> tuple[Day | None, Day | None]:
    """The start and the end of a trial, as far as dates and weeks tell them."""
    start, end = trial.start, trial.end
    if trial.weeks is None:
        return start, end
    length = timedelta(days=int(trial.weeks * 7))
    if end is None and not trial.ongoing and start is not None:
        low, high = _days(start)
        end = _day(low + length, high + length)
    elif start is None and end is not None:
        low, high = _days(end)
        start = _day(low - length, high - length)
    return start, end


def _day(low: date, high: date) -> Day:
    return low if low == high else Range(low, high)


def _ends(trial: Trial) -> list[date]:
    return [end for day in _placed(trial) if day is not None for end in _days(day)]


def _days(day: Day) -> tuple[date, date]:
    return (day.low, day.high) if isinstance(day, Range) else (day, day)


def _first_days(first: date, last: date) -> list[date]:
    """The first days of all months from one day to another."""
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(start, end + 1)]


def _months_between(one: date, other: date) -> int:
    return (other.year - one.year) * 12 + other.month - one.month
