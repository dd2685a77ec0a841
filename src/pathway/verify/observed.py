"""What anybody is told of a program: the definitions that reach a reader of advice.

Two versions of a program that agree on all of them, for every patient, tell everybody the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from pathway.program import CompiledProgram


class About(Enum):
    """What an observed definition is about, in the order in which differences are told."""

    ALERT = "alert"
    VERDICT = "verdict"
    ACTION = "action"
    STEP = "step"
    OUTCOME = "outcome"
    RULE = "reason or caution"
    POSITION = "guideline position"
    NOTE = "note or finding"


@dataclass(frozen=True, slots=True)
class Observed:
    """One thing that is told: the definition, what it is about, and what a reader calls it.

    `therapy` is the option it belongs to: it is told only where that is listed.
    """

    name: str
    about: About
    title: str
    therapy: str | None = None


def observed(program: CompiledProgram) -> Iterator[Observed]:
    """Everything that is told, what matters most first."""
    for flag in program.flags:
        yield Observed(f"flag.{flag.id}", About.ALERT, flag.title)
    for name, title in (("outcome", "outcome"), ("urgency", "urgency"), ("eligible", "eligible")):
        yield Observed(name, About.OUTCOME, title)
    for node in program.nodes:
        current = f"node.{node.id}.current"
        part = current if current in program.by_name else f"node.{node.id}.reached"
        yield Observed(part, About.STEP, node.title)
    yield from _options(program)
    for one in program.recommendations:
        for applies in (one.direct, one.extrapolated):
            if applies is not None and one.therapy in program.listed:
                yield Observed(applies, About.POSITION, one.id, one.therapy)
    for finding in program.findings:
        yield Observed(finding.name, About.NOTE, finding.title)
    for definition in program.definitions:
        if definition.name.startswith("note."):
            yield Observed(definition.name, About.NOTE, definition.name)


# -- private -------------------------------------------------------------------------------


def _options(program: CompiledProgram) -> Iterator[Observed]:
    for id_, therapy in program.therapies.items():
        for about in (About.VERDICT, About.ACTION):
            name = f"option.{id_}.{about.value}"
            yield Observed(name, about, therapy.title, id_)
        for rule in therapy.rules:
            title = f"{therapy.title}: {rule.id.rpartition('.')[2]}"
            yield Observed(f"rule.{rule.id}", About.RULE, title, id_)
        for partner in therapy.partners:
            name, title = partner.definition, f"{therapy.title}: with {partner.therapy}"
            yield Observed(name, About.RULE, title, id_)
