"""What a library needs so that the right pathway is chosen where nobody names one."""

from __future__ import annotations

from collections.abc import Iterator

from pathway.checks.subject import Subject
from pathway.ground.problems import Label, Problem
from pathway.language.syntax import Literal, names
from pathway.names import MEANT_FOR
from pathway.program import CompiledProgram


def unsaid_complaint(subject: Subject) -> Iterator[Problem]:
    """A pathway that does not say what it is for, although there are others to choose from."""
    own = _to_choose_from(subject)
    for program in own if len(own) > 1 else ():
        if isinstance(program.meant_for, Literal):
            yield Problem(
                "P338",
                f"`{program.id}` does not say which complaint it is for",
                subject.models.pathways[program.id].pathway.span,
                "write `for:` with a condition, or `profile: yes` if it is followed only by name",
            )
        elif _asks_for_no_complaint(program):
            yield Problem(
                "P338",
                f"`{program.id}` is for no complaint: its `for` reads only what was tried",
                program.meant_for.span,
                "name an attribute of the complaint, such as where it hurts",
            )


def same_complaint(subject: Subject) -> Iterator[Problem]:
    """Two pathways for the same complaint: nobody outside the first one comes to the second."""
    seen: dict[object, CompiledProgram] = {}
    for program in _to_choose_from(subject):
        if isinstance(program.meant_for, Literal):
            continue
        first = seen.setdefault(program.meant_for, program)
        if first is not program:
            span = first.meant_for.span
            yield Problem(
                "P339",
                f"`{program.id}` is for the same complaint as `{first.id}`",
                program.meant_for.span,
                "say how they differ, or make one of them a `profile`",
                Label(span, "the pathway that is tried first") if span is not None else None,
            )


# -- private -------------------------------------------------------------------------------


def _asks_for_no_complaint(program: CompiledProgram) -> bool:
    """Whether no attribute of the patient says what the pathway is for, so that nobody is asked."""
    read = program.closure((MEANT_FOR,))
    found = {name for definition in read for name in names(definition.expr)}
    return found.isdisjoint(program.vocabulary.attributes)


def _to_choose_from(subject: Subject) -> list[CompiledProgram]:
    """The pathways that may be chosen without being named."""
    programs = subject.programs.values()
    return [one for one in programs if not one.profile and one.status != "retired"]
