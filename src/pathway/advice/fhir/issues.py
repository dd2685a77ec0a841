"""What speaks against treatments, and red flags, as detected issues.

Final is what holds; preliminary a red flag that nobody has ruled out, and a rule that may hold
against something the patient takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pathway.advice.fhir.datatypes import Json, coding, compact, concept, headed, paragraph
from pathway.advice.fhir.frame import Frame
from pathway.advice.grounds import grounds
from pathway.advice.model import Alert, Option, RuleLine
from pathway.ground.terms import Severity, Urgency
from pathway.names import rule_name
from pathway.program import Rule


def issues(frame: Frame) -> list[Json]:
    """The red flags, then the contraindications and rules of *avoid* of each therapy."""
    found = [_flag(frame, alert) for alert in frame.advice.alerts]
    for option in frame.advice.options.values():
        found += _rules(frame, option)
    return found


# -- private -------------------------------------------------------------------------------

_URGENCIES: Final = {
    Urgency.EMERGENCY: "high",
    Urgency.WITHIN_48_HOURS: "high",
    Urgency.WITHIN_2_WEEKS: "moderate",
    Urgency.SOON: "low",
    Urgency.ROUTINE: "low",
}
_SEVERITIES: Final[Mapping[Severity, str]] = {
    Severity.CONTRAINDICATED: "high",
    Severity.AVOID: "moderate",
}
_CODES: Final = "http://terminology.hl7.org/CodeSystem/v3-ActCode"


def _flag(frame: Frame, alert: Alert) -> Json:
    present = alert.state == "present"
    detail = f"{alert.title} ({alert.urgency.value}): {alert.state}. {', '.join(alert.reasons)}."
    to = f", to: {alert.to}" if alert.to else ""
    elements = {
        "status": "final" if present else "preliminary",
        "code": concept(f"red flag: {alert.title}"),
        "severity": _URGENCIES[alert.urgency],
        "patient": frame.subject,
        "identifiedDateTime": frame.day,
        "evidence": [{"code": [concept(reason)]} for reason in alert.reasons],
        "detail": f"{detail} {alert.because}".strip(),
        "reference": next(filter(None, map(frame.link, alert.sources)), None),
        "mitigation": [{"action": concept(f"{alert.action}{to}")}],
    }
    told = [paragraph(detail), headed("If it is present", [f"{alert.action}{to}"])]
    return frame.resource("DetectedIssue", f"flag {alert.id}", told, elements)


def _rules(frame: Frame, option: Option) -> Iterator[Json]:
    therapy = frame.advice.program.therapies[option.id]
    rules = {rule.id: rule for rule in therapy.rules if rule.severity in _SEVERITIES}
    for line in option.reasons:
        rule = rules.get(line.rule)
        if rule is not None and (line.holds or option.current):
            yield _issue(frame, option, line, rule)


def _issue(frame: Frame, option: Option, line: RuleLine, rule: Rule) -> Json:
    severity = rule.severity.value
    held = "holds" if line.holds else "may hold, which is not known yet"
    detail = f"{option.title}: {severity}, {held}: {line.text}"
    elements = {
        "status": "final" if line.holds else "preliminary",
        "code": concept(f"{severity}: {option.title}", _coded()),
        "severity": _SEVERITIES[rule.severity],
        "patient": frame.subject,
        "identifiedDateTime": frame.day,
        "evidence": list(_evidence(frame, line)),
        "detail": detail,
        "reference": next(filter(None, map(frame.link, line.sources)), None),
        "mitigation": [{"action": concept(f"{option.action.value}: {option.title}")}],
    }
    role = f"rule {option.id} {rule.id}"
    return frame.resource("DetectedIssue", role, [paragraph(detail)], elements)


def _coded() -> Json:
    return coding(_CODES, "COND", "Condition Alert")


def _evidence(frame: Frame, line: RuleLine) -> Iterator[Json]:
    """What is known of the patient that makes a rule hold, or what is missing to say so."""
    titles = frame.advice.program.titles
    if not line.holds:
        missing = frame.advice.walk.hangs_on(rule_name(line.rule))
        asked = ", ".join(titles.get(name, name) for name in sorted(missing))
        if asked:
            yield {"code": [concept(f"not known yet: {asked}")]}
        return
    for name in grounds(frame.advice.walk, line.rule):
        known = frame.advice.provenance.get(name)
        told = [titles.get(name, name)]
        if known is not None:
            told += filter(None, (known.source, known.date))
        yield compact({"code": [concept(", ".join(told))]})
