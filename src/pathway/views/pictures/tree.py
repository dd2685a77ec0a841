"""A picture for the terminal: one node after another, with lines that show what leads where."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from renderdag import Ancestor, AncestorType, GraphRowRenderer

from pathway.views.pictures.picture import Box, Picture

_WIDTH = 80
_NARROWEST = 40
_GLYPHS = {"decision": "◇", "step": "■", "refer": "▷", "end": "◎", "use": "▣", "alongside": "∥"}
#: A line that keeps two nodes apart; an empty one would be dropped.
_SPACER = " "


def tree(picture: Picture) -> str:
    """The picture as text; every line of the drawing is a way that the pathway has."""
    renderer = GraphRowRenderer().output().with_min_row_height(1).build_box_drawing()
    drawing = ""
    for box in picture.boxes:
        below = _below(picture, box)
        room = max(_NARROWEST, _WIDTH - renderer.width(box.id, below) - 2)
        message = "\n".join((*_message(picture, box, room), _SPACER))
        drawing += renderer.next_row(box.id, below, _GLYPHS.get(box.kind, "●"), message)
    lines = [*_heading(picture), "", *(line.rstrip() for line in drawing.splitlines())]
    return "\n".join(lines).rstrip() + "\n"


def _heading(picture: Picture) -> Iterator[str]:
    yield from _hanging("", picture.title, _WIDTH)
    yield from _hanging("", picture.subtitle, _WIDTH)
    yield from _hanging("for: ", picture.eligible or "everybody", _WIDTH)


def _below(picture: Picture, box: Box) -> list[AncestorType]:
    ends = dict.fromkeys(arrow.end for arrow in picture.leaving(box.id))
    return [Ancestor.parent(end) for end in ends]


def _message(picture: Picture, box: Box, room: int) -> Iterator[str]:
    yield from _hanging("", f"{box.title}  ({box.word})", room)
    for item in box.items:
        yield from _hanging("· ", str(item), room)
    for arrow in picture.leaving(box.id):
        yield from _hanging("", f"{str(arrow) or 'always'} → {picture.box(arrow.end).title}", room)


def _hanging(lead: str, text: str, room: int) -> list[str]:
    return textwrap.wrap(
        text,
        room,
        initial_indent=lead,
        subsequent_indent=" " * (len(lead) + 2),
        break_on_hyphens=False,
    )
