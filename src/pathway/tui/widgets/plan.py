"""The plan: what to do now, in the advice's own order."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from pathway.advice.model import Advice, Alert, PlanItem
from pathway.present.contents import NOTES_FIRST
from pathway.present.entries import URGENCY_MARKS, titles
from pathway.present.page import Tone, clean
from pathway.tui.session import Session
from pathway.tui.widgets.hanging import HangingText, Line
from pathway.tui.widgets.pane import Pane
from pathway.tui.widgets.tones import ACTION_TONES


class PlanPane(Pane):
    """Red flags that are present, then every line of the plan, then where to go from here."""

    number = 2
    heading = "Plan"
    inner = "#plan-scroll"

    def compose(self) -> ComposeResult:
        """A page that scrolls."""
        with VerticalScroll(id="plan-scroll"):
            yield HangingText(id="plan-text")

    def show(self, session: Session) -> None:
        """Show the plan as it is now."""
        self.query_one(HangingText).show(plan_lines(session.advice))


def plan_lines(advice: Advice) -> Iterator[Line]:
    """The plan and what belongs to it."""
    for alert in advice.alerts:
        if alert.state == "present":
            yield from _alert(advice, alert)
    urgent = sum(question.urgent for question in advice.questions)
    if urgent:
        first = ", red flags first" if advice.red_flags == "unanswered" else ""
        yield Line("ask first", f"{_count(urgent)}{first} (pane 1)", Tone.ASK)
    for item in advice.plan:
        if item.do != "act" and (item.do != "ask first" or item.option is not None):
            yield _item(item)
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
    return Line(clean(item.do), text, ACTION_TONES.get(item.do, Tone.PLAIN))


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
