"""Advice as plain data: the JSON form `pathway-advice/1` that other software reads.

Keys may be added, never renamed; the same advice always gives the same bytes.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson

from pathway.advice.allergies import Allergies
from pathway.advice.brief import brief
from pathway.advice.brief_model import Brief
from pathway.advice.explanation import Offered
from pathway.advice.model import (
    AdviceContent,
    Alert,
    Chosen,
    Dose,
    FindingValue,
    Option,
    PathNode,
    PathwayRef,
    Position,
    Question,
)
from pathway.advice.position import WayOn, offers_at, ways_on
from pathway.advice.since import decided_dict
from pathway.advice.words import said
from pathway.ground.vocabulary import NotApplicable, Range
from pathway.program import Choice, Node

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SCHEMA = "pathway-advice/1"


def to_dict(advice: AdviceContent) -> dict[str, Any]:
    """The advice as dictionaries, lists, texts, numbers and truth values, with its digest.

    Decisions on record are added to it and not covered by the digest: the advice is the same.
    """
    # What was decided stands beside the advice and is no part of it: the digest is the same.
    body = {"schema": SCHEMA, **_about(advice), "brief": _brief(brief(_undecided(advice)))}
    body |= {**_what_to_do(advice), **_grounds(advice)}
    return _with_decisions(advice, body | {"digest": digest(body)})


def digest(body: dict[str, Any]) -> str:
    """The sha256 of the advice's canonical JSON (sorted keys, no spaces), in hexadecimal.

    How the pathway was chosen is left out: advice by the same pathway, named or chosen, is the
    same advice, and is found again when a decision is recorded or replayed.
    """
    covered = {key: value for key, value in body.items() if key != "chosen"}
    return hashlib.sha256(orjson.dumps(covered, option=orjson.OPT_SORT_KEYS)).hexdigest()


def example_member(advice: AdviceContent) -> dict[str, Any]:
    """The key that only advice on an invented patient has, so that nobody takes it for real."""
    example = advice.patient.example
    return {} if example is None else {"example": {"as_of": example.isoformat()}}


def decision_members(advice: AdviceContent, therapy: str) -> dict[str, Any]:
    """What was decided on one therapy, as keys; none where nobody looked."""
    decisions = advice.decisions
    if decisions is None:
        return {}
    if decisions.unread:
        return {"decisions_unread": decisions.unread}
    found = decisions.on(therapy)
    return {"decided": None if found is None else decided_dict(advice, found)}


def plain(value: object) -> object:
    """A value as JSON knows it; a range becomes its two ends."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case Range():
            return {"low": plain(value.low), "high": plain(value.high)}
        case NotApplicable():
            return "not applicable"
        case date():
            return value.isoformat()
        case _:
            return value


# -- private -------------------------------------------------------------------------------


def _undecided(advice: AdviceContent) -> AdviceContent:
    return advice if advice.decisions is None else replace(advice, decisions=None)


def _with_decisions(advice: AdviceContent, whole: dict[str, Any]) -> dict[str, Any]:
    """What was decided before; where it could not be read, null and never an empty list."""
    decisions = advice.decisions
    if decisions is None:
        return whole
    if decisions.unread:
        return whole | {"decisions": None, "decisions_unread": decisions.unread}
    for id_, option in whole["options"].items():
        option |= decision_members(advice, id_)
    told = [decided_dict(advice, one) for one in decisions.found]
    return whole | {"decisions": told, "decisions_unread": None}


def _about(advice: AdviceContent) -> dict[str, Any]:
    return {
        **example_member(advice),
        "pathway": _pathway(advice.pathway),
        "chosen": _chosen(advice.chosen),
        "eligible": advice.eligible,
        "patient": {"id": advice.patient.id, "label": advice.patient.label},
        "allergies": _allergies(advice.allergies),
        "as_of": advice.as_of.isoformat(),
        "strict": advice.strict,
        "outcome": advice.outcome,
        "urgency": advice.urgency.value if advice.urgency is not None else None,
        "red_flags": advice.red_flags,
    }


