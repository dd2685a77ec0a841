"""Suspicions about a compiled program: nothing that is wrong, but much that is rarely meant.

Each check is one function from a program to the problems it sees, and `CHECKS` lists them; what
makes a program unusable (circles, unknown names) is found while it is compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from pathway import graph
from pathway.conditions.syntax import Apply, Expr
from pathway.problems import Problem
from pathway.program import CompiledProgram, Node, Therapy
from pathway.terms import Kind

Check: TypeAlias = Callable[[CompiledProgram], Iterable[Problem]]


def lint(program: CompiledProgram) -> tuple[Problem, ...]:
    """Everything that looks unintended in `program`, in the order of the checks."""
    return tuple(problem for check in CHECKS for problem in check(program))


def unreachable_node(program: CompiledProgram) -> Iterator[Problem]:
    """A node that no way leads to: it was probably meant to be somebody's branch."""
    nodes = {node.id: node for node in program.nodes}
    for id_ in graph.unreachable(program):
        yield Problem(
            "P302",
            f"no way leads to node `{id_}`",
            nodes[id_].span,
            f"lead to it with `to: {id_}`, or delete it",
        )


def unguarded_option(program: CompiledProgram) -> Iterator[Problem]:
    """A step that offers something invasive or a drug about which no rule says when not."""
    for node in program.nodes:
        for therapy in _offered(program, node):
            if therapy.kind in _RISKY and not therapy.rules:
                yield Problem(
                    "P310",
                    f"`{node.id}` offers `{therapy.id}`, which has no rule that guards it",
                    therapy.span,
                    "say when it is `contraindicated`, to `avoid`, or to be given with `caution`",
                )


def endless_step(program: CompiledProgram) -> Iterator[Problem]:
    """A step that waits for a trial to prove inadequate, where nothing says what a trial is."""
    for node in program.nodes:
        if node.step_up_condition is None or not _waits_for_trials(node.step_up_condition):
            continue
        tried = [t for t in _offered(program, node) if t.kind not in _NEVER_TRIED]
        if tried and not any(therapy.adequate for therapy in tried):
            yield Problem(
                "P311",
                f"`{node.id}` waits for an inadequate trial, but no `adequate trial` is known"
                f" of {', '.join(f'`{therapy.id}`' for therapy in tried)}",
                node.span,
                "say after how many weeks or sessions a therapy has been tried properly",
            )


CHECKS: Final[tuple[Check, ...]] = (unreachable_node, unguarded_option, endless_step)

# -- private -------------------------------------------------------------------------------

_RISKY: Final = frozenset({Kind.DRUG, Kind.MANUAL, Kind.NEEDLE, Kind.INJECTION, Kind.SURGERY})
_NEVER_TRIED: Final = frozenset(
    {Kind.EDUCATION, Kind.REFERRAL, Kind.INVESTIGATION, Kind.SAFETY_MEASURE}
)


def _offered(program: CompiledProgram, node: Node) -> Iterator[Therapy]:
    return (program.therapies[id_] for id_ in node.offers if id_ in program.therapies)


def _waits_for_trials(condition: Expr) -> bool:
    if not isinstance(condition, Apply):
        return False
    return condition.op == "at least inadequate" or any(map(_waits_for_trials, condition.args))
