"""What the checks look at: the files of a library, and what they were compiled to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TypeAlias

from pathway.content.load import LibraryModels
from pathway.frozen import frozen
from pathway.ground.problems import Problem
from pathway.language.syntax import Apply, Expr, Literal, Name
from pathway.names.reading import read_history
from pathway.program import CompiledProgram


@frozen(slots=False)
class Subject:
    """A whole library on the day of the check."""

    models: LibraryModels
    programs: Mapping[str, CompiledProgram]
    today: date

    @cached_property
    def names_read(self) -> frozenset[str]:
        """The names in conditions that authors wrote; the compiler's own have no place."""
        return frozenset(
            part.name for part in self._parts if isinstance(part, Name) and part.span is not None
        )

    @cached_property
    def therapies_read(self) -> frozenset[str]:
        """The therapies whose history a condition asks for that stands outside their own file."""
        found = set()
        for part in self._parts:
            read = read_history(part.name) if isinstance(part, Name) else None
            if read is None or part.span is None:
                continue
            if part.span.source.name != f"therapies/{read.therapy}.yaml":
                found.add(read.therapy)
        return frozenset(found)

    @cached_property
    def parameters_read(self) -> frozenset[str]:
        """The site parameters that conditions use."""
        return frozenset(
            part.parameter
            for part in self._parts
            if isinstance(part, Literal) and part.parameter is not None
        )

    @cached_property
    def _parts(self) -> tuple[Expr, ...]:
        """Every name and literal of every condition, those that programs share once."""
        todo: dict[int, Expr] = {}
        for program in self.programs.values():
            todo |= {id(guard.expr): guard.expr for guard in program.guards}
            todo |= {id(one.expr): one.expr for one in program.definitions}
            todo |= {id(edge.condition): edge.condition for edge in program.edges if edge.condition}
        return tuple(part for expr in todo.values() for part in _leaves(expr))


def _leaves(expr: Expr) -> Iterator[Expr]:
    todo = [expr]
    while todo:
        part = todo.pop()
        if isinstance(part, Apply):
            todo += part.args
        else:
            yield part


#: A check of one program, of all programs together, and one of a whole library.
ProgramCheck: TypeAlias = Callable[[CompiledProgram], Iterable[Problem]]
CommonCheck: TypeAlias = Callable[[Sequence[CompiledProgram]], Iterable[Problem]]
LibraryCheck: TypeAlias = Callable[[Subject], Iterable[Problem]]
