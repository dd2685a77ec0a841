"""Where a piece of text stands: the file it came from and the characters it covers.

Everything an author writes keeps its span to the end, so that a problem, a reason
or a rule shown to a clinician can always point at the line that says so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import field
from functools import cached_property

from pathway.frozen import frozen


@frozen(slots=False, eq=False)
class Source:
    """One text with the name it is shown under (a path relative to what the user named)."""

    name: str
    text: str = field(repr=False)

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        return (0, *(found.end() for found in re.finditer("\n", self.text)))

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column (both from 1) of a character offset."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def start_of(self, number: int) -> int:
        """The offset of the first character of a line (from 1)."""
        return self._line_starts[number - 1]

    def line(self, number: int) -> str:
        """The text of a line (from 1) without its line break."""
        starts = self._line_starts
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r")


@frozen
class Span:
    """The characters `start` to `end` (exclusive) of a source."""

    source: Source
    start: int
    end: int

    @property
    def line(self) -> int:
        """The line (from 1) where the span starts."""
        return self.source.position(self.start)[0]

    @property
    def last_line(self) -> int:
        """The line (from 1) where the span ends."""
        return self.source.position(max(self.start, self.end - 1))[0]

    @property
    def column(self) -> int:
        """The column (from 1) where the span starts."""
        return self.source.position(self.start)[1]

    def __str__(self) -> str:
        line, column = self.source.position(self.start)
        return f"{self.source.name}:{line}:{column}"


class Placed(str):
    """A string that knows where it was written.

    `offsets` maps each character of the string to its offset in the source, so that a
    condition quoted or folded over lines in YAML still gets its caret in the right place;
    it is None where the string stands in the source exactly as it is.
    """

    __slots__ = ("offsets", "span")

    span: Span | None
    offsets: tuple[int, ...] | None

    def __new__(
        cls, text: str, span: Span | None = None, offsets: tuple[int, ...] | None = None
    ) -> Placed:
        """A string as `str` makes it, with its place."""
        placed = super().__new__(cls, text)
        placed.span = span
        placed.offsets = offsets
        return placed

    def part(self, start: int, end: int) -> Span | None:
        """The span in the source of the characters `start` to `end` of this string."""
        if self.span is None:
            return None
        if self.offsets is None:
            base = self.span.start
            return Span(self.span.source, base + start, base + max(end, start))
        last = len(self.offsets) - 1
        if last < 0:
            return self.span
        first = self.offsets[min(start, last)]
        final = self.offsets[min(max(end - 1, start), last)] + 1
        return Span(self.span.source, first + (start > last), max(final, first))
