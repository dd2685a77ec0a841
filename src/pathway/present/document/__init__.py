"""A document: what a report says, in reading order, before any form is chosen.

Terminal text, Markdown and HTML draw the same document (`drawn`), so that none of them can leave
out what another one says. Whatever an author or a record wrote is text and never markup; it is
cleaned of control characters while it is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from pathway.present.forms import Form
from pathway.present.page import Tone

__all__ = ["Block", "Document", "Entries", "Entry", "Paragraph", "Section", "Table", "drawn"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `label` says what it is about (`limits`), `strong` that it must be seen."""

    text: str
    label: str = ""
    strong: bool = False
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a list: its title, its id, what is said of it, its line in the files, a mark.

    A mark (`for regulatory review`) is shown as an alarm.
    """

    title: str
    text: str = ""
    id: str = ""
    place: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Entries:
    """A list under a heading; `open` ones are points that somebody has still to settle."""

    title: str
    entries: tuple[Entry, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under the heads of their columns.

    Numbers stand to the right. An empty cell has nothing to say. `alarm` names the columns of which
    whatever they say is an alarm.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    alarm: frozenset[int] = frozenset()


Block: TypeAlias = Paragraph | Entries | Table


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading; `id` is the section's address in HTML."""

    title: str
    blocks: tuple[Block, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The whole: a title, what is said before all else, and the sections."""

    title: str
    head: tuple[Paragraph, ...]
    sections: tuple[Section, ...]


def drawn(document: Document, form: Form, *, width: int = 80, colour: bool = False) -> str:
    """The document in one of the forms, ending in a line break.

    `width` (in terminal cells, at least 40) and `colour` are for text only.
    """
    # A command draws one form, and pays for no other.
    if form is Form.TEXT:
        from pathway.present.document.text import text

        return text(document, width=width, colour=colour)
    if form is Form.MARKDOWN:
        from pathway.present.document.markdown import markdown

        return markdown(document)
    from pathway.present.document.html import html

    return html(document)
