"""Two advices side by side, as wide as their place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from textual.content import Content
from textual.widgets import Static

from pathway.tui.difference import AdviceDifference
from pathway.tui.tables import column_widths, row_lines
from pathway.tui.widgets.fitted import Fitted
from pathway.views.columns import wrapped

_HEADS = ("", "before", "after")


class SideBySide(Static):
    """What differs, under headings, before on the left and after on the right."""

    DEFAULT_CSS = """
    SideBySide { height: auto; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, found: tuple[AdviceDifference, ...], nothing: str) -> None:
        """Show the differences, or say that there are none."""
        self.update(Fitted(lambda width: _drawn(found, nothing, width)))


def _drawn(found: tuple[AdviceDifference, ...], nothing: str, width: int) -> Content:
    if not found:
        return Content("\n".join(wrapped(nothing, width)))
    return Content("\n").join(_lines(found, width))


def _lines(found: tuple[AdviceDifference, ...], width: int) -> Iterator[Content]:
    rows = [(one.what, one.before, one.after) for one in found]
    widths = column_widths([_HEADS, *rows], width)
    yield from (Content.styled(line, "bold") for line in row_lines(_HEADS, widths))
    for topic, ones in groupby(found, key=lambda one: one.topic):
        yield Content.styled(topic.upper(), "bold underline")
        for one in ones:
            for line in row_lines((one.what, one.before, one.after), widths):
                yield Content(line)
