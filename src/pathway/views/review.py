"""A pathway as a document that a guideline board can read, correct and sign.

Every rule stands in it in plain English, with its source, its grade, how far it was checked
and its line in the files. Signing it changes nothing in the program: the status is said in
the pathway's own file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count

from pathway.program import CompiledProgram
from pathway.views.contents import STATUS_WORDS
from pathway.views.jinja import template
from pathway.views.page import clean
from pathway.views.review_entries import Chapter, EntryGroup, ReviewEntry, Scribe
from pathway.views.review_origin import (
    definitions,
    evidence,
    notes,
    parameters,
    source_attributes,
)
from pathway.views.review_rules import conflicts, guidelines, red_flags, steps, therapies


@dataclass(frozen=True, slots=True)
class Review:
    """All that a board is shown, in reading order."""

    title: str
    version: str
    status: str
    digest: str
    limits: str
    adopts: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    chapters: tuple[Chapter, ...]
    sources: tuple[tuple[int, str], ...]


def render(program: CompiledProgram) -> str:
    """The review as one HTML page that prints well and loads nothing from anywhere."""
    return template("review.html", one_line=True).render(review=review_of(program))


def review_of(program: CompiledProgram) -> Review:
    """What the review says, before it is laid out; open points come first, once all are known."""
    scribe = Scribe(program)
    parts = (source_attributes, red_flags, steps, therapies, conflicts)
    more = (guidelines, evidence, definitions, parameters, notes)
    written = tuple(part(scribe) for part in (*parts, *more))
    chapters = tuple(_anchored(chapter) for chapter in written if chapter.entries)
    return Review(
        title=clean(program.title),
        version=clean(program.version),
        status=STATUS_WORDS.get(program.status, clean(program.status)),
        digest=program.digest,
        limits=clean(program.limits),
        adopts=tuple(map(clean, program.adopts)),
        counts=tuple((chapter.title, len(chapter.entries)) for chapter in chapters),
        chapters=(_open_points(chapters), *chapters),
        sources=scribe.listed(),
    )


# -- private -------------------------------------------------------------------------------


def _open_points(chapters: tuple[Chapter, ...]) -> Chapter:
    """Whatever a clinician has yet to settle, with its place in the document."""
    groups = []
    for chapter in chapters:
        found = tuple(
            ReviewEntry(entry.title, entry.id, entry.anchor, entry.open, place=entry.place)
            for entry in chapter.entries
            if entry.open
        )
        if found:
            groups.append(EntryGroup(chapter.title, entries=found))
    total = sum(len(group.entries) for group in groups)
    about = f"{total} to be settled before this can be used." if total else "None."
    return Chapter("open", "Open points", about, tuple(groups), index=True)


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
