"""A document as one HTML page that prints well, needs no script and loads nothing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pathway.present.document import Document, Entries, Paragraph, Table
from pathway.present.page import clean

if TYPE_CHECKING:
    from jinja2 import Template


def html(document: Document) -> str:
    """The document as a complete page; everything an author or a record says is escaped."""
    return _template().render(document=document)


# -- private -------------------------------------------------------------------------------


def _one_line(value: object) -> object:
    """Whatever the page is given, on one line with nothing invisible in it."""
    return clean(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("pathway.present"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_one_line,
    )
    kinds = {"paragraph": Paragraph, "entries": Entries, "table": Table}
    environment.tests.update(
        {name: lambda one, kind=kind: isinstance(one, kind) for name, kind in kinds.items()}
    )
    environment.tests["count"] = lambda one: isinstance(one, int)
    return environment.get_template("document.html")
