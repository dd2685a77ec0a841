"""The trials as bars on a time axis; words beside them say the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import takewhile

from textual.content import Content
from textual.widgets import Static

from pathway.tui.time_axis import Axis, axis_of, bar, labelled
from pathway.tui.trial_rows import TrialRow, length_words, outcome_words
from pathway.tui.widgets.fitted import Fitted
from pathway.tui.widgets.tones import STYLES
from pathway.views.columns import cells, padded, wrapped
from pathway.views.page import Tone

#: The widest column for the names of therapies.
_LEAD = 24


class TrialChart(Static):
    """As wide as its place; the trial that is chosen has a mark."""

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, rows: tuple[TrialRow, ...], as_of: date, chosen: int | None) -> None:
        """Draw the trials."""
        self.update(Fitted(lambda width: _chart(rows, as_of, chosen, width)))


def line_of(rows: tuple[TrialRow, ...], chosen: int | None) -> int:
    """On which line of the chart a trial stands."""
    lead = min(_LEAD, max((cells(row.title) for row in rows), default=0))
    before = list(takewhile(lambda row: row.index != chosen, rows))
    return 1 + sum(len(wrapped(row.title, lead)) for row in before)


def _chart(rows: tuple[TrialRow, ...], as_of: date, chosen: int | None, width: int) -> Content:
    lead = min(_LEAD, max((cells(row.title) for row in rows), default=0)) + 4
    axis = axis_of(tuple(row.trial for row in rows), as_of, max(width - lead, 10))
    years, months = axis.heading()
    lines = [Content.styled(text, STYLES[Tone.QUIET]) for text in _heads(years, months, lead)]
    for row in rows:
        lines += _bar(row, axis, as_of, lead, row.index == chosen)
    return Content("\n").join(line for line in lines if line.plain.strip())


def _heads(years: str, months: str, lead: int) -> list[str]:
    """The years above the months; a single year stands before them."""
    if len(years.split()) == 1 and months:
        return [f"{years.strip():>{lead - 1}} {months}"]
    return [" " * lead + text for text in (years, months)]


def _bar(row: TrialRow, axis: Axis, as_of: date, lead: int, chosen: bool) -> Iterator[Content]:
    drawn = bar(axis, row.trial, as_of)
    words = outcome_words(row.trial.outcome)
    if not drawn:
        length = length_words(row.trial, as_of)
        weeks = "length not known" if length == "not known" else f"{length} weeks"
        drawn, words = f"no dates, {weeks}", f"· {words}"
    said = labelled(drawn, words, axis.width)
    names = wrapped(row.title, lead - 4)
    mark = "» " if chosen else "  "
    yield Content.styled(padded(mark + names[0], lead) + said, "bold" if chosen else "")
    yield from (Content.styled("  " + name, "bold" if chosen else "") for name in names[1:])
