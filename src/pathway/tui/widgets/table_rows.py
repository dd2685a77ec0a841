"""A table to choose from: columns wrap, and fit anew at every width."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option as Row

from pathway.tui.tables import column_widths, row_lines
from pathway.tui.widgets.fitted import Fitted


class TableRows(Vertical):
    """Rows under heads that stay in sight."""

    DEFAULT_CSS = """
    TableRows { height: 1fr; }
    TableRows > Static { height: auto; padding: 0 1; }
    TableRows > OptionList { height: 1fr; margin-left: 1; scrollbar-gutter: stable; }
    TableRows > OptionList:focus { background-tint: $foreground 0%; }
    """

    def compose(self) -> ComposeResult:
        """The heads, and below them what can be chosen."""
        yield Static(markup=False)
        yield OptionList(markup=False)

    def fill(self, heads: Sequence[str], rows: Sequence[Sequence[str]], chosen: int) -> None:
        """Show these rows, with one of them chosen."""
        every = [tuple(heads), *(tuple(row) for row in rows)]
        self.query_one(Static).update(Fitted(_fit(every, 0, "bold")))
        listed = self.query_one(OptionList)
        listed.set_options(Row(Fitted(_fit(every, n, ""))) for n in range(1, len(every)))
        listed.highlighted = min(chosen, len(rows) - 1) if rows else None

    @property
    def chosen(self) -> int | None:
        """The row that is chosen, from 0."""
        return self.query_one(OptionList).highlighted

    def take_focus(self) -> None:
        """Let the keys go to the rows."""
        self.query_one(OptionList).focus()


def _fit(rows: Sequence[Sequence[str]], number: int, look: str) -> Callable[[int], Content]:
    def fit(width: int) -> Content:
        lines = row_lines(rows[number], column_widths(rows, width))
        return Content.styled("\n".join(lines), look)

    return fit
