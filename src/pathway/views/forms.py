"""How a page for somebody's hand or file can be written; light, as every command reads it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final


class Form(StrEnum):
    """One form of a handout or a summary."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


def form_of(path: Path) -> Form | None:
    """The form that the ending of a file's name stands for; None for any other ending."""
    return _FORMS.get(path.suffix.lower())


#: What is said where a name has none of the endings.
ENDINGS: Final = "the name has to end in .html, .md or .txt"

_FORMS: Final[Mapping[str, Form]] = {
    ".html": Form.HTML,
    ".htm": Form.HTML,
    ".md": Form.MARKDOWN,
    ".markdown": Form.MARKDOWN,
    ".txt": Form.TEXT,
}
