"""A picture as SVG: our own layout and plain shapes, so that no other program is needed.

The kinds of node differ in shape and say what they are in a word; colour only helps.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise

from pathway.views.pictures.layout import Block, BoxPosition, Key, Layout, Link, lay_out
from pathway.views.pictures.measure import width
from pathway.views.pictures.panel import (
    FONT,
    Panel,
    ToTherapy,
    box_panel,
    label_panel,
    number,
    start_panel,
    text,
)
from pathway.views.pictures.picture import Arrow, Picture

_MARGIN = 28
_HEADER = 64
_LANE = 4
_PORTS = 36
#: A bend of less than this looks like a mistake and is left out.
_STRAIGHT = 14


def svg(picture: Picture, link: ToTherapy | None = None) -> str:
    """The picture as one SVG document on a light ground.

    On a page that has its title and speaks of its therapies, `link` says where each leads.
    """
    panels = _panels(picture, link)
    ways = _ways(picture)
    blocks = [
        Block(key, row, panels[key].width, panels[key].height)
        if key in panels
        else Block(key, row, _LANE, 0, is_lane=True)
        for key, row in _rows(picture, ways).items()
    ]
    layout = lay_out(blocks, ways)
    heading = _heading(picture) if link is None else ()
    return _document(picture, panels, ways, layout, heading)


# -- what is placed ------------------------------------------------------------------------


def _panels(picture: Picture, to: ToTherapy | None) -> dict[Key, Panel]:
    panels: dict[Key, Panel] = {"start": start_panel(picture.eligible)}
    panels |= {("box", box.id): box_panel(box, to) for box in picture.boxes}
    for order, arrow in enumerate(picture.arrows):
        if str(arrow):
            panels["label", order] = label_panel(arrow)
    return panels


def _stops(picture: Picture, order: int, arrow: Arrow) -> list[tuple[Key, int]]:
    """The blocks an arrow runs through, with their rows; lanes belong to the box at the end."""
    first = 2 * picture.box(arrow.start).row + 1
    last = 2 * picture.box(arrow.end).row + 1
    label: Key = ("label", order) if str(arrow) else ("lane", ("label", order), first + 1)
    lanes: list[tuple[Key, int]] = [
        (("lane", arrow.end, row), row) for row in range(first + 2, last)
    ]
    ends: list[tuple[Key, int]] = [(("box", arrow.start), first), (label, first + 1)]
    return [*ends, *lanes, (("box", arrow.end), last)]


def _ways(picture: Picture) -> dict[Link, bool]:
    """Every piece of an arrow, and whether an arrow that can still be gone runs along it."""
    first = (picture.start, *(box.id for box in picture.beside_start))
    ways = {Link("start", ("box", id_)): True for id_ in first}
    for order, arrow in enumerate(picture.arrows):
        stops = [key for key, _ in _stops(picture, order, arrow)]
        for upper, lower in pairwise(stops):
            link = Link(upper, lower)
            ways[link] = ways.get(link, False) or arrow.open
    return ways


def _rows(picture: Picture, ways: dict[Link, bool]) -> dict[Key, int]:
    """The row of every block, in an order that follows the ways from the start."""
    rows: dict[Key, int] = {"start": 0}
    rows |= {("box", box.id): 2 * box.row + 1 for box in picture.boxes}
    for order, arrow in enumerate(picture.arrows):
        rows |= dict(_stops(picture, order, arrow))
    below: dict[Key, list[Key]] = {}
    for link in ways:
        below.setdefault(link.upper, []).append(link.lower)
    found: dict[Key, int] = {}
    waiting: list[Key] = [*reversed(rows), "start"]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found[key] = rows[key]
            waiting += reversed(below.get(key, ()))
    return found


# -- drawing -------------------------------------------------------------------------------


def _heading(picture: Picture) -> tuple[str, str]:
    """What a picture is called, on one that stands alone."""
    x, y = _MARGIN, _MARGIN
    return (
        text(picture.title, x, y + 18, size=20, weight="bold", anchor="start"),
        text(picture.subtitle, x, y + 40, size=12, fill="#5b6770", anchor="start"),
    )


def _document(
    picture: Picture,
    panels: dict[Key, Panel],
    ways: dict[Link, bool],
    layout: Layout,
    heading: tuple[str, ...],
) -> str:
    named = max(width(picture.title, 20, bold=True), width(picture.subtitle, 12)) if heading else 0
    above = _MARGIN + _HEADER if heading else _MARGIN
    wide = int(max(layout.width, named)) + 2 * _MARGIN
    high = layout.height + above + _MARGIN
    left = (wide - layout.width) // 2
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}"',
            f'viewBox="0 0 {wide} {high}" font-family="{FONT}" role="img">',
            f"<title>{escape(picture.title)}</title>",
            f"<desc>{escape(picture.subtitle)}</desc>",
            f'<rect width="{wide}" height="{high}" fill="#fcfcfa"/>',
            *heading,
            f'<g transform="translate({left} {above})">',
            *(_way(link, open_, ways, layout) for link, open_ in sorted(ways.items(), key=_open)),
            *(panels[key].drawn(layout.spots[key]) for key in panels),
            "</g>",
            "</svg>\n",
        )
    )


def _open(way: tuple[Link, bool]) -> bool:
    """Pale ways are drawn first, below the others."""
    return way[1]


def _way(link: Link, open_: bool, ways: dict[Link, bool], layout: Layout) -> str:
    upper, lower = layout.spots[link.upper], layout.spots[link.lower]
    x = _port(link, ways, layout)
    top = upper.y if _is_lane(link.upper) else upper.bottom
    points = f"M{x} {top}V{upper.floor}"
    arrives = isinstance(link.lower, tuple) and link.lower[0] == "box"
    bottom = lower.y - (7 if arrives else 0)
    middle = number((upper.floor + bottom) / 2)
    if x == lower.x:
        points += f"V{bottom}"
    else:
        points += f"C{x} {middle} {lower.x} {middle} {lower.x} {bottom}"
    colour = "#52606d" if open_ else "#c3cad1"
    line = f'<path d="{points}" fill="none" stroke="{colour}" stroke-width="1.6"/>'
    return line + _head(lower, colour) if arrives else line


def _head(spot: BoxPosition, colour: str) -> str:
    x, y = spot.x, spot.y
    return f'<path d="M{x} {y}l-5 -9q5 3 10 0z" fill="{colour}"/>'


def _port(link: Link, ways: dict[Link, bool], layout: Layout) -> int:
    """Where on the lower edge of a block a way leaves: ways leave side by side."""
    spot, below = layout.spots[link.upper], layout.spots[link.lower]
    ends = sorted({layout.spots[w.lower].x for w in ways if w.upper == link.upper})
    apart = min(_PORTS, (spot.width - 60) // len(ends))
    x = spot.x + (2 * ends.index(below.x) - len(ends) + 1) * apart // 2
    nearly_straight = abs(x - below.x) < _STRAIGHT and not _is_lane(link.upper)
    return below.x if nearly_straight else x


def _is_lane(key: Key) -> bool:
    return isinstance(key, tuple) and key[0] == "lane"
