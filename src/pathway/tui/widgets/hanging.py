"""Text in two columns as wide as its widget: a lead, and what is said beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from textual.content import Content
from textual.widgets import Static

from pathway.frozen import frozen
from pathway.tui.widgets.fitted import Fitted
from pathway.tui.widgets.tones import STYLES
from pathway.views.columns import cells, hanging, wrapped
from pathway.views.page import Tone


@frozen
class Line:
    """A lead and its text; a line without a lead is a heading or running text.

    What is `exact` keeps its spaces, as the lines of a file do.
    """

    lead: str
    text: str
    tone: Tone = Tone.PLAIN
    exact: bool = False


class HangingText(Static):
    """Lines whose text stands below itself."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)

    def show(self, lines: Iterable[Line]) -> None:
        """Show these lines."""
        shown = tuple(lines)
        self.update(Fitted(lambda width: laid_out(shown, width)))


def laid_out(lines: Sequence[Line], width: int) -> Content:
    """The lines at a width."""
    indent = indent_of(lines)
    return Content("\n").join(hung(line, indent, width) for line in lines)


def indent_of(lines: Iterable[Line]) -> int:
    """Where the text stands beside all the leads."""
    leads = [cells(line.lead) for line in lines]
    column = max((lead for lead in leads if lead <= _LEAD), default=0)
    return column + 2 if column else 0


def hung(line: Line, indent: int, width: int) -> Content:
    """One line at a width, its text below itself."""
    style = STYLES[line.tone]
    if line.exact:
        return Content(line.text).stylize(style)
    if not line.lead:
        return Content("\n".join(wrapped(line.text, width))).stylize(style)
    text = "\n".join(hanging(line.lead, line.text, indent, width))
    return Content(text).stylize(f"bold {style}".strip(), 0, len(line.lead))


#: Widest first column; a longer lead stands on a line of its own.
_LEAD: Final = 26
