"""What clinician and patient agree on: each by one key, among what is advised to begin now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_lowercase
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option as Row

from pathway.advice.decided import ACCEPTED
from pathway.frozen import frozen
from pathway.ground.problems import PathwayError, Problem, visible
from pathway.ground.terms import Action
from pathway.records import DecisionChoice, Record
from pathway.tui import decision
from pathway.tui.decision import Draft
from pathway.tui.session import Session
from pathway.tui.widgets.fields import OneLine
from pathway.views.page import clean


@frozen
class Offer:
    """One option that may be agreed on, by its letter; `group` is the choice it belongs to."""

    letter: str
    option: str
    title: str
    group: str


def offers(session: Session) -> tuple[Offer, ...]:
    """What is advised to begin now and nothing stands against, as the brief lists it."""
    found = [
        (id_, line.do)
        for line in session.brief.do
        if line.do in _BEGIN
        for id_ in line.options
        if not decision.objections(session.advice, id_, DecisionChoice.ACCEPT)
    ]
    letters = (letter for letter in ascii_lowercase if letter not in _TAKEN)
    options = session.advice.options
    return tuple(
        Offer(letter, id_, clean(options[id_].title), do)
        for letter, (id_, do) in zip(letters, dict(found).items(), strict=False)
    )


class AgreeScreen(ModalScreen[bool]):
    """A letter accepts, and records it; true where something was decided."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "back")]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._offers = offers(session)
        self._waiting: list[Draft] = []
        self._writing: Draft | None = None
        self._decided = False
        self._leaving = False

    def compose(self) -> ComposeResult:
        """Who decides, where nobody said so yet; then the letters."""
        with Vertical(classes="dialog"):
            yield Static("Agreed with the patient", classes="title", markup=False)
            who = OneLine(id="agree-actor", placeholder="who decides: your name", compact=True)
            who.cursor_blink = False
            yield who
            yield OptionList(id="agree-list", markup=False)
            yield Static(id="agree-said", markup=False)
            hint = _HINT if self._offers else "Esc back"
            yield Static(hint, classes="hint", markup=False)

    def on_mount(self) -> None:
        """Ask who decides, once in a sitting."""
        self._show()
        who = self.query_one("#agree-actor", OneLine)
        who.display = self._session.actor is None
        (who if who.display else self.query_one(OptionList)).focus()

    def on_key(self, event: Key) -> None:
        """A letter accepts its option."""
        offer = next((one for one in self._offers if one.letter == event.key), None)
        if offer is not None and self._session.actor is not None:
            event.stop()
            self._agree(offer.option)

    def action_leave(self) -> None:
        """Back; what is being written is written first."""
        self._leaving = True
        if self._writing is None:
            self.dismiss(self._decided)

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        event.stop()
        name = " ".join(event.value.split())
        if not name:
            self._say("[!] a decision needs a name")
            return
        self._session.actor = name
        self.query_one("#agree-actor", OneLine).display = False
        self._say("")
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self._session.actor is not None and event.option_id is not None:
            self._agree(event.option_id)

    # -- recording ---------------------------------------------------------------------------

    def _agree(self, option: str) -> None:
        if option in _accepted(self._session) or option in {one.option for one in self._waiting}:
            return
        self._waiting.append(Draft(option, DecisionChoice.ACCEPT))
        self._next()

    def _next(self) -> None:
        """One after the other, in the order of the keys."""
        if self._writing is None and self._waiting:
            self._writing = self._waiting[0]
            self._write(self._writing)

    @work(thread=True, group="record")
    def _write(self, draft: Draft) -> None:
        try:
            made, _ = decision.record(self._session, draft)
        except PathwayError as error:
            self.app.call_from_thread(self._failed, error.problems)
        else:
            self.app.call_from_thread(self._recorded, draft, made)

    def _recorded(self, draft: Draft, made: Record) -> None:
        self._decided, self._writing = True, None
        self._waiting.remove(draft)
        decision.settle(self._session, draft, made)
        self._say("")
        self._show()
        self._next()
        if self._leaving:
            self.action_leave()

    def _failed(self, problems: Sequence[Problem]) -> None:
        """What was agreed stays on the screen, marked, and the same key tries again."""
        draft, self._writing, self._leaving = self._writing, None, False
        self._waiting.clear()
        titles = {one.option: one.title for one in self._offers}
        title = titles.get(draft.option, "") if draft is not None else ""
        told = "; ".join(f"{p.code} {p.message}" for p in problems)
        self._say(f"[!] NOT RECORDED: {title}. {visible(told)}. The same key tries again.")

    # -- private -----------------------------------------------------------------------------

    def _show(self) -> None:
        rows = self.query_one(OptionList)
        at = rows.highlighted
        rows.set_options(_rows(self._session, self._offers))
        rows.highlighted = (
            at
            if at is not None
            else next((i for i, row in enumerate(rows.options) if not row.disabled), None)
        )
        if not self._offers:
            self._say("Nothing is to begin now that nothing stands against; d decides on others.")

    def _say(self, text: str) -> None:
        said = self.query_one("#agree-said", Static)
        said.update(text)
        said.display = bool(text)


_BEGIN: Final = (Action.START.value, Action.CHOOSE.value)
#: Letters that would be taken for something else.
_TAKEN: Final = "jkq"
_HINT: Final = "a letter accepts and records it · Esc back"


def _accepted(session: Session) -> dict[str, int | None]:
    return {one.therapy: one.record for one in session.decided if one.action in ACCEPTED}


def _rows(session: Session, found: Sequence[Offer]) -> Iterator[Row]:
    accepted, group = _accepted(session), ""
    for one in found:
        if one.group != group:
            group = one.group
            heading = "choose one or more" if group == Action.CHOOSE.value else "start"
            yield Row(Content.styled(heading, "bold"), disabled=True)
        done = f"  ✓ accepted, record {accepted[one.option]}" if one.option in accepted else ""
        yield Row(
            Content.assemble((f"  {one.letter}  ", "bold"), one.title, (done, "bold")),
            id=one.option,
        )
