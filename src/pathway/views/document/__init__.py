"""A document: what a report says, in reading order, before any form is chosen.

Terminal text, Markdown and HTML draw the same document (`drawn`), so that none of them can leave
out what another one says: a report for a desk, or a page for a patient's hand (`large`). Whatever
an author or a record wrote is text and never markup; it is cleaned of control characters while it
is drawn.
"""

from __future__ import annotations

from pathway.views.document.model import (
    UNSIGNED,
    Block,
    Branch,
    Document,
    DocumentTable,
    Entries,
    ListEntry,
    Paragraph,
    Picture,
    Rows,
    Section,
    Tree,
    Verbatim,
    Weight,
    Written,
    passage,
    rows_section,
)
from pathway.views.forms import Form

__all__ = [
    "UNSIGNED",
    "Block",
    "Branch",
    "Document",
    "DocumentTable",
    "Entries",
    "ListEntry",
    "Paragraph",
    "Picture",
    "Rows",
    "Section",
    "Tree",
    "Verbatim",
    "Weight",
    "Written",
    "drawn",
    "passage",
    "rows_section",
]


def drawn(document: Document, form: Form, *, width: int = 80, colour: bool = False) -> str:
    """The document in one of the forms, ending in a line break.

    `width` (in terminal cells, at least 40) and `colour` are for text that is seen, and not
    for a note or a `linear` document, whose lines are pasted or heard.
    """
    # A command draws one form, and pays for no other.
    if form is Form.TEXT and document.linear:
        from pathway.views.document.linear import read_out

        return read_out(document)
    if form is Form.NOTE:
        from pathway.views.document.linear import note

        return note(document)
    if form is Form.TEXT:
        from pathway.views.document.text import text

        return text(document, width=width, colour=colour)
    if form is Form.MARKDOWN:
        from pathway.views.document.markdown import markdown

        return markdown(document)
    from pathway.views.document.html import html

    return html(document)
