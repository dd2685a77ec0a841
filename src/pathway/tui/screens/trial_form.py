"""One trial of a therapy in a form, checked by the rules of a patient file while it is typed."""

from __future__ import annotations

from typing import Final

from textual import on
from textual.app import ComposeResult

from pathway.patients.model import Outcome, Trial
from pathway.tui.screens.form import FormScreen
from pathway.tui.session import Session
from pathway.tui.trial_entry import EntryFault, read_trial, written
from pathway.tui.widgets.fields import ChoiceField, Field, TextField
from pathway.views.page import clean

_YES_NO: Final = (("yes", "yes"), ("no", "no"))
_STATED: Final = (("yes, whatever its length", "yes"), ("no, whatever its length", "no"))


class TrialForm(FormScreen[Trial]):
    """The trial that was typed; `others` are those it has to stand beside."""

    def __init__(
        self,
        session: Session,
        trial: Trial | None,
        others: tuple[Trial, ...],
        *,
        title: str,
        about: str = "",
        begin: str = "therapy",
    ) -> None:
        super().__init__(title, {"drug": "", **written(session, trial)}, begin, about)
        self._session = session
        self._others = others

    def body(self) -> ComposeResult:
        """One field for each key of a trial."""
        therapies = self._session.library.therapies.values()
        named = sorted((clean(therapy.title), therapy.id) for therapy in therapies)
        yield ChoiceField("therapy", named, self.fields["therapy"], blank="choose a therapy")
        yield self._text("from", "2026-11-06, or 2026-11 or 2026 where no more is known")
        yield self._text("to", "empty while it is running")
        yield ChoiceField("ongoing", _YES_NO, self.fields["ongoing"], blank="not said")
        outcomes = [(outcome.value, outcome.value) for outcome in Outcome]
        yield ChoiceField("outcome", outcomes, self.fields["outcome"], blank="not recorded")
        yield self._text("weeks", "where the dates do not say it")
        yield self._text("sessions", "how many")
        yield self._text("dose", "a day, with its unit")
        blank = "worked out from length, sessions and dose"
        yield ChoiceField("adequate", _STATED, self.fields["adequate"], blank=blank)
        yield self._text("source", "who says so")
        yield self._text("drug", "or a drug: ingredient or brand chooses the therapy")

    def read(self) -> Trial | tuple[EntryFault, ...]:
        """The trial in the fields."""
        return read_trial(self._session, self.fields, self._others)

    @on(Field.Changed)
    def _drug_named(self, event: Field.Changed) -> None:
        """A drug, or a brand, stands for the therapy that it belongs to."""
        if event.field.key != "drug":
            return
        found = self._session.library.drug_names.drug(event.field.text.strip())
        if len(found) == 1:
            self.query_one("#field-therapy", ChoiceField).fill(found[0])

    def _text(self, key: str, placeholder: str) -> TextField:
        return TextField(key, self.fields[key], placeholder=placeholder)
