"""A page of text in front of the main screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from pathway.tui.widgets.hanging import HangingText, Line


class PageScreen(ModalScreen[None]):
    """A title and lines that scroll; any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,question_mark,f1,c", "dismiss", "close")
    ]

    def __init__(self, title: str, lines: Iterable[Line]) -> None:
        super().__init__()
        self._title = title
        self._lines = tuple(lines)

    def compose(self) -> ComposeResult:
        """The title, the lines, and how to close them."""
        with Vertical(classes="dialog -tall"):
            yield Static(self._title, classes="title", markup=False)
            with VerticalScroll():
                yield HangingText()
            yield Static("↑ ↓ scroll · Esc close", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Show the lines."""
        self.query_one(HangingText).show(self._lines)
        self.query_one(VerticalScroll).focus()
