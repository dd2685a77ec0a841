"""A document as one HTML page that prints well, needs no script and loads nothing."""

from __future__ import annotations

from pathway.views.document.model import Block, Document, Entries, Paragraph
from pathway.views.jinja import template


def html(document: Document) -> str:
    """The document as a complete page; everything an author or a record says is escaped."""
    return template("document.html", one_line=True).render(document=document, kind=_kind)


# -- private -------------------------------------------------------------------------------


def _kind(block: Block) -> str:
    if isinstance(block, Paragraph):
        return "paragraph"
    return "entries" if isinstance(block, Entries) else "table"
