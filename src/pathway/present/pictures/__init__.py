"""A program as a picture: a tree for the terminal, Mermaid and DOT text, and our own SVG.

One file draws one format from the same `Picture`, so that no format can leave out what another
one shows; none of them needs a program outside Python.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from pathway.present.pictures.dot import dot
from pathway.present.pictures.mermaid import mermaid
from pathway.present.pictures.picture import Picture, picture_of
from pathway.present.pictures.svg import svg
from pathway.present.pictures.tree import tree
from pathway.program import CompiledProgram
from pathway.truth import Truth

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
