"""A member of a file's tree together with its place, which every message about it needs.

Values that come from Python and not from a file have no place; messages about them name
the path instead (`attributes.platelets`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pathway.frozen import frozen
from pathway.ground.problems import Label, Problems, choices, in_backticks
from pathway.ground.source import Span
from pathway.yaml.tree import Items, Node, Table

#: Finding problems costs time: so many are kept of one file.
MAX_KEPT: Final = 1000


@frozen
class Spot:
    """One member: its value, where it stands and how it is reached."""

    node: Node
    span: Span | None
    path: str

    @property
    def is_mapping(self) -> bool:
        """Whether it holds keys and values."""
        return isinstance(self.node, Table)

    @property
    def is_list(self) -> bool:
        """Whether it holds items."""
        return isinstance(self.node, Items)

    def members(self) -> Iterator[tuple[str, Spot]]:
        """The keys of a mapping with their values."""
        if isinstance(self.node, Table):
            for key, value in self.node.entries():
                path = f"{self.path}.{key}" if self.path else key
                yield key, Spot(value, self.node.value_span(key), path)

    def member(self, key: str) -> Spot | None:
        """The value of a key; None where the key is missing."""
        if not isinstance(self.node, Table) or key not in self.node:
            return None
        path = f"{self.path}.{key}" if self.path else key
        return Spot(self.node[key], self.node.value_span(key), path)

    def key(self, key: str) -> Spot:
        """A key itself, as a place."""
        span = self.node.key_span(key) if isinstance(self.node, Table) else None
        return Spot(None, span or self.span, f"{self.path}.{key}" if self.path else key)

    def items(self) -> Iterator[Spot]:
        """The items of a list; a single value is a list of one."""
        if isinstance(self.node, Items):
            for index, value in enumerate(self.node):
                yield Spot(value, self.node.item_span(index), f"{self.path}[{index}]")
        else:
            yield self


class Reporter:
    """Adds problems about spots, and counts what was wrong."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems

    def wrong(
        self, code: str, message: str, at: Spot, hint: str | None = None, also: Spot | None = None
    ) -> None:
        """Add a problem at a spot; `also` is where the other one of two stands."""
        if len(self.problems) >= MAX_KEPT:
            return
        if at.span is None and at.path:
            message = f"{in_backticks(at.path)}: {message}"
        label = Label(also.span, "the other one") if also is not None and also.span else None
        self.problems.add(code, message, at.span, hint, label)

    def unknown_key(self, key: str, at: Spot, allowed: Iterable[str]) -> None:
        """Report a key that has no meaning here."""
        allowed = tuple(allowed)
        hint = self.near(key, allowed) or choices(allowed)
        self.wrong("P101", f"unknown key {in_backticks(key)}", at, hint)

    def near(self, word: str, known: Iterable[str]) -> str | None:
        """`did you mean …?`, while there are not too many problems already."""
        return self.problems.near(word, known)
