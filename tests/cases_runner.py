"""Reads the clinicians' tables of cases and says an advice in their words.

A case starts from the patient in `cases/somebody.yaml` and names only what is different:

    case        what a clinician expects, in one sentence
    patient     keys of a patient file; attributes are added, everything else is replaced
                (`recorded:` with nothing after it takes the date away)
    unknown     attributes that nobody knows; `trials`, where no history was taken
    pathway     `knee` unless said (`""`: the engine chooses)
    on, strict, adopts    the date, 2026-11-20 unless said; the other arguments of `advise`
    library     the folder beside the tables that is followed, `library` unless said
    expect      what the advice must say: each key is compared as a whole
    learned     what becomes known afterwards, and `then` what must be said about that
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import pathway
from pathway import Advice
from pathway.advice.explanation import Reason
from pathway.advice.model import Option, Position
from pathway.advice.words import missing, said
from pathway.engine import Library
from pathway.views.contents import render

CASES = Path(__file__).parent / "cases"
TODAY = "2026-11-20"
KEYS = frozenset(
    [
        "case",
        "patient",
        "unknown",
        "pathway",
        "on",
        "strict",
        "adopts",
        "expect",
        "learned",
        "library",
        "then",
    ],
)


def all_cases() -> Iterator[Any]:
    """Every case of every table, one test each; an id is the table and the sentence."""
    for file in sorted(CASES.glob("*.yaml")):
        if file.name == "somebody.yaml":
            continue
        for rows in _read(file).values():
            for case in rows:
                yield pytest.param(case, id=f"{file.stem}: {case['case']}")


@cache
def library(name: str = "library") -> Library:
    """A small library that cases are about."""
    return pathway.open_library(CASES / name)


def judged(case: Mapping[str, Any], *, learned: bool = False) -> Advice:
    """The advice for the patient of a case, before or after something was learned."""
    on = date.fromisoformat(case.get("on", TODAY))
    news = case["learned"] if learned else {}
    followed = library(case.get("library", "library"))
    patient = followed.patient(_patient(case, news), today=max(on, date.fromisoformat(TODAY)))
    return followed.advise(
        patient,
        case.get("pathway", "knee") or None,
        on,
        strict=case.get("strict") == "yes",
        adopts=case.get("adopts"),
    )


def told(advice: Advice, expected: Mapping[str, Any]) -> dict[str, Any]:
    """What the advice says about everything that is expected, in the shape of the expectation."""
    return {key: _plain(_TELLERS[key](advice, wanted)) for key, wanted in expected.items()}


def as_yaml(value: object) -> str:
    """A value as a table would show it, for the differences between two."""
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=110)


# -- patients ------------------------------------------------------------------------------


@cache
def _somebody() -> str:
    return (CASES / "somebody.yaml").read_text(encoding="utf-8")


def _patient(case: Mapping[str, Any], news: Mapping[str, Any]) -> dict[str, Any]:
    unfit = sorted(set(case) - KEYS)
    if unfit:
        raise ValueError(f"unknown keys in a case: {', '.join(unfit)}")
    base = yaml.load(_somebody(), yaml.BaseLoader)
    changes = case.get("patient") or {}
    attributes = base["attributes"] | changes.get("attributes", {})
    for name in case.get("unknown", ()):
        if name == "trials":
            del base["trials"]
        elif attributes.pop(name, None) is None:
            attributes[name] = {"unknown": "not asked"}  # one of the red flags
    merged = base | changes | {"attributes": attributes | news}
    return {key: value for key, value in merged.items() if value != ""}


def _read(file: Path) -> dict[str, list[dict[str, Any]]]:
    tables = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
    if not isinstance(tables, dict):
        raise TypeError(f"{file.name} should be headings with lists of cases")
    return tables


# -- saying an advice ----------------------------------------------------------------------


def _options(advice: Advice, wanted: Mapping[str, Any]) -> dict[str, Any]:
    return {id_: _option(advice.options.get(id_), parts) for id_, parts in wanted.items()}


def _option(option: Option | None, wanted: object) -> object:
    if option is None:
        return "not listed"
    if not isinstance(wanted, dict):
        urgent = ", urgent" if option.urgent else ""
        return f"{option.verdict}, {option.action}{urgent}"
    return {part: _part(option, part) for part in wanted}


def _part(option: Option, part: str) -> object:
    match part:
        case "is":
            return _option(option, "")
        case "positions":
            return [_position(position) for position in option.positions]
        case "reasons" | "cautions":
            return [line.text for line in getattr(option, part)]
        case "with":
            return list(option.partners)
        case _:
            return _text(getattr(option, part))


def _position(position: Position) -> dict[str, str]:
    grade = [part for part in (position.direction, position.strength, position.certainty) if part]
    because = f" ({position.because})" if position.because else ""
    adopted = "adopted" if position.adopted else "not adopted"
    return {position.recommendation: f"{', '.join(grade)}; {position.applies}{because}; {adopted}"}


def _values(advice: Advice, wanted: Iterable[str]) -> dict[str, str]:
    """Resolved attributes: the value, or why there is none."""
    return {
        name: f"unknown: {missing(advice.walk, name)}"
        if advice.walk[name] is None
        else said(advice.walk[name])
        for name in wanted
    }


def _tree(reason: Reason, depth: int = 0) -> Iterator[str]:
    words = " | ".join(part for part in (reason.label, reason.state, reason.text) if part)
    yield "  " * depth + words
    for child in reason.children:
        yield from _tree(child, depth + 1)


def _next(advice: Advice, _: object) -> dict[str, str]:
    there = advice.next
    return {k: _text(getattr(there, k)) for k in ("step", "review_by", "then")}  # type: ignore[misc]


def _states(field: str) -> Callable[[Advice, Any], dict[str, str]]:
    def tell(advice: Advice, wanted: Iterable[str]) -> dict[str, str]:
        nodes = {node.node: node for node in advice.path}
        return {id_: said(getattr(nodes[id_], field)) for id_ in wanted}

    return tell


def _words(advice: Advice) -> str:
    """The whole text of an advice, as one line."""
    return " ".join(render(advice).split())


def _plain(value: Any) -> Any:
    """Texts as ordinary strings, however deep they stand."""
    match value:
        case dict():
            return {_plain(key): _plain(member) for key, member in value.items()}
        case list():
            return [_plain(item) for item in value]
        case _:
            return str(value)


def _text(value: object) -> object:
    """Everything as text or lists of text, as the tables are read."""
    match value:
        case None:
            return "none"
        case bool():
            return said(value)
        case tuple():
            return [_text(item) for item in value]
        case _:
            return str(value)


_TELLERS: Mapping[str, Callable[[Advice, Any], object]] = {
    "pathway": lambda advice, _: advice.pathway.id,
    "outcome": lambda advice, _: advice.outcome,
    "urgency": lambda advice, _: _text(advice.urgency),
    "red_flags": lambda advice, _: advice.red_flags,
    "eligible": lambda advice, _: said(advice.eligible),
    "options": _options,
    "listed": lambda advice, _: list(advice.options),
    "questions": lambda advice, _: [{q.attribute: q.why_missing} for q in advice.questions],
    "settles": lambda advice, wanted: {
        q.attribute: list(q.settles) for q in advice.questions if q.attribute in wanted
    },
    "orders": lambda advice, wanted: {
        q.attribute: list(q.order) for q in advice.questions if q.attribute in wanted
    },
    "urgent_questions": lambda advice, _: [q.attribute for q in advice.questions if q.urgent],
    "plan": lambda advice, _: [{item.do: item.what} for item in advice.plan],
    "reasons_of_plan": lambda advice, wanted: {
        item.option: item.because for item in advice.plan if item.option in wanted
    },
    "alerts": lambda advice, _: [{a.id: f"{a.state}, {a.urgency}"} for a in advice.alerts],
    "alert_details": lambda advice, wanted: {
        a.id: {part: _text(getattr(a, part)) for part in wanted[a.id]}
        for a in advice.alerts
        if a.id in wanted
    },
    "findings": lambda advice, wanted: {
        name: said(advice.findings[name].value)
        + (f", {why}" if (why := advice.findings[name].why_missing) else "")
        for name in wanted
    },
    "assumptions": lambda advice, _: [{a.attribute: a.text} for a in advice.assumptions],
    "parameters": lambda advice, _: advice.parameters,
    "notes": lambda advice, _: [note.text for note in advice.notes],
    "next": _next,
    "handed_on": lambda advice, wanted: {
        id_: {part: _text(getattr(node, part)) for part in parts}
        for id_, parts in wanted.items()
        for node in advice.path
        if node.node == id_
    },
    "text": lambda advice, wanted: [line for line in wanted if line in _words(advice)],
    "reached": _states("reached"),
    "current": _states("current"),
    "values": _values,
    "provenance": lambda advice, wanted: {
        name: f"{said(p.value)}, {p.date}, {p.source}"
        for name in wanted
        for p in [advice.provenance[name]]
    },
    "changes": lambda advice, wanted: {
        id_: list(advice.what_would_change(id_).lines) for id_ in wanted
    },
    "why": lambda advice, wanted: {id_: "\n".join(_tree(advice.why(id_))) + "\n" for id_ in wanted},
}
