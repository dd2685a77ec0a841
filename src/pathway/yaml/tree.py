"""The tree of a file: mappings and lists that remember where their members stand.

They are ordinary dicts and lists, so that pydantic can validate them, with the places
beside the values; texts are `Placed` and bring their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias

from pathway.ground.problems import Problems, in_backticks
from pathway.ground.source import Placed, Source, Span
from pathway.yaml.scalars import OutOfRange, exact

#: A member of the tree.
Node: TypeAlias = "Table | Items | Placed | Decimal | bool | None"

#: The reserved key under which a mapping carries its own span.
HERE: Final = "@"

#: Nothing in a file needs more levels, and no reader should run out of stack.
MAX_DEPTH: Final = 100


class Table(dict[str, Any]):
    """A mapping; `HERE` holds its span where it comes from a file."""

    __slots__ = ("places", "source")

    def __init__(self, source: Source | None = None) -> None:
        super().__init__()
        self.source = source
        self.places: dict[str, tuple[Placed, int, int]] = {}

    @property
    def span(self) -> Span | None:
        """Where the mapping stands."""
        found: Span | None = self.get(HERE)
        return found

    def key_span(self, key: str) -> Span | None:
        """Where a key stands."""
        place = self.places.get(key)
        return None if place is None else place[0].span

    def value_span(self, key: str) -> Span | None:
        """Where the value of a key stands (the key itself, where the value is empty)."""
        place = self.places.get(key)
        if place is None or self.source is None:
            return None
        written, start, end = place
        return Span(self.source, start, end) if start < end else written.span

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


def tree_from(value: object, problems: Problems) -> Node:
    """The tree of a plain Python value (no places); None, with problems added, where it has none.

    Numbers become the decimals that they print as, dates their usual text.
    """
    before = len(problems.errors)
    node = _Converter(problems).node(value, "")
    return node if len(problems.errors) == before else None


class _Converter:
    """Turns Python values into a tree, and counts what cannot be turned."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems

    def node(self, value: object, path: str, depth: int = 0) -> Node:
        """The tree of one value."""
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return value if isinstance(value, Placed) else Placed(str.__str__(value))
        if isinstance(value, int | float | Decimal):
            return self._number(value, path)
        if isinstance(value, date):
            day = value.date() if isinstance(value, datetime) else value
            return Placed(day.isoformat())
        if depth > MAX_DEPTH:
            self._wrong("P011", f"nested more than {MAX_DEPTH} levels deep", path[:40])
            return None
        if isinstance(value, Mapping):
            table = Table()
            for key, member in value.items():
                inner = f"{path}.{key}" if path else str(key)
                if str(key) in ("", HERE):
                    self._wrong("P013", "a key should be one plain text", inner)
                    continue
                table[Placed(str(key))] = self.node(member, inner, depth + 1)
            return table
        if isinstance(value, list | tuple | set | frozenset):
            items = Items()
            members = sorted(value, key=str) if isinstance(value, set | frozenset) else value
            items += [self.node(m, f"{path}[{i}]", depth + 1) for i, m in enumerate(members)]
            return items
        self._wrong(
            "P103", "should be text, a number, yes or no, a date, a list or a mapping", path
        )
        return None

    def _number(self, value: float | Decimal, path: str) -> Decimal | None:
        try:
            return exact(repr(value) if isinstance(value, float) else value)
        except OutOfRange:
            self._wrong("P012", "the number is too long or too large, or none at all", path)
            return None

    def _wrong(self, code: str, message: str, path: str) -> None:
        self._problems.add(code, f"{in_backticks(path)}: {message}" if path else message)
