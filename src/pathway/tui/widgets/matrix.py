"""A table too wide for a screen: as many whole columns as fit, and keys to reach the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option as Row

from pathway.tui.widgets.fitted import Fitted
from pathway.views.columns import padded, wrapped

#: Cells of the names on the left, and of every other column.
_LEAD: Final = 21
_CELL: Final = 16
_BETWEEN: Final = ("   ", " │ ")


class Cells(OptionList):
    """The rows of the table; left and right choose a column."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "column", key_display="← →"),
        Binding("right", "turn(1)", show=False),
    ]

    class Turned(Message):
        """Another column is wanted."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def action_turn(self, step: int) -> None:
        """The column after (or before) the one that is chosen."""
        self.post_message(self.Turned(step))


class Matrix(Vertical):
    """Rows by columns; one cell is chosen, its column marked by a line."""

    DEFAULT_CSS = """
    Matrix { height: 1fr; }
    Matrix > Static { height: auto; padding: 0 1; }
    Matrix > Cells { height: 1fr; margin-left: 1; border: none; scrollbar-gutter: stable; }
    Matrix > Cells:focus { background-tint: $foreground 0%; }
    """

    class Chosen(Message):
        """Another cell is chosen."""

        def __init__(self, row: int, column: int) -> None:
            super().__init__()
            self.row = row
            self.column = column

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._heads: Sequence[str] = ()
        self._rows: Sequence[Sequence[str]] = ()
        self._column = 0

    def compose(self) -> ComposeResult:
        """The heads stay in sight above the rows."""
        yield Static(markup=False)
        yield Cells(markup=False)

    def fill(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show a table; every row begins with its name."""
        self._heads, self._rows = heads, rows
        self._draw(0)
        self.query_one(Cells).focus()

    @on(Cells.Turned)
    def _turned(self, event: Cells.Turned) -> None:
        event.stop()
        self._column = min(max(self._column + event.step, 0), len(self._heads) - 1)
        self._draw(self.query_one(Cells).highlighted)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.post_message(self.Chosen(event.option_index, self._column))

    def _draw(self, row: int | None) -> None:
        self.query_one(Static).update(Fitted(lambda width: self._heading(width)))
        cells = self.query_one(Cells)
        cells.set_options(Row(Fitted(self._fitting(number))) for number in range(len(self._rows)))
        cells.highlighted = row

    def _fitting(self, number: int) -> _Fit:
        return _Fit(self, number)

    def _heading(self, width: int) -> Content:
        first, count = self._window(width)
        shown = [
            f"▼ {head}" if first + number == self._column else head
            for number, head in enumerate(self._heads[first : first + count])
        ]
        more = f"{first + 1} to {first + len(shown)} of {len(self._heads)}"
        return Content.styled(self._lines(more, shown, first), "bold")

    def row(self, number: int, width: int) -> Content:
        """One row at a width."""
        first, count = self._window(width)
        name, *cells = self._rows[number]
        return Content(self._lines(name, cells[first : first + count], first))

    def _window(self, width: int) -> tuple[int, int]:
        """Which columns are in sight: the first one, and how many."""
        count = max((width - _LEAD) // (_CELL + len(_BETWEEN[0])), 1)
        last = max(len(self._heads) - count, 0)
        return min(max(self._column - count // 2, 0), last), count

    def _lines(self, name: str, cells: Sequence[str], first: int) -> str:
        names, columns = wrapped(name, _LEAD), [wrapped(cell, _CELL) for cell in cells]
        lines = []
        for line in range(max(map(len, (names, *columns)))):
            text = padded(_at(names, line), _LEAD)
            for number, column in enumerate(columns):
                text += _BETWEEN[first + number == self._column]
                text += padded(_at(column, line), _CELL)
            lines.append(text.rstrip())
        return "\n".join(lines)


def _at(lines: list[str], line: int) -> str:
    return lines[line] if line < len(lines) else ""


class _Fit:
    """One row at any width."""

    def __init__(self, matrix: Matrix, number: int) -> None:
        self._matrix = matrix
        self._number = number

    def __call__(self, width: int) -> Content:
        return self._matrix.row(self._number, width)
