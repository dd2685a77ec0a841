"""The plan: what to do now, in the advice's own order."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Row

from pathway.advice.advice import Advice
from pathway.advice.model import Alert, PlanItem
from pathway.tui.session import Session
from pathway.tui.widgets.fitted import Fitted
from pathway.tui.widgets.hanging import Line, hung, indent_of
from pathway.tui.widgets.options import OptionsPane
from pathway.tui.widgets.pane import Pane
from pathway.tui.widgets.rows import Rows
from pathway.views.contents import NOTES_FIRST
from pathway.views.entries import titles
from pathway.views.page import Tone, clean
from pathway.views.tones import URGENCY_MARKS, tone_of_action


class PlanPane(Pane):
    """Red flags that are present, then every line of the plan, then where to go from here."""

    key = "2"
    heading = "Plan"
    inner = "#plan-rows"
    hint = "Enter reasons · d decide"
    HELP = (
        "What to do now, most pressing first. On a line about one option, Enter shows its "
        "reasons, w all of them, and d takes a decision."
    )

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._options: tuple[str | None, ...] = ()

    def compose(self) -> ComposeResult:
        """One list."""
        yield Rows(id="plan-rows", markup=False)

    def show(self, session: Session) -> None:
        """Show the plan as it is now, at the same line."""
        rows, lines = self.query_one(OptionList), tuple(plan_lines(session.advice))
        indent, at = indent_of(line for _, line in lines), rows.highlighted or 0
        self._options = tuple(option for option, _ in lines)
        with rows.prevent(OptionList.OptionHighlighted):
            rows.set_options([Row(_fitted(line, indent)) for _, line in lines])
            rows.highlighted = min(at, len(lines) - 1)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._choose(event.option_index, opened=False)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._choose(event.option_index, opened=True)

    def _choose(self, index: int, *, opened: bool) -> None:
        option = self._options[index]
        if option is not None:
            self.post_message(OptionsPane.Chosen(option, opened=opened))


def _fitted(line: Line, indent: int) -> Fitted:
    return Fitted(lambda width: hung(line, indent, width))


def plan_lines(advice: Advice) -> Iterator[tuple[str | None, Line]]:
    """The plan and what belongs to it; each line with the option that it is about."""
    yield from ((None, line) for line in _first(advice))
    for item in advice.plan:
        if item.do != "act" and (item.do != "ask first" or item.option is not None):
            yield item.option, _item(item)
    yield from ((None, line) for line in _last(advice))


def _first(advice: Advice) -> Iterator[Line]:
    for alert in advice.alerts:
        if alert.state == "present":
            yield from _alert(advice, alert)
    urgent = sum(question.urgent for question in advice.questions)
    if urgent:
        first = ", red flags first" if advice.red_flags == "unanswered" else ""
        yield Line("ask first", f"{_count(urgent)}{first} (pane 1)", Tone.ASK)


def _last(advice: Advice) -> Iterator[Line]:
    urgent = sum(question.urgent for question in advice.questions)
    if len(advice.questions) > urgent:
        yield Line("ask", f"{_count(len(advice.questions) - urgent)} (pane 1)", Tone.ASK)
    yield from _next(advice)
    for kind in NOTES_FIRST:
        for note in advice.notes:
            if note.kind == kind:
                yield Line(clean(note.kind), clean(note.text), Tone.QUIET)
    yield Line("limits", clean(advice.limits), Tone.QUIET)


def _alert(advice: Advice, alert: Alert) -> Iterator[Line]:
    yield Line("", f"{URGENCY_MARKS[alert.urgency]}: {clean(alert.title)}", Tone.ALARM)
    yield Line("act", clean(alert.action), Tone.ALARM)
    if alert.to:
        yield Line("to", clean(alert.to))
    if alert.offers:
        yield Line("with", ", ".join(titles(advice, alert.offers)))
    if alert.reasons:
        yield Line("because", "; ".join(map(clean, alert.reasons)))


def _item(item: PlanItem) -> Line:
    text = clean(item.what)
    if item.when not in ("", "now", "later"):
        text += f" on {item.when}" if item.do == "review" else f" {clean(item.when)}"
    if item.because and item.do != "review":
        text += f": {clean(item.because)}"
    return Line(clean(item.do), text, tone_of_action(item.do))


def _next(advice: Advice) -> Iterator[Line]:
    for lead, said in (
        ("now at", advice.next.step),
        ("then", advice.next.then),
        ("review by", advice.next.review_by),
    ):
        if said:
            yield Line(lead, clean(said))


def _count(questions: int) -> str:
    return "1 question" if questions == 1 else f"{questions} questions"
