"""The nodes and edges of a program as a networkx graph, for pictures.

It carries no meaning of its own, since the program's definitions say what is reached. This is
the only module that imports networkx, which takes longer to load than advice takes to give.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import networkx as nx

from pathway.program import CompiledProgram

K = TypeVar("K", bound=Hashable)


def build(program: CompiledProgram) -> nx.DiGraph[str]:
    """The graph of `program`: node ids with their `Node`, arrows with their tuple of `Edge`s.

    Edges keep the order in which the author wrote the ways, so that everything derived from
    the graph is the same on every run.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    for node in program.nodes:
        graph.add_node(node.id, node=node)
    for edge in program.edges:
        written = graph.get_edge_data(edge.start, edge.end, {"edges": ()})["edges"]
        graph.add_edge(edge.start, edge.end, edges=(*written, edge))
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
