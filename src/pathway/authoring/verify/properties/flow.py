"""Properties of the way through a pathway: no gap, no overlap, no dead end, nobody stuck."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from pathway.authoring.verify.properties.model import (
    Always,
    Case,
    Property,
    Somebody,
    Unless,
    spans,
)
from pathway.compiler.logic import every, known, none_of, ref
from pathway.ground.source import Span
from pathway.ground.vocabulary import BOOLEAN
from pathway.language.english import plain
from pathway.language.syntax import Apply, Expr
from pathway.names import ELIGIBLE, branch_of, edge_name, node_name
from pathway.program import CompiledProgram, Edge, Node


def properties(program: CompiledProgram) -> Iterator[Property]:
    """The properties of a pathway."""
    yield _no_gap(program)
    yield _no_overlap(program)
    yield _progress(program)
    yield _not_stuck(program)


# -- private -------------------------------------------------------------------------------


def _certainly_not(name: str) -> Expr:
    return _no(ref(name))


def _no(expr: Expr) -> Expr:
    return Apply("is false", (expr,), type=BOOLEAN)


def _somewhere(nodes: Sequence[Node]) -> list[str]:
    """The definitions that say that a patient is at one of these nodes."""
    return [
        node_name(node.id, "current" if node.kind == "step" else "reached")
        for node in nodes
        if node.kind in ("step", "refer", "end")
    ]


def _no_gap(program: CompiledProgram) -> Property:
    """An eligible patient is never known to be nowhere, and so not once everything is known."""
    nowhere = every(_certainly_not(name) for name in _somewhere(program.nodes))
    start = next((node.span for node in program.nodes if node.id == program.start), None)
    decisions = (node.span for node in program.nodes if node.kind == "decision")
    case = Case(
        "every eligible patient has a current step, a referral or an end, once what decides it "
        "is known",
        Always(none_of(nowhere), known(ref(ELIGIBLE))),
        spans(*decisions, start),
    )
    sentence = "No gap: every eligible patient has a current step, a referral or an end"
    return Property("no-gap", sentence, program, (case,))


def _no_overlap(program: CompiledProgram) -> Property:
    """Where two branches hold at once, the first is a special case of the second.

    A decision that is meant to be read `in order` is left out.
    """
    cases = []
    decisions = [node for node in program.nodes if node.kind == "decision" and not node.in_order]
    for node in decisions:
        written = [edge for edge in program.edges if edge.start == node.id and edge.condition]
        for one, other in combinations(written, 2):
            if one.end != other.end:
                cases.append(_apart(program, node, one, other))
    return Property(
        "no-overlap",
        "No overlap: where two branches of a decision hold at once, the first is a special case "
        "of the second",
        program,
        tuple(cases),
        "pair of branches",
        "no decision has two branches with conditions, or they are meant to be read in order",
    )


def _apart(program: CompiledProgram, node: Node, one: Edge, other: Edge) -> Case:
    first, second = (ref(branch_of(edge.definition)) for edge in (one, other))
    said = [plain(edge.condition, program.words) for edge in (one, other) if edge.condition]
    return Case(
        f"{node.title} {said[0]} (to {one.end}); {said[1]} (to {other.end})",
        Unless(
            Somebody(every([known(first), _no(second)]), ""),
            Always(none_of(every([known(first), known(second)]))),
        ),
        spans(_span(program, other), _span(program, one)),
    )


def _span(program: CompiledProgram, edge: Edge) -> Span | None:
    return program.by_name[edge.definition].span


def _progress(program: CompiledProgram) -> Property:
    """Whoever steps up is at what comes next, or further on."""
    cases = []
    titles = {node.id: node.title for node in program.nodes}
    for node in program.nodes:
        if node.step_up is None:
            continue
        after = _somewhere(_following(program, node.step_up))
        nowhere = every(_certainly_not(name) for name in after)
        arrived = known(ref(node_name(node.step_up, "reached")))
        up = known(ref(node_name(node.id, "stepped_up")))
        edge = program.by_name.get(edge_name(node.id, "step_up"))
        cases.append(
            Case(
                f"{node.title}: whoever steps up reaches {titles[node.step_up]} or what follows it",
                Always(every([arrived, none_of(nowhere)]), up),
                spans(edge.span if edge else None, node.span),
            )
        )
    return Property(
        "progress",
        "A step up always leads on",
        program,
        tuple(cases),
        "step",
        "no step leads to another one",
    )


def _following(program: CompiledProgram, start: str) -> list[Node]:
    """A node and all that can be reached from it."""
    found, todo = {start}, [start]
    while todo:
        here = todo.pop()
        ends = {edge.end for edge in program.edges if edge.start == here} - found
        found |= ends
        todo += ends
    return [node for node in program.nodes if node.id in found]


def _not_stuck(program: CompiledProgram) -> Property:
    """Whoever stays at a step has something open there: not everything is known to be closed."""
    cases = [
        Case(
            f"{node.title}: nobody stays there with everything closed",
            Always(
                none_of(known(ref(node_name(node.id, "closed")))),
                known(ref(node_name(node.id, "current"))),
            ),
            spans(node.span),
        )
        for node in program.nodes
        if node.kind == "step"
    ]
    return Property(
        "not-stuck",
        "Nobody is stuck at a step with nothing open and nowhere to go",
        program,
        tuple(cases),
        "step",
        "there is no step",
    )
