"""One entry of a review: a clinical statement with all that a board needs to judge it.

What it says, the condition in words, what it rests on, how far that was checked against the
original, and where it stands in the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pathway.advice.words import place_of
from pathway.frozen import frozen
from pathway.ground.source import Span
from pathway.language.printer import plain
from pathway.language.syntax import Expr, Literal
from pathway.program import CompiledProgram, Evidence
from pathway.views.document.model import Paragraph, Rows, Section
from pathway.views.entries import Bibliography, cited
from pathway.views.page import Detail, Row, Said, Tone, clean

#: How far a statement was checked, in the words of the review.
CHECKED: Mapping[str, str] = {
    "original": "checked against the original",
    "secondary": "seen only in a report of the original",
    "unverified": "",  # said as an open point
}


@frozen
class ReviewEntry:
    """A statement; `asks` says that the board is to agree to it or to change it.

    `anchor` is where it stands in the document, for those that point to it.
    """

    title: str
    id: str = ""
    anchor: str = ""
    status: str = ""
    says: tuple[Said, ...] = ()
    details: tuple[Detail, ...] = ()
    checked: str = ""
    place: str = ""
    open: str = ""
    asks: bool = False


@frozen
class EntryGroup:
    """Entries that belong together, such as all that is said of one therapy."""

    title: str = ""
    about: str = ""
    entries: tuple[ReviewEntry, ...] = ()


@frozen
class Chapter:
    """A part of the review."""

    id: str
    title: str
    about: str = ""
    groups: tuple[EntryGroup, ...] = ()

    @property
    def entries(self) -> tuple[ReviewEntry, ...]:
        """All entries of all groups."""
        return tuple(entry for group in self.groups for entry in group.entries)


def statement(entry: ReviewEntry, *, boxes: bool = False) -> Row:
    """An entry as a row of a document; with `boxes` a board can say what it thinks of it."""
    checked = " · ".join(filter(None, (entry.checked, entry.place)))
    notes = [Said(f"Open: {entry.open}", tone=Tone.ALARM)] if entry.open else []
    notes += [Said(checked, tone=Tone.QUIET)] if checked else []
    notes += [Said("☐ agreed ☐ to be changed: ………………………………")] if boxes and entry.asks else []
    return Row(
        entry.title,
        entry.says,
        entry.status,
        entry.details,
        id=entry.id,
        anchor=entry.anchor,
        notes=tuple(notes),
    )


def section(chapter: Chapter, *, boxes: bool = False) -> Section:
    """A chapter as a section of a document."""
    about = (Paragraph(chapter.about),) if chapter.about else ()
    groups = []
    for one in chapter.groups:
        rows = tuple(statement(entry, boxes=boxes) for entry in one.entries)
        groups.append(Rows(rows, one.title, one.about, apart=True))
    return Section(chapter.title, (*about, *groups), chapter.id)


class Scribe:
    """Words and numbers the parts of one program, sources in the order of their mention."""

    def __init__(self, program: CompiledProgram) -> None:
        self.program = program
        self._bibliography = Bibliography(cited(program.sources))

    def said(self, text: str, sources: Iterable[str] = ()) -> Said:
        """A text and the numbers of its sources."""
        return Said(clean(text), self._bibliography.cite(sources))

    def condition(self, expr: Expr | None) -> str:
        """A condition in plain English; nothing where it always holds."""
        if expr is None or (isinstance(expr, Literal) and expr.value is True):
            return ""
        return clean(plain(expr, self.program.words))

    def defined(self, name: str) -> str:
        """The condition of a definition in plain English."""
        return self.condition(self.program.by_name[name].expr)

    def place(self, span: Span | None) -> str:
        """`file:line`."""
        return clean(place_of(span))

    def place_of(self, name: str) -> str:
        """`file:line` of a definition."""
        definition = self.program.by_name.get(name)
        return self.place(definition.span) if definition is not None else ""

    def title(self, id_: str) -> str:
        """A therapy by its title."""
        therapy = self.program.therapies.get(id_)
        return clean(therapy.title if therapy is not None else id_)

    def therapies(self, ids: Iterable[str]) -> str:
        """Several therapies in a row."""
        return ", ".join(self.title(id_) for id_ in ids)

    def statement(
        self,
        title: str,
        *,
        id_: str,
        status: str = "",
        text: str = "",
        when: str = "",
        sources: Sequence[str] = (),
        verified: str,
        place: str,
        details: Iterable[Detail] = (),
    ) -> ReviewEntry:
        """A clinical statement to be agreed to; it is open where no original was seen."""
        found = [detail("when", when)] if when else []
        return ReviewEntry(
            title=clean(title),
            id=clean(id_),
            status=clean(status),
            says=(self.said(text, sources),) if text or sources else (),
            details=(*found, *details),
            checked=CHECKED.get(verified, clean(verified)),
            place=place,
            open=_open(sources, verified),
            asks=True,
        )

    def listed(self) -> tuple[tuple[int, str], ...]:
        """The sources mentioned so far, numbered."""
        return self._bibliography.listed()


def detail(label: str, text: str) -> Detail:
    """A line below an entry."""
    return Detail(label, (Said(clean(text)),) if text else ())


def evidence_in_words(item: Evidence) -> str:
    """A study's size and finding."""
    size = f"{item.n} people. " if item.n is not None else ""
    return clean(f"{size}{item.finding}")


def _open(sources: Sequence[str], verified: str) -> str:
    if verified == "unverified":
        return "not verified against any original"
    return "" if sources else "names no source"
