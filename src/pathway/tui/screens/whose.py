"""Whose record is meant, where a bundle is of several people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option as Row

from pathway.views.page import clean

if TYPE_CHECKING:
    from pathway.fhir.people import RecordPerson


class WhoseScreen(ModalScreen[str | None]):
    """The reference of the one who is meant; None where nobody was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "back")]

    def __init__(self, path: Path, people: Sequence[RecordPerson]) -> None:
        super().__init__()
        self._path = path
        self._people = people

    def compose(self) -> ComposeResult:
        """Everybody, none of them chosen for anybody."""
        title = f"{clean(self._path.name)} is the record of {len(self._people)} people. Whose?"
        with Vertical(classes="dialog"):
            yield Static(title, classes="title", markup=False)
            yield OptionList(*(Row(clean(str(one))) for one in self._people), markup=False)
            yield Static("Enter opens it · Esc back", classes="hint", markup=False)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._people[event.option_index].reference)
