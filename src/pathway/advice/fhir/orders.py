"""What stands behind each action: a draft of an order, a prohibition, or a task.

Only what is to begin, or must not, is drafted as an order. What is under way is ended or changed by
a task, never by a prohibition: whoever read that alone might stop at once what has to be tapered.
What waits for an answer has a task too: of a draft of it somebody might make an order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pathway.advice.fhir.datatypes import Json, coding, concept, paragraph
from pathway.advice.fhir.frame import Frame
from pathway.advice.model import Option
from pathway.fhir.advice_forms import ACTIONS, codings_of, is_medicine
from pathway.frozen import frozen
from pathway.program import Therapy


@frozen
class Told:
    """One action in words: what to do, with what, why, and how pressing it is."""

    do: str
    what: str
    because: str
    priority: str
    option: str | None = None
    until: str = ""


def order(frame: Frame, role: str, option: Option, told: Told, *, forbidden: bool = False) -> Json:
    """A draft of an order for a therapy, or of the order not to begin it."""
    therapy = frame.advice.program.therapies[option.id]
    drug = is_medicine(therapy)
    elements = {
        "status": "draft",
        "intent": "proposal",
        "priority": told.priority,
        "doNotPerform": True if forbidden else None,
        ("medicationCodeableConcept" if drug else "code"): _coded(therapy),
        "subject": frame.subject,
        "authoredOn": frame.day,
        "reasonCode": [concept(told.because)] if told.because else None,
        "note": [{"text": frame.draft}],
    }
    if drug and not forbidden and option.dose is not None and option.dose.text:
        elements["dosageInstruction"] = [{"text": f"at most: {option.dose.text}"}]
    kind = "MedicationRequest" if drug else "ServiceRequest"
    return frame.resource(kind, role, [_line(told)], elements)


def referral(frame: Frame, role: str, told: Told) -> Json:
    """A draft of handing the patient on, where the pathway itself does so."""
    elements = {
        "status": "draft",
        "intent": "proposal",
        "priority": told.priority,
        "code": concept(told.what),
        "subject": frame.subject,
        "authoredOn": frame.day,
        "reasonCode": [concept(told.because)] if told.because else None,
        "note": [{"text": frame.draft}],
    }
    return frame.resource("ServiceRequest", role, [_line(told)], elements)


def task(frame: Frame, role: str, told: Told, focus: Json | None = None) -> Json:
    """A task for a clinician: to act, to ask, to end, to change or to look again."""
    elements = {
        "status": "draft",
        "intent": "proposal",
        "priority": told.priority,
        "code": concept(told.do, coding(ACTIONS, told.do), *_TASKS.get(told.do, ())),
        "description": told.what,
        "focus": focus,
        "for": frame.subject,
        "authoredOn": frame.day,
        "reasonCode": concept(told.because) if told.because else None,
        "note": [{"text": frame.draft}],
        "restriction": {"period": {"end": told.until}} if told.until else None,
    }
    return frame.resource("Task", role, [_line(told)], elements)


# -- private -------------------------------------------------------------------------------

_TASK: Final = "http://hl7.org/fhir/CodeSystem/task-code"
_CHANGE: Final = coding(_TASK, "change", "Change the focal resource")
#: HL7's own codes, where they say the same.
_TASKS: Final[Mapping[str, tuple[Json, ...]]] = {
    "stop": (coding(_TASK, "abort", "Mark the focal resource as no longer active"),),
    "taper": (_CHANGE,),
    "adjust": (_CHANGE,),
}


def _coded(therapy: Therapy) -> Json:
    return concept(therapy.title, *codings_of(therapy))


def _line(told: Told) -> str:
    because = f" ({told.because})" if told.because else ""
    return paragraph(f"{told.do}: {told.what}{because}")
