"""The parts of an advice beside its options, plan, alerts and questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import cast

from pathway.advice.alerts import true_parts
from pathway.advice.choice import PathwayChoice
from pathway.advice.later import step_up_words
from pathway.advice.model import (
    REMARK,
    Alert,
    Assumption,
    Chosen,
    FindingValue,
    Next,
    NoteLine,
    Option,
    PathNode,
    PathwayRef,
    Provenance,
)
from pathway.advice.questions import asked_at, pending_at
from pathway.advice.words import in_words, said, title, titles, waits_for
from pathway.ground.terms import Verdict
from pathway.ground.truth import Truth
from pathway.language.syntax import Literal
from pathway.names import Owner, branch_name, node_name, therapy_owner
from pathway.program import CompiledProgram, Node
from pathway.walk import Walk


def followed(program: CompiledProgram) -> PathwayRef:
    """Which pathway the advice is by."""
    named = (program.id, program.title, program.version)
    return PathwayRef(*named, program.digest, program.status, program.complaint)


def chosen(walk: Walk, choice: PathwayChoice) -> Chosen:
    """Why that pathway was chosen where none was named."""
    if choice.pathway is None:
        why = "none of the pathways is for what is recorded"
        if choice.asks:
            why = "it is not known yet what the complaint is"
        return Chosen(why, ())
    meant = choice.meant_for
    if meant is None or isinstance(meant, Literal):
        return Chosen("it is for every patient", choice.instead)
    parts = dict.fromkeys(in_words(walk, part) for part in true_parts(walk, meant))
    return Chosen(", ".join(parts), choice.instead)


def findings(walk: Walk) -> dict[str, FindingValue]:
    """The definitions that authors report, with their values."""
    found = {}
    for finding in walk.program.findings:
        result = walk.values[finding.name]
        unknown = titles(walk, sorted(result.hangs_on)) or None
        found[finding.name] = FindingValue(
            finding.name,
            finding.title,
            result.value,
            f"waits for: {unknown}" if result.value is None else None,
            in_words(walk, walk.program.by_name[finding.name].expr),
            walk.program.by_name[finding.name].expr.type.unit,
        )
    return found


def assumptions(walk: Walk) -> tuple[Assumption, ...]:
    """The assumed values that this pathway's definitions read."""
    read = walk.program.read_at_all
    return tuple(
        Assumption(fact.name, title(walk, fact.name), fact.value, fact.assumed)
        for fact in walk.resolved.assumed
        if fact.name in read
    )


def notes(walk: Walk, listed: Mapping[str, Option]) -> tuple[NoteLine, ...]:
    """The notes that hold; those of a therapy only where it is to be started or continued.

    A remark also holds while the therapy is still taken.
    """
    running = (Verdict.RECOMMENDED, Verdict.ONGOING)
    used = {
        therapy_owner(id_): option
        for id_, option in listed.items()
        if option.current or option.verdict in running
    }
    idle = {therapy_owner(id_) for id_ in walk.program.therapies} - used.keys()
    ending = {owner for owner, option in used.items() if option.verdict not in running}
    return (
        *_open_lists(walk),
        *(
            NoteLine(note.kind, note.text, note.owner, note.sources, note.plainly)
            for note in walk.program.notes
            if walk[note.definition] is True
            and note.owner not in idle
            and (note.kind == REMARK or note.owner not in ending)
        ),
    )


def path_node(walk: Walk, node: Node) -> PathNode:
    """A node as this patient stands to it."""
    arrivals = [edge for edge in walk.program.edges if edge.end == node.id]
    conditions = []
    for edge in arrivals:
        how = in_words(walk, edge.condition) if edge.condition is not None else edge.label
        conditions.append(f"{edge.start}: {how}")
    if node.id == walk.program.start:
        conditions.insert(0, f"eligible: {in_words(walk, walk.program.eligible)}")
    taken = [edge for edge in arrivals if walk[edge.definition] is True]
    current = walk[node_name(node.id, "current")] if node.kind == "step" else None
    pending = tuple(sorted(pending_at(walk, node)))
    return PathNode(
        node=node.id,
        title=node.title,
        kind=node.kind,
        reached=cast("Truth", walk[node_name(node.id, "reached")]),
        current=cast("Truth", current),
        condition="; or ".join(conditions),
        because="; ".join(edge.because or edge.label for edge in taken),
        pending_on=pending,
        asked=bool(asked_at(walk, node)),
        waits_for=waits_for(walk, pending),
    )


