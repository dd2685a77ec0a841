"""The smallest parts of a document: what is said, the rows it stands in, and its tone."""

from __future__ import annotations

import re
from enum import StrEnum

from pathway.frozen import frozen
from pathway.ground.problems import visible


class Tone(StrEnum):
    """How much a row wants to be noticed; always said in words as well."""

    PLAIN = "plain"
    ALARM = "alarm"
    ASK = "ask"
    STOP = "stop"
    GO = "go"
    QUIET = "quiet"


@frozen
class Said:
    """A piece of text, the numbers of the sources it rests on, and where it leads in a page."""

    text: str
    cites: tuple[int, ...] = ()
    tone: Tone = Tone.PLAIN
    href: str = ""

    def __str__(self) -> str:
        return f"{self.text} [{', '.join(map(str, self.cites))}]" if self.cites else self.text


@frozen
class Detail:
    """A line below a row: what it is about, and what is said."""

    label: str
    says: tuple[Said, ...]
    tone: Tone = Tone.PLAIN


@frozen
class Row:
    """One entry of a section: what leads it (an action, a therapy), a status, and the reasons.

    `id` is its name in the files and `anchor` its address in a page, `href` where its lead
    leads; `notes` are said of the entry itself and stand below all else, such as what is open.
    """

    lead: str
    says: tuple[Said, ...] = ()
    status: str = ""
    details: tuple[Detail, ...] = ()
    tone: Tone = Tone.PLAIN
    id: str = ""
    anchor: str = ""
    href: str = ""
    notes: tuple[Said, ...] = ()


def joined(says: tuple[Said, ...]) -> str:
    """The pieces as one line of text."""
    return "; ".join(str(said) for said in says if said.text or said.cites)


def clean(text: str) -> str:
    """One line without control characters, so that no label can steer a terminal or reorder text.

    Line breaks and tabs become spaces; whatever else is invisible is shown by a sign.
    """
    return text if text.isprintable() else visible(_BREAKS.sub(" ", text)).strip()


_BREAKS = re.compile(r"[\t\r\n\x0b\x0c\x85\u2028\u2029\xa0\u2007\u202f]+")