def _allergies(allergies: Allergies) -> dict[str, Any]:
    """Every allergy on record, and whether these are all."""
    return {
        "words": allergies.words,
        "complete": allergies.complete,
        "listed": [
            {
                "to": one.to,
                "codes": [" ".join(code) for code in one.codes],
                "reaction": one.reaction,
                "severity": one.severity,
                "intolerance": one.intolerance,
                "doubt": one.doubt,
                "date": said(one.on) if one.on is not None else None,
                "source": one.source,
            }
            for one in allergies.listed
        ],
        "attributes": list(allergies.attributes),
    }


def _pathway(pathway: PathwayRef) -> dict[str, Any] | None:
    """Which pathway was followed; nothing where none was."""
    if not pathway.id:
        return None
    return {
        "id": pathway.id,
        "title": pathway.title,
        "version": pathway.version,
        "digest": pathway.digest,
        "status": pathway.status,
        "complaint": pathway.complaint or None,
    }


def _chosen(chosen: Chosen | None) -> dict[str, Any] | None:
    if chosen is None:
        return None
    return {"because": chosen.because, "instead": list(chosen.instead)}


def _what_to_do(advice: AdviceContent) -> dict[str, Any]:
    return {
        "plan": [
            {
                "do": i.do,
                "what": i.what,
                "when": i.when,
                "because": i.because,
                "option": i.option,
                "options": list(i.options or ((i.option,) if i.option else ())),
            }
            for i in advice.plan
        ],
        "alerts": [_alert(alert) for alert in advice.alerts],
        "options": {id_: _option(option) for id_, option in advice.options.items()},
        "questions": [_question(question) for question in advice.questions],
    }


def _grounds(advice: AdviceContent) -> dict[str, Any]:
    return {
        "findings": {name: _finding(f) for name, f in advice.findings.items()},
        "assumptions": [
            {"attribute": a.attribute, "title": a.title, "value": plain(a.value), "text": a.text}
            for a in advice.assumptions
        ],
        "parameters": dict(advice.parameters),
        "notes": [
            {
                "kind": n.kind,
                "text": n.text,
                "plainly": n.plainly or None,
                "owner": str(n.owner),
                "sources": list(n.sources),
            }
            for n in advice.notes
        ],
        "path": [
            _node(advice, *row) for row in zip(advice.path, advice.program.nodes, strict=True)
        ],
        "next": {
            "step": advice.next.step,
            "review_by": advice.next.review_by,
            "then": advice.next.then,
        },
        "provenance": {
            name: {"value": plain(p.value), "unit": p.unit, "date": p.date, "source": p.source}
            for name, p in advice.provenance.items()
        },
        "sources": dict(advice.citations),
        "limits": advice.limits,
    }


def _finding(finding: FindingValue) -> dict[str, Any]:
    return {
        "title": finding.title,
        "value": plain(finding.value),
        "unit": finding.unit,
        "why_missing": finding.why_missing,
        "because": finding.because,
    }


def _node(advice: AdviceContent, node: PathNode, written: Node) -> dict[str, Any]:
    return {
        "node": node.node,
        "title": node.title,
        "kind": node.kind,
        "reached": node.reached,
        "current": node.current,
        "condition": node.condition,
        "because": node.because,
        "pending_on": list(node.pending_on),
        "waits_for": node.waits_for or None,
        "offers": [_offered(one) for one in offers_at(advice.walk, written)],
        "ways_on": [_way(one) for one in ways_on(advice.walk, node.node)],
    }


def _offered(offered: Offered) -> dict[str, Any]:
    return {
        "option": offered.therapy,
        "condition": offered.condition or None,
        "holds": offered.holds,
    }


def _way(way: WayOn) -> dict[str, Any]:
    return {
        "to": way.node,
        "kind": way.kind,
        "condition": way.words,
        "holds": way.holds,
        "waits_for": way.waits_for or None,
    }


def _alert(alert: Alert) -> dict[str, Any]:
    return {
        "id": alert.id,
        "title": alert.title,
        "plainly": alert.plainly or alert.title,
        "state": alert.state,
        "urgency": alert.urgency.value,
        "action": alert.action,
        "to": alert.to,
        "offers": list(alert.offers),
        "reasons": list(alert.reasons),
        "because": alert.because,
        "sources": list(alert.sources),
    }


def _option(option: Option) -> dict[str, Any]:
    return {
        "title": option.title,
        "plainly": option.plainly or option.title,
        "verdict": option.verdict.value,
        "action": option.action.value,
        "urgent": option.urgent,
        "current": option.current,
        "kind": option.kind,
        "step": option.step,
        "strength": option.strength,
        "certainty": option.certainty,
        "summary": option.summary,
        "reasons": [_record(line) for line in option.reasons],
        "cautions": [_record(line) for line in option.cautions],
        "pending_on": list(option.pending_on),
        "assumed": list(option.assumed),
        "with": list(option.partners),
        "not_with": list(option.not_with),
        "overridden": list(option.overridden),
        "positions": [_position(position) for position in option.positions],
        "conflict": option.conflict,
        "review": option.review,
        "held_by": list(option.held_by),
        "after": list(option.after),
        "flag_only": option.flag_only,
        "wanted": option.wanted,
        "alongside": option.alongside,
        "choice": _choice(option.choice),
        "beside": list(option.beside),
        "choose_from": list(option.choose_from),
        "dose": _dose(option.dose),
    }


def _choice(choice: Choice | None) -> dict[str, Any] | None:
    if choice is None:
        return None
    return {"title": choice.title, "at_most": choice.most, "of": list(choice.therapies)}


def _dose(dose: Dose | None) -> dict[str, Any] | None:
    if dose is None:
        return None
    return {
        "most": plain(dose.most),
        "unit": dose.unit,
        "text": dose.text,
        "above": dose.above,
        "waits_for": list(dose.waits_for),
        "sources": list(dose.sources),
        "verified": dose.verified,
    }


def _position(position: Position) -> dict[str, Any]:
    return {
        "recommendation": position.recommendation,
        "guideline": position.guideline,
        "title": position.title,
        "year": position.year,
        "direction": position.direction,
        "strength": position.strength,
        "certainty": position.certainty,
        "applies": position.applies,
        "adopted": position.adopted,
        "because": position.because,
        "source": position.source,
    }


def _record(one: DataclassInstance) -> dict[str, Any]:
    """The fields of a record, with lists for tuples at any depth."""
    return {name: _lists(getattr(one, name)) for name in _names(type(one))}


@cache
def _names(kind: type[DataclassInstance]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _lists(value: object) -> object:
    if isinstance(value, tuple):
        return [_lists(part) for part in value]
    return _record(value) if is_dataclass(value) and not isinstance(value, type) else value


def _brief(one: Brief) -> dict[str, Any]:
    """The screen as data, without decisions; therapies by their titles, lines to do by ids too."""
    whole = _record(one) | {"review_by": one.review_by or None, "then": one.then or None}
    return {key: value for key, value in whole.items() if key != "declined"}


def _question(question: Question) -> dict[str, Any]:
    return {
        "attribute": None if question.covers else question.attribute,
        "list": question.list,
        "entry": question.entry or None,
        "covers": list(question.about),
        "question": question.question,
        "group": question.group,
        "group_question": question.group_question,
        "red_flag": question.red_flag,
        "why_missing": question.why_missing,
        "order": list(question.order),
        "settles": list(question.settles),
        "urgent": question.urgent,
        "together": list(question.together),
        "always": question.always,
    }
