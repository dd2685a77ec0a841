"""How wide a text is drawn, and where it breaks into lines.

A picture is written before anyone knows the reader's fonts, so widths are those of Helvetica
with a margin that covers the usual replacements.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

#: Widths in thousandths of the font size (Helvetica's own), for the characters that have them.
_WIDTHS: Final[Mapping[str, int]] = {
    character: width
    for width, characters in (
        (222, "ijl'‘’"),
        (278, " ftI!,./:;[]\\|·"),
        (333, "r()-`"),
        (355, '"“”'),
        (389, "*"),
        (500, "cksvxyz"),
        (556, "abdeghnopqu0123456789?#$_–"),
        (584, "+<=>~≤≥"),
        (611, "FTZ"),
        (667, "ABEKPSVXY&"),
        (722, "CDHNRUw"),
        (778, "GOQ"),
        (833, "mM"),
        (889, "%"),
        (944, "W"),
        (1000, "—…→"),
    )
    for character in characters
}
_OTHER: Final = 600
_WIDE: Final = 1000
_MARGIN: Final = 1.18
_BOLD: Final = 1.07


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The room that `text` needs at a font size."""
    thousandths = sum(map(_character, text))
    return thousandths / 1000 * size * _MARGIN * (_BOLD if bold else 1)


def lines(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break `text` between words, and inside a word that is wider than the room."""
    found: list[str] = []
    line = ""
    for word in _pieces(text, room, size, bold=bold):
        longer = f"{line} {word}" if line else word
        if line and width(longer, size, bold=bold) > room:
            found.append(line)
            longer = word
        line = longer
    return (*found, line) if line else tuple(found)


def _pieces(text: str, room: float, size: float, *, bold: bool) -> Iterator[str]:
    for word in text.split():
        piece = ""
        for character in word:
            if piece and width(piece + character, size, bold=bold) > room:
                yield piece
                piece = ""
            piece += character
        yield piece


def _character(character: str) -> int:
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character):
        return 0
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else _OTHER
