"""Where the boxes and the arrows of a picture stand: rows from top to bottom, nothing overlapping.

Boxes stand on every second row and the labels of arrows on the rows between, so a label takes
part in the layout like a box and never lies on one. An arrow that passes a row without stopping
gets a lane there; arrows to the same box share their lanes, as tributaries share a river.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from pathway.frozen import frozen
from pathway.graph import least_stretched

Key: TypeAlias = Hashable


@frozen
class Block:
    """Something that takes room: a box, a label or a lane, on a row."""

    key: Key
    row: int
    width: int
    height: int
    is_lane: bool = False


@frozen
class Link:
    """A piece of an arrow between two blocks on neighbouring rows."""

    upper: Key
    lower: Key


@frozen
class BoxPosition:
    """Where a block stands: the middle of its upper edge, and its size."""

    x: int
    y: int
    width: int
    height: int
    #: Where the row of the block ends; an arrow runs straight down to it.
    floor: int

    @property
    def bottom(self) -> int:
        """The lower edge."""
        return self.y + self.height


@frozen
class Layout:
    """The spots of all blocks and the size of the whole."""

    spots: Mapping[Key, BoxPosition]
    width: int
    height: int


@dataclass
class _Rows:
    """The blocks row by row, with their neighbours above and below."""

    rows: list[list[Block]]
    above: dict[Key, list[Key]] = field(default_factory=dict)
    below: dict[Key, list[Key]] = field(default_factory=dict)


#: Free room between neighbours on a row, and between rows.
_GAP = 26
_LANE_GAP = 18
_SWEEPS = 24


def lay_out(blocks: Sequence[Block], links: Iterable[Link], row_gap: int = 30) -> Layout:
    """Place every block; the same blocks and links always give the same layout."""
    rows = _rows(blocks, links)
    _order(rows)
    across = _across(rows)
    return _down(rows, across, row_gap)


# -- the order on each row -----------------------------------------------------------------


def _rows(blocks: Sequence[Block], links: Iterable[Link]) -> _Rows:
    count = max((block.row for block in blocks), default=-1) + 1
    rows = _Rows([[b for b in blocks if b.row == row] for row in range(count)])
    for link in links:
        rows.below.setdefault(link.upper, []).append(link.lower)
        rows.above.setdefault(link.lower, []).append(link.upper)
    return rows


def _order(rows: _Rows) -> None:
    """Put each row in an order with few crossings: sweep by medians, keep the best seen."""
    best = _crossings(rows)
    kept = [list(row) for row in rows.rows]
    for sweep in range(_SWEEPS):
        downward = sweep % 2 == 0
        order = range(1, len(rows.rows)) if downward else range(len(rows.rows) - 2, -1, -1)
        for number in order:
            neighbours = rows.rows[number - 1 if downward else number + 1]
            _by_median(rows.rows[number], neighbours, rows.above if downward else rows.below)
        _swap_neighbours(rows)
        found = _crossings(rows)
        if found < best:
            best = found
            kept = [list(row) for row in rows.rows]
    rows.rows = kept


def _by_median(
    row: list[Block], neighbours: Sequence[Block], links: Mapping[Key, Sequence[Key]]
) -> None:
    place = {block.key: number for number, block in enumerate(neighbours)}
    own = {block.key: number for number, block in enumerate(row)}

    def wanted(block: Block) -> tuple[float, int]:
        places = sorted(place[key] for key in links.get(block.key, ()))
        if not places:
            return float(own[block.key]), own[block.key]
        middle = len(places) // 2
        both = (places[middle] + places[-middle - 1]) / 2
        return both, own[block.key]

    row.sort(key=wanted)


def _swap_neighbours(rows: _Rows) -> None:
    """Exchange neighbours as long as that removes crossings."""
    for number, row in enumerate(rows.rows):
        places = [
            (links, {block.key: n for n, block in enumerate(rows.rows[other])})
            for links, other in ((rows.above, number - 1), (rows.below, number + 1))
            if 0 <= other < len(rows.rows)
        ]
        improved = True
        while improved:
            improved = False
            for left in range(len(row) - 1):
                a, b = row[left].key, row[left + 1].key
                before = sum(_between(links, place, a, b) for links, place in places)
                after = sum(_between(links, place, b, a) for links, place in places)
                if after < before:
                    row[left], row[left + 1] = row[left + 1], row[left]
                    improved = True


def _between(
    links: Mapping[Key, Sequence[Key]], place: Mapping[Key, int], left: Key, right: Key
) -> int:
    """How many links of two neighbours cross when they stand in this order."""
    return sum(place[a] > place[b] for a in links.get(left, ()) for b in links.get(right, ()))


def _crossings(rows: _Rows) -> int:
    total = 0
    for number, row in enumerate(rows.rows[:-1]):
        place = {block.key: n for n, block in enumerate(rows.rows[number + 1])}
        ends = [
            place[key]
            for block in row
            for key in sorted(rows.below.get(block.key, ()), key=place.__getitem__)
        ]
        total += sum(a > b for n, a in enumerate(ends) for b in ends[n + 1 :])
    return total


# -- coordinates ---------------------------------------------------------------------------


def _across(rows: _Rows) -> dict[Key, int]:
    """The middle of each block, so that arrows are as straight as the room allows."""
    blocks = {block.key: block for row in rows.rows for block in row}
    apart = {
        (left.key, right.key): _apart(left, right)
        for row in rows.rows
        for left, right in pairwise(row)
    }
    pulls = {
        (upper, lower): _pull(blocks[upper], blocks[lower], len(rows.below[upper]))
        for upper, lowers in rows.below.items()
        for lower in lowers
    }
    found = least_stretched(tuple(blocks), apart, pulls)
    leftmost = min((found[key] - block.width // 2 for key, block in blocks.items()), default=0)
    return {key: x - leftmost for key, x in found.items()}


def _apart(left: Block, right: Block) -> int:
    gap = _LANE_GAP if left.is_lane or right.is_lane else _GAP
    return (left.width + 1) // 2 + (right.width + 1) // 2 + gap


def _pull(upper: Block, lower: Block, ways: int) -> int:
    """Lanes want most to be straight, then ways that are the only one."""
    if upper.is_lane and lower.is_lane:
        return 8
    return 4 if ways == 1 else 2


def _down(rows: _Rows, across: Mapping[Key, int], row_gap: int) -> Layout:
    spots: dict[Key, BoxPosition] = {}
    y = 0
    for number, row in enumerate(rows.rows):
        height = max((block.height for block in row), default=0)
        for block in row:
            own = height if block.is_lane else block.height
            spots[block.key] = BoxPosition(across[block.key], y, block.width, own, y + height)
        y += height
        if number + 1 < len(rows.rows):
            y += _gap_below(row, rows, across, row_gap)
    width = max((s.x + (s.width + 1) // 2 for s in spots.values()), default=0)
    return Layout(spots, width, y)


def _gap_below(row: Sequence[Block], rows: _Rows, across: Mapping[Key, int], row_gap: int) -> int:
    """A wide sweep needs more height to stay gentle."""
    widest = max(
        (abs(across[b.key] - across[key]) for b in row for key in rows.below.get(b.key, ())),
        default=0,
    )
    return row_gap + min(50, widest // 10)
