"""Two advices side by side: only what differs, what is most urgent first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pathway.advice.advice import Advice
from pathway.advice.model import PlanItem
from pathway.frozen import frozen
from pathway.views.contents import found_as, shown
from pathway.views.entries import name_of
from pathway.views.page import clean
from pathway.views.tones import URGENCY_MARKS

#: What stands where one of the two has nothing.
NOTHING: Final = "–"


@frozen
class AdviceDifference:
    """One thing that is said otherwise; `topic` is the heading it stands under."""

    topic: str
    what: str
    before: str
    after: str


def differences(before: Advice, after: Advice) -> tuple[AdviceDifference, ...]:
    """Everything a clinician acts on that the two advices say differently."""
    found = (
        ("outcome", _outcome(before), _outcome(after)),
        ("red flags", _alerts(before), _alerts(after)),
        ("options", _options(before), _options(after)),
        ("plan", _plan(before), _plan(after)),
        ("questions", _questions(before), _questions(after)),
        ("findings", _findings(before), _findings(after)),
        ("assumed", _assumed(before), _assumed(after)),
    )
    return tuple(one for topic, old, new in found for one in _compared(topic, old, new))


# -- private -------------------------------------------------------------------------------


def _compared(
    topic: str, old: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[AdviceDifference]:
    for what in dict.fromkeys((*new, *old)):
        one, other = old.get(what, NOTHING), new.get(what, NOTHING)
        if one != other:
            yield AdviceDifference(topic, what, one, other)


def _outcome(advice: Advice) -> dict[str, str]:
    urgency = URGENCY_MARKS[advice.urgency] if advice.urgency is not None else "none"
    return {
        "pathway": clean(advice.pathway.title),
        "outcome": advice.outcome.upper(),
        "urgency": urgency,
        "step": clean(advice.next.step or "none"),
        "review by": advice.next.review_by or "none",
    }


def _alerts(advice: Advice) -> dict[str, str]:
    return {clean(a.title): a.state for a in advice.alerts}


def _options(advice: Advice) -> dict[str, str]:
    return {clean(o.title): f"{o.verdict}, {o.action}" for o in advice.options.values()}


def _plan(advice: Advice) -> dict[str, str]:
    """The lines of the plan by what they are about; several lines of one thing are one."""
    lines: dict[str, list[str]] = {}
    for item in advice.plan:
        if item.do != "act" and (item.do != "ask first" or item.option is not None):
            about = advice.options.get(item.option) if item.option is not None else None
            what = clean(about.title) if about is not None else clean(item.what)
            lines.setdefault(what, []).append(_line(item))
    return {what: "; ".join(said) for what, said in lines.items()}


def _line(item: PlanItem) -> str:
    when = "" if item.when in ("", "now", "later") else f" {clean(item.when)}"
    because = f": {clean(item.because)}" if item.because and item.do != "review" else ""
    return f"{clean(item.do)}{when}{because}"


def _questions(advice: Advice) -> dict[str, str]:
    asked = (name for question in advice.questions for name in question.about)
    return {name_of(advice, name): "asked" for name in asked}


def _findings(advice: Advice) -> dict[str, str]:
    found = advice.findings.values()
    return {clean(one.title): found_as(one) for one in found}


def _assumed(advice: Advice) -> dict[str, str]:
    return {clean(one.title): shown(one.value) for one in advice.assumptions}
