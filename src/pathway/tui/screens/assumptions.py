"""What was assumed: to be read, confirmed where it is right, and overridden where it is not."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option as Row

from pathway.advice.model import Assumption
from pathway.tui.known import said_entry
from pathway.tui.screens.value_form import Typed, ValueForm
from pathway.tui.session import Session
from pathway.tui.value_entry import with_entry
from pathway.views.page import clean


class AssumptionsScreen(ModalScreen[bool]):
    """A list with a tick before each assumption; true where some were confirmed or overridden.

    Results of tests that nobody looked for stand first, without a tick: they are no results.
    """

    HELP = (
        "What the advice takes for granted, each with its reason. a confirms what has a tick, "
        "Space sets or clears one, Enter records what is known instead."
    )
    DEFAULT_CSS = """
    AssumptionsScreen #assumed-why { max-height: 4; text-style: italic; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "confirm", "confirm"),
        Binding("space", "tick", "tick"),
        Binding("escape,q", "dismiss(False)", "back"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._fixed = len(session.unmeasured)
        self._listed = (*session.unmeasured, *session.confirmable)
        self._disputed = len(session.advice.assumptions) - len(self._listed)
        self._ticked = set(range(self._fixed, len(self._listed)))
        self._session = session

    def compose(self) -> ComposeResult:
        """The list, the reason for the chosen one, and what it stands on."""
        with Vertical(classes="dialog -tall"):
            yield Static(f"Assumed ({len(self._listed)})", classes="title", markup=False)
            rows = (Row(self._row(index)) for index in range(len(self._listed)))
            yield OptionList(*rows, id="assumed", markup=False)
            yield Static(id="assumed-why", markup=False)
            if self._disputed:
                told = f"{self._disputed} more: sources disagree, so they are asked as questions."
                yield Static(told, markup=False)
            yield Static(_HINT if self._listed else "Esc back", classes="hint", markup=False)

    def action_confirm(self) -> None:
        """What is ticked becomes what the clinician says."""
        if self._ticked:
            self._session.confirm(self._listed[index] for index in sorted(self._ticked))
        self.dismiss(bool(self._ticked))

    def action_tick(self) -> None:
        """Set or clear the tick of the row that is highlighted."""
        index = self.query_one(OptionList).highlighted
        if index is not None and index >= self._fixed:
            self._ticked ^= {index}
            self.query_one(OptionList).replace_option_prompt_at_index(index, self._row(index))

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        why = clean(self._listed[event.option_index].text)
        told = f"{why} {_UNMEASURED}" if event.option_index < self._fixed else why
        self.query_one("#assumed-why", Static).update(told)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        """Record what is known in place of what was assumed."""
        name = self._listed[event.option_index].attribute
        attribute = self._session.library.vocabulary.attributes[name]

        def typed(given: Typed | None) -> None:
            if given is not None:
                said = f"{clean(attribute.title)}: {said_entry(attribute, given.entry)}"
                patient = with_entry(
                    self._session.patient, attribute, given.entry, None, given.others
                )
                self._session.tell(said, patient, [name])
                self.dismiss(True)  # noqa: FBT003 the screen's one result

        self.app.push_screen(ValueForm(self._session, attribute, None), typed)

    def _row(self, index: int) -> str:
        tick = " – " if index < self._fixed else "[x]" if index in self._ticked else "[ ]"
        return f"{tick} {_said(self._listed[index])}"


_HINT: Final = "a confirm [x] · Space tick · Enter another value · Esc back"
_UNMEASURED: Final = "Not measured, so it cannot be confirmed; Enter records a result."


def _said(item: Assumption) -> str:
    value, _, why = clean(item.text).partition(": ")
    return f"{value}  {clean(item.title)}" + (f"  ({why})" if why else "")
