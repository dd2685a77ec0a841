"""Plain text in columns: how wide a text stands, wrapping, hanging indents, and colour.

A terminal counts cells, not characters, so wide and combining characters are measured;
colour is added after wrapping, so it never disturbs the layout.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pathway.views.page import Tone

#: The colour of each tone; the words beside it always say the same.
COLOURS: Mapping[Tone, str] = {
    Tone.ALARM: "1;31",
    Tone.ASK: "33",
    Tone.STOP: "31",
    Tone.GO: "32",
    Tone.QUIET: "2",
}


@lru_cache(maxsize=4096)  # a screen is laid out several times until everything fits
def cells(text: str) -> int:
    """How many terminal cells a text fills."""
    if _NARROW.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


#: Letters and signs that fill one cell each; only other texts are worth loading a table for.
_NARROW = re.compile("[ -~\xa0-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u22ff\u2500-\u257f]*")


def padded(text: str, width: int) -> str:
    """The text with spaces up to `width` cells."""
    return text + " " * max(0, width - cells(text))


def wrapped(text: str, width: int, first: int | None = None) -> list[str]:
    """The text in lines of at most `width` cells, the first one of at most `first`.

    Broken between words where that is possible.
    """
    return list(_wrapped(text, width, width if first is None else first))


def hanging(lead: str, text: str, indent: int, width: int) -> list[str]:
    """A lead, padded to `indent`, then text whose further lines stand below its first one.

    A lead too long for its column stands on a line of its own.
    """
    margin = " " * indent
    body = [margin + line for line in wrapped(text, max(1, width - indent))] if text else []
    if body and cells(lead) <= indent:
        return [padded(lead, indent) + body[0].removeprefix(margin), *body[1:]]
    return [*flowing(lead.rstrip(" "), "", cells(lead) - cells(lead.lstrip(" ")), width), *body]


def flowing(lead: str, text: str, indent: int, width: int) -> list[str]:
    """A lead and text that follows it at once; further lines are indented."""
    whole = (lead + text).lstrip(" ")
    margin = cells(lead) - cells(lead.lstrip(" "))
    first, *rest = wrapped(whole, max(1, width - indent), max(1, width - margin))
    return [" " * margin + first, *(" " * indent + line for line in rest)]


def cut(text: str, room: int) -> str:
    """The text, or as many of its words as there is room for."""
    if cells(text) <= room:
        return text
    found, *_ = wrapped(text, max(1, room - 2))
    return f"{found.rstrip(',;:')} …"


def coloured(text: str, tone: Tone, colour: bool) -> str:
    """The text in the colour of its tone, or as it is."""
    code = COLOURS.get(tone)
    return f"\x1b[{code}m{text}\x1b[0m" if colour and code and text else text


def bold(text: str, colour: bool) -> str:
    """The text in bold, or as it is."""
    return f"\x1b[1m{text}\x1b[0m" if colour and text else text


@lru_cache(maxsize=4096)
def _wrapped(text: str, width: int, first: int) -> tuple[str, ...]:
    lines: list[str] = []
    line, filled = "", 0
    room = first
    for word in text.split(" "):
        more = filled + 1 + cells(word) if line else cells(word)
        if more <= room:
            line, filled = (f"{line} {word}" if line else word), more
            continue
        if line or room < width:
            lines.append(line.rstrip(" "))
            room = width
        *broken, line = _broken(word, width)
        filled = cells(line)
        lines += broken
    return (*lines, line) if line or not lines else tuple(lines)


def _broken(word: str, width: int) -> list[str]:
    """A word cut into pieces that fit; one piece for any that does."""
    if cells(word) <= width:
        return [word]
    pieces = [""]
    for character in word:
        if pieces[-1] and cells(pieces[-1] + character) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces
