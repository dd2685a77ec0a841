"""One reason in full: the rule in words and as written, its values and sources, or positions."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from pathway.tui.explanation_tree import HEADS, Ground, position_row
from pathway.tui.tables import column_widths, row_lines
from pathway.tui.widgets.fitted import Fitted
from pathway.tui.widgets.hanging import laid_out


class GroundCard(VerticalScroll):
    """What is known of the reason that is chosen; it scrolls where it is long."""

    DEFAULT_CSS = """
    GroundCard { height: 1fr; scrollbar-gutter: stable; scrollbar-size-vertical: 1; }
    GroundCard > Static { height: auto; padding: 0 1; }
    """

    def compose(self) -> ComposeResult:
        """A page that scrolls."""
        yield Static(markup=False)

    def show(self, ground: Ground) -> None:
        """Show one reason, from its top."""
        self.query_one(Static).update(Fitted(lambda width: _card(ground, width)))
        self.scroll_home(animate=False)


def _card(ground: Ground, width: int) -> Content:
    head = f"{ground.label}: {ground.state}" if ground.state else ground.label
    parts = [Content.styled(head, "bold")]
    if ground.lines:
        parts.append(laid_out(ground.lines, width))
    if ground.positions:
        parts.append(_positions(ground, width))
    return Content("\n").join(parts)


def _positions(ground: Ground, width: int) -> Content:
    rows = [HEADS, *(position_row(position) for position in ground.positions)]
    widths = column_widths(rows, width)
    head, *body = (Content("\n".join(row_lines(row, widths))) for row in rows)
    return Content("\n").join([head.stylize("bold"), *body])
