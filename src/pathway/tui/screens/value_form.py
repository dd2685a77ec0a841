"""One value of an attribute in a form, checked by the rules of a patient file while it is typed."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.widgets import Static

from pathway.frozen import frozen
from pathway.ground.vocabulary import Attribute, Base
from pathway.patients.model import Entry
from pathway.tui.attribute_rows import takes
from pathway.tui.known import said_entry, valid_until
from pathway.tui.screens.form import FormScreen
from pathway.tui.session import Session
from pathway.tui.trial_entry import EntryFault
from pathway.tui.value_entry import BESIDE, INSTEAD, REASONS, echo, read_entry, written_entry
from pathway.tui.widgets.answer_field import WHO_AND_WHY
from pathway.tui.widgets.fields import ChoiceField, TextField
from pathway.views.page import clean

_OTHERS: Final = (("stays beside this one", BESIDE), ("gives way to this one", INSTEAD))


@frozen
class Typed:
    """A value, and what becomes of the others."""

    entry: Entry
    others: str


class ValueForm(FormScreen[Typed]):
    """The value that was typed.

    `place` says which of the recorded values is corrected; None adds one.
    """

    DEFAULT_CSS = """
    ValueForm .told { padding-left: 12; }
    """

    def __init__(self, session: Session, attribute: Attribute, place: int | None) -> None:
        recorded = session.patient.entries.get(attribute.name, ())
        entry = recorded[place] if place is not None else None
        title = f"{'New value' if entry is None else 'Correct'}: {clean(attribute.title)}"
        fields = written_entry(session, attribute, entry)
        super().__init__(title, fields, "value", clean(attribute.question))
        self._session = session
        self._attribute = attribute
        self._others = recorded if entry is None else ()
        self._reasons = list(REASONS)
        if entry is not None and entry.why is not None and entry.why not in REASONS:
            self._reasons.append(entry.why)

    def body(self) -> ComposeResult:
        """The value or why there is none, its day and source, and what becomes of others."""
        choices = _choices(self._attribute)
        if choices:
            yield ChoiceField("value", choices, self.fields["value"], blank="choose")
        else:
            hint = takes(self._attribute)
            yield TextField("value", self.fields["value"], placeholder=hint)
        reasons = [(why.value, why.value) for why in self._reasons]
        unknown = self.fields["unknown"]
        yield ChoiceField("unknown", reasons, unknown, label="or unknown", blank="–")
        yield TextField("on", self.fields["on"], placeholder="2026-11-20, 2026-11 or 2026")
        yield TextField("source", self.fields["source"], placeholder="who says so")
        if self.fields["settles"] or self._session.disagrees(self._attribute.name):
            yield TextField("settles", self.fields["settles"], placeholder=WHO_AND_WHY)
        if self._others:
            told = "; ".join(said_entry(self._attribute, entry) for entry in self._others)
            yield ChoiceField("others", _OTHERS, BESIDE, label="recorded")
            yield Static(told, classes="told", markup=False)

    def read(self) -> Typed | tuple[EntryFault, ...]:
        """The value in the fields."""
        found = read_entry(self._session, self._attribute, self.fields)
        return Typed(found, self.fields["others"]) if isinstance(found, Entry) else found

    def remark(self, found: Typed) -> dict[str, str]:
        """How the value is recorded, and for how long it counts."""
        until = valid_until(self._attribute, found.entry.on) if found.entry.why is None else ""
        return {"value": echo(self._attribute, self.fields["value"], found.entry), "on": until}


def _choices(attribute: Attribute) -> tuple[tuple[str, str], ...]:
    if attribute.type.base is Base.BOOLEAN:
        return (("yes", "yes"), ("no", "no"))
    return tuple((clean(choice), choice) for choice in attribute.type.choices or ())
