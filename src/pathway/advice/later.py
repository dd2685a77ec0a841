"""What must happen before a therapy that comes later: the way from here to its place."""

from __future__ import annotations

from pathway.advice.words import in_words
from pathway.language.syntax import Apply
from pathway.names import flag_owner, held_name, node_name, option_name
from pathway.program import CompiledProgram, Edge, Flag, Node, Place
from pathway.walk import Walk


def what_first(walk: Walk, id_: str, place: Place | None) -> tuple[str, ...]:
    """In clauses: which flag holds it, which steps come first, and what would open it at once."""
    clauses = [f"after: {title} is dealt with" for title in held_by(walk, id_)]
    offered = walk[option_name(id_, "offered")]
    own = {flag_owner(flag.id) for flag in walk.program.flags}
    called = [p for p in walk.program.places_of(id_) if p.holder.is_flag]
    flags = [p for p in called if p.holder in own]
    if offered is not True and place is not None and not place.holder.is_flag:
        clauses += _steps_before(walk, place)
    elif not flags:
        flags = called  # only red flags of another field call for it
    if offered is not True and flags:
        clauses.append("at once if: " + ", ".join(dict.fromkeys(p.title for p in flags)))
    return tuple(clauses)


def holding(walk: Walk, id_: str) -> tuple[Flag, ...]:
    """The red flags that may hold a therapy, the most urgent first."""
    return tuple(flag for _, flag in _holding(walk.program, id_))


def held_by(walk: Walk, id_: str) -> tuple[str, ...]:
    """The titles of those that do hold it."""
    return tuple(flag.title for name, flag in _holding(walk.program, id_) if walk[name] is True)


def step_up_words(walk: Walk, node: Node) -> str:
    """When a patient leaves a step for the next one."""
    condition = node.step_up_condition
    if condition is None or (isinstance(condition, Apply) and condition.op == "all closed"):
        return "nothing at this step is left to try"
    return f"{in_words(walk, condition)}, or nothing at this step is left to try"


# -- private -------------------------------------------------------------------------------


def _holding(program: CompiledProgram, id_: str) -> tuple[tuple[str, Flag], ...]:
    """What says that a flag holds a therapy, with each flag that may."""

    def made() -> tuple[tuple[str, Flag], ...]:
        named = ((held_name(id_, flag.id), flag) for flag in program.all_flags)
        return tuple((name, flag) for name, flag in named if name in program.by_name)

    return program.once(("holding", id_), made)


def _steps_before(walk: Walk, place: Place) -> list[str]:
    way = _way_to(walk, place.holder.id)
    unreached = [f"not reached: {place.title}"]
    if not way:
        return unreached
    nodes = {node.id: node for node in walk.program.nodes}
    clauses = []
    for edge in way:
        start = nodes[edge.start]
        if start.kind == "step":
            clauses.append(f"after {start.title}: {_edge_words(walk, edge, start)}")
        elif edge.condition is not None:
            clauses.append(f"then if {in_words(walk, edge.condition)}")
    return clauses or unreached


def _edge_words(walk: Walk, edge: Edge, node: Node) -> str:
    if edge.label == "step up":
        return step_up_words(walk, node)
    return in_words(walk, edge.condition) if edge.condition is not None else edge.label


def _way_to(walk: Walk, target: str) -> list[Edge]:
    """The edges from where the patient is to `target` that do not lead through a known no."""
    came: dict[str, Edge | None] = {
        node.id: None
        for node in walk.program.nodes
        if walk[node_name(node.id, "reached")] is not False
    }
    if not came:
        came = {walk.program.start: None}
    todo = sorted(came, key=[node.id for node in walk.program.nodes].index, reverse=True)
    while todo and target not in came:
        here = todo.pop(0)
        for edge in walk.program.edges:
            if edge.start == here and edge.end not in came and edge.label != "resolved":
                came[edge.end] = edge
                todo.append(edge.end)
    way: list[Edge] = []
    step = came.get(target)
    while step is not None:
        way.insert(0, step)
        step = came[step.start]
    return way
