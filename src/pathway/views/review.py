"""A pathway as a document that a guideline board can read, correct and sign.

Every rule stands in it in plain English, with its source, its grade, how far it was checked
and its line in the files. Signing it changes nothing in the program: the status is said in
the pathway's own file.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Final

from pathway.program import CompiledProgram
from pathway.views.contents import STATUS_WORDS
from pathway.views.document import (
    Document,
    DocumentTable,
    Entries,
    ListEntry,
    Paragraph,
    Section,
    drawn,
)
from pathway.views.forms import Form
from pathway.views.review_entries import Chapter, ReviewEntry, Scribe, section
from pathway.views.review_origin import (
    definitions,
    evidence,
    notes,
    parameters,
    source_attributes,
)
from pathway.views.review_rules import conflicts, guidelines, red_flags, steps, therapies


def render(program: CompiledProgram) -> str:
    """The review as one HTML page that prints well and loads nothing from anywhere."""
    return drawn(document(program), Form.HTML)


def document(program: CompiledProgram) -> Document:
    """The review, with room to agree and to sign; open points come first, once all are known."""
    scribe = Scribe(program)
    chapters = chapters_of(scribe)
    status = STATUS_WORDS.get(program.status, program.status)
    listed = ", ".join(f"{chapter.title} ({len(chapter.entries)})" for chapter in chapters)
    facts = (
        ("Limits", program.limits),
        ("Adopts, in this order", ", ".join(program.adopts)),
        ("In this document", f"{listed}."),
        ("Content", f"sha256 {program.digest}. {_THIS_CONTENT}"),
    )
    named = f"{program.title} {program.version}: {status}"
    return Document(
        title=f"Review of {program.title}",
        version=program.version,
        status=status,
        head=tuple(Paragraph(text, label) for label, text in facts if text),
        sections=(
            _open_points(chapters),
            *(section(chapter, boxes=True) for chapter in chapters),
            Section("Signatures", (Paragraph(f"{named}. {_ON_PAPER}"), _SIGNED), "signatures"),
        ),
        sources=scribe.listed(),
        contents=True,
    )


def chapters_of(scribe: Scribe) -> tuple[Chapter, ...]:
    """All that a board is shown, in reading order."""
    parts = (source_attributes, red_flags, steps, therapies, conflicts)
    more = (guidelines, evidence, definitions, parameters, notes)
    written = tuple(part(scribe) for part in (*parts, *more))
    return tuple(_anchored(chapter) for chapter in written if chapter.entries)


# -- private -------------------------------------------------------------------------------

_THIS_CONTENT: Final = "Whatever is signed is this content and no other."
_ON_PAPER: Final = (
    "A signature on paper changes no file: the status is set by the one who answers for the "
    "pathway, in the pathway's own file."
)
_SIGNED: Final = DocumentTable(
    ("Name", "Role", "Decision", "Date", "Signature"),
    (("", "", "☐ agreed ☐ with changes ☐ not agreed", "", ""),) * 4,
)


def _open_points(chapters: tuple[Chapter, ...]) -> Section:
    """Whatever a clinician has yet to settle, with its place in the document."""
    found = [(chapter.title, [e for e in chapter.entries if e.open]) for chapter in chapters]
    total = sum(len(entries) for _, entries in found)
    about = f"{total} to be settled before this can be used." if total else "None."
    lists = (Entries(title, tuple(map(_open_point, e)), open=True) for title, e in found if e)
    return Section("Open points", (Paragraph(about), *lists), "open")


def _open_point(entry: ReviewEntry) -> ListEntry:
    return ListEntry(entry.title, entry.open, entry.id, entry.place, href=f"#{entry.anchor}")


def _anchored(chapter: Chapter) -> Chapter:
    """The chapter with a name for every entry that can be pointed to."""
    numbers = count(1)
    groups = tuple(
        replace(
            group,
            entries=tuple(
                replace(entry, anchor=f"{chapter.id}-{next(numbers)}") for entry in group.entries
            ),
        )
        for group in chapter.groups
    )
    return replace(chapter, groups=groups)
