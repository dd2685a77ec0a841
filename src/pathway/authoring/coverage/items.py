"""What of a library can be exercised by scenarios: one item for each way things may go.

An item's key is a text that stays the same from run to run, so that counts of several
processes can be put together. An atom of a condition is a part that is not itself made of *and*,
*or*, *not*, *implies* or *if*: a yes/no attribute, a comparison, a named definition. It decided
a condition's value when another answer to it alone would have given another value (MC/DC,
carried over to three values).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import Final

from pathway.frozen import frozen
from pathway.ground.source import Span
from pathway.ground.terms import Severity, Verdict
from pathway.ground.truth import Truth
from pathway.ground.vocabulary import BOOLEAN
from pathway.guards import GuardKind, guard_name
from pathway.language.evaluate import evaluate, truth
from pathway.language.printer import canonical
from pathway.language.syntax import Apply, Expr, Literal, Name, Result, names
from pathway.names import (
    ELIGIBLE,
    NodePart,
    node_name,
    option_name,
    rule_name,
    without_kind,
)
from pathway.names.forms import (
    BranchName,
    FlagName,
    NodeName,
    NoteName,
    OfferName,
    PartnerName,
    PositionName,
    RuleName,
)
from pathway.names.reading import read_name
from pathway.program import CompiledProgram, Definition

#: The answers to an atom, in the order in which they are reported.
ANSWERS: Final[Mapping[Truth, str]] = {True: "true", False: "false", None: "unknown"}


@frozen(slots=False)
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


@frozen
class CoverageItem:
    """One way things may go: an atom that is true and decides, an edge that is taken, …

    `where` is the file, or the pathway, that the item is counted under; `name` the definition
    it is about, `outcome` how it goes.
    """

    key: str
    name: str
    where: str
    kind: str
    holder: str
    part: str
    outcome: str
    span: Span | None = None

    def __str__(self) -> str:
        said = f"{self.holder}: {self.part}" if self.part else self.holder
        return f"{self.kind} {said} is {self.outcome}"


class Inventory:
    """Everything that can be exercised in one program."""

    def __init__(self, program: CompiledProgram) -> None:
        self.program = program

    @cached_property
    def conditions(self) -> Mapping[str, WrittenCondition]:
        """The conditions that an author wrote, by the definition each became."""
        found = {c.name: c for c in map(self._condition, self.program.definitions) if c is not None}
        for guard in self.program.guards:
            key, span = guard_name(guard), _span_of(guard.expr)
            kind, holder = _OF_GUARDS[guard.kind], guard.attribute
            found[key] = WrittenCondition(key, kind, holder, guard.expr, span)
        return {name: condition for name, condition in found.items() if condition.atoms}

    @cached_property
    def items(self) -> Mapping[str, CoverageItem]:
        """All items by their keys."""
        items = [*self._atoms(), *self._ways(), *self._verdicts()]
        return {item.key: item for item in items}

    def key(self, name: str, part: str, outcome: str) -> str:
        """The key of an item; what pathways share has the same key in all of them."""
        where = "" if self._shared(name) else f"{self.program.id}:"
        return f"{where}{name}#{part}={outcome}"

    # -- private ---------------------------------------------------------------------------

    def _condition(self, definition: Definition) -> WrittenCondition | None:
        name = definition.name
        kind = self._kind(definition)
        if kind is None:
            return None
        span = definition.span or _span_of(definition.expr)
        return WrittenCondition(name, kind, _holder(name), definition.expr, span)

    def _kind(self, definition: Definition) -> str | None:
        """What a definition is to a reader; None where no author wrote it."""
        name = definition.name
        if name in self._severities:
            return _SEVERITIES[self._severities[name]]
        if name == ELIGIBLE:
            return "who is eligible"
        if definition.owner.is_definition:
            return "definition"
        read = read_name(name)
        if isinstance(read, NodeName):
            return _OF_NODES.get(read.part)
        written = definition.span is not None or isinstance(read, BranchName)
        return _KINDS.get(type(read)) if written else None

    @cached_property
    def _severities(self) -> Mapping[str, Severity]:
        therapies = self.program.therapies.values()
        return {rule_name(rule.id): rule.severity for t in therapies for rule in t.rules}

    def _shared(self, name: str) -> bool:
        condition = self.conditions.get(name)
        if condition is None or condition.span is None:
            return False
        file = condition.span.source.name
        return "/" in file or file in ("vocabulary.yaml", "red-flags.yaml")

    def _where(self, name: str) -> str:
        condition = self.conditions[name]
        return condition.span.source.name if condition.span is not None else self.program.id

    def _atoms(self) -> Iterator[CoverageItem]:
        for name, condition in self.conditions.items():
            where = self._where(name)
            for atom, text in zip(condition.atoms, condition.texts, strict=True):
                for outcome in ANSWERS.values():
                    key = self.key(name, text, outcome)
                    span = _span_of(atom) or condition.span
                    yield CoverageItem(
                        key, name, where, condition.kind, condition.holder, text, outcome, span
                    )

    def _ways(self) -> Iterator[CoverageItem]:
        """Nodes that are reached, and edges that are taken."""
        id_ = self.program.id
        for node in self.program.nodes:
            name = node_name(node.id, "reached")
            key = self.key(name, "", "true")
            yield CoverageItem(key, name, id_, "node", node.id, "", "reached", node.span)
        for edge in self.program.edges:
            name = edge.definition
            key = self.key(name, "", "true")
            ways = f"{edge.start} to {edge.end}"
            yield CoverageItem(
                key, name, id_, "edge", ways, edge.label, "taken", self._edge_span(name)
            )

    def _edge_span(self, name: str) -> Span | None:
        definition = self.program.by_name.get(name)
        return definition.span if definition is not None else None

    def _verdicts(self) -> Iterator[CoverageItem]:
        """Every verdict of every option that each patient sees."""
        for id_ in self.program.listed:
            span = self.program.therapies[id_].span
            name = option_name(id_, "verdict")
            for verdict in VERDICTS:
                key = self.key(name, "", verdict)
                yield CoverageItem(key, name, self.program.id, "verdict on", id_, "", verdict, span)


#: The verdicts in the order of their rows, *pending* last.
VERDICTS: Final = tuple(verdict.value for verdict in Verdict)


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


_SEVERITIES: Final[Mapping[Severity, str]] = {
    Severity.CONTRAINDICATED: "contraindication",
    Severity.AVOID: "avoid rule",
    Severity.CAUTION: "caution",
}
_KINDS: Final[Mapping[type[object], str]] = {
    FlagName: "red flag",
    OfferName: "offer",
    PartnerName: "partner",
    PositionName: "position",
    NoteName: "note",
    BranchName: "branch",
}
_OF_GUARDS: Final[Mapping[GuardKind, str]] = {
    GuardKind.APPLIES: "when it applies",
    GuardKind.ASSUMED: "reason to doubt",
}
_OF_NODES: Final[Mapping[NodePart, str]] = {"stepped_up": "step up", "resolved": "resolved"}


def _holder(name: str) -> str:
    """What a reader calls the owner of a definition."""
    read = read_name(name)
    if isinstance(read, NodeName):
        return read.id
    return without_kind(name) if isinstance(read, (*_KINDS, RuleName)) else name


def _span_of(expr: object) -> Span | None:
    return getattr(expr, "span", None)
