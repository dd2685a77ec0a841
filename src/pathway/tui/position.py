"""The patient's way through a pathway: the graph as rows of text, and each node in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from renderdag import Ancestor, AncestorType, GraphRowRenderer

from pathway.advice.advice import Advice
from pathway.advice.explanation import Condition, NodeDetail, Offered, Way
from pathway.advice.model import PathNode
from pathway.frozen import frozen
from pathway.ground.truth import Truth
from pathway.program import Choice
from pathway.tui.known import shown
from pathway.tui.widgets.hanging import Line
from pathway.views.columns import cut
from pathway.views.entries import cited
from pathway.views.page import Tone, clean
from pathway.views.pictures.picture import STATES, Box, Picture, picture_of

#: Cells for a line of the drawing beside its graph.
_DRAWN: Final = 44
#: A sign for each state, beside the word.
MARKS: Final[Mapping[Truth, str]] = {True: "●", False: "○", None: "?"}


@frozen
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
    picture = picture_of(advice.program, reached)
    renderer = GraphRowRenderer().output().with_min_row_height(1).build_box_drawing()
    rows = []
    for box in picture.boxes:
        node = nodes.get(box.id)
        if node is None:  # care beside every step is no place where anybody stands
            continue  # it is told at each of them
        message = "\n".join((box.title, _words(node), *_beside(advice, node)))
        drawn = renderer.next_row(box.id, _below(picture, box), MARKS[node.reached], message)
        lines = tuple(line.rstrip() for line in drawn.splitlines())
        rows.append(WayRow(box.id, lines, node.reached, node.current is True))
    return tuple(rows)


def node_lines(advice: Advice, id_: str) -> Iterator[Line]:
    """One node: why it is reached or not, what is offered there, and where it leads."""
    node = next(node for node in advice.path if node.node == id_)
    detail = advice.node(id_)
    yield Line("", f"{clean(node.title)}: {_words(node)}", _tone(node.reached))
    if detail.eligible is not None:
        words = clean(detail.eligible.words)
        yield Line("for", f"{words}: {_WORDS[advice.eligible]}", _tone(advice.eligible))
        yield from _values(detail.eligible)
    for way in detail.ways_in:
        yield from _way("way in", "from", way)
    yield from _offers(advice, detail)
    for way in detail.ways_on:
        yield from _way("way on", "to", way)
    yield Line("place", detail.place)
    known = cited(advice.program.sources)
    for number, source in enumerate(detail.sources):
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


def _way(lead: str, whither: str, way: Way) -> Iterator[Line]:
    """A way with its condition in words, whether that holds, and the values it reads."""
    said = f"{_HOW.get(way.kind, f'{clean(way.kind)}, ')}{whither} {clean(way.title)}"
    if way.condition is not None:
        said += f", if {clean(way.condition.words)}"
    yield Line(lead, f"{said}: {_WORDS[way.holds]}", _tone(way.holds))
    if way.condition is not None:
        yield from _values(way.condition)
    if way.holds is None:
        yield Line(" ", f"· waits for: {clean(way.waits_for)}", Tone.ASK)


def _values(condition: Condition) -> Iterator[Line]:
    for value in map(shown, condition.reads):
        tone = Tone.ASK if value.state == "unknown" else Tone.PLAIN
        yield Line(" ", f"· {value.title}: {value.words}", tone)


def _beside(advice: Advice, node: PathNode) -> Iterator[str]:
    """What runs beside a step, in one line of the drawing."""
    titles = [clean(one.title) for one in advice.node(node.node).alongside]
    if titles:
        yield cut(f"∥ {', '.join(titles)}", _DRAWN)


def _offers(advice: Advice, detail: NodeDetail) -> Iterator[Line]:
    """What is offered at a node, a group to choose from below what it is called."""
    told: list[Choice] = []
    for one in detail.offers:
        if one.choice is not None and one.choice not in told:
            told.append(one.choice)
            yield Line("choose", f"at most {one.choice.most}: {clean(one.choice.title)}")
        lead = "meanwhile" if one.meanwhile else "offers" if one.choice is None else " "
        yield _offered(advice, one, lead)
    own = {one.therapy for one in detail.offers}
    yield from (
        _offered(advice, one, "alongside") for one in detail.alongside if one.therapy not in own
    )


def _offered(advice: Advice, offered: Offered, lead: str) -> Line:
    """What is offered at the node, with its verdict and the condition it is offered on."""
    option = advice.options.get(offered.therapy)
    verdict = f"{option.verdict}, {option.action}" if option is not None else "not listed"
    when = f" (if {clean(offered.condition)}: {_WORDS[offered.holds]})" if offered.condition else ""
    sign = "– " if offered.choice is not None else ""
    return Line(lead, f"{sign}{clean(offered.title)}: {verdict}{when}")


_WORDS: Final[Mapping[Truth, str]] = {True: "YES", False: "NO", None: "UNKNOWN"}
_HOW: Final[Mapping[str, str]] = {"branch": "", "use": "", "otherwise": "otherwise "}
