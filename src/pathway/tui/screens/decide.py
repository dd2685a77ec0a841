"""Deciding on one option, step by step; a decision exists once its record is on the disk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, OptionList, Static

from pathway.ground.problems import PathwayError, Problem, visible
from pathway.records import DecisionChoice, Record
from pathway.tui import decision
from pathway.tui.decision import Draft
from pathway.tui.drafting import Drafting, DraftStep
from pathway.tui.screens.place import PlaceScreen
from pathway.tui.session import Session
from pathway.tui.widgets.decide_steps import PREFERENCES, StepQuestion, asking
from pathway.tui.widgets.fields import OneLine
from pathway.tui.widgets.hanging import HangingText
from pathway.views.page import clean


class DecideScreen(PlaceScreen):
    """What was chosen so far, and below it the list or the field of the next step."""

    heading = "Decide"
    HELP = (
        "Accept, decline or override the option. Whatever stands against the decision is listed "
        "by name, and each has to be confirmed. The decision is taken when its record is written; "
        "if that fails it was not taken. A new decision on the same option supersedes the last one."
    )
    DEFAULT_CSS = """
    DecideScreen #so-far { height: auto; max-height: 60%; padding: 0 1; }
    DecideScreen #decide-ask { height: auto; padding: 1 1 0 1; text-style: bold; }
    DecideScreen #decide-list { height: 1fr; padding: 0 1; text-wrap: wrap; }
    DecideScreen #decide-text { margin: 0 1; }
    DecideScreen #decide-fault { height: auto; padding: 0 1; color: $text-error; }
    DecideScreen #decide-room { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "confirm_one", "confirm", key_display="Space", id="decide.confirm"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        option = session.advice.options.get(session.chosen or "")
        self._making = Drafting(session, option) if option is not None else None
        self._draft: Draft | None = None
        self._asked = ""
        self._writing = False

    def body(self) -> ComposeResult:
        """From top to bottom."""
        with VerticalScroll(id="so-far", can_focus=False):
            yield HangingText()
        yield Static(id="decide-ask", markup=False)
        yield OptionList(id="decide-list", markup=False)
        yield OneLine(id="decide-text", compact=True, select_on_focus=False)
        yield Static(id="decide-fault", markup=False)

    def show(self) -> None:
        """Show the step that it stands at."""
        super().show()
        making = self._making
        if making is None or self._session.is_hypothetical:
            self.name_it("on a copy nothing is decided" if making else "no option is chosen")
            self.query_one("#decide-text").display = False
            return
        making.option = self._session.advice.options[making.option.id]
        self.name_it(clean(making.option.title))
        self.query_one(HangingText).show(making.said())
        self._complain("")
        asked = asking(making)
        self.query_one("#decide-ask", Static).update(asked.ask)
        self._show_list(asked)
        self._show_text(asked)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Space confirms only where something stands against it."""
        del parameters
        making = self._making
        return action != "confirm_one" or (making is not None and making.step is DraftStep.AGAINST)

    # -- answers -----------------------------------------------------------------------------

    def action_leave(self) -> None:
        """One step back, or out."""
        making = self._making
        if self._writing:
            return
        if making is None or making.step in (DraftStep.CHOICE, DraftStep.DONE):
            super().action_leave()
        else:
            making.go(-1)
            self.show()

    def action_confirm_one(self) -> None:
        """Confirm what is highlighted."""
        making = self._making
        row = self.query_one("#decide-list", OptionList).highlighted
        if making is not None and making.step is DraftStep.AGAINST and row is not None:
            making.confirmed ^= {row}
            self.show()

    @on(OptionList.OptionSelected, "#decide-list")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        making = self._making
        if making is None or self._writing:
            return
        if making.step is DraftStep.CHOICE:
            self._choose(making, str(event.option_id))
        elif making.step is DraftStep.AGAINST:
            self._confirm(making)
        elif making.step is DraftStep.REASON:
            making.coded = making.reasons[event.option_index]
            self._on()
        elif making.step is DraftStep.CONFIRM:
            self._record(making)
        else:
            super().action_leave()

    @on(Input.Submitted, "#decide-text")
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        making, text = self._making, event.value.strip()
        if making is None:
            return
        fault = making.take(text)
        if fault:
            self._complain(f"[!] {fault}")
        else:
            self._on()

    @on(OneLine.Refused)
    def _refused(self, event: OneLine.Refused) -> None:
        event.stop()
        self.query_one("#decide-fault", Static).update(event.words)

    # -- recording ---------------------------------------------------------------------------

    def _record(self, making: Drafting) -> None:
        # The same draft is tried again, so that it is never written twice.
        if self._draft != making.draft:
            self._draft = making.draft
        self._writing = True
        self.query_one("#decide-ask", Static).update("Writing the record …")
        self._write(self._draft)

    @work(thread=True, exclusive=True, group="record")
    def _write(self, draft: Draft) -> None:
        try:
            made, place = decision.record(self._session, draft)
        except PathwayError as error:
            self.app.call_from_thread(self._failed, error.problems)
        else:
            self.app.call_from_thread(self._recorded, draft, made, place)

    def _recorded(self, draft: Draft, made: Record, place: str) -> None:
        self._writing, self._draft, self._told = False, None, True
        decision.settle(self._session, draft, made)
        if self._making is not None:
            self._making.made, self._making.place = made, place
            self._making.step = DraftStep.DONE
        self.show()

    def _failed(self, problems: Sequence[Problem]) -> None:
        self._writing = False
        self.show()
        told = [f"[!] {p.code} {p.message}" + (f" ({p.hint})" if p.hint else "") for p in problems]
        told.append("Nothing was decided. Enter tries again.")
        self._complain("\n".join(map(visible, told)))

    # -- private -----------------------------------------------------------------------------

    def _on(self) -> None:
        if self._making is not None:
            self._making.go(1)
        self.show()

    def _choose(self, making: Drafting, id_: str) -> None:
        if id_ in tuple(DecisionChoice):
            making.choose(DecisionChoice(id_))
            self._on()
            return
        option = making.option
        said = f"{clean(option.title)}: {PREFERENCES[id_]}"
        taken_back = option.id in getattr(self._session.patient.preferences, id_)
        patient = decision.prefer(self._session.patient, option.id, id_)
        self.tell(f"{said}: taken back" if taken_back else said, patient)

    def _confirm(self, making: Drafting) -> None:
        if making.unconfirmed:
            self._complain(f"[!] Space confirms each; {making.unconfirmed} not confirmed yet")
        else:
            self._on()

    def _complain(self, text: str) -> None:
        fault = self.query_one("#decide-fault", Static)
        fault.update(text)
        fault.display = bool(text)

    def _show_list(self, asked: StepQuestion) -> None:
        """Nothing is chosen in a list because something stood in its place in the one before."""
        listed, rows = self.query_one("#decide-list", OptionList), asked.rows
        kept = listed.highlighted if asked.ask == self._asked else None
        self._asked = asked.ask
        listed.display = bool(rows)
        listed.clear_options()
        listed.add_options(rows)
        if rows:
            listed.focus()
            if kept is not None:
                listed.highlighted = kept
            else:
                listed.action_first()

    def _show_text(self, asked: StepQuestion) -> None:
        field = self.query_one("#decide-text", OneLine)
        field.display = not asked.rows
        if not asked.rows:
            field.value, field.placeholder = asked.text, asked.hint
            field.cursor_position = len(field.value)
            field.focus()
