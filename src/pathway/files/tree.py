"""The tree of a file: mappings and lists that remember where their members stand.

They are ordinary dicts and lists, so that pydantic can validate them, with the places
beside the values; texts are `Placed` and bring their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias

from pathway.source import Placed, Source, Span

#: A member of the tree.
Node: TypeAlias = "Table | Items | Placed | Decimal | bool | None"

#: The reserved key under which a mapping carries its own span.
HERE: Final = "@"


class Table(dict[str, Any]):
    """A mapping; `HERE` holds its span where it comes from a file."""

    __slots__ = ("places", "source")

    def __init__(self, source: Source | None = None) -> None:
        super().__init__()
        self.source = source
        self.places: dict[str, tuple[int, int]] = {}

    @property
    def span(self) -> Span | None:
        """Where the mapping stands."""
        found: Span | None = self.get(HERE)
        return found

    def key_span(self, key: str) -> Span | None:
        """Where a key stands."""
        for written in self:
            if written == key and isinstance(written, Placed):
                return written.span
        return None

    def value_span(self, key: str) -> Span | None:
        """Where the value of a key stands (the key itself, where the value is empty)."""
        place = self.places.get(key)
        if place is None or self.source is None or place[0] == place[1]:
            return self.key_span(key)
        return Span(self.source, *place)

    def entries(self) -> Iterable[tuple[str, Any]]:
        """The author's keys and values."""
        return ((key, value) for key, value in self.items() if key != HERE)


class Items(list[Any]):
    """A list with the places of its items."""

    __slots__ = ("places", "source", "span")

    def __init__(self, source: Source | None = None) -> None:
        super().__init__()
        self.source = source
        self.span: Span | None = None
        self.places: list[tuple[int, int]] = []

    def item_span(self, index: int) -> Span | None:
        """Where an item stands."""
        if self.source is None or index >= len(self.places):
            return self.span
        return Span(self.source, *self.places[index])


def span_of(node: Node, loc: Iterable[int | str]) -> Span | None:
    """Where the member at `loc` stands, or the nearest holder of it that exists.

    A missing key is shown at the key that names its mapping; `[key]`, as pydantic says it,
    means the key itself.
    """
    span = node.span if isinstance(node, Table | Items | Placed) else None
    for step in loc:
        if isinstance(node, Table) and isinstance(step, str) and step in node:
            span = node.value_span(step)
            named, node = node, node[step]
            if isinstance(node, Table | Items):
                span = named.key_span(step) or span
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node):
            span, node = node.item_span(step), node[step]
        elif step == "[key]":
            continue
    return span


def tree_from(value: object) -> Node:
    """The tree of a plain Python value (no places); raises TypeError for what has no form here."""
    if isinstance(value, Table | Items | Placed | bool | Decimal) or value is None:
        return value
    if isinstance(value, str):
        return Placed(value)
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, datetime):
        return Placed(value.date().isoformat())
    if isinstance(value, date):
        return Placed(value.isoformat())
    if isinstance(value, Mapping):
        table = Table()
        for key, member in value.items():
            table[Placed(str(key))] = tree_from(member)
        return table
    if isinstance(value, list | tuple | set | frozenset):
        items = Items()
        items.extend(map(tree_from, sorted(value) if isinstance(value, set | frozenset) else value))
        return items
    raise TypeError(type(value).__name__)
