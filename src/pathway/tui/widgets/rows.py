"""Rows to choose from, in which the chosen one is of one colour."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widgets import OptionList


class Rows(OptionList):
    """A list whose chosen row leaves out the tones: on its ground they could not be read."""

    def render_line(self, y: int) -> Strip:
        """A line; of the chosen row in the colour of that row."""
        strip = super().render_line(y)
        if not any(_row(segment) == self.highlighted is not None for segment in strip):
            return strip
        colour = self.get_visual_style("option-list--option-highlighted").rich_style.color
        return Strip(Segment.apply_style(strip, post_style=Style(color=colour)), strip.cell_length)


def _row(segment: Segment) -> int | None:
    """The number of the row of which this is a part."""
    found = segment.style.meta.get("option") if segment.style is not None else None
    return found if isinstance(found, int) else None
