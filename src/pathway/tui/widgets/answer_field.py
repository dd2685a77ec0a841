"""Where an answer is typed or chosen, with the checks of a patient file."""

from __future__ import annotations

from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option as Row

from pathway.advice.words import said
from pathway.ground.problems import Problem, visible
from pathway.ground.units import spoken
from pathway.ground.vocabulary import Attribute, Base, Range, Value
from pathway.tui.asking import OpenQuestion
from pathway.tui.session import Session
from pathway.tui.widgets.fields import OneLine


class AnswerField(Vertical):
    """A field for numbers and dates, a list for choices; closed until it is needed."""

    class Given(Message):
        """An answer that can be used."""

        def __init__(self, question: OpenQuestion, value: Value, settles: str = "") -> None:
            super().__init__()
            self.question = question
            self.value = value
            self.settles = settles

    def __init__(self, session: Session) -> None:
        super().__init__(id="field")
        self._session = session
        self._question: OpenQuestion | None = None
        #: The answer to a question about which sources disagree, until it is said why it counts.
        self._settling: Value | None = None
        self.display = False

    def compose(self) -> ComposeResult:
        """A field, a list, and a line for what is wrong."""
        field = OneLine(id="typed", compact=True)
        field.cursor_blink = False
        yield field
        yield OptionList(id="choices", markup=False)
        yield Static(id="fault", markup=False)

    def open(self, question: OpenQuestion) -> None:
        """Ask for the value of a question."""
        if question.attribute is None:
            return
        choices = _choices(question.attribute)
        self._show(question, listed=bool(choices))
        if choices:
            listed = self.query_one(OptionList)
            listed.clear_options()
            listed.add_options(Row(f"  {visible(choice)}") for choice in choices)
            listed.highlighted = 0
            listed.focus()
        else:
            self._ask(_placeholder(question.attribute))

    def settle(self, question: OpenQuestion, value: Value) -> None:
        """Ask who settles what sources disagree about, and why; only then there is an answer."""
        self._show(question, listed=False)
        self._settling = value
        self._ask(WHO_AND_WHY)

    def close(self) -> None:
        """Ask for nothing."""
        self._question = self._settling = None
        self.display = False

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        if self._settling is None:
            self._read(event.value)
        elif self._question is not None and event.value.strip():
            self.post_message(self.Given(self._question, self._settling, event.value))
        else:
            self._complain("[!] sources disagree; say who settles it, and why")

    @on(OneLine.Refused)
    def _refused(self, event: OneLine.Refused) -> None:
        event.stop()
        self._complain(event.words)

    @on(OptionList.OptionSelected, "#choices")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self._question is not None and self._question.attribute is not None:
            self._read(_choices(self._question.attribute)[event.option_index])

    @on(OptionList.OptionHighlighted, "#choices")
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()

    def _read(self, text: str) -> None:
        question = self._question
        if question is None or question.attribute is None:
            return
        value = self._session.read(question.attribute, text)
        if isinstance(value, Problem):
            hint = f" ({visible(value.hint)})" if value.hint else ""
            self._complain(f"[!] {visible(value.message)}{hint}")
        elif question.disagrees:
            self.settle(question, value)
        else:
            self.post_message(self.Given(question, value))

    def _show(self, question: OpenQuestion, *, listed: bool) -> None:
        self._question, self._settling = question, None
        self.display = True
        self._complain("")
        self.query_one(Input).display = not listed
        self.query_one(OptionList).display = listed

    def _ask(self, placeholder: str) -> None:
        field = self.query_one(Input)
        field.value, field.placeholder = "", placeholder
        field.focus()

    def _complain(self, text: str) -> None:
        fault = self.query_one("#fault", Static)
        fault.update(text)
        fault.display = bool(text)


#: What is asked for where sources disagree.
WHO_AND_WHY: Final = "who settles it, and why: Dr Ito: the biopsy was benign"


def _choices(attribute: Attribute) -> tuple[str, ...]:
    if attribute.type.base is Base.BOOLEAN:
        return ("yes", "no")
    return attribute.type.choices or ()


def _placeholder(attribute: Attribute) -> str:
    if attribute.type.base is Base.DATE:
        return "a date: 2026-11-20, or 2026-11 or 2026 where no more is known"
    if not attribute.type.is_number:
        return "in words"
    unit = attribute.type.unit
    if attribute.lowest is not None and attribute.highest is not None:
        return f"a number, {said(Range(attribute.lowest, attribute.highest), unit)}"
    return f"a number in {spoken(unit)}" if unit not in (None, "1") else "a number"
