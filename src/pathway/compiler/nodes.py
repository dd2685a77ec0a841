"""What the nodes of a pathway mean: who reaches them, who is done there, what is offered.

reached(node)    = OR over incoming edges of reached(parent) and edge condition
edge i           = condition i and not (any earlier condition);  otherwise = not (any)
resolved(step)   = reached(step) and its `resolved` condition
stepped up(step) = reached(step) and not resolved(step) and (`all closed` or its condition)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pathway.compiler.builder import Builder
from pathway.compiler.layout import FlatNode, FlatWay
from pathway.compiler.logic import FALSE, count, every, known, none_of, ref, some
from pathway.compiler.offers import (
    FIRST,
    Context,
    Where,
    choices_of,
    closed_at,
    define_meanwhile,
    define_offers,
)
from pathway.compiler.therapies import define_notes, known_needs
from pathway.language.syntax import Apply, Expr, Literal
from pathway.names import (
    ELIGIBLE,
    Owner,
    branch_name,
    edge_name,
    node_name,
    option_name,
)
from pathway.program import Edge, Node, Note, Place


@dataclass
class Graph:
    """The nodes, edges and places found so far."""

    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    #: The definitions of the edges that lead to each node.
    arrivals: dict[str, list[str]] = field(default_factory=dict)


def define_nodes(
    nodes: Iterable[FlatNode], start: str, context: Context, builder: Builder
) -> Graph:
    """Define every node, in an order in which each comes after those that lead to it."""
    graph = Graph()
    for order, node in enumerate(nodes, FIRST + 1):
        _define_node(node, order, start, context, graph, builder)
    return graph


# -- private -------------------------------------------------------------------------------


def _define_node(
    node: FlatNode, order: int, start: str, context: Context, graph: Graph, builder: Builder
) -> None:
    owner = Owner(node.kind, node.id)
    arrivals: list[Expr] = [ref(edge) for edge in graph.arrivals.get(node.id, ())]
    if node.id == start:
        arrivals.append(ref(ELIGIBLE))
    reached = node_name(node.id, "reached")
    builder.define(reached, some(arrivals), owner, node.span)
    before, edges_before = len(graph.places), len(graph.edges)
    if node.kind == "step":
        _define_step(node, order, context, graph, builder)
    else:
        _offer(node, order, reached, context, graph, builder)
        _define_branches(node, graph, builder)
    offers = tuple(place.therapy for place in graph.places[before:] if not place.meanwhile)
    step_up = next((way for way in node.ways if way.kind == "step up"), None)
    own = graph.edges[edges_before:]
    edge = next((e for e in own if e.definition == edge_name(node.id, "step_up")), None)
    graph.nodes.append(
        Node(
            id=node.id,
            title=node.title,
            kind=node.kind,
            offers=offers,
            choices=choices_of(node, offers, builder),
            needs=known_needs(node.needs, builder),
            step_up=step_up.end if step_up is not None else None,
            step_up_condition=edge.condition if edge is not None else None,
            in_order=node.model.in_order,
            review_weeks=node.model.review_weeks,
            sources=tuple(map(str, node.model.source)),
            verified=node.model.verified,
            span=node.span,
        )
    )
    graph.notes += define_notes(node.notes, owner, reached, builder)


def _define_step(
    node: FlatNode, order: int, context: Context, graph: Graph, builder: Builder
) -> None:
    id_, owner = node.id, Owner("step", node.id)
    reached = ref(node_name(id_, "reached"))
    ways = {way.kind: way for way in node.ways}
    done = builder.condition(ways["resolved"].when) if "resolved" in ways else FALSE
    resolved = builder.define(node_name(id_, "resolved"), every([reached, done]), owner)
    open_ = builder.define(node_name(id_, "open"), every([reached, none_of(resolved)]), owner)
    offered = _offer(node, order, node_name(id_, "open"), context, graph, builder)
    closed = [some(closed_at(place, context)) for place in offered]
    all_closed = builder.define(node_name(id_, "closed"), every(closed), owner)
    up: Expr = FALSE
    written: Expr = FALSE
    if "step up" in ways:
        written = builder.condition(ways["step up"].when, in_step=True)
        meant = _with_options(written, [p.therapy for p in offered], node_name(id_, "closed"))
        up = every([open_, some([all_closed, meant])])
    stepped = builder.define(node_name(id_, "stepped_up"), up, owner)
    if "step up" in ways:
        _edge(node, ways["step up"], "step_up", stepped, written, graph, builder)
    if "resolved" in ways:
        _edge(node, ways["resolved"], "resolved", resolved, done, graph, builder)
    tests = any(context.therapies[place.therapy].answers for place in offered)
    left = known(stepped) if tests else stepped
    builder.define(node_name(id_, "current"), every([open_, none_of(left)]), owner)


def _define_branches(node: FlatNode, graph: Graph, builder: Builder) -> None:
    reached = ref(node_name(node.id, "reached"))
    earlier: list[Expr] = []
    for number, way in enumerate(node.ways, 1):
        own: Expr | None = None
        taken: list[Expr] = [none_of(*earlier)]
        if way.when is not None:
            own = builder.condition(way.when)
            case = builder.define(branch_name(node.id, number), own, Owner(node.kind, node.id))
            taken.append(case)
            earlier.append(case)
        _edge(node, way, str(number), every([reached, *taken]), own, graph, builder)


def _edge(
    node: FlatNode,
    way: FlatWay,
    key: str,
    taken: Expr,
    condition: Expr | None,
    graph: Graph,
    builder: Builder,
) -> None:
    name = edge_name(node.id, key)
    builder.define(name, taken, Owner(node.kind, node.id), way.span)
    graph.edges.append(Edge(node.id, way.end, way.kind, name, condition, way.because))
    graph.arrivals.setdefault(way.end, []).append(name)


def _offer(
    node: FlatNode, order: int, reached: str, context: Context, graph: Graph, builder: Builder
) -> list[Place]:
    """Add the places at this node, and return them."""
    where = Where(Owner(node.kind, node.id), node.title, order, reached)
    models = [*node.model.offer, *(offer for choice in node.model.choose for offer in choice.of)]
    offered = define_offers(models, where, context, builder)
    graph.places += offered
    graph.places += define_meanwhile(node, where, offered, context, builder)
    return offered


def _with_options(expr: Expr, therapies: list[str], closed: str) -> Expr:
    """Replace `at least k inadequate` and `all closed` by what they mean at this step."""
    if not isinstance(expr, Apply):
        return expr
    if expr.op == "all closed":
        return ref(closed)
    if expr.op == "at least inadequate":
        needed = expr.args[0]
        value = needed.value if isinstance(needed, Literal) else 0
        return count(int(str(value)), [ref(option_name(t, "inadequate")) for t in therapies])
    return Apply(
        expr.op,
        tuple(_with_options(arg, therapies, closed) for arg in expr.args),
        expr.span,
        expr.type,
    )
