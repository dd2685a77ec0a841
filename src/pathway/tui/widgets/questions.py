"""The open questions: the next one in full, to be answered in place, and the list of all."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option as Row

from pathway.tui.asking import OpenQuestion
from pathway.tui.keys import ANSWERS
from pathway.tui.session import Session
from pathway.tui.widgets.answer_field import AnswerField
from pathway.tui.widgets.pane import Pane
from pathway.tui.widgets.question_card import QuestionCard, keys, row
from pathway.tui.widgets.rows import Rows


class QuestionPane(Pane):
    """Asks; every answer goes to the session at once."""

    key = "1"
    heading = "Questions"
    inner = "#asked"
    HELP = (
        "What is not known yet and would change the advice, most pressing first. Each question "
        "says what it settles. A group of red flags is cleared by one n, none of these."
    )
    BINDINGS: ClassVar[list[BindingType]] = [key.binding for key in ANSWERS if key.keys != "enter"]

    class Told(Message):
        """Something was told, so that everything is to be shown anew."""

    class Hint(Message):
        """What to do, where a key does not fit the question."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, session: Session, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._session = session
        self._asked: tuple[OpenQuestion, ...] = ()

    def compose(self) -> ComposeResult:
        """The question, a field where it needs one, and the list."""
        with VerticalScroll(id="card-scroll", can_focus=False):
            yield QuestionCard()
        yield Static(id="answer-keys", markup=False)
        yield AnswerField(self._session)
        yield Rows(id="asked", markup=False)

    @property
    def question(self) -> OpenQuestion | None:
        """The question that is highlighted."""
        index = self.query_one("#asked", OptionList).highlighted
        return self._asked[index] if index is not None and index < len(self._asked) else None

    def show(self, session: Session) -> None:
        """Show what is open now, and go on with the next question."""
        last, self._asked = self.question, session.questions
        rows = self.query_one("#asked", OptionList)
        with rows.prevent(OptionList.OptionHighlighted):
            rows.set_options([Row(row(question), id=question.id) for question in self._asked])
            rows.highlighted = _next(self._asked, last)
        self.query_one(AnswerField).close()
        self.border_subtitle = f"{len(session.advice.questions)} open"
        self._show_card()

    def first(self, how: str) -> None:
        """An answer to the first question, by the name of its key, once it is shown here."""
        rows = self.query_one("#asked", OptionList)
        with rows.prevent(OptionList.OptionHighlighted):
            rows.highlighted = 0 if self._asked else None
        self._show_card()
        if how == "type":
            self.action_type()
        else:
            self.answer(self.question, how)

    def answer(self, question: OpenQuestion | None, how: str) -> None:
        """An answer to a question that stands on the screen, here or on the brief."""
        if question is not None:
            do = {
                "yes": self._yes,
                "no": self._no,
                "does_not_know": self._does_not_know,
                "skip": self._skip,
            }
            do[how](question)

    def action_yes(self) -> None:
        """The answer is yes; for a group, one of it has to be chosen."""
        self.answer(self.question, "yes")

    def action_no(self) -> None:
        """The answer is no, or none of these, or nothing tried.

        It is no to all of a group once all of it stood on the screen; until then it is read on.
        """
        question = self.question
        card = self.query_one("#card-scroll", VerticalScroll)
        of_group = question is not None and question.is_group and question.completes is None
        if of_group and card.scroll_y < card.max_scroll_y:
            card.scroll_page_down(animate=False)
            self.post_message(self.Hint("read on first: n says no to all that this asks"))
            return
        self.answer(question, "no")

    def action_does_not_know(self) -> None:
        """The patient does not know."""
        self.answer(self.question, "does_not_know")

    def action_skip(self) -> None:
        """Not now."""
        self.answer(self.question, "skip")

    def _yes(self, question: OpenQuestion) -> None:
        if question.is_yes_no:
            self._answer(question, value=True)
        elif question.completes is not None:
            self._session.is_all(question)
            self.post_message(self.Told())
        elif question.is_group:
            self.query_one("#asked", OptionList).action_cursor_down()
            self.post_message(self.Hint("which one? y at each that is present"))

    def _no(self, question: OpenQuestion) -> None:
        if question.is_yes_no:
            self._answer(question, value=False)
        elif question.completes is not None:
            self._session.is_more(question)
            self.show(self._session)
            told = "there is more; the list stays open (e writes down what)"
            self.post_message(self.Hint(f"{question.title}: {told}"))
        elif question.is_group:
            self._session.none_of_these(question)
            self.post_message(self.Told())
        elif question.is_history and self._session.history_unknown:
            self._session.nothing_tried()
            self.post_message(self.Told())

    def _does_not_know(self, question: OpenQuestion) -> None:
        if not question.is_history:
            self._session.does_not_know(question)
            self.post_message(self.Told())

    def _skip(self, question: OpenQuestion) -> None:
        self._session.skip(question)
        self.show(self._session)
        self.post_message(self.Hint(f"{question.title}: set aside for now, nothing recorded"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a field to close, Esc leads back to the brief."""
        del parameters
        return self.query_one(AnswerField).display if action == "cancel" else True

    def action_cancel(self) -> None:
        """Close the field."""
        self.query_one(AnswerField).close()
        self._show_card()
        self.take_focus()

    @on(OptionList.OptionHighlighted, "#asked")
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.query_one(AnswerField).close()
        self._show_card()

    @on(OptionList.OptionSelected, "#asked")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_type()

    def action_type(self) -> None:
        """Open the field, for an answer that is more than a key."""
        if self.question is not None and self.question.attribute is not None:
            self.query_one(AnswerField).open(self.question)
            self._show_keys("Enter record · Esc back")

    @on(AnswerField.Given)
    def _given(self, event: AnswerField.Given) -> None:
        event.stop()
        self.take_focus()
        self._session.answer(event.question, event.value, event.settles)
        self.post_message(self.Told())

    def _answer(self, question: OpenQuestion, *, value: bool) -> None:
        if question.disagrees:
            self.query_one(AnswerField).settle(question, value)
            self._show_keys("say who settles it, and why · Enter record · Esc back")
            return
        self._session.answer(question, value)
        self.post_message(self.Told())

    def _show_keys(self, text: str) -> None:
        self.query_one("#answer-keys", Static).update(text)

    def _show_card(self) -> None:
        self.query_one(QuestionCard).show(self._session, self.question)
        self._show_keys(keys(self._session, self.question))
        self.query_one("#card-scroll", VerticalScroll).scroll_home(animate=False)


def _next(asked: tuple[OpenQuestion, ...], last: OpenQuestion | None) -> int | None:
    """The question to go on with: the next of the same group, else the first."""
    if last is not None and last.inside:
        for index, question in enumerate(asked):
            if question.inside == last.inside:
                return index
    return 0 if asked else None
