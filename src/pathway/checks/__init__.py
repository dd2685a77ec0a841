"""Suspicions about a library: nothing that is wrong, but much that is rarely meant.

Each check is one function from a program, from all programs, or from a whole library, to the
problems it sees, and the three tuples list them; what makes content unusable (circles, unknown
names) is found while it is compiled.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pathway.checks import choosing, concepts, sense, structure, transparency, unused, upkeep
from pathway.checks.subject import CommonCheck, LibraryCheck, ProgramCheck, Subject
from pathway.ground.problems import Problem, Problems
from pathway.program import CompiledProgram

__all__ = ["CHECKS", "COMMON_CHECKS", "LIBRARY_CHECKS", "Subject", "examine", "lint"]


def lint(*programs: CompiledProgram) -> Iterator[Problem]:
    """Everything that looks unintended in programs of one library, in the order of the checks."""
    for program in programs:
        for check in CHECKS:
            yield from check(program)
    for check_all in COMMON_CHECKS:
        yield from check_all(programs)


def examine(subject: Subject) -> tuple[Problem, ...]:
    """Everything that looks unintended in a library, file by file in the order of lines."""
    found = Problems()
    found.extend(lint(*subject.programs.values()))
    for check in LIBRARY_CHECKS:
        found.extend(check(subject))
    return tuple(sorted(found, key=_place))


#: The checks of one program.
CHECKS: Final[tuple[ProgramCheck, ...]] = (
    structure.unreachable_node,
    structure.unguarded_option,
    structure.uncontraindicated_option,
    structure.weak_allergy,
    structure.endless_step,
    structure.impossible_count,
    structure.endless_trial,
    sense.shadowed_branch,
    sense.covered_rule,
    sense.forbidden_offer,
    transparency.untrue_declaration,
)

#: The checks of all programs, which look only once at what those have in common.
COMMON_CHECKS: Final[tuple[CommonCheck, ...]] = (sense.senseless_condition,)

#: The checks that need all pathways at once, or the files themselves.
LIBRARY_CHECKS: Final[tuple[LibraryCheck, ...]] = (
    unused.unread_attribute,
    unused.unread_definition,
    unused.unread_parameter,
    unused.uncited_source,
    unused.unoffered_therapy,
    unused.unlisted_pathway,
    choosing.unsaid_complaint,
    choosing.same_complaint,
    unused.empty_group,
    upkeep.overdue_review,
    upkeep.unfitting_changelog,
    upkeep.day_to_come,
    upkeep.unsourced_flag,
    concepts.unjudged_concept,
)

# -- private -------------------------------------------------------------------------------


def _place(problem: Problem) -> tuple[str, int]:
    span = problem.span
    return ("", -1) if span is None else (span.source.name, span.start)
