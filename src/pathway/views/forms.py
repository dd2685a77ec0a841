"""How a page for somebody's hand or file can be written; light, as every command reads it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final


class Form(StrEnum):
    """One form of a document that is text: a note has no columns, and is for pasting."""

    TEXT = "text"
    NOTE = "note"
    MARKDOWN = "markdown"
    HTML = "html"


class PageForm(StrEnum):
    """One form of a page that leaves the room: the forms that are text, and PDF."""

    TEXT = "text"
    NOTE = "note"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"


def form_of(path: Path) -> PageForm | None:
    """The form that the ending of a file's name stands for; None for any other ending."""
    ending = path.suffix.lower()
    return next((form for form, endings in _ENDINGS.items() if ending in endings), None)


def fits(path: Path, form: PageForm) -> bool:
    """Whether a form goes with the ending of a file's name."""
    return path.suffix.lower() in _ENDINGS[form]


#: What is said where a name has none of the endings.
ENDINGS: Final = "the name has to end in .pdf, .html, .md or .txt"

_ENDINGS: Final[Mapping[PageForm, tuple[str, ...]]] = {
    PageForm.PDF: (".pdf",),
    PageForm.HTML: (".html", ".htm"),
    PageForm.MARKDOWN: (".md", ".markdown"),
    PageForm.TEXT: (".txt",),
    PageForm.NOTE: (".txt",),
}
