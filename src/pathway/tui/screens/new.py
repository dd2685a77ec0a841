"""Somebody of whom no file speaks yet: name, birth date, record number, and what hurts."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option as Row

from pathway.advice.choice import Complaint
from pathway.ground.problems import LibraryError, PathwayError, visible
from pathway.tui.newcomer import Newcomer, complaint_words
from pathway.tui.opening import Opening
from pathway.tui.screens.open import OpenScreen
from pathway.tui.session import Session
from pathway.tui.widgets.fields import Field, TextField
from pathway.tui.widgets.rows import Rows
from pathway.views.columns import cells, padded
from pathway.views.page import clean


class NewScreen(ModalScreen[Session | None]):
    """Three short fields and one list; everything else is asked as questions, one at a time."""

    DEFAULT_CSS = """
    NewScreen .label { width: 20; }
    NewScreen .fault { padding-left: 20; color: $text-error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back"),
        # Before the fields see it: what is typed next goes where it is meant, however fast.
        Binding("enter", "go_on", "go on", priority=True),
        Binding("space", "mark", "mark", show=False),
        Binding("up", "app.focus_previous", "back", show=False),
        Binding("down", "app.focus_next", "on", show=False),
    ]

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self._opening = opening
        self._complaints: tuple[Complaint, ...] = ()
        self._marked: set[int] = set()

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        with Vertical(classes="dialog"):
            yield Static("New patient", classes="title", markup=False)
            for key, label, example in _FIELDS:
                yield TextField(key, label=label, placeholder=example)
            yield Static("What hurts", markup=False)
            yield Rows(id="complaints", markup=False)
            yield Static(_HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        """Nobody waits for the pathways to type a name."""
        self._field("name").focus()
        self.look()

    @work(thread=True, exclusive=True)
    def look(self) -> None:
        """The complaints are those that the pathways are for."""
        try:
            found = self._opening.library.complaints(self._opening.setting.day)
        except LibraryError as error:
            self.post_message(OpenScreen.Unusable(error))
        else:
            self.app.call_from_thread(self._fill, found)

    def action_go_on(self) -> None:
        """To the next field; from the list, with what is marked or chosen, to the questions."""
        rows = self.query_one(OptionList)
        if self.focused is not rows:
            self.focus_next()
        elif rows.highlighted is not None:
            rows.action_select()

    def action_mark(self) -> None:
        """Mark a complaint, where there is more than one."""
        rows = self.query_one(OptionList)
        at = rows.highlighted
        if at is not None and at < len(self._complaints):
            self._marked ^= {at}
            self._show()
            rows.highlighted = at

    # -- private ---------------------------------------------------------------------------

    @on(Field.Changed)
    def _changed(self, event: Field.Changed) -> None:
        event.field.say("")

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        """What is marked counts, else the complaint that is chosen."""
        event.stop()
        chosen = self._marked or {event.option_index}
        known = [one for at, one in enumerate(self._complaints) if at in chosen]
        self._begin(tuple(known))

    def _begin(self, complaints: tuple[Complaint, ...]) -> None:
        name, born, number = (self._text(key) for key, _, _ in _FIELDS)
        if not (name or number):
            self._complain("name", "a name, initials or a record number are needed")
            return
        try:
            session = self._opening.new(Newcomer(name, born, number, complaints))
        except PathwayError as error:
            self._complain("born" if born else "name", error.problems[0].message)
        else:
            self.dismiss(session)

    def _fill(self, found: tuple[Complaint, ...]) -> None:
        self._complaints = found
        self._show()

    def _show(self) -> None:
        library = self._opening.library
        known = library.vocabulary.attributes
        said = [complaint_words(one, known[one.attribute].title) for one in self._complaints]
        width = max((cells(text) for text in said), default=0)
        rows = [
            Row(
                Content.assemble(
                    "[x] " if at in self._marked else "[ ] ",
                    padded(text, width),
                    (f"  → {clean(library.program(one.pathway).title)}", "$foreground-muted"),
                )
            )
            for at, (text, one) in enumerate(zip(said, self._complaints, strict=True))
        ]
        rows.append(Row(_OTHER))
        self.query_one(OptionList).set_options(rows)
        self.query_one(OptionList).highlighted = 0

    def _field(self, key: str) -> Input:
        return self.query_one(f"#field-{key}").query_one(Input)

    def _text(self, key: str) -> str:
        return " ".join(self._field(key).value.split())

    def _complain(self, key: str, text: str) -> None:
        self.query_one(f"#field-{key}", TextField).say(f"[!] {visible(text)}")
        self._field(key).focus()


_FIELDS: Final = (
    ("name", "Name or initials", "for example Ada Example, or A. E."),
    ("born", "Birth date or age", "for example 1968-03-04, or 58; may stay empty"),
    ("number", "Record number", "may stay empty"),
)
_OTHER: Final = "something else, or not known yet"
_HINT: Final = "Enter go on · Space marks more than one · ↑ field above · Esc back"
