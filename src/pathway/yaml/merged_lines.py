"""The old text with new lines: what was only laid out otherwise stays as somebody wrote it.

A program that writes YAML anew moves comments, empty lines, spaces and long texts. Here every line
that says the same as before is taken from the old text, and one that has changed keeps its
indentation and the comment behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final

from pathway.frozen import frozen
from pathway.yaml.layout import comments


def merged(text: str, before: str, after: str) -> str:
    """The text with what `after` says otherwise than `before`.

    Both are written by one program, `before` from the tree of the text.
    """
    return _Merge(text, before, after).result()


@frozen
class _Line:
    """A line of the old text: what YAML reads, and the spaces, comment and line end behind it."""

    code: str
    rest: str

    @property
    def comment(self) -> list[str]:
        """The comment as a line of its own."""
        said = self.rest.lstrip()
        return [_margin(self.code) * " " + said] if said else []


class _Merge:
    """Walks through the old text, and writes down what becomes of each line."""

    def __init__(self, text: str, before: str, after: str) -> None:
        self._lines = _lines(text)
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._is_spaced = _SPACED.search(text) is not None
        self._old, self._new = _filled(before), _filled(after)
        #: The new line that takes the place of an old one.
        self._heirs = dict(_pairs(self._old, self._new, _ALIKE))
        self._kept = sorted(self._heirs)
        self._margins: list[int] = []
        self._out: list[str] = []
        self._done = 0

    def result(self) -> str:
        """The new text."""
        filled = [number for number, line in enumerate(self._lines) if line.code]
        codes = [_bare(self._lines[number].code) for number in filled]
        end = 0
        for i1, i2, j1, j2 in _blocks(codes, list(map(_bare, self._old))):
            start, stop = (filled[i1], filled[i2 - 1] + 1) if i1 < i2 else (end, end)
            self._add(j1, [line.rest for line in self._lines[end:start]])
            self._block(self._lines[start:stop], j1, j2)
            end = stop
        self._add(len(self._old), [line.rest for line in self._lines[end:]])
        return "".join(self._out)

    def _block(self, lines: Sequence[_Line], start: int, end: int) -> None:
        """Lines of the text that say what the old lines from `start` to `end` say."""
        self._margins += [_margin(lines[0].code) if lines else 0] * (end - start)
        heirs = [self._heirs[i] for i in range(start, end) if i in self._heirs]
        stop = max(heirs, default=self._done - 1) + 1
        if self._new[self._done : stop] == self._old[start:end]:
            self._out += [line.code + line.rest for line in lines]
        elif len(lines) == end - start == len(heirs) == 1:
            self._out.append(self._changed(lines[0].code, start) + lines[0].rest)
        else:
            while stop < self._next(end) and _margin(self._new[stop]) > _margin(self._old[start]):
                stop += 1
            keys = set(map(_key, self._new[self._done : stop]))
            behind = {_key(line.code): line.rest for line in lines if _key(line.code) in keys}
            for line in lines:
                self._out += line.comment if behind.get(_key(line.code)) != line.rest else []
            self._write(start + 1, stop, behind)
        self._done = stop

    def _changed(self, code: str, at: int) -> str:
        """What the next new line says, with the key and its spaces as they were."""
        old, new = self._old[at], self._new[self._done]
        heads = [_HEAD.match(line) for line in (code, old, new)]
        if heads[0] and heads[1] and heads[2] and heads[1][0] == heads[2][0]:
            return heads[0][0] + new[heads[2].end() :]
        return self._margin_of(new, at + 1) * " " + new.lstrip()

    def _add(self, at: int, empty: list[str]) -> None:
        """What is new above an old line; comments and empty lines above that come after."""
        stop = self._next(at)
        top = next((i for i in range(self._done, stop) if not _margin(self._new[i])), stop)
        self._write(at, top, {})
        if top < stop:
            while empty and _INDENTED.match(empty[0]):
                self._out.append(empty.pop(0))  # it belongs to what stands above
            self._out += [self._newline] * (self._is_spaced and self._new[top].endswith(":"))
        self._write(at, stop, {})
        self._out += empty

    def _next(self, at: int) -> int:
        """The new line for the next old line that has one."""
        kept = bisect_left(self._kept, at)
        return self._heirs[self._kept[kept]] if kept < len(self._kept) else len(self._new)

    def _write(self, at: int, stop: int, behind: Mapping[str, str]) -> None:
        for line in self._new[self._done : stop]:
            margin = self._margin_of(line, at) * " "
            self._out.append(margin + line.lstrip() + behind.get(_key(line), self._newline))
        self._done = stop

    def _margin_of(self, line: str, at: int) -> int:
        """How far a new line is indented: as the nearest one above that it can stand under."""
        above = [i for i in range(at) if _margin(self._old[i]) <= _margin(line)]
        moved = self._margins[above[-1]] - _margin(self._old[above[-1]]) if above else 0
        return _margin(line) + moved


def _lines(text: str) -> list[_Line]:
    starts = {text.rfind("\n", 0, start) + 1: start for start, _ in comments(text)}
    found = []
    for match in _LINE.finditer(text):
        code = text[match.start() : starts.get(match.start(), match.end())].rstrip()
        found.append(_Line(code, match[0][len(code) :]))
    return found


def _filled(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip())


def _bare(line: str) -> str:
    """A line without what is only layout."""
    return "".join(line.split())


def _blocks(text: Sequence[str], before: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Which lines say the same, as few at a time as can be told."""
    for _, i1, i2, j1, j2 in SequenceMatcher(None, text, before, autojunk=False).get_opcodes():
        if i2 - i1 == j2 - j1:
            yield from ((i1 + n, i1 + n + 1, j1 + n, j1 + n + 1) for n in range(i2 - i1))
        else:
            yield i1, i2, j1, j2


# -- which new line takes the place of an old one ---------------------------------------------


def _said(line: str) -> str:
    return line.lstrip(" -")


def _value(line: str) -> str:
    return line.partition(": ")[2]


def _item(line: str) -> str | None:
    return _said(line) if line.lstrip().startswith("- ") else None


def _first(line: str) -> str:
    return _said(line).partition(",")[0]


def _key(line: str) -> str:
    return line.strip(" -,{[").partition(":")[0]


_Sign = Callable[[str], str | None]
#: By what an old and a new line are known as one, the surest first: the same words, a value that is
#: now the item of a list, the first member in brackets, the key.
_ALIKE: Final = ((_said, _said), (_value, _item), (_first, _first), (_key, _key))


def _pairs(
    old: Sequence[str], new: Sequence[str], signs: Sequence[tuple[_Sign, _Sign]]
) -> Iterator[tuple[int, int]]:
    one, other = list(map(signs[0][0], old)), list(map(signs[0][1], new))
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(range(i1, i2), range(j1, j2), strict=True)
        elif tag == "replace" and signs[1:]:
            yield from ((i1 + i, j1 + j) for i, j in _pairs(old[i1:i2], new[j1:j2], signs[1:]))


_HEAD: Final = re.compile(r"[^:#{\[]*:\s+")
_LINE: Final = re.compile(r".*\n")
_SPACED: Final = re.compile(r"\n[ \t\r]*\n\S")
_INDENTED: Final = re.compile(r"[ \t]+#")
