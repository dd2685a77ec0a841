"""The patient's way through a pathway: the graph as rows of text, and each node in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from renderdag import Ancestor, AncestorType, GraphRowRenderer

from pathway.advice.model import Advice, PathNode
from pathway.advice.options import waits_for
from pathway.advice.words import in_words, place_of
from pathway.conditions.evaluate import evaluate
from pathway.conditions.syntax import Expr
from pathway.present.entries import cited
from pathway.present.page import Tone, clean
from pathway.present.pictures.picture import STATES, Box, Picture, picture_of
from pathway.program import Edge, Place
from pathway.truth import Truth
from pathway.tui.known import read_by
from pathway.tui.widgets.hanging import Line

#: A sign for each state, beside the word.
MARKS: Final[Mapping[Truth, str]] = {True: "●", False: "○", None: "?"}


@dataclass(frozen=True, slots=True)
class WayRow:
    """A node with its part of the drawing, each line of which is a way that the pathway has."""

    node: str
    drawn: tuple[str, ...]
    reached: Truth
    here: bool


def way_rows(advice: Advice) -> tuple[WayRow, ...]:
    """The graph from the start to the ends, as git draws its log."""
    nodes = {node.node: node for node in advice.path}
    reached = {id_: node.reached for id_, node in nodes.items()}
    picture = picture_of(advice.walk.program, reached)
    renderer = GraphRowRenderer().output().with_min_row_height(1).build_box_drawing()
    rows = []
    for box in picture.boxes:
        node = nodes[box.id]
        message = f"{box.title}\n{_words(node)}"
        drawn = renderer.next_row(box.id, _below(picture, box), MARKS[node.reached], message)
        lines = tuple(line.rstrip() for line in drawn.splitlines())
        rows.append(WayRow(box.id, lines, node.reached, node.current is True))
    return tuple(rows)


def node_lines(advice: Advice, id_: str) -> Iterator[Line]:
    """One node: why it is reached or not, what is offered there, and where it leads."""
    node = next(node for node in advice.path if node.node == id_)
    yield Line("", f"{clean(node.title)}: {_words(node)}", _tone(node.reached))
    yield from _arrivals(advice, id_)
    yield from _offers(advice, id_)
    yield from _leaving(advice, id_)
    written = next(n for n in advice.walk.program.nodes if n.id == id_)
    yield Line("place", place_of(written.span))
    known = cited(advice.walk.program.sources)
    for number, source in enumerate(written.sources):
        yield Line("source" if number == 0 else " ", clean(known.get(source, source)))


# -- private -------------------------------------------------------------------------------


def _words(node: PathNode) -> str:
    here = ", the patient is here" if node.current is True else ""
    return f"{node.kind}, {STATES[node.reached]}{here}"


def _below(picture: Picture, box: Box) -> list[AncestorType]:
    ends = dict.fromkeys(arrow.end for arrow in picture.leaving(box.id))
    return [Ancestor.parent(end) for end in ends]


def _tone(state: Truth) -> Tone:
    return {True: Tone.GO, False: Tone.QUIET, None: Tone.ASK}[state]


def _arrivals(advice: Advice, id_: str) -> Iterator[Line]:
    """Every way to the node, with its condition and what that condition reads."""
    program = advice.walk.program
    if id_ == program.start:
        words = clean(in_words(advice.walk, program.eligible))
        yield Line("for", f"{words}: {_WORDS[advice.eligible]}", _tone(advice.eligible))
        yield from _values(advice, program.eligible)
    for edge in program.edges:
        if edge.end == id_:
            yield from _way(advice, "way in", f"from {_title(advice, edge.start)}", edge)


def _leaving(advice: Advice, id_: str) -> Iterator[Line]:
    for edge in advice.walk.program.edges:
        if edge.start == id_:
            yield from _way(advice, "way on", f"to {_title(advice, edge.end)}", edge)


def _way(advice: Advice, lead: str, other_end: str, edge: Edge) -> Iterator[Line]:
    """A way with its condition in words, whether that holds, and the values it reads."""
    said = f"{_HOW.get(edge.label, f'{clean(edge.label)}, ')}{other_end}"
    if edge.condition is not None:
        said += f", if {clean(in_words(advice.walk, edge.condition))}"
    yield Line(lead, f"{said}: {_WORDS[_holds(advice, edge)]}", _tone(_holds(advice, edge)))
    if edge.condition is not None:
        yield from _values(advice, edge.condition)
    if _holds(advice, edge) is None:
        open_ = sorted(advice.walk.hangs_on(edge.definition))
        yield Line(" ", f"· waits for: {clean(waits_for(advice.walk, open_))}", Tone.ASK)


def _values(advice: Advice, expr: Expr) -> Iterator[Line]:
    for value in read_by(advice, expr):
        tone = Tone.ASK if value.state == "unknown" else Tone.PLAIN
        yield Line(" ", f"· {value.title}: {value.words}", tone)


_WORDS: Final[Mapping[Truth, str]] = {True: "YES", False: "NO", None: "UNKNOWN"}
_HOW: Final[Mapping[str, str]] = {"branch": "", "use": "", "otherwise": "otherwise "}


def _holds(advice: Advice, edge: Edge) -> Truth:
    """Whether a condition holds; one that speaks of its step only has a meaning as a way."""
    if edge.label == "branch" and edge.condition is not None:
        return _truth(evaluate(edge.condition, advice.walk.values).value)
    return _truth(advice.walk[edge.definition])


def _truth(value: object) -> Truth:
    return value if isinstance(value, bool) else None


def _title(advice: Advice, id_: str) -> str:
    return next(clean(node.title) for node in advice.path if node.node == id_)


def _offers(advice: Advice, id_: str) -> Iterator[Line]:
    """What is offered at the node, with its verdict and the condition it is offered on."""
    for place in advice.walk.program.places:
        if place.holder.split(" ", 1)[-1] == id_ and not place.holder.startswith("flag "):
            option = advice.options.get(place.therapy)
            title = clean(advice.walk.program.therapies[place.therapy].title)
            verdict = f"{option.verdict}, {option.action}" if option is not None else "not listed"
            yield Line("offers", f"{title}: {verdict}{_when(advice, place)}")


def _when(advice: Advice, place: Place) -> str:
    if place.condition is None:
        return ""
    words = clean(in_words(advice.walk, place.condition))
    return f" (if {words}: {_WORDS[_truth(advice.walk[place.indicated])]})"
