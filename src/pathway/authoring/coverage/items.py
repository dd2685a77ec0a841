"""What of a library can be exercised by scenarios: one item for each way things may go.

An item's key is a text that stays the same from run to run, so that counts of several
processes can be put together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pathway.authoring.coverage.conditions import ANSWERS, WrittenCondition
from pathway.ground.source import Span
from pathway.ground.terms import Severity, Verdict
from pathway.guards import GuardKind, guard_name
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


@dataclass(frozen=True, slots=True)
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
