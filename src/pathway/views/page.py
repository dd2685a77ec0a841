"""A page: what is shown of an advice, in reading order, before any format is chosen.

Text, Markdown and HTML draw the same page, so none of them can leave out what another
one says. Cleaned of control characters here, once, because every format needs it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from pathway.ground.problems import visible


class Tone(StrEnum):
    """How much a row wants to be noticed; always said in words as well."""

    PLAIN = "plain"
    ALARM = "alarm"
    ASK = "ask"
    STOP = "stop"
    GO = "go"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of text and the numbers of the sources it rests on."""

    text: str
    cites: tuple[int, ...] = ()

    def __str__(self) -> str:
        return f"{self.text} [{', '.join(map(str, self.cites))}]" if self.cites else self.text


@dataclass(frozen=True, slots=True)
class Detail:
    """A line below a row: what it is about, and what is said."""

    label: str
    says: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a section: what leads it (an action, a therapy), a status, and the reasons."""

    lead: str
    says: tuple[Said, ...] = ()
    status: str = ""
    details: tuple[Detail, ...] = ()
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class PageSection:
    """Rows under a heading; `appendix` sections are left to formats made for filing."""

    title: str
    rows: tuple[Row, ...] = ()
    summary: str = ""
    tone: Tone = Tone.PLAIN
    appendix: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """All that is shown of one advice."""

    title: str
    version: str
    status: str
    patient: str
    as_of: str
    outcome: str
    tone: Tone
    standing: str
    sections: tuple[PageSection, ...]
    sources: tuple[tuple[int, str], ...]
    limits: str
    closing: str
    digest: str
    #: That the patient is invented; said before all else.
    example: str = ""


def joined(says: tuple[Said, ...]) -> str:
    """The pieces as one line of text."""
    return "; ".join(str(said) for said in says if said.text or said.cites)


def clean(text: str) -> str:
    """One line without control characters, so that no label can steer a terminal or reorder text.

    Line breaks and tabs become spaces; whatever else is invisible is shown by a sign.
    """
    return text if text.isprintable() else visible(_BREAKS.sub(" ", text)).strip()


_BREAKS = re.compile(r"[\t\r\n\x0b\x0c\x85\u2028\u2029\xa0\u2007\u202f]+")
