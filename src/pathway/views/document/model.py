"""What a document is made of: paragraphs, lists and tables in sections under a title."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from pathway.views.page import Tone


class Weight(StrEnum):
    """How much a section wants to be seen; its words say the same."""

    PLAIN = "plain"
    URGENT = "urgent"
    HELP = "help"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `label` says what it is about (`limits`), `strong` that it must be seen."""

    text: str
    label: str = ""
    strong: bool = False
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One thing in a list: its title, its id, what is said of it, its line in the files, a mark.

    A mark (`for regulatory review`) is shown as an alarm. `lines` are sentences about it, each on
    a line of its own.
    """

    title: str
    text: str = ""
    id: str = ""
    place: str = ""
    mark: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entries:
    """A list, under a heading if it has one; `open` ones are points that somebody has to settle."""

    title: str
    entries: tuple[ListEntry, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """Rows of cells under the heads of their columns.

    Numbers stand to the right. An empty cell has nothing to say. `alarm` names the columns of which
    whatever they say is an alarm.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    alarm: frozenset[int] = frozenset()


Block: TypeAlias = Paragraph | Entries | DocumentTable


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading; `id` is the section's address in HTML."""

    title: str
    blocks: tuple[Block, ...]
    id: str = ""
    weight: Weight = Weight.PLAIN

    @property
    def lead(self) -> str:
        """What is said before all else in it; empty where it begins with a list or a table."""
        first = self.blocks[0] if self.blocks else None
        return first.text if isinstance(first, Paragraph) else ""

    @property
    def entries(self) -> tuple[ListEntry, ...]:
        """All that is listed in it."""
        return tuple(e for one in self.blocks if isinstance(one, Entries) for e in one.entries)


@dataclass(frozen=True, slots=True)
class Document:
    """The whole: a title, what is said before all else, and the sections.

    `notice` stands even above the title. A `large` document is drawn large and calm.
    """

    title: str
    head: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    footer: str = ""
    notice: str = ""
    large: bool = False


def passage(
    title: str, lead: str = "", entries: Iterable[ListEntry] = (), weight: Weight = Weight.PLAIN
) -> Section:
    """A section of a sentence or two and a list, each if there is one."""
    listed = tuple(entries)
    sentences = (Paragraph(lead),) if lead else ()
    return Section(title, (*sentences, *((Entries("", listed),) if listed else ())), weight=weight)
