"""The nodes and edges of a program as a networkx graph, for users and for pictures.

It carries no meaning of its own, since the program's definitions say what is reached. This is
the only module that imports networkx, which takes longer to load than advice takes to give.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias, TypeVar

import networkx as nx

from pathway.ground.truth import or_
from pathway.language.printer import plain
from pathway.language.syntax import Expr, Literal, Result
from pathway.names import node_name
from pathway.program import CompiledProgram, Edge, Node

K = TypeVar("K", bound=Hashable)

#: Nodes by id; see `build` for what they and the edges carry.
Graph: TypeAlias = "nx.DiGraph[str]"


def build(program: CompiledProgram, values: Mapping[str, Result] | None = None) -> Graph:
    """The graph of `program`, its nodes by id; with the values of a walk, what is reached too.

    A node has `title`, `kind` (decision, step, refer, end or use), `offers` (the ids of the
    therapies offered there) and `condition`, which says in plain English who gets there. An edge
    has `title`, `kind` (branch, otherwise, step up, resolved or use) and `condition`, empty where
    there is none; several ways between the same two nodes are one edge, their texts joined by
    "or". With `values` both have `reached`, True, False or None for unknown.

    Nodes and edges stand in the order in which the author wrote them, so that everything derived
    from the graph is the same on every run. The graph's own attributes are the pathway's `id`,
    `title`, `version`, `status`, `digest` and `start`.
    """
    graph: Graph = nx.DiGraph()
    graph.graph |= {"id": program.id, "title": program.title, "version": program.version}
    graph.graph |= {"status": program.status, "digest": program.digest, "start": program.start}
    arriving: dict[str, list[Edge]] = {node.id: [] for node in program.nodes}
    between: dict[tuple[str, str], list[Edge]] = {}
    for edge in program.edges:
        arriving[edge.end].append(edge)
        between.setdefault((edge.start, edge.end), []).append(edge)
    for node in program.nodes:
        graph.add_node(node.id, **_node(program, node, arriving[node.id]))
        if values is not None:
            graph.nodes[node.id]["reached"] = values[node_name(node.id, "reached")].value
    for (start, end), ways in between.items():
        graph.add_edge(start, end, **_edge(program, ways))
        if values is not None:
            graph.edges[start, end]["reached"] = or_(_truth(values, way) for way in ways)
    return graph


def topological(program: CompiledProgram) -> tuple[str, ...]:
    """The nodes, each after all that lead to it; nodes free to choose keep their written order.

    The compiler refuses circles, so there always is such an order.
    """
    rank = {node.id: number for number, node in enumerate(program.nodes)}
    order = nx.lexicographical_topological_sort(build(program), key=rank.__getitem__)
    return tuple(order)


def depths(program: CompiledProgram) -> dict[str, int]:
    """How many edges the longest way to each node has: the row on which a picture draws it."""
    graph = build(program)
    depth: dict[str, int] = {}
    for node in topological(program):
        depth[node] = 1 + max((depth[before] for before in graph.predecessors(node)), default=-1)
    return depth


def least_stretched(
    keys: Sequence[K], apart: Mapping[tuple[K, K], int], pulls: Mapping[tuple[K, K], int]
) -> dict[K, int]:
    """Places on a line that keep `(left, right)` pairs apart and stretch `pulls` least.

    The sum of pull times length is smallest exactly where the dual, a flow of least cost, is
    optimal; its potentials are the places. Of all the best places this is the middle between
    the leftmost and the rightmost, which centres whatever is free to move.
    """
    number = {key: n for n, key in enumerate(keys)}
    arcs = [_Arc(number[left], number[right], -room) for (left, right), room in apart.items()]
    for (one, other), pull in pulls.items():
        arcs.append(_Arc(number[one], number[other], 0, pull))
        arcs.append(_Arc(number[other], number[one], 0, pull))
    residual = _residual(len(keys), arcs)
    left = _potentials(residual)
    right = _potentials(residual.reverse())
    return {key: (right[n] - left[n]) // 2 for key, n in number.items()}


class _Arc(NamedTuple):
    """An arc of the flow; without a capacity any amount may flow."""

    start: int
    end: int
    cost: int
    capacity: int | None = None


def _residual(count: int, arcs: Sequence[_Arc]) -> nx.DiGraph[int]:
    """What may still be changed about the cheapest flow, and at what cost."""
    flows: nx.DiGraph[int] = nx.DiGraph()
    flows.add_nodes_from(range(count))
    for arc in arcs:
        limit = {} if arc.capacity is None else {"capacity": arc.capacity}
        flows.add_edge(arc.start, arc.end, weight=arc.cost, **limit)
    flow: Any = nx.network_simplex(flows)[1]
    residual: nx.DiGraph[int] = nx.DiGraph()
    residual.add_nodes_from(range(count))
    for arc in arcs:
        used = flow[arc.start][arc.end]
        if arc.capacity is None or used < arc.capacity:
            _shorten(residual, arc.start, arc.end, arc.cost)
        if used > 0:
            _shorten(residual, arc.end, arc.start, -arc.cost)
    return residual


def _shorten(residual: nx.DiGraph[int], start: int, end: int, cost: int) -> None:
    if not residual.has_edge(start, end) or residual.edges[start, end]["weight"] > cost:
        residual.add_edge(start, end, weight=cost)


def _potentials(residual: nx.DiGraph[int]) -> dict[int, int]:
    rooted = residual.copy()
    root = len(residual)
    rooted.add_weighted_edges_from((root, n, 0) for n in residual.nodes)
    distances = nx.single_source_bellman_ford_path_length(rooted, root)
    return {n: int(distance) for n, distance in distances.items()}


def _node(program: CompiledProgram, node: Node, arriving: Sequence[Edge]) -> dict[str, object]:
    entry = [_words(program, program.eligible)] if node.id == program.start else []
    ways = [*entry, *(_title(program, edge) for edge in arriving)]
    condition = "; or ".join(way for way in ways if way)
    return {"title": node.title, "kind": node.kind, "offers": node.offers, "condition": condition}


def _edge(program: CompiledProgram, ways: Sequence[Edge]) -> dict[str, object]:
    conditions = [_words(program, edge.condition) for edge in ways]
    return {
        "title": " or ".join(_title(program, edge) for edge in ways),
        "kind": " or ".join(dict.fromkeys(edge.label for edge in ways)),
        "condition": " or ".join(conditions) if all(conditions) else "",
    }


def _title(program: CompiledProgram, edge: Edge) -> str:
    condition = _words(program, edge.condition)
    return f"{edge.label}: {condition}" if condition else edge.label


def _words(program: CompiledProgram, condition: Expr | None) -> str:
    if condition is None or (isinstance(condition, Literal) and condition.value is True):
        return ""
    return plain(condition, program.words)


def _truth(values: Mapping[str, Result], edge: Edge) -> bool | None:
    value = values[edge.definition].value
    return value if isinstance(value, bool) else None
