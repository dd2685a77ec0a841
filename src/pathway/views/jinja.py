"""The templates of pages; whatever authors and records say is escaped.

Loading jinja2 takes 30 ms, so only those who ask for a page pay for it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pathway.views.page import clean

if TYPE_CHECKING:
    from jinja2 import Environment, Template


def template(name: str, *, one_line: bool = False) -> Template:
    """A template; with `one_line` whatever it is given stands on one line."""
    return environment(one_line=one_line).get_template(name)


@cache
def environment(*, one_line: bool = False) -> Environment:
    """What all templates of the package have in common."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("pathway.views"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_one_line if one_line else None,
    )


# -- private -------------------------------------------------------------------------------


def _one_line(value: object) -> object:
    """Whatever a page is given, on one line with nothing invisible in it."""
    return clean(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
