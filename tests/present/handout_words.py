"""The words of a handout that a patient reads, without what is for the next clinician."""

from __future__ import annotations

from collections.abc import Iterator

from pathway.advice.advice import Advice
from pathway.views.document import Document, Entries, Paragraph
from pathway.views.page import clean
from pathway.views.plain_words import without_aside


def read_by_the_patient(page: Document) -> str:
    """Every sentence and every entry on a line of its own; a line ends a sentence.

    Left out: whom it is for, the clinical words for those who see the patient next, and the name
    and version of the pathway.
    """
    return "\n".join(_lines(page))


def easy_names(advice: Advice) -> set[str]:
    """The names of medicines and therapies, each of which counts as one easy word."""
    therapies = advice.program.therapies.values()
    names = {clean(one.plainly or one.title) for one in therapies}
    return names | {without_aside(name) for name in names}


def _lines(page: Document) -> Iterator[str]:
    yield from (one.text for one in page.head)
    for section in page.sections:
        yield section.title
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Entries):
                for entry in block.entries:
                    yield f"{entry.title}: {entry.text}" if entry.text else entry.title
                    yield from (one for one in entry.lines if not one.startswith("For those who"))
