"""A pathway as a PlanDefinition: its red flags, its nodes, and what each of them offers.

Every condition names a definition of the library and repeats nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pathway.cql.elements import (
    Json,
    canonical,
    citations,
    compact,
    concept,
    expression,
    id_of,
    resource,
)
from pathway.cql.literals import string
from pathway.ground.terms import Urgency, Verdict
from pathway.names import flag_name, flag_owner, node_name, option_name
from pathway.program import CompiledProgram, Edge, Flag, Node, Place


def plan(program: CompiledProgram) -> Json:
    """The plan: red flags first, then the nodes in their order, then what stands beside them."""
    protocol = {"system": _TYPES, "code": "clinical-protocol", "display": "Clinical Protocol"}
    actions = [_flag(program, flag) for flag in program.all_flags]
    actions += [_node(program, node) for node in program.nodes]
    beside = list(_beside(program))
    actions += [{"title": "Beside every step", "action": beside}] if beside else []
    elements = {
        "title": program.title,
        "type": concept("Clinical Protocol", protocol),
        "relatedArtifact": citations(program, program.transparency.sources),
        "library": [canonical(program, "Library")],
        "action": actions,
    }
    return resource(program, "PlanDefinition", "", elements)


# -- private -------------------------------------------------------------------------------

_TYPES: Final = "http://terminology.hl7.org/CodeSystem/plan-definition-type"
_PRIORITY: Final = {
    Urgency.EMERGENCY: "stat",
    Urgency.WITHIN_48_HOURS: "asap",
    Urgency.WITHIN_2_WEEKS: "urgent",
}


def _flag(program: CompiledProgram, flag: Flag) -> Json:
    holder = flag_owner(flag.id)
    offered = [place for place in program.places if place.holder == holder]
    return compact(
        {
            "id": id_of(f"flag-{flag.id}"),
            "title": flag.title,
            "description": f"{flag.action} (to: {flag.to}; {flag.urgency.value}): {flag.because}",
            "priority": _PRIORITY.get(flag.urgency, "routine"),
            "documentation": citations(program, flag.sources),
            "condition": _conditions(expression(flag_name(flag.id))),
            "action": [_offer(program, place) for place in offered],
        }
    )


def _node(program: CompiledProgram, node: Node) -> Json:
    offered = [
        place
        for place in program.places
        if place.holder.id == node.id and not (place.holder.is_flag or place.holder.is_alongside)
    ]
    following = [edge for edge in program.edges if edge.start == node.id]
    return compact(
        {
            "id": _node_id(node.id),
            "title": node.title or node.id,
            "description": f"A {node.kind} of the pathway.",
            "documentation": citations(program, node.sources),
            "condition": _conditions(expression(node_name(node.id, "reached"))),
            "relatedAction": [_then(edge) for edge in following],
            "action": [_offer(program, place) for place in offered],
        }
    )


def _beside(program: CompiledProgram) -> Iterator[Json]:
    for place in program.places:
        if place.holder.is_alongside:
            yield _offer(program, place)


def _offer(program: CompiledProgram, place: Place) -> Json:
    """A therapy where it is offered: to be started while its verdict is *recommended*."""
    therapy = program.therapies[place.therapy]
    recommended = f" = {string(Verdict.RECOMMENDED.value)}"
    sources = [one for rule in therapy.rules for one in rule.sources]
    return compact(
        {
            "title": therapy.title,
            "description": place.because,
            "documentation": citations(program, (*therapy.sources, *sources)),
            "condition": _conditions(
                expression(place.indicated),
                expression(option_name(place.therapy, "verdict"), recommended),
            ),
            "definitionCanonical": canonical(program, "ActivityDefinition", place.therapy),
        }
    )


def _then(edge: Edge) -> Json:
    return {"actionId": _node_id(edge.end), "relationship": "before-start"}


def _node_id(node: str) -> str:
    return id_of(f"node-{node}")


def _conditions(*expressions: Json) -> list[Json]:
    return [{"kind": "applicability", "expression": one} for one in expressions]
