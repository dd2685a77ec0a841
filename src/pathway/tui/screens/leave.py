"""The question before closing with answers that were not saved."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from pathway.tui.session import Session
from pathway.views.problems import plural


class Leave(StrEnum):
    """What to do with the answers."""

    SAVE = "save"
    DISCARD = "discard"


class LeaveScreen(ModalScreen[Leave | None]):
    """Save, discard, or stay."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "leave('save')", "save"),
        Binding("d", "leave('discard')", "discard"),
        Binding("escape", "dismiss", "stay"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        """The question and its three answers."""
        with Vertical(classes="dialog"):
            yield Static("Close without saving?", classes="title", markup=False)
            told = plural(len(self._session.told), "answer")
            yield Static(f"{told} of this sitting: not saved in any file.", markup=False)
            yield Static("s save first · d discard them · Esc stay", classes="hint", markup=False)

    def action_leave(self, how: str) -> None:
        """Close the question with an answer."""
        self.dismiss(Leave(how))
