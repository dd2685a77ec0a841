"""Where a patient stands in the graph of a pathway: each node with its ways and its offers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pathway.advice.explanation import NodeDetail, Offered, Way
from pathway.advice.known import condition
from pathway.advice.words import in_words, place_of, waits_for
from pathway.frozen import frozen
from pathway.ground.truth import Truth
from pathway.language.evaluate import evaluate
from pathway.names import outer_id
from pathway.program import Edge, Node, Place
from pathway.walk import Walk


@frozen
class WayOn:
    """A way out of a node, in short: where to, its condition in words, and whether it holds."""

    node: str
    kind: str
    words: str | None
    holds: Truth
    waits_for: str


def node_detail(walk: Walk, node: Node) -> NodeDetail:
    """A node: who gets there and whether this patient does, where it leads, what is offered."""
    program = walk.program
    return NodeDetail(
        node=node.id,
        eligible=condition(walk, program.eligible) if node.id == program.start else None,
        ways_in=tuple(_way(walk, e, e.start) for e in program.edges if e.end == node.id),
        ways_on=tuple(_way(walk, e, e.end) for e in program.edges if e.start == node.id),
        offers=tuple(offers_at(walk, node)),
        place=place_of(node.span),
        sources=node.sources,
        alongside=tuple(_alongside(walk, node)),
    )


def ways_on(walk: Walk, node: str) -> Iterator[WayOn]:
    """Where a node leads, without all that the conditions read."""
    for edge in walk.program.edges:
        if edge.start == node:
            words = in_words(walk, edge.condition) if edge.condition is not None else None
            holds = _holds(walk, edge)
            yield WayOn(edge.end, edge.label, words, holds, _waits_for(walk, edge, holds))


def offers_at(walk: Walk, node: Node) -> Iterator[Offered]:
    """What is offered at a node."""
    groups = {therapy: choice for choice in node.choices for therapy in choice.therapies}
    for place in walk.program.places:
        if place.holder.id == node.id and not place.holder.is_flag:
            choice = groups.get(place.therapy)
            yield replace(_offered(walk, place), choice=choice, meanwhile=place.meanwhile)


# -- private -------------------------------------------------------------------------------


def _way(walk: Walk, edge: Edge, other: str) -> Way:
    holds = _holds(walk, edge)
    return Way(
        node=other,
        title=next(node.title for node in walk.program.nodes if node.id == other),
        kind=edge.label,
        condition=None if edge.condition is None else condition(walk, edge.condition),
        holds=holds,
        waits_for=_waits_for(walk, edge, holds),
    )


def _waits_for(walk: Walk, edge: Edge, holds: Truth) -> str:
    return waits_for(walk, sorted(walk.hangs_on(edge.definition))) if holds is None else ""


def _holds(walk: Walk, edge: Edge) -> Truth:
    """Whether a condition holds; one that speaks of its step only has a meaning as a way."""
    if edge.label == "branch" and edge.condition is not None:
        return _truth(evaluate(edge.condition, walk.values).value)
    return _truth(walk[edge.definition])


def _alongside(walk: Walk, node: Node) -> Iterator[Offered]:
    """What the pathway of a step, and those that use it, list to run beside every step."""
    if node.kind != "step":
        return
    around = set(_around(node.id))
    for place in walk.program.places:
        if place.holder.is_alongside and outer_id(place.holder.id) in around:
            yield _offered(walk, place)


def _around(node: str) -> Iterator[str]:
    """The nodes that use the pathway of a node, the innermost first, and at last none."""
    while node:
        node = outer_id(node)
        yield node


def _offered(walk: Walk, place: Place) -> Offered:
    words = in_words(walk, place.condition) if place.condition is not None else ""
    title = walk.program.therapies[place.therapy].title
    return Offered(place.therapy, title, words, _truth(walk[place.indicated]))


def _truth(value: object) -> Truth:
    return value if isinstance(value, bool) else None
