"""One question in full: what is asked, why, what it settles, and the keys that answer it."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.widgets import Static

from pathway.tui.asking import OpenQuestion
from pathway.tui.session import Session
from pathway.tui.widgets.tones import STYLES
from pathway.views.entries import name_of
from pathway.views.page import Tone

_NOTHING = (
    "Nothing is left to ask: no answer would change the advice now.\n\n"
    "2 shows the plan, 3 the options; d takes a decision, x leaves with a handout."
)
#: How many settled options are named before the rest is counted.
_NAMED = 4
#: How many answers of a group are named beside the key; more stand in the question itself.
_BY_NAME = 2


class QuestionCard(Static):
    """The question that is chosen."""

    def __init__(self) -> None:
        super().__init__(id="card", markup=False)

    def show(self, session: Session, question: OpenQuestion | None) -> None:
        """Show one question."""
        if question is None:
            self.update(_NOTHING)
            return
        lines = list(_lines(session, question))
        heading = Content.assemble(
            ("[!] red flag: " if question.red_flag else "", STYLES[Tone.ALARM]),
            (question.title, "bold"),
        )
        self.update(Content("\n").join([heading, *lines]))


def row(question: OpenQuestion) -> Content:
    """A question as one line of the list."""
    indent = "    " if question.inside else "  "
    mark = "! " if question.red_flag and not question.inside else ""
    aside = "  (set aside)" if question.aside else ""
    count = f": any of {len(question.clears)}?" if question.is_group else ""
    count = ": is this all?" if question.completes is not None else count
    settled = f"  decides {len(question.settles)}" if question.settles and not aside else ""
    title = f"{indent[: len(indent) - len(mark)]}{mark}{question.title}{count}"
    return Content.assemble(title, (f"{aside}{settled}", STYLES[Tone.QUIET]))


def keys(
    session: Session,
    question: OpenQuestion | None,
    *,
    further: str = "↓",
    unknown: str = "not known",
) -> str:
    """The keys that answer a question; `further` leads to the single ones of a group.

    `unknown` is said beside the key for what the patient cannot tell.
    """
    if question is None:
        return ""
    if question.is_history:
        told = "t enters what was tried · k skip"
        return f"n nothing tried so far · {told}" if session.history_unknown else told
    if question.completes is not None:
        return f"y that is all · n there is more · {further} one by one · k skip"
    if question.is_group:
        return f"n {_no_to(session, question)} · {further} one by one · ? {unknown} · k skip"
    answer = "y yes · n no" if question.is_yes_no else "Enter answer"
    return f"{answer} · ? {unknown} · k skip"


def _no_to(session: Session, group: OpenQuestion) -> str:
    """Exactly what one *no* answers: by name, or all that the question names."""
    count = len(group.clears)
    names = ", ".join(name_of(session.advice, name) for name in group.clears)
    return f"no to: {names}" if count <= _BY_NAME else f"no to all {count}"


def _lines(session: Session, question: OpenQuestion) -> Iterator[Content]:
    yield Content(question.text)
    if question.is_group and question.completes is None:
        names = ", ".join(name_of(session.advice, name) for name in question.clears)
        yield Content(f"n says no to {names}")
    reason = session.aside.get(question.attributes[0]) or question.why_missing
    if reason and reason != "not asked":
        yield Content.styled(reason, STYLES[Tone.ASK])
    if question.settles:
        yield Content.styled(f"decides: {_named(question.settles)}", STYLES[Tone.QUIET])


def _named(settles: tuple[str, ...]) -> str:
    first, more = settles[:_NAMED], len(settles) - _NAMED
    return ", ".join(first) + (f" and {more} more" if more > 0 else "")
