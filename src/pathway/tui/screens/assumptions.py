"""What was assumed: to be read, and confirmed where it is right."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option as Row

from pathway.advice.model import Assumption
from pathway.tui.session import Session
from pathway.views.contents import shown
from pathway.views.page import clean


class AssumptionsScreen(ModalScreen[bool]):
    """A list with a tick before each assumption; true when some were confirmed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "confirm", "confirm"),
        Binding("space", "tick", "tick"),
        Binding("escape,q", "dismiss(False)", "back"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._listed = session.confirmable
        self._disputed = len(session.advice.assumptions) - len(self._listed)
        self._ticked = set(range(len(self._listed)))
        self._session = session

    def compose(self) -> ComposeResult:
        """The list, and what it stands on."""
        with Vertical(classes="dialog -tall"):
            yield Static(f"Assumed ({len(self._listed)})", classes="title", markup=False)
            rows = (Row(self._row(index)) for index in range(len(self._listed)))
            yield OptionList(*rows, id="assumed", markup=False)
            if self._disputed:
                told = f"{self._disputed} more: sources disagree, so they are asked as questions."
                yield Static(told, markup=False)
            hint = "a confirm all with [x] · Space set or clear [x] · Esc back"
            yield Static(hint if self._listed else "Esc back", classes="hint", markup=False)

    def action_confirm(self) -> None:
        """What is ticked becomes what the clinician says."""
        if self._ticked:
            self._session.confirm(self._listed[index] for index in sorted(self._ticked))
        self.dismiss(bool(self._ticked))

    def action_tick(self) -> None:
        """Set or clear the tick of the row that is highlighted."""
        index = self.query_one(OptionList).highlighted
        if index is not None:
            self._ticked ^= {index}
            self.query_one(OptionList).replace_option_prompt_at_index(index, self._row(index))

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_tick()

    def _row(self, index: int) -> str:
        tick = "[x]" if index in self._ticked else "[ ]"
        return f"{tick} {_said(self._listed[index])}"


def _said(item: Assumption) -> str:
    value = shown(item.value)
    return f"{value}  {clean(item.title)}  ({clean(item.text).removeprefix(f'{value}: ')})"
