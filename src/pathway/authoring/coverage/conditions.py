"""The conditions of a program as their atoms, and which of these decide what comes of them.

An atom is a part of a condition that is not itself made of *and*, *or*, *not*, *implies* or
*if*: a yes/no attribute, a comparison, a named definition. It decided a condition's value when
another answer to it alone would have given another value (MC/DC, carried over to three values).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from pathway.ground.source import Span
from pathway.ground.truth import Truth
from pathway.ground.vocabulary import BOOLEAN
from pathway.language.evaluate import evaluate, truth
from pathway.language.printer import canonical
from pathway.language.syntax import Apply, Expr, Literal, Name, Result, names
from pathway.names import NodePart
from pathway.names.forms import NodeName
from pathway.names.reading import read_name

#: The answers to an atom, in the order in which they are reported.
ANSWERS: Final[Mapping[Truth, str]] = {True: "true", False: "false", None: "unknown"}


@dataclass(frozen=True)
class WrittenCondition:
    """Something an author wrote that comes to a value, such as when a rule holds.

    `name` is the definition it became, `kind` what it is to a reader, `holder` what it
    belongs to in words (`acupuncture: bleeding_disorder`).
    """

    name: str
    kind: str
    holder: str
    expr: Expr = field(repr=False)
    span: Span | None = field(default=None, repr=False)

    @cached_property
    def atoms(self) -> tuple[Expr, ...]:
        """The atoms, each once, in the order written."""
        found = {text_of(atom): atom for atom in _atoms(self.expr)}
        return tuple(found.values())

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The atoms as an author would write them."""
        return tuple(map(text_of, self.atoms))

    def answers(self, values: Mapping[str, Result]) -> tuple[Truth, ...]:
        """What each atom comes to for one patient; *not applicable* counts as no."""
        return tuple(truth(evaluate(atom, values)) for atom in self.atoms)

    def deciding(self, answers: tuple[Truth, ...], values: Mapping[str, Result]) -> Sequence[int]:
        """The atoms that decided what the condition came to, by their place among `atoms`."""
        if self.beside:
            return self._deciding(answers, values)
        if answers not in self._known:
            self._known[answers] = self._deciding(answers, {})
        return self._known[answers]

    @cached_property
    def beside(self) -> tuple[str, ...]:
        """The names that the value hangs on beside the atoms: where the patient is."""
        return tuple(name for name in names(self.skeleton) if not name.startswith("#"))

    @cached_property
    def skeleton(self) -> Expr:
        """The condition with a numbered name (`#0`) in the place of each atom."""
        places = {text: Name(f"#{i}", type=BOOLEAN) for i, text in enumerate(self.texts)}
        return _replaced(self.expr, places)

    # -- private ---------------------------------------------------------------------------

    @cached_property
    def _known(self) -> dict[tuple[Truth, ...], Sequence[int]]:
        return {}

    def _deciding(
        self, answers: tuple[Truth, ...], values: Mapping[str, Result]
    ) -> tuple[int, ...]:
        given = {**values, **{f"#{i}": Result(answer) for i, answer in enumerate(answers)}}
        came = evaluate(self.skeleton, given).value
        return tuple(
            i
            for i, answer in enumerate(answers)
            if any(
                evaluate(self.skeleton, {**given, f"#{i}": Result(other)}).value != came
                for other in ANSWERS
                if other is not answer
            )
        )


def text_of(atom: Expr) -> str:
    """An atom as an author would write it, also where the compiler has spelt it out."""
    if isinstance(atom, Apply) and atom.op == "at least":
        return f"at least {canonical(atom.args[0])} inadequate"
    if isinstance(atom, Name) and _part_of_node(atom) == "closed":
        return "all closed"
    return canonical(atom)


# -- private -------------------------------------------------------------------------------

_LOGIC: Final = frozenset({"and", "or", "not", "implies", "xor"})


def _atoms(expr: Expr) -> Iterator[Expr]:
    if isinstance(expr, Literal):
        return
    if isinstance(expr, Apply) and expr.op in _LOGIC:
        for arg in expr.args:
            yield from _atoms(arg)
    elif isinstance(expr, Apply) and expr.op == "if":
        yield from _atoms(expr.args[0])
        for arg in expr.args[1:]:
            if isinstance(arg, Apply) or arg.type == BOOLEAN:
                yield from _atoms(arg)
    elif expr.type == BOOLEAN and not _is_position(expr):
        yield expr


def _is_position(expr: Expr) -> bool:
    """Whether the engine, not the author, asks here whether the patient is at a step."""
    return isinstance(expr, Name) and _part_of_node(expr) in ("reached", "open")


def _part_of_node(name: Name) -> NodePart | None:
    read = read_name(name.name)
    return read.part if isinstance(read, NodeName) else None


def _replaced(expr: Expr, places: Mapping[str, Name]) -> Expr:
    if isinstance(expr, Literal):
        return expr
    if isinstance(expr, Apply) and expr.op in (*_LOGIC, "if"):
        return Apply(expr.op, tuple(_replaced(a, places) for a in expr.args), type=expr.type)
    return places.get(text_of(expr), expr)
