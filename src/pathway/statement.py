"""What the author of a pathway states of every patient; it changes no advice."""

from __future__ import annotations

from dataclasses import field

from pathway.frozen import frozen
from pathway.ground.source import Span
from pathway.language.syntax import Expr


@frozen
class Stated:
    """What an author states of every patient, to be proved: where the occasion is, the conclusion.

    `title` says it in the author's words.
    """

    id: str
    title: str
    occasion: Expr
    conclusion: Expr
    because: str = ""
    sources: tuple[str, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)
