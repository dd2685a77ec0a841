"""What a picture of a program shows, before any format is chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pathway import graph
from pathway.conditions.syntax import Apply, Expr, Literal, Name
from pathway.conditions.wording import plain
from pathway.present.page import clean
from pathway.program import CompiledProgram, Node
from pathway.truth import Truth


@dataclass(frozen=True, slots=True)
class Item:
    """A therapy listed in a box; `when` is empty where it is offered to all who get there."""

    title: str
    when: str = ""

    def __str__(self) -> str:
        return f"{self.title}, if {self.when}" if self.when else self.title


@dataclass(frozen=True, slots=True)
class Box:
    """A node: what kind it is, in a word, what it is called and what it offers.

    `row` is the length of the longest way to it; `state` is empty without a patient.
    """

    id: str
    kind: str
    title: str
    row: int
    items: tuple[Item, ...] = ()
    state: str = ""

    @property
    def word(self) -> str:
        """The kind and the state in words, since nothing may rest on shape or colour alone."""
        return f"{self.kind}, {self.state}" if self.state else self.kind


@dataclass(frozen=True, slots=True)
class Arrow:
    """A way from one box to another.

    `kind` is branch, otherwise, resolved, step up or use; `open` is false where this patient
    is known not to go it.
    """

    start: str
    end: str
    kind: str
    when: str = ""
    open: bool = True

    @property
    def heading(self) -> str:
        """What is said before the condition; a branch and an entry need nothing."""
        return "" if self.kind in ("branch", "use") else self.kind

    def __str__(self) -> str:
        return ": ".join(part for part in (self.heading, self.when) if part)


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes, each after all that lead to it, and the arrows between them."""

    title: str
    subtitle: str
    start: str
    eligible: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]

    def leaving(self, box: str) -> tuple[Arrow, ...]:
        """The arrows that leave a box, in the order in which they are tried."""
        return tuple(arrow for arrow in self.arrows if arrow.start == box)

    def box(self, id_: str) -> Box:
        """The box with this id."""
        return next(box for box in self.boxes if box.id == id_)


STATES: Mapping[Truth, str] = {True: "reached", False: "not reached", None: "not known yet"}


def picture_of(program: CompiledProgram, reached: Mapping[str, Truth] | None = None) -> Picture:
    """What is to be drawn of `program`; every text on one line, with nothing invisible in it."""
    nodes = {node.id: node for node in program.nodes}
    rows = graph.depths(program)
    signed = "" if program.status == "active" else ", not clinically signed off"
    return Picture(
        title=clean(program.title),
        subtitle=clean(f"{program.id} {program.version}, {program.status}{signed}"),
        start=program.start,
        eligible=_condition(program, program.eligible),
        boxes=tuple(_box(program, nodes[id_], rows[id_], reached) for id_ in rows),
        arrows=tuple(
            Arrow(
                edge.start,
                edge.end,
                clean(edge.label),
                _condition(program, edge.condition),
                _passable(edge.start, edge.end, reached),
            )
            for edge in program.edges
        ),
    )


def _box(
    program: CompiledProgram, node: Node, row: int, reached: Mapping[str, Truth] | None
) -> Box:
    conditions = {
        place.therapy: place.condition
        for place in program.places
        if place.holder == f"{node.kind} {node.id}" and place.partner_of is None
    }
    items = tuple(
        Item(clean(_title(program, therapy)), _condition(program, conditions.get(therapy)))
        for therapy in node.offers
    )
    state = STATES[reached.get(node.id)] if reached is not None else ""
    return Box(node.id, node.kind, clean(node.title), row, items, state)


def _title(program: CompiledProgram, therapy: str) -> str:
    known = program.therapies.get(therapy)
    return known.title if known is not None else therapy


def _condition(program: CompiledProgram, condition: Expr | None) -> str:
    if condition is None or (isinstance(condition, Literal) and condition.value is True):
        return ""
    return clean(plain(_as_written(condition), program.titles))


def _as_written(expr: Expr) -> Expr:
    """What the compiler made of a step's own phrases, turned back into the author's words."""
    if isinstance(expr, Name):
        return Name("all closed") if _CLOSED.fullmatch(expr.name) else expr
    if not isinstance(expr, Apply):
        return expr
    if expr.op == "at least" and all(_is_inadequate(arg) for arg in expr.args[1:]):
        needed = expr.args[0]
        return Name(f"at least {needed.value if isinstance(needed, Literal) else 1} inadequate")
    return replace(expr, args=tuple(_as_written(arg) for arg in expr.args))


_CLOSED = re.compile(r"node\..+\.closed")


def _is_inadequate(expr: Expr) -> bool:
    return isinstance(expr, Name) and expr.name.endswith(".inadequate")


def _passable(start: str, end: str, reached: Mapping[str, Truth] | None) -> bool:
    """A way that a patient takes makes both of its ends reached."""
    return reached is None or (reached.get(start) is not False and reached.get(end) is not False)
