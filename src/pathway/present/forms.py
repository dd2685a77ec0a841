"""How a page for somebody's hand or file can be written; light, as every command reads it."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """One form of a handout or a summary."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
