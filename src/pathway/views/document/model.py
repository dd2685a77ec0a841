"""What a document is made of: paragraphs, lists, rows and tables in sections under a title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias

from pathway.frozen import frozen
from pathway.views.page import Row, Said, Tone


class Weight(StrEnum):
    """How much a section wants to be seen; its words say the same."""

    PLAIN = "plain"
    URGENT = "urgent"
    HELP = "help"
    OPEN = "open"


@frozen
class Paragraph:
    """Running text; `label` says what it is about (`limits`), `strong` that it must be seen.

    `href` is where it leads in a page.
    """

    text: str
    label: str = ""
    strong: bool = False
    tone: Tone = Tone.PLAIN
    href: str = ""


@frozen
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
    href: str = ""


@frozen
class Entries:
    """A list, under a heading if it has one; `open` ones are points that somebody has to settle."""

    title: str
    entries: tuple[ListEntry, ...]
    open: bool = False


@frozen
class Rows:
    """Rows in columns, under a heading if they have one.

    Those that stand `apart` are statements, each with its details, id and notes.
    """

    rows: tuple[Row, ...]
    title: str = ""
    about: str = ""
    apart: bool = False
    href: str = ""


Cell: TypeAlias = "str | int | tuple[Said, ...]"


@frozen
class DocumentTable:
    """Rows of cells under the heads of their columns.

    Numbers stand to the right, and so do the columns of `figures`, whose cells are numbers that are
    written out (`1,200`). An empty cell has nothing to say. `alarm` names the columns of which
    whatever they say is an alarm. The last cell of a row that is shorter than the head stands under
    all columns that are left. In `code` a cell is a line of a file, in pieces.
    """

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    alarm: frozenset[int] = frozenset()
    code: bool = False
    figures: frozenset[int] = frozenset()


@frozen
class Picture:
    """A drawing that is SVG already; forms without pictures tell `instead`, or leave it out."""

    svg: str
    instead: str = ""


@frozen
class Branch:
    """A line of a tree: what is judged, how it stands, what is said of it, and what hangs on it.

    `place` is its line in the files; `cites` are the numbers of its sources, as of `Said`.
    """

    label: str
    state: str = ""
    text: str = ""
    place: str = ""
    cites: tuple[int, ...] = ()
    tone: Tone = Tone.PLAIN
    branches: tuple[Branch, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """All that stands behind the label, in order; a label is not said again."""
        cited = f"[{', '.join(map(str, self.cites))}]" if self.cites else ""
        text = self.text.removeprefix(f"{self.label}: ")
        return tuple(filter(None, (self.state, text, self.place, cited)))


@frozen
class Tree:
    """Reasons that hang on each other, drawn as a tree."""

    branches: tuple[Branch, ...]

    @property
    def all(self) -> Iterator[Branch]:
        """Every branch, a branch before those that hang on it."""
        for one in self.branches:
            yield one
            yield from Tree(one.branches).all


@frozen
class Verbatim:
    """Lines that are shown as they are, such as a patient's file."""

    text: str


Block: TypeAlias = Paragraph | Entries | Rows | DocumentTable | Picture | Tree | Verbatim


@frozen
class Section:
    """Blocks under a heading; `id` is the section's address in HTML.

    A `summary` stands beside the heading; an `appendix` is left to forms made for filing.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    id: str = ""
    weight: Weight = Weight.PLAIN
    summary: str = ""
    tone: Tone = Tone.PLAIN
    appendix: bool = False

    @property
    def lead(self) -> str:
        """What is said before all else in it; empty where it begins with a list or a table."""
        first = self.blocks[0] if self.blocks else None
        return first.text if isinstance(first, Paragraph) else ""

    @property
    def entries(self) -> tuple[ListEntry, ...]:
        """All that is listed in it."""
        return tuple(e for one in self.blocks if isinstance(one, Entries) for e in one.entries)

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows in it."""
        return tuple(row for one in self.blocks if isinstance(one, Rows) for row in one.rows)

    @property
    def cites(self) -> frozenset[int]:
        """The numbers of the sources that it cites."""
        tables = [one for one in self.blocks if isinstance(one, DocumentTable)]
        cells = [cell for table in tables for row in table.rows for cell in row]
        says = [said for cell in cells if isinstance(cell, tuple) for said in cell]
        for row in self.rows:
            says += [*row.says, *(said for detail in row.details for said in detail.says)]
        trees = [one for one in self.blocks if isinstance(one, Tree)]
        cited = [branch.cites for tree in trees for branch in tree.all]
        cited += [said.cites for said in says]
        return frozenset(number for numbers in cited for number in numbers)


@frozen
class Written:
    """Who wrote a page, and when (in UTC); neither need be known."""

    by: str = ""
    at: datetime | None = None

    @property
    def minute(self) -> str:
        """When, as it stands in a record; empty where that is not known."""
        return "" if self.at is None else f"{self.at:%Y-%m-%d %H:%M} UTC"


UNSIGNED: Final = Written()


@frozen
class Document:
    """The whole: a title, what is said before all else, and the sections.

    `notice` stands even above the title. Beside the title stand its `version` and how far to trust
    it (`status`), below it whom and which day it is `about`, and the `outcome` with its tone.
    A `large` document is drawn large and calm, a `compact` one small; a `wide` one has tables
    that need the whole page; `contents` lists the sections that have an address. A `linear` one is
    heard, not seen: as text nothing in it stands in columns, and a thought is one line.
    """

    title: str
    head: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    footer: tuple[Paragraph, ...] = ()
    notice: str = ""
    version: str = ""
    status: str = ""
    about: str = ""
    outcome: str = ""
    tone: Tone = Tone.PLAIN
    sources: tuple[tuple[int, str], ...] = ()
    #: The numbers of sources that what stands beside the title rests on.
    cites: tuple[int, ...] = ()
    #: Of the advice that is shown; a reader of text needs only its beginning.
    digest: str = ""
    #: Told beside the content in forms that have a place for it; the page itself says it too.
    written: Written = UNSIGNED
    large: bool = False
    compact: bool = False
    wide: bool = False
    contents: bool = False
    linear: bool = False


def passage(
    title: str,
    lead: str = "",
    entries: Iterable[ListEntry] = (),
    weight: Weight = Weight.PLAIN,
    *,
    appendix: bool = False,
) -> Section:
    """A section of a sentence or two and a list, each if there is one."""
    listed = tuple(entries)
    sentences = (Paragraph(lead),) if lead else ()
    lists = (Entries("", listed),) if listed else ()
    return Section(title, (*sentences, *lists), weight=weight, appendix=appendix)


def rows_section(
    title: str,
    rows: Iterable[Row] = (),
    summary: str = "",
    tone: Tone = Tone.PLAIN,
    *,
    appendix: bool = False,
) -> Section:
    """A section of rows; without any it has no block."""
    found = tuple(rows)
    blocks = (Rows(found),) if found else ()
    return Section(title, blocks, summary=summary, tone=tone, appendix=appendix)
