"""Somebody of whom no file speaks yet."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from pathway.ground.problems import PathwayError, visible
from pathway.tui.opening import Opening
from pathway.tui.session import Session
from pathway.tui.widgets.fields import OneLine


class NewScreen(ModalScreen[Session | None]):
    """A name for the file and a label; everything else is asked as questions."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "back")]

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self._opening = opening

    def compose(self) -> ComposeResult:
        """Two fields."""
        with Vertical(classes="dialog"):
            yield Static("New patient", classes="title", markup=False)
            yield Static("Number or initials, by which the file is found again", markup=False)
            yield _field("new-id", "mon-58")
            yield Static("A few words that stand in the banner (may stay empty)", markup=False)
            yield _field("new-label", "M. 58, left leg pain 3 weeks")
            yield Static(id="fault", markup=False)
            yield Static("Enter go on · Esc back", classes="hint", markup=False)

    @on(Input.Submitted, "#new-id")
    def _named(self) -> None:
        self.query_one("#new-label", Input).focus()

    @on(Input.Submitted, "#new-label")
    def _labelled(self) -> None:
        id_ = self.query_one("#new-id", Input).value.strip()
        label = self.query_one("#new-label", Input).value.strip()
        if not id_:
            self._complain("a number or initials are needed")
            return
        try:
            session = self._opening.new(id_, label)
        except PathwayError as error:
            self._complain(error.problems[0].message)
        else:
            self.dismiss(session)

    @on(OneLine.Refused)
    def _refused(self, event: OneLine.Refused) -> None:
        self.query_one("#fault", Static).update(event.words)

    def _complain(self, text: str) -> None:
        self.query_one("#fault", Static).update(f"[!] {visible(text)}")
        self.query_one("#new-id", Input).focus()


def _field(id_: str, example: str) -> OneLine:
    field = OneLine(id=id_, placeholder=f"for example {example}", compact=True)
    field.cursor_blink = False
    return field
