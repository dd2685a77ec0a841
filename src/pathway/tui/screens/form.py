"""What forms have in common: fields that are checked while they are filled, and a way out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from pathway.tui.trial_entry import EntryFault
from pathway.tui.widgets.fields import Field

R = TypeVar("R")

_HINT = "Tab next · ↓ opens a list · Enter or Ctrl+S record · Esc back"
_WARNING = "Esc again leaves what was typed · Ctrl+S records it"


class FormScreen(ModalScreen[R | None], Generic[R]):
    """What was typed as one thing, or None where the form was left.

    `fields` are the texts by key; faults are shown for what was touched, and for all on saving.
    """

    DEFAULT_CSS = """
    FormScreen #fields { height: auto; overflow-y: auto; }
    """
    #: Not as a default, because the lists of other dialogs fill them.
    CSS = """
    .dialog #fields SelectOverlay { height: auto; max-height: 12; border: round $border; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "record"),
        Binding("escape", "back", "back"),
    ]

    def __init__(self, title: str, fields: dict[str, str], begin: str, about: str = "") -> None:
        super().__init__()
        self.fields = fields
        self._heading = title
        self._about = about
        self._begin = begin
        self._touched: set[str] = set()
        self._warned = False

    def compose(self) -> ComposeResult:
        """A title, one field below the other, and the keys."""
        with Vertical(classes="dialog"):
            yield Static(self._heading, classes="title", markup=False)
            if self._about:
                yield Static(self._about, markup=False)
            with Vertical(id="fields"):
                yield from self.body()
            yield Static(_HINT, id="hint", classes="hint", markup=False)

    def body(self) -> ComposeResult:
        """The fields."""
        raise NotImplementedError

    def read(self) -> R | tuple[EntryFault, ...]:
        """What the fields say; the faults where they say nothing that can be used."""
        raise NotImplementedError

    def remark(self, found: R) -> dict[str, str]:
        """What is said beneath the fields where nothing is wrong."""
        del found
        return {}

    def on_mount(self) -> None:
        """Begin where something is to be typed."""
        self._focus(self._begin)

    def action_save(self) -> None:
        """Give back what was typed, or say what is wrong with it."""
        found = self.read()
        if isinstance(found, tuple):
            self._complain(found)
            self._focus(found[0].field)
        else:
            self.dismiss(found)

    def action_back(self) -> None:
        """Leave; what was typed is thrown away only on a second key."""
        if self._touched and not self._warned:
            self._warn(warned=True)
        else:
            self.dismiss(None)

    # -- private ---------------------------------------------------------------------------

    @on(Field.Changed)
    def _changed(self, event: Field.Changed) -> None:
        key, text = event.field.key, event.field.text
        if text != self.fields[key]:
            self._touched.add(key)
            self.fields[key] = text
            self._warn(warned=False)
        found = self.read()
        if isinstance(found, tuple):
            self._complain(fault for fault in found if fault.field in self._touched)
        else:
            self._say(self.remark(found))

    @on(Field.Entered)
    def _entered(self) -> None:
        self.action_save()

    def _complain(self, faults: Iterable[EntryFault]) -> None:
        said: dict[str, str] = {}
        for fault in faults:
            before = f"{said[fault.field]}\n" if fault.field in said else ""
            said[fault.field] = before + fault.words
        self._say(said)

    def _say(self, said: dict[str, str]) -> None:
        for field in self.query(Field):
            field.say(said.get(field.key, ""))

    def _focus(self, key: str) -> None:
        self.query_one(f"#field-{key}", Field).query("OneLine, Select").first().focus()

    def _warn(self, *, warned: bool) -> None:
        self._warned = warned
        self.query_one("#hint", Static).update(_WARNING if warned else _HINT)
