"""Tables of a document as text: numbers in columns, words below each other."""

from __future__ import annotations

from collections.abc import Iterator

from pathway.views.columns import cells, flowing, padded, wrapped
from pathway.views.document.model import Cell, DocumentTable
from pathway.views.page import clean, joined


def said(cell: Cell) -> str:
    """What stands in a cell, as one line."""
    return clean(joined(cell) if isinstance(cell, tuple) else str(cell)).strip()


def table(one: DocumentTable, width: int) -> Iterator[str]:
    """Numbers under their heads, or each row in words."""
    if all(_is_number(cell) for row in one.rows for cell in row[1:]):
        yield from _numbers(one, width)
    else:
        yield from _in_words(one, width)


# -- private -------------------------------------------------------------------------------


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int) or cell == "–" or (isinstance(cell, str) and cell.endswith(" %"))


def _numbers(one: DocumentTable, width: int) -> Iterator[str]:
    """Rows whose first column is text and whose others are numbers below their heads."""
    rows = [tuple(map(said, row)) for row in (one.head, *one.rows)]
    others = [max(map(cells, column)) for column in list(zip(*rows, strict=True))[1:]]
    room = max(10, width - 2 - sum(others) - 2 * len(others))
    lead = min(room, max(cells(row[0]) for row in rows))
    for row in rows:
        first, *more = wrapped(row[0], lead)
        numbers = (" " * (w - cells(t)) + t for t, w in zip(row[1:], others, strict=True))
        yield "  " + padded(first, lead) + "  " + "  ".join(numbers)
        yield from (f"  {line}" for line in more)


def _in_words(one: DocumentTable, width: int) -> Iterator[str]:
    for first, *rest in one.rows:
        second, *others = rest or [""]
        more = (
            f" [{said(head).lower()}: {said(cell)}]"
            for head, cell in zip(one.head[2:], others, strict=False)
            if cell not in ("", ())
        )
        told = f": {said(second)}" if second else ""
        yield from flowing("    - ", f"{said(first)}{told}{''.join(more)}", 6, width)
