"""The ways of a pathway that are open: how a patient may come to a node from where it is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pathway.names import ELIGIBLE, node_name
from pathway.program import CompiledProgram, Edge
from pathway.walk import Walk


def is_next(walk: Walk, id_: str) -> bool:
    """Whether the patient is known to be at a node, or an open way leads from there to it."""
    if id_ not in _kinds(walk.program):
        return False
    return walk[node_name(id_, "reached")] is True or bool(open_ways(walk, id_))


def open_ways(walk: Walk, id_: str) -> frozenset[str]:
    """The edges, by their definitions, that may lead to a node from where the patient is known.

    Behind a step that is itself not known to be reached nothing is looked at.
    """
    return walk.once(("open ways", id_), lambda: _ways_to(walk, id_))


# -- private -------------------------------------------------------------------------------


def _ways_to(walk: Walk, id_: str) -> frozenset[str]:
    kinds, found = _kinds(walk.program), set[str]()
    todo: list[tuple[str, frozenset[str]]] = [(id_, frozenset())]
    seen: set[str] = set()
    while todo:
        here, way = todo.pop()
        if here == walk.program.start and walk[ELIGIBLE] is True:
            found |= way
        for edge in _edges_to(walk.program, here):
            if walk[edge.definition] is not None or edge.definition in seen:
                continue
            seen.add(edge.definition)
            longer = way | {edge.definition}
            if walk[node_name(edge.start, "reached")] is True:
                found |= longer
            elif kinds[edge.start] != "step":
                todo.append((edge.start, longer))
    return frozenset(found)


def _kinds(program: CompiledProgram) -> Mapping[str, str]:
    return program.once("kinds", lambda: {node.id: node.kind for node in program.nodes})


def _edges_to(program: CompiledProgram, id_: str) -> Sequence[Edge]:
    found = (edge for edge in program.edges if edge.end == id_)
    return program.once(("edges to", id_), lambda: tuple(found))
