"""The attributes by topic; a line for each, with what is known of it."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Row

from pathway.frozen import frozen
from pathway.tui.attribute_rows import AttributeRow
from pathway.tui.widgets.fitted import Fitted
from pathway.tui.widgets.rows import Rows
from pathway.tui.widgets.tones import STYLES
from pathway.views.columns import cells, hanging, padded
from pathway.views.page import Tone

#: The widest column for titles.
_TITLE: Final = 60


class AttributeList(Rows):
    """One line is chosen; what it is about is told."""

    DEFAULT_CSS = """
    AttributeList { border: none; height: 1fr; margin-left: 1; }
    AttributeList > .option-list--option-disabled { color: $foreground; }
    AttributeList:focus { background-tint: $foreground 0%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "add", key_display="Enter"),
    ]

    class Chosen(Message):
        """Another line is chosen, or none."""

        def __init__(self, row: AttributeRow | None) -> None:
            super().__init__()
            self.row = row

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self._rows: tuple[AttributeRow, ...] = ()

    @property
    def chosen(self) -> AttributeRow | None:
        """The line that is chosen."""
        at = self.highlighted
        return self._rows[at] if at is not None and at < len(self._rows) else None

    def fill(self, rows: tuple[AttributeRow, ...]) -> None:
        """Show these lines, with the same one chosen where it is still there."""
        before = self.chosen
        self._rows = rows
        self.set_options(Row(Fitted(_Fit(row)), disabled=row.is_heading) for row in rows)
        ids = [row.id for row in rows]
        if before is not None and before.id in ids:
            self.highlighted = ids.index(before.id)
        else:
            self.action_first()
        self.post_message(self.Chosen(self.chosen))

    @on(OptionList.OptionHighlighted)
    def _highlight(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.post_message(self.Chosen(self.chosen))


@frozen
class _Fit:
    """One line at any width."""

    row: AttributeRow

    def __call__(self, width: int) -> Content:
        row = self.row
        if row.is_heading:
            return Content.styled(row.title, "bold underline")
        column = min(_TITLE, width // 2)
        lead = f"    {row.title}" if row.entry is not None else f"  {row.title}"
        if cells(lead) + 2 > column:
            lead = padded(lead, column + 1)  # stands on a line of its own
        text = "\n".join(hanging(lead, row.words, column, width))
        at = text.find("UNKNOWN")
        content = Content(text)
        return content.stylize(STYLES[Tone.ASK], at, at + len("UNKNOWN")) if at >= 0 else content