def next_step(walk: Walk, listed: Mapping[str, Option]) -> Next:
    """The step where the patient is, when to look again, and what comes after it."""
    steps = [n for n in walk.program.nodes if n.kind == "step"]
    here = next((n for n in steps if walk[node_name(n.id, "current")] is True), None)
    if here is None:
        # The end of a used pathway leads on, so nobody stays there.
        onward = {edge.start for edge in walk.program.edges}
        final = [n for n in walk.program.nodes if n.kind in ("refer", "end") and n.id not in onward]
        here = next((n for n in final if walk[node_name(n.id, "reached")] is True), None)
    reviews = [o.review for o in listed.values() if o.review is not None and o.current]
    if here is not None and here.review_weeks is not None and not reviews:
        due = walk.resolved.as_of + timedelta(days=int(here.review_weeks * 7))
        reviews.append(due.isoformat())
    then = None
    if here is not None and here.step_up is not None:
        then = f"{_after(walk, here.step_up)}, when {step_up_words(walk, here)}"
    return Next(here.title if here is not None else None, min(reviews, default=None), then)


def provenance(walk: Walk) -> dict[str, Provenance]:
    """Where each known value comes from that the pathway reads."""
    return {
        name: Provenance(
            walk[name], unit, said(fact.on) if fact.on is not None else None, fact.source
        )
        for name, unit in _with_units(walk.program)
        if (fact := walk.resolved.facts[name]).value is not None
    }


def citations(
    walk: Walk,
    listed: Iterable[Option],
    warned: tuple[Alert, ...],
    notes: tuple[NoteLine, ...],
) -> dict[str, str]:
    """The publications that anything in this advice rests on, in order of first mention."""
    used: dict[str, None] = {}
    for alert in warned:
        used |= dict.fromkeys(alert.sources)
    for option in listed:
        for line in (*option.reasons, *option.cautions):
            used |= dict.fromkeys(line.sources)
        used |= dict.fromkeys(position.source for position in option.positions)
    for note in notes:
        used |= dict.fromkeys(note.sources)
    known = walk.program.sources
    return {id_: _cite(walk, id_) for id_ in used if id_ in known}


# -- private -------------------------------------------------------------------------------


def _with_units(program: CompiledProgram) -> Sequence[tuple[str, str | None]]:
    """The attributes that a pathway reads, in the vocabulary's order, with their units."""
    attributes, read = program.vocabulary.attributes, program.read_at_all
    return program.once(
        "attributes with units",
        lambda: [(name, one.type.unit) for name, one in attributes.items() if name in read],
    )


def _open_lists(walk: Walk) -> Iterator[NoteLine]:
    """Why lists that a site declares complete do not count as that in this patient's record."""
    patient = walk.resolved.patient
    for name, reasons in patient.gaps.items():
        if name in patient.complete:
            continue
        more = f", and {len(reasons) - 1} more" if len(reasons) > 1 else ""
        text = f"The list of {name} does not count as complete: {reasons[0]}{more}."
        yield NoteLine("record", text, Owner("record"))


def _after(walk: Walk, id_: str) -> str:
    """The title of a node, or, at the end of a used pathway, of those that may come after it."""
    node = next(n for n in walk.program.nodes if n.id == id_)
    ways = [edge for edge in walk.program.edges if edge.start == id_]
    if node.kind != "end" or not ways:
        return node.title
    open_ = []
    for number, edge in enumerate(ways, 1):
        holds = walk[branch_name(id_, number)] if edge.condition is not None else True
        if holds is not False:
            open_.append(_after(walk, edge.end))
        if holds is True:
            break
    return " or ".join(dict.fromkeys(open_))


def _cite(walk: Walk, id_: str) -> str:
    source = walk.program.sources[id_]
    where = f", doi:{source.doi}" if source.doi else (f", {source.url}" if source.url else "")
    return f"{source.text}{where}"
