"""What the program answers: a GuidanceResponse, and its values as Parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from pathway.advice.brief import brief
from pathway.advice.fhir.datatypes import (
    Json,
    absent_coding,
    absent_extension,
    coding,
    compact,
    concept,
    headed,
    paragraph,
)
from pathway.advice.fhir.frame import Frame
from pathway.advice.model import FindingValue, Question
from pathway.fhir.advice_forms import ATTRIBUTES
from pathway.ground.code_systems import address_of
from pathway.ground.vocabulary import RecordList
from pathway.patients.model import Why


def guidance(frame: Frame, asked: Json | None) -> Json:
    """The answer as a whole; `asked` is the questionnaire of what is open."""
    advice = frame.advice
    missing = [_required(frame, q, name) for q in advice.questions for name in q.about]
    told = [paragraph(f"Outcome: {advice.outcome}; red flags: {brief(advice).red_flags}.")]
    told.append(headed("Not known yet", (_not_known(q) for q in advice.questions)))
    elements = {
        "moduleCanonical": frame.module,
        "status": _status(frame),
        "subject": frame.subject,
        "occurrenceDateTime": frame.day,
        "note": [{"text": frame.draft}],
        "outputParameters": frame.reference("values"),
        "result": frame.reference("plan"),
        "dataRequirement": missing,
    }
    if asked is not None:
        elements["reasonCode"] = [concept(f"{len(advice.questions)} questions are open")]
    return frame.resource("GuidanceResponse", "guidance", told, elements)


def told_values(frame: Frame) -> Json:
    """Outcome, verdicts, findings, and why each value that is asked for is not known."""
    advice = frame.advice
    plain = {
        "outcome": advice.outcome,
        "urgency": advice.urgency.value if advice.urgency is not None else None,
        "red-flags": advice.red_flags,
        "draft": frame.draft,
        "digest": frame.digest,
    }
    parameters = [{"name": key, "valueString": value} for key, value in plain.items() if value]
    parameters.append(_yes_no("eligible", advice.eligible))
    parameters += [_part("option", _option(frame, id_)) for id_ in advice.options]
    parameters += [_part("finding", _finding(one)) for one in advice.findings.values()]
    parameters += [_part("unknown", one) for one in _unknown(frame)]
    # Parameters is the one resource here that has no narrative.
    return {
        "resourceType": "Parameters",
        "id": frame.id("values"),
        "meta": frame.meta,
        "parameter": parameters,
    }


# -- private -------------------------------------------------------------------------------

#: The kinds of resource that an answer about a list is recorded as.
_LISTS: Final[Mapping[RecordList, str]] = {
    RecordList.PROBLEMS: "Condition",
    RecordList.MEDICINES: "MedicationStatement",
    RecordList.ALLERGIES: "AllergyIntolerance",
}


def _status(frame: Frame) -> str:
    """Whether the program could answer: it may need more, or could say more if it had more."""
    if frame.advice.outcome == "needs information":
        return "data-required"
    return "data-requested" if frame.advice.questions else "success"


def _required(frame: Frame, question: Question, name: str) -> Json:
    """One thing that has to be known, with why it is not."""
    attribute = frame.advice.program.vocabulary.attributes.get(name)
    known = _LISTS.get(question.list) if question.list is not None else None
    codes = [coding(ATTRIBUTES, name, frame.advice.program.titles.get(name, name))]
    for system, found in sorted(attribute.codes.items()) if attribute is not None else ():
        codes += [coding(address_of(system), code) for code in found]
    return {
        "extension": [absent_extension(_why(frame, name))],
        "type": known or "Observation",
        "codeFilter": [{"path": "code", "code": codes}],
    }


def _why(frame: Frame, name: str) -> Why | None:
    fact = frame.advice.facts.get(name)
    return Why.NOT_ASKED if fact is None else fact.why


def _not_known(question: Question) -> str:
    return f"{question.question} ({question.why_missing})"


def _part(name: str, parts: list[Json]) -> Json:
    return {"name": name, "part": parts}


def _option(frame: Frame, id_: str) -> list[Json]:
    option = frame.advice.options[id_]
    words = {
        "id": id_,
        "title": option.title,
        "verdict": option.verdict.value,
        "action": option.action.value,
        "because": option.summary,
    }
    return [{"name": key, "valueString": value} for key, value in words.items() if value]


def _finding(finding: FindingValue) -> list[Json]:
    about = [{"name": "id", "valueString": finding.name}]
    about.append({"name": "title", "valueString": finding.title})
    return [*about, compact({"name": "value", **_value(finding)})]


def _value(finding: FindingValue) -> Json:
    match finding.value:
        case None:
            text = finding.why_missing or "unknown"
            return {"valueCodeableConcept": concept(text, absent_coding(None))}
        case bool():
            return {"valueBoolean": finding.value}
        case Decimal() if finding.unit is None:
            return {"valueDecimal": _number(finding.value)}
        case Decimal():
            return {"valueQuantity": {"value": _number(finding.value), "unit": finding.unit}}
        case date():
            return {"valueDate": finding.value.isoformat()}
        case _:
            return {"valueString": str(finding.value)}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _yes_no(name: str, value: bool | None) -> Json:
    if value is None:
        return {"name": name, "valueCodeableConcept": concept("unknown", absent_coding(None))}
    return {"name": name, "valueBoolean": value}


def _unknown(frame: Frame) -> Iterator[list[Json]]:
    """What is asked for, each with why it is not known as a code and in words."""
    for question in frame.advice.questions:
        for name in question.about:
            reason = concept(question.why_missing, absent_coding(_why(frame, name)))
            told = {"name": "attribute", "valueString": name}
            yield [told, {"name": "reason", "valueCodeableConcept": reason}]
