"""The pathway as a graph in the manner of a log; one node is chosen."""

from __future__ import annotations

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Row

from pathway.tui.position import WayRow
from pathway.tui.widgets.rows import Rows
from pathway.tui.widgets.tones import STYLES
from pathway.views.page import Tone


class WayGraph(Rows):
    """Nodes with the lines between them."""

    DEFAULT_CSS = """
    WayGraph { border: none; height: 1fr; margin-left: 1; }
    WayGraph:focus { background-tint: $foreground 0%; }
    """

    class Chosen(Message):
        """Another node is chosen."""

        def __init__(self, node: str) -> None:
            super().__init__()
            self.node = node

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)

    def fill(self, rows: tuple[WayRow, ...]) -> None:
        """Draw the graph; where the patient is, is chosen first."""
        self.set_options(Row(_drawn(row), id=row.node) for row in rows)
        here = [number for number, row in enumerate(rows) if row.here]
        reached = [number for number, row in enumerate(rows) if row.reached]
        self.highlighted = (here or reached or [0])[-1]

    @on(OptionList.OptionHighlighted)
    def _highlight(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Chosen(event.option_id))


def _drawn(row: WayRow) -> Content:
    tone = Tone.PLAIN if row.reached else Tone.ASK if row.reached is None else Tone.QUIET
    content = Content("\n".join(row.drawn)).stylize(STYLES[tone])
    return content.stylize("bold") if row.here else content
