"""Advice that stands in a record: what a program proposed, and nobody did.

Advice is known by its tag. A draft that somebody made an order of is read like any other order.
"""

from __future__ import annotations

from typing import Final

from pathway.fhir.advice_forms import ADVICE_TAG, TAGS
from pathway.fhir.elements import Doubt, Json, items

#: Why advice says nothing of the patient.
ADVICE: Final = Doubt("P439", "", "it is advice, which says nothing about the patient")


def is_advice(json: Json) -> bool:
    """Whether a resource is advice, or a draft of an order that is still the proposal it was."""
    meta = json.get("meta")
    tags = items(meta, "tag") if isinstance(meta, dict) else []
    if not any(isinstance(t, dict) and (t.get("system"), t.get("code")) == _TAG for t in tags):
        return False
    kind = json.get("resourceType")
    if kind in _ORDERS:
        return json.get("status") == "draft" and json.get("intent") == "proposal"
    return kind in _SAYING_NOTHING


# -- private -------------------------------------------------------------------------------

_TAG: Final = (TAGS, ADVICE_TAG)
_ORDERS: Final = frozenset({"MedicationRequest", "ServiceRequest"})
_SAYING_NOTHING: Final = frozenset(
    {
        *("CarePlan", "RequestGroup", "Task", "GuidanceResponse"),
        *("Parameters", "DetectedIssue", "Questionnaire"),
    }
)
