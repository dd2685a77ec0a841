"""The drawn parts of an SVG picture: boxes with their shapes and lists, labels, the start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from types import MappingProxyType
from typing import Final, TypeAlias

from pathway.frozen import frozen
from pathway.views.pictures import measure
from pathway.views.pictures.layout import BoxPosition
from pathway.views.pictures.picture import Arrow, Box, PictureItem

FONT: Final = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"
INK: Final = "#1f2933"
QUIET: Final = "#5b6770"


#: Where a therapy leads, for pictures on a page that says more of it.
ToTherapy: TypeAlias = Callable[[str], str]


@frozen
class Panel:
    """Something drawn on a spot: its size, and its drawing once the spot is known."""

    width: int
    height: int
    drawn: Callable[[BoxPosition], str]


@frozen
class PanelLine:
    """A line of text in a box, `y` below its upper edge."""

    text: str
    y: float
    size: float
    fill: str = INK
    weight: str = "normal"
    anchor: str = "start"
    indent: float = 0
    bullet: bool = False
    href: str = ""


@frozen
class Look:
    """How a kind of node is drawn."""

    fill: str
    stroke: str
    outline: Callable[[BoxPosition], str]
    side: int


def box_panel(box: Box, link: ToTherapy | None = None) -> Panel:
    """A node: its kind in a word, its title and what it offers, each leading where `link` says."""
    look = LOOKS.get(box.kind, LOOKS["step"])
    room = _ROOM if box.items else _NARROW
    lines = _box_lines(box, look, room, link)
    height = int(lines[-1].y) + (14 if box.items else 16)
    return Panel(
        room + 2 * look.side, height, lambda spot: _drawn_box(box, look, lines, room, spot)
    )


def label_panel(arrow: Arrow) -> Panel:
    """What an arrow says, standing in the arrow."""
    heading = measure.lines(arrow.heading, _LABEL, 11.5, bold=True)
    when = measure.lines(arrow.when, _LABEL, 11.5)
    lines = [
        *(PanelLine(t, 0, 11.5, INK, "bold", "middle") for t in heading),
        *(PanelLine(t, 0, 11.5, INK, "normal", "middle") for t in when),
    ]
    wide = max(measure.width(line.text, 11.5, bold=line.weight == "bold") for line in lines)
    fade = "" if arrow.open else ' opacity="0.55"'

    def drawn(spot: BoxPosition) -> str:
        texts = (
            text(line.text, spot.x, spot.y + 15 + 14 * n, size=11.5, weight=line.weight)
            for n, line in enumerate(lines)
        )
        return f"<g{fade}>{''.join(texts)}</g>"

    return Panel(int(wide) + 12, 14 * len(lines) + 10, drawn)


def start_panel(eligible: str) -> Panel:
    """Where the pathway begins, and for whom."""
    lines = measure.lines(f"For: {eligible}" if eligible else "For everybody", 420, 12)
    wide = int(max(measure.width(line, 12) for line in lines)) + 36
    high = 16 * len(lines) + 14

    def drawn(spot: BoxPosition) -> str:
        left = number(spot.x - wide / 2)
        texts = (text(t, spot.x, spot.y + 20 + 16 * n, size=12) for n, t in enumerate(lines))
        return (
            f'<g><rect x="{left}" y="{spot.y}" width="{wide}" height="{high}" rx="6" '
            f'fill="#ffffff" stroke="#9aa5b1" stroke-dasharray="2 3"/>{"".join(texts)}</g>'
        )

    return Panel(wide, high, drawn)


def text(
    content: str,
    x: float,
    y: float,
    *,
    size: float,
    fill: str = INK,
    weight: str = "normal",
    anchor: str = "middle",
) -> str:
    """One line of text."""
    bold = ' font-weight="bold"' if weight == "bold" else ""
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" fill="{fill}"'
        f'{bold} text-anchor="{anchor}">{escape(content)}</text>'
    )


def number(value: float) -> str:
    """A coordinate, as short as it can be written."""
    return f"{value:.1f}".removesuffix(".0")


# -- boxes ---------------------------------------------------------------------------------

_ROOM = 250
_NARROW = 190
_LABEL = 168


def _box_lines(box: Box, look: Look, room: int, link: ToTherapy | None) -> list[PanelLine]:
    y = 20.0
    anchor = "start" if box.items else "middle"
    lines = [PanelLine(box.word.upper(), y, 10, look.stroke, "bold", anchor)]
    for part in measure.lines(box.title, room, 14.5, bold=True):
        y += 19
        lines.append(PanelLine(part, y, 14.5, INK, "bold", anchor))
    y += 10 if box.items else 0
    for item in box.items:
        href = link(item.therapy) if link and item.therapy else ""  # a group's title leads nowhere
        y = _item_lines(item, y, room, lines, href)
    return lines


def _item_lines(item: PictureItem, y: float, room: int, lines: list[PanelLine], href: str) -> float:
    y += 2
    for order, part in enumerate(measure.lines(item.title, room - 14, 13)):
        y += 17
        lines.append(PanelLine(part, y, 13, indent=14, bullet=order == 0, href=href))
    for part in measure.lines(f"if {item.when}" if item.when else "", room - 14, 11):
        y += 14
        lines.append(PanelLine(part, y, 11, QUIET, indent=14))
    return y


def _drawn_box(box: Box, look: Look, lines: list[PanelLine], room: int, spot: BoxPosition) -> str:
    left = spot.x - room / 2
    texts = []
    for line in lines:
        x = spot.x if line.anchor == "middle" else left + line.indent
        said = text(
            line.text,
            x,
            spot.y + line.y,
            size=line.size,
            fill=line.fill,
            weight=line.weight,
            anchor=line.anchor,
        )
        texts.append(f'<a href="{escape(line.href)}">{said}</a>' if line.href else said)
    stroke = {"reached": "2.6", "not known yet": '1.6" stroke-dasharray="6 4'}.get(box.state, "1.4")
    fade = ' opacity="0.5"' if box.state == "not reached" else ""
    return (
        f'<g{fade}><g fill="{look.fill}" stroke="{look.stroke}" stroke-width="{stroke}">'
        f"{look.outline(spot)}</g>{_bullets(box, lines, left, spot, look)}{''.join(texts)}</g>"
    )


def _bullets(box: Box, lines: list[PanelLine], left: float, spot: BoxPosition, look: Look) -> str:
    if not box.items:
        return ""
    rule = spot.y + max(line.y for line in lines if line.weight == "bold") + 9
    dots = "".join(
        f'<circle cx="{number(left + 4)}" cy="{number(spot.y + line.y - 4.5)}" r="2.6" '
        f'fill="{look.stroke}"/>'
        for line in lines
        if line.bullet
    )
    return (
        f'<path d="M{number(left)} {number(rule)}h{_ROOM}" stroke="{look.stroke}" '
        f'stroke-opacity="0.35"/>{dots}'
    )


# -- shapes --------------------------------------------------------------------------------


def _rounded(spot: BoxPosition) -> str:
    return _rect(spot, 0, 10)


def _pill(spot: BoxPosition) -> str:
    radius = min(spot.height // 2, 30)
    return _rect(spot, 0, radius) + _rect(spot, 4, radius - 4)


def _rect(spot: BoxPosition, inset: int, radius: int) -> str:
    x, y = number(spot.x - spot.width / 2 + inset), spot.y + inset
    return (
        f'<rect x="{x}" y="{y}" width="{spot.width - 2 * inset}" '
        f'height="{spot.height - 2 * inset}" rx="{radius}"/>'
    )


def _hexagon(spot: BoxPosition) -> str:
    left, right = spot.x - spot.width / 2, spot.x + spot.width / 2
    middle = spot.y + spot.height / 2
    return _polygon(
        (left + 22, spot.y),
        (right - 22, spot.y),
        (right, middle),
        (right - 22, spot.bottom),
        (left + 22, spot.bottom),
        (left, middle),
    )


def _signpost(spot: BoxPosition) -> str:
    left, right = spot.x - spot.width / 2, spot.x + spot.width / 2
    return _polygon(
        (left, spot.y),
        (right - 20, spot.y),
        (right, spot.y + spot.height / 2),
        (right - 20, spot.bottom),
        (left, spot.bottom),
    )


def _folder(spot: BoxPosition) -> str:
    left, right = spot.x - spot.width / 2, spot.x + spot.width / 2
    bars = "".join(
        f'<path d="M{number(x)} {spot.y}V{spot.bottom}"/>' for x in (left + 8, right - 8)
    )
    return _rect(spot, 0, 0) + bars


def _polygon(*points: tuple[float, float]) -> str:
    joined = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return f'<polygon points="{joined}" stroke-linejoin="round"/>'


LOOKS: Final[Mapping[str, Look]] = MappingProxyType(
    {
        "step": Look("#eaf2fb", "#2b6cb0", _rounded, 18),
        "decision": Look("#fff6df", "#9c6a00", _hexagon, 34),
        "refer": Look("#fceef3", "#a8325e", _signpost, 26),
        "end": Look("#eaf6ee", "#276d46", _pill, 26),
        "use": Look("#f1effa", "#5b4bb0", _folder, 24),
    }
)
