"""Where an answer is typed or chosen, with the checks of a patient file."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option as Row

from pathway.advice.words import said
from pathway.problems import Problem, visible
from pathway.tui.asking import Asked
from pathway.tui.session import Session
from pathway.tui.widgets.fields import OneLine
from pathway.units import spoken
from pathway.vocabulary import Attribute, Base, Range, Value


class AnswerField(Vertical):
    """A field for numbers and dates, a list for choices; closed until it is needed."""

    class Given(Message):
        """An answer that can be used."""

        def __init__(self, question: Asked, value: Value) -> None:
            super().__init__()
            self.question = question
            self.value = value

    def __init__(self, session: Session) -> None:
        super().__init__(id="field")
        self._session = session
        self._question: Asked | None = None
        self.display = False

    def compose(self) -> ComposeResult:
        """A field, a list, and a line for what is wrong."""
        field = OneLine(id="typed", compact=True)
        field.cursor_blink = False
        yield field
        yield OptionList(id="choices", markup=False)
        yield Static(id="fault", markup=False)

    def open(self, question: Asked) -> None:
        """Ask for the value of a question."""
        if question.attribute is None:
            return
        self._question = question
        self.display = True
        self._complain("")
        choices = _choices(question.attribute)
        field, listed = self.query_one(Input), self.query_one(OptionList)
        field.display, listed.display = not choices, bool(choices)
        if choices:
            listed.clear_options()
            listed.add_options(Row(f"  {visible(choice)}") for choice in choices)
            listed.highlighted = 0
            listed.focus()
        else:
            field.value = ""
            field.placeholder = _placeholder(question.attribute)
            field.focus()

    def close(self) -> None:
        """Ask for nothing."""
        self._question = None
        self.display = False

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        self._read(event.value)

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
        else:
            self.post_message(self.Given(question, value))

    def _complain(self, text: str) -> None:
        fault = self.query_one("#fault", Static)
        fault.update(text)
        fault.display = bool(text)


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
