"""What a picture of a program shows, before any format is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pathway import graph
from pathway.frozen import frozen
from pathway.ground.truth import Truth
from pathway.language.printer import plain
from pathway.language.syntax import Expr, Literal
from pathway.names import ALONGSIDE, Owner, outer_id
from pathway.program import Choice, CompiledProgram, Node, Place
from pathway.views.page import clean


@frozen
class PictureItem:
    """A therapy listed in a box; `when` is empty where it is offered to all who get there."""

    title: str
    when: str = ""
    therapy: str = ""

    def __str__(self) -> str:
        return f"{self.title}, if {self.when}" if self.when else self.title


@frozen
class Box:
    """A node: what kind it is, in a word, what it is called and what it offers.

    `row` is the length of the longest way to it; `state` is empty without a patient.
    """

    id: str
    kind: str
    title: str
    row: int
    items: tuple[PictureItem, ...] = ()
    state: str = ""

    @property
    def word(self) -> str:
        """The kind and the state in words, since nothing may rest on shape or colour alone."""
        return f"{self.kind}, {self.state}" if self.state else self.kind


@frozen
class Arrow:
    """A way from one box to another.

    `heading` is what comes before the condition: if, else if, otherwise, resolved, step up.
    `open` is false where this patient is known not to go it.
    """

    start: str
    end: str
    heading: str
    when: str = ""
    open: bool = True

    def __str__(self) -> str:
        between = " " if self.heading.endswith("if") else ": "
        return between.join(part for part in (self.heading, self.when) if part)


@frozen
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

    @property
    def beside_start(self) -> tuple[Box, ...]:
        """What runs beside every step of the pathway itself, and so begins where it begins."""
        return tuple(box for box in self.boxes if box.kind == ALONGSIDE and not outer_id(box.id))

    def box(self, id_: str) -> Box:
        """The box with this id."""
        return next(box for box in self.boxes if box.id == id_)


STATES: Mapping[Truth, str] = {True: "reached", False: "not reached", None: "not known yet"}


def picture_of(program: CompiledProgram, reached: Mapping[str, Truth] | None = None) -> Picture:
    """What is to be drawn of `program`; every text on one line, with nothing invisible in it."""
    rows = graph.depths(program)
    beside = tuple(_beside(program, rows))
    signed = "" if program.status == "active" else ", not clinically signed off"
    return Picture(
        title=clean(program.title),
        subtitle=clean(f"{program.id} {program.version}, {program.status}{signed}"),
        start=program.start,
        eligible=_condition(program, program.eligible),
        boxes=tuple(_boxes(program, beside, rows, reached)),
        arrows=(*_arrows(program, reached), *_arrows_beside(beside, rows)),
    )


def _boxes(
    program: CompiledProgram,
    beside: tuple[Box, ...],
    rows: Mapping[str, int],
    reached: Mapping[str, Truth] | None,
) -> Iterator[Box]:
    """All boxes: first what runs beside every step, and for a used pathway right after it."""
    nodes = {node.id: node for node in program.nodes}
    yield from (box for box in beside if not outer_id(box.id))
    for id_ in rows:
        yield _box(program, nodes[id_], rows[id_], reached)
        yield from (box for box in beside if outer_id(box.id) == id_)


def _beside(program: CompiledProgram, rows: Mapping[str, int]) -> Iterator[Box]:
    """A box for what runs beside every step, and one for each used pathway that has such care."""
    places = [p for p in program.places if p.holder.is_alongside and p.partner_of is None]
    for holder in dict.fromkeys(place.holder for place in places):
        own = [place for place in places if place.holder == holder]
        row = rows.get(outer_id(holder.id), -1) + 1
        yield Box(holder.id, holder.kind, own[0].title, row, tuple(_item(program, p) for p in own))


def _arrows_beside(boxes: Iterable[Box], rows: Mapping[str, int]) -> Iterator[Arrow]:
    for box in boxes:
        if outer_id(box.id) in rows:
            yield Arrow(outer_id(box.id), box.id, "alongside")


def _items(program: CompiledProgram, node: Node, own: Iterable[Place]) -> Iterator[PictureItem]:
    """What a node offers, the members of a choice below what it is called."""
    grouped = {id_: choice for choice in node.choices for id_ in choice.therapies}
    told: list[Choice] = []
    for place in own:
        item, choice = _item(program, place), grouped.get(place.therapy)
        if place.meanwhile:
            item = replace(item, title=f"meanwhile: {item.title}")
        if choice is not None and choice not in told:
            told.append(choice)
            yield PictureItem(clean(f"choose at most {choice.most}, {choice.title}"))
        yield item if choice is None else replace(item, title=f"– {item.title}")


def _item(program: CompiledProgram, place: Place) -> PictureItem:
    when = _condition(program, place.condition)
    return PictureItem(clean(_title(program, place.therapy)), when, place.therapy)


def _arrows(program: CompiledProgram, reached: Mapping[str, Truth] | None) -> Iterator[Arrow]:
    branched: set[str] = set()
    for edge in program.edges:
        heading = _HEADINGS.get(edge.label, clean(edge.label))
        if edge.label == "branch":
            heading = "else if" if edge.start in branched else "if"
            branched.add(edge.start)
        when = _condition(program, edge.condition)
        yield Arrow(edge.start, edge.end, heading, when, _passable(edge.start, edge.end, reached))


#: What stands before the condition where that is not the way's own name.
_HEADINGS: Mapping[str, str] = {"use": ""}


def _box(
    program: CompiledProgram, node: Node, row: int, reached: Mapping[str, Truth] | None
) -> Box:
    held = Owner(node.kind, node.id)
    own = [p for p in program.places if p.holder == held and p.partner_of is None]
    items = tuple(_items(program, node, own))
    state = STATES[reached.get(node.id)] if reached is not None else ""
    return Box(node.id, node.kind, clean(node.title), row, items, state)


def _title(program: CompiledProgram, therapy: str) -> str:
    known = program.therapies.get(therapy)
    title = known.title if known is not None else therapy
    return title[:1].upper() + title[1:]


def _condition(program: CompiledProgram, condition: Expr | None) -> str:
    if condition is None or (isinstance(condition, Literal) and condition.value is True):
        return ""
    return clean(plain(condition, program.words))


def _passable(start: str, end: str, reached: Mapping[str, Truth] | None) -> bool:
    """A way that a patient takes makes both of its ends reached."""
    return reached is None or (reached.get(start) is not False and reached.get(end) is not False)
