"""A program as a picture: a tree for the terminal, Mermaid and DOT text, and our own SVG.

One file draws one format from the same `Picture`, so that no format can leave out what another
one shows; none of them needs a program outside Python.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from pathway.ground.truth import Truth
from pathway.program import CompiledProgram
from pathway.views.pictures.dot import dot
from pathway.views.pictures.mermaid import mermaid
from pathway.views.pictures.picture import Picture, picture_of
from pathway.views.pictures.svg import svg
from pathway.views.pictures.tree import tree

FORMATS: Final[Mapping[str, Callable[[Picture], str]]] = MappingProxyType(
    {"tree": tree, "mermaid": mermaid, "dot": dot, "svg": svg}
)


def render(
    program: CompiledProgram,
    format: str,  # noqa: A002
    reached: Mapping[str, Truth] | None = None,
) -> str:
    """Draw `program` in one of `FORMATS`, ending in a line break.

    `reached` says of each node whether the patient is known to get there (true, false or
    unknown); without it the pathway is drawn for nobody in particular.
    """
    return FORMATS[format](picture_of(program, reached))
