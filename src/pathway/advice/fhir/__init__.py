"""An advice as FHIR R4: one bundle of a plan, what is to be done, asked and minded.

It words what the advice says and decides nothing: no condition is evaluated here.
"""

from __future__ import annotations

from typing import Any

from pathway.advice.fhir.care_plan import care_plan
from pathway.advice.fhir.datatypes import Json
from pathway.advice.fhir.frame import Frame, subject_of
from pathway.advice.fhir.guidance import guidance, told_values
from pathway.advice.fhir.issues import issues
from pathway.advice.fhir.questionnaire import questionnaire
from pathway.advice.fhir.request_group import request_group
from pathway.advice.model import AdviceContent


def to_fhir(advice: AdviceContent, digest: str, subject: str | None = None) -> dict[str, Any]:
    """The advice as a Bundle of resources that refer to each other.

    `digest` is that of the advice; `subject` is the reference of the patient (`Patient/7`), else
    made of the patient's id. The same advice and subject give the same bytes.
    """
    frame = Frame(advice, digest, subject_of(advice, subject))
    group, orders = request_group(frame)
    found = issues(frame)
    asked = questionnaire(frame)
    guided = [guidance(frame, asked), told_values(frame)]
    resources = [care_plan(frame, found), group, *orders, *guided, *found]
    if asked is not None:
        resources.append(asked)
    return {
        "resourceType": "Bundle",
        "id": frame.id("bundle"),
        "meta": frame.meta,
        "type": "collection",
        "entry": [_entry(resource) for resource in resources],
    }


def _entry(resource: Json) -> Json:
    return {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}
