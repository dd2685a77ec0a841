"""The screen in front as a small picture: its cells as text on grounds, and no font with them.

Textual's own export repeats a frame for every line and is several times as large; of some three
hundred pictures that matters.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from rich.style import Style
from textual.app import App

from pathway.frozen import frozen

from .legible import Rgb, colours, ground_of

#: The size of a letter's cell; a letter is as wide as three fifths of its height.
WIDE: Final = 9
HIGH: Final = 18
_FONT: Final = "15px 'DejaVu Sans Mono',Menlo,Consolas,monospace"


@frozen
class _Piece:
    """Cells of one line in one style."""

    x: int
    y: int
    width: int
    text: str
    colour: Rgb
    ground: Rgb
    bold: bool
    underlined: bool


def picture(app: App[int], title: str) -> str:
    """The screen in front as SVG, the same for the same screen on any machine."""
    pieces = list(_pieces(app))
    size = app.screen.size
    ground = Counter[Rgb]()
    for piece in pieces:
        ground[piece.ground] += piece.width
    (most, _) = max(ground.items(), key=lambda pair: pair[1])
    looks: dict[str, str] = {}
    texts = [_text(piece, looks) for piece in pieces if piece.text.strip()]
    style = "".join(f".{name}{{{look}}}" for look, name in looks.items())
    box = f"{size.width * WIDE} {size.height * HIGH}"
    lines = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {box}" role="img">',
        f"<title>{escape(title)}</title>",
        f"<style>text{{font:{_FONT};white-space:pre}}{style}</style>",
        f'<rect width="100%" height="100%" fill="{_hex(most)}"/>',
        *_grounds(pieces, most),
        *texts,
        "</svg>",
    )
    return "\n".join(lines) + "\n"


def _pieces(app: App[int]) -> Iterator[_Piece]:
    """The lines from top to bottom, in pieces as long as the style stays the same."""
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for segment in strip.simplify():
            assert segment.style is not None
            yield _piece(x, y, segment.cell_length, segment.text, segment.style)
            x += segment.cell_length


def _piece(x: int, y: int, width: int, text: str, style: Style) -> _Piece:
    colour, ground = colours(style) if text.strip() else (ground_of(style), ground_of(style))
    return _Piece(x, y, width, text, colour, ground, bool(style.bold), bool(style.underline))


def _grounds(pieces: list[_Piece], most: Rgb) -> Iterator[str]:
    """Rectangles for all that stands on another ground; equal ones of following lines in one."""
    spans: list[tuple[int, int, int, Rgb]] = []
    for piece in pieces:
        last = spans[-1] if spans else None
        if last and last[0] == piece.y and last[1] + last[2] == piece.x and last[3] == piece.ground:
            spans[-1] = (piece.y, last[1], last[2] + piece.width, piece.ground)
        else:
            spans.append((piece.y, piece.x, piece.width, piece.ground))
    blocks: dict[tuple[int, int, Rgb, int], int] = {}
    for y, x, width, ground in spans:
        if ground == most:
            continue
        same = (begun for begun in blocks if begun[:3] == (x, width, ground))
        above = next((begun for begun in same if begun[3] + blocks[begun] == y), None)
        blocks[above or (x, width, ground, y)] = y + 1 - (above[3] if above else y)
    for (x, width, ground, y), height in blocks.items():
        yield (
            f'<rect x="{x * WIDE}" y="{y * HIGH}" width="{width * WIDE}" height="{height * HIGH}" '
            f'fill="{_hex(ground)}"/>'
        )


def _text(piece: _Piece, looks: dict[str, str]) -> str:
    """The letters; they are given their width, so that no font moves them."""
    look = f"fill:{_hex(piece.colour)}"
    look += ";font-weight:bold" if piece.bold else ""
    look += ";text-decoration:underline" if piece.underlined else ""
    name = looks.setdefault(look, f"a{len(looks)}")
    left = len(piece.text) - len(piece.text.lstrip())
    right = len(piece.text) - len(piece.text.rstrip())
    x, width = piece.x + left, piece.width - left - right
    y = piece.y * HIGH + 14
    return (
        f'<text class="{name}" x="{x * WIDE}" y="{y}" textLength="{width * WIDE}">'
        f"{escape(piece.text.strip())}</text>"
    )


def _hex(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
