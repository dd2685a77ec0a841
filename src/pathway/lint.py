"""Suspicions about a compiled program: nothing that is wrong, but much that is rarely meant.

Each check is one function from a program to the problems it sees, and `CHECKS` lists them; what
makes a program unusable (circles, unknown names) is found while it is compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from pathway import graph
from pathway.problems import Problem
from pathway.program import CompiledProgram

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


CHECKS: Final[tuple[Check, ...]] = (unreachable_node,)
