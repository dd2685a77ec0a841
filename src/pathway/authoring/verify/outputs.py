"""What anybody is told of a program: the definitions that reach a reader of advice.

Two versions of a program that agree on all of them, for every patient, give everybody the same
alerts, verdicts, actions, steps, reasons, positions, notes and findings. What is worded with
them is compared by `wordings`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from pathway.names import (
    ELIGIBLE,
    OUTCOME,
    URGENCY,
    closed_partner_name,
    dose_name,
    flag_name,
    held_name,
    node_name,
    of_therapy,
    option_name,
    own_name,
    rule_name,
)
from pathway.program import CompiledProgram, Note, Recommendation


class About(Enum):
    """What an observed definition is about, in the order in which differences are told."""

    ALERT = "alert"
    VERDICT = "verdict"
    ACTION = "action"
    STEP = "step"
    OUTCOME = "outcome"
    FINDING = "finding"
    RULE = "reason or caution"
    POSITION = "guideline position"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Observed:
    """One thing that is told: its name, what it is about, and what a reader calls it.

    `therapy` is the option it belongs to: it is told only where that is listed. `definitions`
    are those it is told from, where that is not the one of its name. A note is known by its text:
    with another text it is another note, and where it stands among others does not matter.
    """

    name: str
    about: About
    title: str
    therapy: str | None = None
    definitions: tuple[str, ...] = ()


def told_from(one: Observed, program: CompiledProgram) -> tuple[str, ...]:
    """The definitions from which a program tells it; none where it does not have it."""
    if one.about is About.NOTE:
        return tuple(note.definition for note in program.notes if _name(note) == one.name)
    wanted = one.definitions or (one.name,)
    return wanted if all(name in program.by_name for name in wanted) else ()


def observed(program: CompiledProgram) -> Iterator[Observed]:
    """Everything that is told, what matters most first."""
    for flag in program.flags:
        yield Observed(flag_name(flag.id), About.ALERT, flag.title)
    for name in (OUTCOME, URGENCY, ELIGIBLE):
        yield Observed(name, About.OUTCOME, name)
    for node in program.nodes:
        current, reached = node_name(node.id, "current"), node_name(node.id, "reached")
        if current in program.by_name:
            yield Observed(current, About.STEP, node.title)
            yield Observed(reached, About.STEP, f"{node.title}: reached")
        else:
            yield Observed(reached, About.STEP, node.title)
    yield from _options(program)
    for one in program.recommendations:
        yield _position(one)
    for finding in program.findings:
        yield Observed(finding.name, About.FINDING, finding.title)
    yield from _notes(program)


# -- private -------------------------------------------------------------------------------


def _options(program: CompiledProgram) -> Iterator[Observed]:
    for id_, therapy in program.therapies.items():
        title = therapy.title
        yield Observed(option_name(id_, "verdict"), About.VERDICT, title, id_)
        yield Observed(option_name(id_, "action"), About.ACTION, title, id_)
        if therapy.doses:
            yield Observed(
                dose_name(id_, "limit"), About.FINDING, f"{therapy.title}: highest dose", id_
            )
        for rule in therapy.rules:
            title = f"{therapy.title}: {own_name(rule.id)}"
            yield Observed(rule_name(rule.id), About.RULE, title, id_)
            applies = rule_name(rule.id, "applies")
            if applies in program.by_name:
                yield Observed(applies, About.RULE, f"{title}, unless it is lifted", id_)
        for partner in therapy.partners:
            name, title = partner.definition, f"{therapy.title}: with {partner.therapy}"
            yield Observed(name, About.RULE, title, id_)
            closed = closed_partner_name(partner.definition)
            if closed in program.by_name:
                yield Observed(closed, About.RULE, f"{title}, which cannot be given", id_)
        yield from _places(program, id_, therapy.title)


def _places(program: CompiledProgram, id_: str, title: str) -> Iterator[Observed]:
    """Where it is offered, whether it is indicated there, and which flags hold it."""
    for place in program.places_of(id_):
        if place.doses:
            name, what = dose_name(place.indicated, "limit"), f"highest dose at {place.title}"
            yield Observed(name, About.FINDING, f"{title}: {what}", id_)
        said = f"{title}: indicated at {place.title}"
        yield Observed(place.indicated, About.RULE, said, id_)
    for flag in program.flags:
        name = held_name(id_, flag.id)
        if name in program.by_name:
            yield Observed(name, About.RULE, f"{title}: held by {flag.title}", id_)


def _position(one: Recommendation) -> Observed:
    parts = (one.direct,) if one.extrapolated is None else (one.direct, one.extrapolated)
    name = of_therapy(one.direct, one.therapy)
    return Observed(name, About.POSITION, one.id, one.therapy, parts)


def _notes(program: CompiledProgram) -> Iterator[Observed]:
    for note in program.notes:
        therapy = note.owner.id if note.owner.is_therapy else None
        yield Observed(_name(note), About.NOTE, f"{note.kind}: {note.text}", therapy)


def _name(note: Note) -> str:
    return f"note of {note.owner}: {note.kind}: {note.text}"
