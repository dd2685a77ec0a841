"""The plan as a whole: what the advice comes to, in a few words, and where its parts are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pathway.advice.brief import brief
from pathway.advice.fhir.datatypes import Json, headed, paragraph
from pathway.advice.fhir.frame import Frame
from pathway.advice.model import AdviceContent


def care_plan(frame: Frame, issues: Sequence[Json]) -> Json:
    """The draft of a plan; `issues` are what speaks against treatments, and red flags."""
    advice = frame.advice
    problems = [{"reference": f"urn:uuid:{issue['id']}"} for issue in issues]
    elements = {
        "instantiatesUri": [frame.module],
        "status": "draft",
        "intent": "proposal",
        "title": f"{frame.title}: advice for {frame.day}",
        "description": f"{_outcome(advice)} {frame.draft}",
        "subject": frame.subject,
        "created": frame.day,
        "supportingInfo": [frame.reference("guidance"), *problems],
        "activity": [{"reference": frame.reference("group")}],
        "note": [{"text": f"{note.kind}: {note.text}"} for note in advice.notes],
    }
    return frame.resource("CarePlan", "plan", list(_told(frame)), elements)


# -- private -------------------------------------------------------------------------------


def _outcome(advice: AdviceContent) -> str:
    return f"Outcome: {advice.outcome}; red flags: {brief(advice).red_flags}."


def _told(frame: Frame) -> Iterator[str]:
    advice = frame.advice
    yield paragraph(f"{frame.title}, for {frame.day}. {_outcome(advice)}")
    yield headed("Red flags", (f"{a.state}: {a.title}" for a in advice.alerts))
    yield headed("Plan", (f"{i.do}: {i.what} ({i.when})" for i in advice.plan))
    yield headed("To be asked", (question.question for question in advice.questions))
    told = (f"{o.title}: {o.verdict.value}, {o.action.value}" for o in advice.options.values())
    yield headed("Therapies", told)
    yield headed("Assumed, to be confirmed", (f"{a.title}: {a.text}" for a in advice.assumptions))
    if advice.limits:
        yield paragraph(advice.limits)
