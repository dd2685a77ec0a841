"""Advice as one HTML page that prints well and loads nothing from anywhere."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pathway.advice.model import Advice
from pathway.present.contents import Extras, page_of
from pathway.present.page import Page

if TYPE_CHECKING:
    from jinja2 import Template


def render(advice: Advice, extras: Extras | None = None) -> str:
    """The advice as a complete page; everything an author or a record says is escaped."""
    return draw(page_of(advice, extras))


def draw(page: Page, *, compact: bool = False) -> str:
    """A page, such as that of an advice or of a sitting, as HTML; `compact` prints smaller."""
    return _template().render(page=page, compact=compact)


@cache
def _template() -> Template:
    # jinja2 costs 30 ms, so only those who ask for HTML pay for it
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("pathway.present"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("advice.html")
