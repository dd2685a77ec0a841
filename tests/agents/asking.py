"""The tools of software agents on the example patients, without a protocol."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import pathway
from pathway.service.agents.case import AgentCases
from pathway.service.agents.patient_folder import PatientFolder
from pathway.service.agents.tools import called
from tests.examples import EXAMPLES

AGENT = "claude"
DAY = date(2026, 11, 20)


@cache
def examples() -> AgentCases:
    return AgentCases(pathway.open_library(), PatientFolder(EXAMPLES))


def ask(tool: str, **given: Any) -> Any:
    return called(examples(), tool, given, AGENT)


def check(patient: str, proposal: str, **given: Any) -> Mapping[str, Any]:
    answer: Mapping[str, Any] = ask("check_proposal", patient=patient, proposal=proposal, **given)
    return answer


def order(kind: str = "MedicationRequest", **members: Any) -> dict[str, Any]:
    return {"resourceType": kind, "status": "draft", "intent": "proposal", **members}


def drug(text: str, **members: Any) -> dict[str, Any]:
    return order(medicationCodeableConcept={"text": text}, **members)


def dosed(value: float, unit: str, frequency: int) -> list[dict[str, Any]]:
    repeat = {"frequency": frequency, "period": 1, "periodUnit": "d"}
    dose = {"doseQuantity": {"value": value, "unit": unit}}
    return [{"timing": {"repeat": repeat}, "doseAndRate": [dose]}]
