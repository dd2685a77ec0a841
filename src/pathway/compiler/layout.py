"""The nodes of a pathway laid out flat: sub-pathways unfolded, every way named and checked.

What a node means is defined in `nodes`; here stands only which nodes there are, of which
kind, and where their ways lead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from pathway.compiler.builder import Builder
from pathway.content.models import NodeModel, NoteModel, PathwayFile, WayModel
from pathway.frozen import frozen
from pathway.ground.source import Placed, Span
from pathway.names import inner_id

#: A decision with more branches is refused: each one excludes all those above it.
MOST = 200

KINDS = ("decision", "step", "refer", "end", "use")

#: The keys that each kind of node may have besides what all have.
_KEYS: Mapping[str, frozenset[str]] = {
    "decision": frozenset({"branches", "in_order", "otherwise"}),
    "step": frozenset({"offer", "choose", "meanwhile", "step_up", "resolved", "review_weeks"}),
    "refer": frozenset({"offer"}),
    "end": frozenset({"offer"}),
    "use": frozenset({"branches", "otherwise"}),
}
_ALL_KEYS = frozenset().union(*_KEYS.values())


@frozen
class FlatWay:
    """A way out of a node; `when` None means always (an `otherwise`, or into a sub-pathway)."""

    kind: str
    end: str
    when: Placed | None
    because: str = ""
    span: Span | None = None


@frozen
class FlatNode:
    """One node of the unfolded pathway; `ways` are in the order in which they are tried."""

    id: str
    kind: str
    title: str
    model: NodeModel
    ways: tuple[FlatWay, ...]
    span: Span | None
    #: What is said and needed here; a used pathway brings its own.
    notes: tuple[NoteModel, ...] = ()
    needs: tuple[Placed, ...] = ()


def lay_out(
    file: PathwayFile, files: Mapping[str, PathwayFile], builder: Builder
) -> tuple[FlatNode, ...]:
    """All nodes, each after those that lead to it; empty where they cannot be put in order."""
    nodes = _flatten(file, files, builder, prefix="", exits=(), within=(str(file.pathway),))
    by_id = {node.id: node for node in nodes}
    links = {node.id: [w.end for w in node.ways if w.end in by_id] for node in nodes}
    try:
        order = tuple(TopologicalSorter(_reversed(links)).static_order())
    except CycleError as error:
        _report_circle(list(error.args[1]), by_id, builder)
        return ()
    return tuple(by_id[id_] for id_ in order)


# -- private -------------------------------------------------------------------------------


def _flatten(
    file: PathwayFile,
    files: Mapping[str, PathwayFile],
    builder: Builder,
    *,
    prefix: str,
    exits: tuple[FlatWay, ...],
    within: tuple[str, ...],
) -> list[FlatNode]:
    ids = {f"{prefix}{name}" for name in file.nodes}
    builder.known("P106", "node", file.start, file.nodes)
    found: list[FlatNode] = []
    for name, model in file.nodes.items():
        kind = _kind(name, model, builder)
        if kind is None:
            continue
        id_ = f"{prefix}{name}"
        ways = _ways(id_, kind, model, prefix, ids, builder)
        if kind == "use":
            found += _unfold(id_, name, model, ways, files, builder, within)
            continue
        if kind == "end":
            ways = exits
        title = str(getattr(model, kind))
        found.append(FlatNode(id_, kind, title, model, ways, name.span, model.notes, model.needs))
    return found


def _unfold(
    id_: str,
    name: Placed,
    model: NodeModel,
    ways: tuple[FlatWay, ...],
    files: Mapping[str, PathwayFile],
    builder: Builder,
    within: tuple[str, ...],
) -> list[FlatNode]:
    used = model.use or Placed("")
    if not builder.known("P112", "pathway", used, files):
        return []
    if used in within:
        way = " → ".join(f"`{step}`" for step in (*within, str(used)))
        builder.problems.add("P301", f"pathways {way} use each other in a circle", used.span)
        return []
    inner = files[used]
    entry = FlatWay("use", inner_id(id_, inner.start), None, span=used.span)
    notes, needs = (*model.notes, *inner.notes), (*model.needs, *inner.needs)
    node = FlatNode(id_, "use", str(inner.title), model, (entry,), name.span, notes, needs)
    below = _flatten(
        inner, files, builder, prefix=inner_id(id_, ""), exits=ways, within=(*within, str(used))
    )
    return [node, *below]


def _kind(name: Placed, model: NodeModel, builder: Builder) -> str | None:
    kinds = [kind for kind in KINDS if getattr(model, kind) is not None]
    if len(kinds) != 1:
        said = f"is {' and '.join(kinds)}" if kinds else "is of no kind"
        builder.problems.add(
            "P305",
            f"node `{name}` {said}",
            name.span,
            "a node has exactly one of `decision`, `step`, `refer`, `end` and `use`",
        )
        return None
    kind = kinds[0]
    for key in sorted(_ALL_KEYS - _KEYS[kind]):
        if getattr(model, key):
            alias = NodeModel.model_fields[key].alias or key
            message = f"`{alias}` does not belong to a node that is `{kind}`"
            builder.problems.add("P306", message, _place_of(getattr(model, key)) or name.span)
    if kind == "step" and not model.offer and not model.choose:
        hint = "add `offer:` with at least one therapy"
        builder.problems.add("P308", f"step `{name}` offers nothing", name.span, hint)
    if kind == "decision" and model.otherwise is None:
        builder.problems.add(
            "P303",
            f"decision `{name}` has no `otherwise`",
            name.span,
            "say where patients go for whom no branch holds",
        )
    return kind


def _place_of(value: object) -> Span | None:
    """Where the value of a key stands, or the first of its items."""
    first = value[0] if isinstance(value, tuple) else value
    span = getattr(first, "span", None)
    return span if isinstance(span, Span) else None


def _ways(
    id_: str, kind: str, model: NodeModel, prefix: str, ids: Collection[str], builder: Builder
) -> tuple[FlatWay, ...]:
    written: list[tuple[str, WayModel]] = [("branch", way) for way in model.branches[:MOST]]
    if len(model.branches) > MOST:
        span = model.branches[MOST].when.span
        builder.problems.add("P011", f"more than {MOST} branches at one decision", span)
    if kind == "step":
        written = [
            (what, way)
            for what, way in (("resolved", model.resolved), ("step up", model.step_up))
            if way is not None
        ]
    ways = [
        FlatWay(what, f"{prefix}{way.to}", way.when, str(way.because or ""), way.when.span)
        for what, way in written
        if _leads_somewhere(id_, way.to, prefix, ids, builder)
    ]
    if model.otherwise is not None and _leads_somewhere(id_, model.otherwise, prefix, ids, builder):
        ways.append(
            FlatWay("otherwise", f"{prefix}{model.otherwise}", None, span=model.otherwise.span)
        )
    return tuple(ways)


def _leads_somewhere(
    id_: str, to: Placed, prefix: str, ids: Collection[str], builder: Builder
) -> bool:
    if f"{prefix}{to}" in ids:
        return True
    inside = (one.removeprefix(prefix) for one in ids)
    builder.problems.add(
        "P106",
        f"node `{id_}` leads to `{to}`, which does not exist",
        to.span,
        builder.problems.near(to, inside),
    )
    return False


def _reversed(links: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    before: dict[str, list[str]] = {id_: [] for id_ in links}
    for start, ends in links.items():
        for end in ends:
            before[end].append(start)
    return before


def _report_circle(circle: list[str], nodes: Mapping[str, FlatNode], builder: Builder) -> None:
    way = " → ".join(f"`{id_}`" for id_ in circle)
    first, second = circle[0], circle[1]
    span = next((w.span for w in nodes[first].ways if w.end == second), nodes[first].span)
    builder.problems.add(
        "P301",
        f"nodes {way} lead round in a circle",
        span,
        "to try again, evaluate the patient again with the longer history",
    )
