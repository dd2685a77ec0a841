"""Everything that may be known of the patient, by topic: to be seen, added, corrected, removed."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.widgets import Input, OptionList

from pathway.ground.vocabulary import Attribute
from pathway.patients.model import Entry, Why
from pathway.tui import answers
from pathway.tui.attribute_rows import AttributeRow, attribute_lines, attribute_rows
from pathway.tui.known import said_entry
from pathway.tui.screens.place import PlaceScreen
from pathway.tui.screens.value_form import Typed, ValueForm
from pathway.tui.value_entry import with_entry, with_list, without_entry
from pathway.tui.widgets.attribute_list import AttributeList
from pathway.tui.widgets.fields import OneLine
from pathway.tui.widgets.hanging import HangingText, Line
from pathway.views.page import clean


class AttributesScreen(PlaceScreen):
    """The form: a field to find things in, the attributes, and the one that is chosen in full."""

    heading = "Patient"
    HELP = (
        "Everything that may be known of the patient. / finds a line by a part of its name, its "
        "topic or its state. Enter adds a value, e corrects the one that is recorded, d removes "
        "it, u records that the patient does not know. Enter at a list of the record declares it "
        "complete, or takes that back. z takes back."
    )
    DEFAULT_CSS = """
    AttributesScreen OneLine { border: none; height: 1; padding: 0 1; background: $panel; }
    AttributesScreen OneLine:focus { border: none; text-style: bold; }
    AttributesScreen #topics { height: 1fr; }
    AttributesScreen #one { height: 9; padding: 0 1; border-top: solid $rule; }
    AttributesScreen #one:focus { border-top: solid $border; }
    AttributesScreen.-wide #topics { layout: horizontal; }
    AttributesScreen.-wide AttributeList { width: 3fr; height: 100%; }
    AttributesScreen.-wide #one {
        width: 2fr; height: 100%; border-top: none; border-left: solid $rule;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "find", "find", key_display="/", id="attributes.find"),
        Binding("e", "correct", "correct", id="attributes.correct"),
        Binding("d,delete", "remove", "remove", key_display="d", id="attributes.remove"),
        Binding("u", "does_not_know", "not known", id="attributes.unknown"),
    ]

    def body(self) -> ComposeResult:
        """From top to bottom, or side by side where there is room."""
        sought = OneLine(placeholder=_FIND, id="sought")
        sought.cursor_blink = False
        yield sought
        with Container(id="topics"):
            yield AttributeList(id="attributes")
            with VerticalScroll(id="one"):
                yield HangingText()

    def on_mount(self) -> None:
        """Begin in the list."""
        super().on_mount()
        self.query_one(AttributeList).focus()

    def show(self) -> None:
        """Show the attributes as they are now."""
        super().show()
        sought = self.query_one("#sought", OneLine).value
        rows = attribute_rows(self._session, sought)
        self.name_it(_counted(rows, sought))
        self.query_one(AttributeList).fill(rows)

    # -- what can be done ------------------------------------------------------------------

    def action_find(self) -> None:
        """Type what is sought."""
        self.query_one("#sought").focus()

    def action_leave(self) -> None:
        """From the search to the list, and from there back."""
        sought = self.query_one("#sought", OneLine)
        if sought.has_focus or sought.value:
            sought.value = ""
            self.query_one(AttributeList).focus()
        else:
            super().action_leave()

    def action_correct(self) -> None:
        """Correct a value as it is recorded."""
        row, place = self._chosen_entry()
        if row is not None and row.listed is not None:
            self._toggle(row)
        elif row is not None and place is None:
            self.say(f"{row.title}: nothing is recorded to be corrected; Enter adds a value")
        elif row is not None:
            self._open(row, place)

    def action_remove(self) -> None:
        """Take a recorded value off the record."""
        row, place = self._chosen_entry()
        if row is None or row.listed is not None:
            return
        if place is None:
            self.say(f"{row.title}: nothing is recorded, or several values; choose one of them")
            return
        attribute = self._attribute(row)
        told = said_entry(attribute, self._session.patient.entries[row.name][place])
        patient = without_entry(self._session.patient, row.name, place)
        self.tell(f"removed: {clean(attribute.title)}: {told}", patient)

    def action_does_not_know(self) -> None:
        """The patient was asked and does not know."""
        row = self.query_one(AttributeList).chosen
        if row is None or row.listed is not None:
            return
        attribute, day = self._attribute(row), self._session.as_of
        entry = Entry(None, Why.DOES_NOT_KNOW, day, answers.SOURCE)
        patient = with_entry(self._session.patient, attribute, entry, None, "")
        self.tell(f"{clean(attribute.title)}: patient does not know", patient, [row.name])

    @on(OptionList.OptionSelected, "#attributes")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        row = self.query_one(AttributeList).chosen
        if row is not None and row.listed is not None:
            self._toggle(row)
        elif row is not None:
            self._open(row, row.entry)

    # -- private ---------------------------------------------------------------------------

    def _open(self, row: AttributeRow, place: int | None) -> None:
        attribute = self._attribute(row)
        form = ValueForm(self._session, attribute, place)
        self.app.push_screen(form, lambda typed: self._typed(attribute, place, typed))

    def _typed(self, attribute: Attribute, place: int | None, typed: Typed | None) -> None:
        if typed is not None:
            told = f"{clean(attribute.title)}: {said_entry(attribute, typed.entry)}"
            patient = self._session.patient
            changed = with_entry(patient, attribute, typed.entry, place, typed.others)
            self.tell(told, changed, [attribute.name])

    def _toggle(self, row: AttributeRow) -> None:
        if row.listed is not None:
            patient = with_list(self._session.patient, row.listed, self._session.as_of)
            declared = "complete" if row.listed in patient.complete else "not declared complete"
            self.tell(f"{row.title}: {declared}", patient)

    def _chosen_entry(self) -> tuple[AttributeRow | None, int | None]:
        """The line that is chosen, and the recorded value it stands for."""
        row = self.query_one(AttributeList).chosen
        if row is None or row.entry is not None:
            return row, row.entry if row is not None else None
        entries = self._session.patient.entries.get(row.name, ())
        return row, 0 if len(entries) == 1 else None

    def _attribute(self, row: AttributeRow) -> Attribute:
        return self._session.library.vocabulary.attributes[row.name]

    @on(Input.Changed, "#sought")
    def _sought(self, event: Input.Changed) -> None:
        event.stop()
        self.show()

    @on(Input.Submitted, "#sought")
    def _found(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(AttributeList).focus()

    @on(OneLine.Refused)
    def _refused(self, event: OneLine.Refused) -> None:
        self.say(event.words)

    @on(AttributeList.Chosen)
    def _chosen(self, event: AttributeList.Chosen) -> None:
        text = self.query_one("#one HangingText", HangingText)
        if event.row is None:
            text.show([Line("", "Nothing is called so. Esc shows everything again.")])
        else:
            text.show(attribute_lines(self._session, event.row))
        self.query_one("#one").scroll_home(animate=False)


def _counted(rows: tuple[AttributeRow, ...], sought: str) -> str:
    """How much is known, or how much was found."""
    if sought:
        count = sum(not row.is_heading and row.entry is None for row in rows)
        return f"{count} found for “{sought[:40]}”"
    states = Counter(row.state for row in rows)
    return ", ".join(f"{states[state]} {state}" for state in ("known", "assumed", "unknown"))


_FIND = "/ find: part of a name or topic, or a state: unknown, assumed, stale"
