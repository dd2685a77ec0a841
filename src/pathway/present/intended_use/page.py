"""The report on a pathway's intended use as one HTML page that loads nothing from anywhere."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pathway.present.intended_use import BASIS, FOR_REVIEW, NOTICE, Report
from pathway.present.page import clean

if TYPE_CHECKING:
    from jinja2 import Template


def render(report: Report) -> str:
    """The whole report as a page that prints well."""
    return _template().render(report=report, notice=NOTICE, basis=BASIS, for_review=FOR_REVIEW)


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
    return environment.get_template("intended_use.html")
