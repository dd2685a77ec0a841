"""Changes to a YAML or JSON text that leave alone whatever they are not about.

Changes are collected against the text as it stands and put in all at once. Comments inside what
is replaced or removed are kept on lines of their own. Whoever edits reads the result again: what
a change means is for the reader to say, not for the editor.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pathway.files.json_text import is_json
from pathway.files.layout import Written, as_json, comments, inline
from pathway.files.tree import Items, Node, Table
from pathway.source import Placed


class CannotEdit(Exception):  # noqa: N818 - a signal, not an error
    """The text is laid out in a way that no change is tried on."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A member of a mapping or an item of a list: from its key or dash to its end."""

    start: int
    value: int
    end: int


class Editor:
    """Collects the changes to one text; `tree` is that text, read."""

    def __init__(self, text: str, tree: Node) -> None:
        self.text = text
        self.tree = tree
        self.is_json = is_json(text)
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._comments = [] if self.is_json else comments(text)
        self._edits: list[tuple[int, int, str]] = []

    def result(self) -> str:
        """The text with all changes; raises CannotEdit where they run into each other."""
        pieces, done = [], 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2]):
            if start < done:
                raise CannotEdit
            pieces += [self.text[done:start], new]
            done = end
        return "".join([*pieces, self.text[done:]])

    # -- mappings --------------------------------------------------------------------------

    def set(self, table: Table, key: str, value: Written) -> None:
        """Give a key of a mapping another value."""
        part = self._part(table, key)
        below = not isinstance(value, str) or "\n" in self.text[part.start : part.value]
        if self._is_flow(table) or not below:
            self._replace(part, part.value, self._inline(value))
        else:
            margin = self._column(part.start)
            self._replace(part, self._after_colon(part), self._value(table, value, margin))

    def add(self, table: Table, key: str, value: Written, after: str | None = None) -> None:
        """Add a key, below `after` or else as the last one."""
        keys = list(table.places)
        index = keys.index(after) if after is not None else len(keys) - 1
        said = f"{self._inline(key)}:"
        if table is self.tree and not isinstance(value, str) and self._is_spaced(table):
            said = f"{self._newline}{said}"
        self._insert(table, index, lambda margin: said + self._value(table, value, margin))

    def remove(self, table: Table, keys: Collection[str]) -> None:
        """Take keys away; not all of them."""
        self._remove(table, [i for i, key in enumerate(table.places) if key in keys])

    def make_list(
        self, table: Table, key: str, before: Sequence[str], after: Sequence[str]
    ) -> None:
        """Put other values before and after the one that stands there, which stays as it is."""
        part = self._part(table, key)
        if self._is_flow(table):
            lead = "".join(f"{self._inline(text)}, " for text in before)
            self._edit(part.value, part.value, f"[{lead}")
            rest = "".join(f", {self._inline(text)}" for text in after)
            self._edit(part.end, part.end, f"{rest}]")
            return
        margin = self._newline + " " * (self._column(part.start) + 2) + "- "
        lead = "".join([*(margin + text for text in before), margin])
        self._edit(self._after_colon(part), part.value, lead)
        at = self._line_end(part.end) - len(self._newline)
        self._edit(at, at, "".join(margin + text for text in after))

    def is_one_line(self, table: Table, key: str) -> bool:
        """Whether a value stands on the line of its key."""
        part = self._part(table, key)
        return "\n" not in self.text[part.start : part.end]

    # -- lists -----------------------------------------------------------------------------

    def put(self, items: Items, index: int, value: Written) -> None:
        """Replace an item of a list."""
        part = self._parts(items)[index]
        self._replace(part, part.value, self._inline(value))

    def insert(self, items: Items, index: int, value: Written) -> None:
        """Add an item behind the one at `index`; -1 makes it the first."""
        dash = "" if self._is_flow(items) else "- "
        self._insert(items, index, lambda _: dash + self._inline(value))

    def take(self, items: Items, indexes: Sequence[int]) -> None:
        """Take items away; not all of them."""
        self._remove(items, indexes)

    # -- how a change is made ----------------------------------------------------------------

    def _replace(self, part: _Part, start: int, new: str) -> None:
        """Another value for a part; comments inside the old one move above it."""
        inside = [c for c in self._comments if part.value <= c[0] < part.end]
        if inside:
            line = self._line_start(part.start)
            self._edit(line, line, self._lines(inside, self._column(part.start)))
        self._edit(start, part.end, new)

    def _insert(self, holder: Table | Items, index: int, written: Callable[[int], str]) -> None:
        parts = self._parts(holder)
        if self._is_flow(holder):
            self._insert_in_flow(holder, parts, index, written(0))
            return
        first = parts[0]
        margin = self._column(first.start)
        text = written(margin)
        if index < 0:
            if not self._alone(first):
                raise CannotEdit
            at = self._line_start(first.start)
        else:
            at = self._line_end(parts[index].end)
            if holder is self.tree:
                at = self._behind_comments(at)
        self._edit(at, at, f"{' ' * margin}{text}{self._newline}")

    def _insert_in_flow(
        self, holder: Table | Items, parts: Sequence[_Part], index: int, text: str
    ) -> None:
        start, end = self._here(holder)
        if not parts:
            if self.text[start + 1 : end - 1].strip():
                raise CannotEdit
            self._edit(start + 1, end - 1, text)
            return
        gap = self.text[start + 1 : parts[0].start]
        between = gap[gap.rindex("\n") :] if "\n" in gap else " "
        if between != " ":
            between = self._newline + " " * self._column(parts[0].start)
        if index < 0:
            self._edit(parts[0].start, parts[0].start, f"{text},{between}")
        else:
            self._edit(parts[index].end, parts[index].end, f",{between}{text}")

    def _remove(self, holder: Table | Items, indexes: Sequence[int]) -> None:
        parts = self._parts(holder)
        if len(indexes) == len(parts) or not indexes:
            raise CannotEdit
        for first, last in _runs(indexes):
            start, end = self._extent(holder, parts, first, last)
            kept = [c for c in self._comments if start <= c[0] < end]
            if kept and not self._is_line(start):
                raise CannotEdit
            self._edit(start, end, self._lines(kept, self._column(parts[first].start)))

    def _extent(
        self, holder: Table | Items, parts: Sequence[_Part], first: int, last: int
    ) -> tuple[int, int]:
        """What goes with a run of parts: whole lines, or up to a neighbour."""
        if not self._is_flow(holder) and self._alone(parts[first]):
            return self._line_start(parts[first].start), self._line_end(parts[last].end)
        if self._is_flow(holder) and first > 0:
            return parts[first - 1].end, parts[last].end
        if last + 1 == len(parts):
            raise CannotEdit
        return parts[first].start, parts[last + 1].start

    def _edit(self, start: int, end: int, new: str) -> None:
        self._edits.append((start, end, new))

    # -- how it is written -------------------------------------------------------------------

    def _value(self, holder: Table | Items, value: Written, margin: int) -> str:
        """A value behind its colon: on the same line, or as a block below it."""
        if isinstance(value, str) or self._is_flow(holder):
            return f" {self._inline(value)}"
        below = self._newline + " " * (margin + 2)
        if isinstance(value, Mapping):
            members = (
                f"{below}{key}:{self._value(holder, v, margin + 2)}" for key, v in value.items()
            )
            return "".join(members)
        return "".join(f"{below}- {self._inline(item)}" for item in value)

    def _inline(self, value: Written) -> str:
        text = inline(value)
        return as_json(text) if self.is_json else text

    def _lines(self, spans: Sequence[tuple[int, int]], column: int) -> str:
        lines = (f"{' ' * column}{self.text[a:b]}{self._newline}" for a, b in spans)
        return "".join(lines)

    # -- where things stand ------------------------------------------------------------------

    def _part(self, table: Table, key: str) -> _Part:
        return self._parts(table)[list(table.places).index(key)]

    def _parts(self, holder: Table | Items) -> list[_Part]:
        if isinstance(holder, Items):
            flow = self._is_flow(holder)
            return [
                _Part(start if flow else self._dash(start), start, self._end(node, start, end))
                for node, (start, end) in zip(holder, holder.places, strict=True)
            ]
        return [
            _Part(self._key(key), start, self._end(holder[name], start, end))
            for name, (key, start, end) in holder.places.items()
        ]

    def _key(self, key: Placed) -> int:
        """Where a key starts, with its quote if it has one."""
        if key.span is None:
            raise CannotEdit
        start = key.span.start
        quoted = self.text[start - 1 : start] in ('"', "'")
        return start - 1 if quoted and start > 0 else start

    def _dash(self, start: int) -> int:
        dash = self.text.rfind("-", 0, start)
        if dash < 0 or self.text[dash + 1 : start].strip():
            raise CannotEdit
        return dash

    def _end(self, node: Node, start: int, end: int) -> int:
        """Where a value ends; libyaml has a block end where the next thing begins."""
        if isinstance(node, Table | Items) and self._here(node)[0] != start:
            return end  # a repeat (`*name`) of something that stands elsewhere
        if isinstance(node, Table | Items) and not self._is_flow(node):
            return self._parts(node)[-1].end
        if start == end:
            raise CannotEdit
        return start + len(self.text[start:end].rstrip())

    def _here(self, holder: Table | Items) -> tuple[int, int]:
        if holder.span is None:
            raise CannotEdit
        return holder.span.start, holder.span.end

    def _is_flow(self, holder: Table | Items) -> bool:
        """Whether a mapping or list stands in brackets."""
        first = self.text[self._here(holder)[0]]
        if first == "&":
            raise CannotEdit
        return first in "{["

    def _after_colon(self, part: _Part) -> int:
        written = self.text[part.start : part.value].rstrip()
        if not written.endswith(":"):
            raise CannotEdit
        return part.start + len(written)

    def _alone(self, part: _Part) -> bool:
        """Whether nothing stands before a part on its line."""
        return not self.text[self._line_start(part.start) : part.start].strip()

    def _is_spaced(self, table: Table) -> bool:
        """Whether an empty line stands between the parts of a block."""
        ends = (self._line_start(part.start) for part in self._parts(table))
        return not self._is_flow(table) and any(
            self.text[:end].endswith(self._newline * 2) for end in ends
        )

    def _is_line(self, position: int) -> bool:
        return position == self._line_start(position)

    def _column(self, position: int) -> int:
        return position - self._line_start(position)

    def _line_start(self, position: int) -> int:
        return self.text.rfind("\n", 0, position) + 1

    def _line_end(self, position: int) -> int:
        """The start of the next line; only a comment may stand in between."""
        end = self.text.find("\n", position)
        if end < 0 or not _REST.fullmatch(self.text[position:end]):
            raise CannotEdit
        return end + 1

    def _behind_comments(self, at: int) -> int:
        """Past indented comments, which belong to what stands above them."""
        while match := _INDENTED.match(self.text, at):
            at = match.end()
        return at


def _runs(indexes: Sequence[int]) -> list[tuple[int, int]]:
    """The first and last of every unbroken row of numbers."""
    runs: list[tuple[int, int]] = []
    for index in indexes:
        if runs and runs[-1][1] + 1 == index:
            runs[-1] = runs[-1][0], index
        else:
            runs.append((index, index))
    return runs


_REST: Final = re.compile(r"[ \t]*(?:#.*)?\r?")
_INDENTED: Final = re.compile(r"[ \t]+#.*\n")
