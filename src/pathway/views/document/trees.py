"""A tree as plain text: its branches drawn with lines, their labels in a column where that fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pathway.views.columns import cells, coloured, flowing, hanging, padded, wrapped
from pathway.views.document.model import Branch, Tree
from pathway.views.page import Tone, clean

#: Below this many cells of room the labels of a tree are not aligned.
_ROOM: Final = 30
#: A label that is wider stands in no column.
_LABEL: Final = 32


def tree(one: Tree, width: int, *, colour: bool = False) -> list[str]:
    """The lines of a tree, none wider than `width`."""
    return list(_branches(one.branches, "", width, colour))


# -- private -------------------------------------------------------------------------------


def _branches(branches: Sequence[Branch], margin: str, width: int, colour: bool) -> Iterator[str]:
    labels = [cells(clean(one.label)) for one in branches]
    column = max((label for label in labels if label <= _LABEL), default=0)
    for index, one in enumerate(branches):
        last = index == len(branches) - 1
        below = margin + ("   " if last else "│  ")
        front = margin + ("└─ " if last else "├─ ")
        first, *rest = _branch(one, column, width - cells(front), colour)
        yield front + first
        yield from (below + line for line in rest)
        yield from _branches(one.branches, below, width, colour)


def _branch(one: Branch, column: int, room: int, colour: bool) -> list[str]:
    label, said = clean(one.label), clean("  ".join(one.parts))
    if not label:
        body = wrapped(said, room)
    elif room - column - 2 >= _ROOM and cells(label) <= column:
        body = hanging(padded(label, column) + "  ", said, column + 2, room)
    else:
        body = flowing(f"{label}: " if said else label, said, 2, room)
    first, *rest = body
    return [_marked(first, clean(one.state), one.tone, colour), *rest]


def _marked(line: str, state: str, tone: Tone, colour: bool) -> str:
    """The line with its state in colour."""
    if tone is Tone.PLAIN or not state or state not in line:
        return line
    before, _, after = line.partition(state)
    return before + coloured(state, tone, colour) + after
