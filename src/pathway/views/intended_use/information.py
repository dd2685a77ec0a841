"""What the rules rest on: sources, how far they were checked, grades and codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from pathway.advice.words import said
from pathway.program import CompiledProgram, Flag, Parameter, Recommendation, Rule
from pathway.views.intended_use import Count, Criterion, ReportEvidence, ReportItem, counted
from pathway.views.intended_use.inputs import attributes_read
from pathway.views.page import clean
from pathway.views.review_entries import CHECKED, Scribe

Statement: TypeAlias = Rule | Flag | Recommendation

#: How far a statement was checked; the review says the last one as an open point.
_CHECKED: Mapping[str, str] = {**CHECKED, "unverified": "not checked against any original"}


def information(scribe: Scribe) -> Criterion:
    """Coded and sourced medical information: which rule rests on what, and how far checked."""
    program = scribe.program
    rules, flags = rules_of(program), program.flags
    sourced, flagged = sum(bool(r.sources) for r in rules), sum(bool(f.sources) for f in flags)
    evidence = (
        ReportEvidence("rules of therapies", tuple(_statement(scribe, rule) for rule in rules)),
        ReportEvidence("red flags", tuple(_statement(scribe, flag) for flag in flags)),
        ReportEvidence("recommendations", tuple(_statement(scribe, r) for r in distinct(program))),
        ReportEvidence("thresholds", tuple(_threshold(scribe, one) for one in program.parameters)),
        ReportEvidence("codes", tuple(_codes(program))),
        ReportEvidence("sources cited", tuple(_cited(program))),
    )
    return Criterion(
        id="information",
        title="Medical information",
        rule="520(o)(1)(E)(i): medical information such as studies and guidelines",
        question="Is the medical information it works with sourced, checked and coded?",
        answer=(
            f"{sourced} of {counted(len(rules), 'rule')} and {flagged} of "
            f"{counted(len(flags), 'red flag')} name a source; how far each was checked against "
            "the original is said with it. The software learns nothing from data: every threshold "
            "is written in the files."
        ),
        counts=tuple(_counts(program)),
        evidence=tuple(part for part in evidence if part.items),
        open=tuple(_left_open(program)),
    )


def rules_of(program: CompiledProgram) -> tuple[Rule, ...]:
    """Every rule of every therapy, those too that patients only bring along."""
    return tuple(rule for therapy in program.therapies.values() for rule in therapy.rules)


def distinct(program: CompiledProgram) -> tuple[Recommendation, ...]:
    """The recommendations, each once however many therapies it speaks of."""
    return tuple({one.id: one for one in program.recommendations}.values())


# -- private -------------------------------------------------------------------------------


def _statements(program: CompiledProgram) -> tuple[Statement, ...]:
    return (*rules_of(program), *program.flags, *distinct(program))


def _sources(one: Statement) -> tuple[str, ...]:
    if isinstance(one, Recommendation):
        return (one.source,) if one.source else ()
    return one.sources


def _statement(scribe: Scribe, one: Statement) -> ReportItem:
    """What a statement is, what it rests on and how far that was checked."""
    match one:
        case Rule():
            title, status, place = one.id, str(one.severity), scribe.place(one.span)
        case Flag():
            title, status, place = one.title, str(one.urgency), scribe.place(one.span)
        case Recommendation():
            title, status, place = one.id, _graded(one), scribe.place_of(one.direct)
    rests = ", ".join(_sources(one)) or "names no source"
    checked = _CHECKED.get(one.verified, one.verified)
    id_ = "" if title == one.id else one.id
    return ReportItem(clean(title), clean("; ".join((status, rests, checked))), id_, place)


def _graded(one: Recommendation) -> str:
    certainty = f"{one.certainty} certainty" if one.certainty else "certainty not stated"
    return ", ".join((one.direction, one.strength or "strength not stated", certainty))


def _threshold(scribe: Scribe, one: Parameter) -> ReportItem:
    rests = ", ".join(one.sources) or "names no source"
    text = f"{said(one.value, one.unit)}; {rests}; {one.rationale}"
    return ReportItem(clean(one.title or one.name), clean(text), one.name, scribe.place(one.span))


def _codes(program: CompiledProgram) -> Iterator[ReportItem]:
    """How many codes of each terminology stand for what is read and for therapies."""
    owners = (
        ("attributes", [one.codes for one in attributes_read(program)]),
        ("therapies", [one.codes for one in program.therapies.values()]),
    )
    for what, told in owners:
        codes, coded = Counter[str](), Counter[str]()
        for by_system in told:
            codes.update({system: len(found) for system, found in by_system.items()})
            coded.update(by_system.keys())
        for system, number in sorted(codes.items()):
            text = f"{counted(number, 'code')} for {coded[system]} of {len(told)} {what}"
            yield ReportItem(f"{clean(system)}, {what}", text)


def _cited(program: CompiledProgram) -> Iterator[ReportItem]:
    """Every source that a statement or a threshold rests on, with how many rest on it."""
    uses = Counter(source for one in _statements(program) for source in _sources(one))
    uses.update(source for one in program.parameters for source in one.sources)
    for id_, number in sorted(uses.items()):
        source = program.sources[id_]
        address = f"doi:{source.doi}" if source.doi else source.url or "no address"
        yield ReportItem(
            clean(source.text), clean(f"cited by {counted(number, 'statement')}; {address}"), id_
        )


def _counts(program: CompiledProgram) -> Iterator[Count]:
    rules = rules_of(program)
    for severity, number in Counter(rule.severity for rule in rules).items():
        yield Count(f"rules: {severity}", number)
    yield Count("rules that name a source", sum(bool(rule.sources) for rule in rules))
    levels = Counter(rule.verified for rule in rules)
    for level in _CHECKED:
        yield Count(f"rules {_CHECKED[level]}", levels[level])
    told = distinct(program)
    yield Count("recommendations", len(told))
    yield Count("recommendations with a strength", sum(bool(r.strength) for r in told))
    yield Count("recommendations with a certainty", sum(bool(r.certainty) for r in told))
    read = attributes_read(program)
    yield Count("attributes read that have a code", sum(bool(one.codes) for one in read))
    coded = sum(bool(one.codes) for one in program.therapies.values())
    yield Count("therapies that have a code", coded)


def _left_open(program: CompiledProgram) -> Iterator[str]:
    """Whatever names no source, was not checked or has no grade."""
    told = _statements(program)
    unsourced: Sequence[str] = [one.id for one in told if not _sources(one)]
    unsourced = [*unsourced, *(one.name for one in program.parameters if not one.sources)]
    unchecked = [one.id for one in told if one.verified == "unverified"]
    second = [one.id for one in told if one.verified == "secondary"]
    ungraded = [one.id for one in distinct(program) if not one.certainty]
    rows = (
        ("names no source", "name no source", unsourced),
        ("is not checked against any original", "are not checked against any original", unchecked),
        (
            "is seen only in a report of the original",
            "are seen only in a report of the original",
            second,
        ),
        ("has no stated certainty", "have no stated certainty", ungraded),
    )
    for one, many, ids in rows:
        if ids:
            yield clean(f"{len(ids)} {one if len(ids) == 1 else many}: {', '.join(ids)}")
