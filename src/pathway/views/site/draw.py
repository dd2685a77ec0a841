"""Pages as HTML; everything that authors wrote is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pathway.views import jinja

#: The colours of pictures on a dark ground; each gives way to the one beside it.
DARK: Final[Mapping[str, str]] = MappingProxyType(
    {
        "#fcfcfa": "#1b1d1f",
        "#ffffff": "#24272a",
        "#1f2933": "#e6e9ec",
        "#5b6770": "#a9b3bb",
        "#52606d": "#93a1ae",
        "#9aa5b1": "#66717b",
        "#eaf2fb": "#182b40",
        "#2b6cb0": "#7db4ee",
        "#fff6df": "#332a12",
        "#9c6a00": "#e5b85c",
        "#fceef3": "#3a1c28",
        "#a8325e": "#f09ab8",
        "#eaf6ee": "#16301f",
        "#276d46": "#7fd0a0",
        "#f1effa": "#272243",
        "#5b4bb0": "#b3a8f2",
    }
)


def draw(template: str, page: object) -> str:
    """A page in its template."""
    return jinja.template(template, one_line=True).render(page=page, dark=DARK)
