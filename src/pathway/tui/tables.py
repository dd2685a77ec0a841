"""Tables of text: columns as wide as what stands in them, narrowed where room is short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pathway.views.columns import cells, padded, wrapped

#: Cells between two columns.
GAP: Final = 2


def column_widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """A width for each column: its longest cell, the widest columns narrowed until all fit.

    No column becomes narrower than its longest word while another one can give way.
    """
    columns = list(zip(*rows, strict=True))
    widths = [max(map(cells, column)) for column in columns]
    least = [max((cells(w) for c in column for w in c.split(" ")), default=1) for column in columns]
    room = max(width - GAP * (len(widths) - 1), len(widths))
    while sum(widths) > room:
        spare = [w - m for w, m in zip(widths, least, strict=True)]
        if max(spare) <= 0:
            least = [1] * len(widths)
            spare = [w - 1 for w in widths]
        widest = max(range(len(widths)), key=lambda n: (spare[n] > 0, widths[n]))
        widths[widest] -= 1
    return widths


def row_lines(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """One row as lines; each cell is wrapped within its column."""
    columns = [wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
    for number in range(max(map(len, columns))):
        parts = (
            padded(column[number] if number < len(column) else "", width)
            for column, width in zip(columns, widths, strict=True)
        )
        yield (" " * GAP).join(parts).rstrip()
