"""Advice as one HTML page that prints well and loads nothing from anywhere."""

from __future__ import annotations

from pathway.advice.advice import Advice
from pathway.views.contents import Extras, page_of
from pathway.views.jinja import template
from pathway.views.page import Page


def render(advice: Advice, extras: Extras | None = None) -> str:
    """The advice as a complete page; everything an author or a record says is escaped."""
    return draw(page_of(advice, extras))


def draw(page: Page, *, compact: bool = False) -> str:
    """A page, such as that of an advice or of a sitting, as HTML; `compact` prints smaller."""
    return template("advice.html").render(page=page, compact=compact)
