"""Rows of a document as text: a lead, a status and what is said, in columns that fit."""

from __future__ import annotations

from collections.abc import Iterator

from pathway.views.columns import cells, coloured, flowing, hanging, padded
from pathway.views.document.model import Rows
from pathway.views.page import Detail, Row, clean, joined

#: Widest first column; a longer lead stands on a line of its own.
_LEAD = 26
#: Narrowest useful column of running text; where less is left, the text goes below.
_ROOM = 30
#: Up to this column, what belongs to a row is aligned with its text, and else moved left.
_SHALLOW = 24
_BELOW = 6


def rows(block: Rows, width: int, colour: bool) -> Iterator[str]:
    """The lines of all rows."""
    for text in (block.title, block.about):
        yield from flowing("  ", clean(text), 2, width) if text else ()
    leads = [cells(_lead(row)) for row in block.rows]
    if not any(row.says or row.status for row in block.rows):
        leads = []  # what belongs to each row stands below it
    lead = max((one for one in leads if one <= _LEAD), default=0)
    status = max((cells(clean(row.status)) for row in block.rows), default=0)
    for row in block.rows:
        yield from _row(row, lead, status, width, colour)


# -- private -------------------------------------------------------------------------------


def _lead(row: Row) -> str:
    return clean(f"{row.lead} ({row.id})" if row.id else row.lead)


def _row(row: Row, lead: int, status: int, width: int, colour: bool) -> list[str]:
    front, indent = _front(row, lead, status)
    room = width - indent >= _ROOM
    below = indent if room and indent <= _SHALLOW else _BELOW
    if room:
        lines = hanging(front, clean(joined(row.says)), indent, width)
    else:
        lines = hanging(front, "", indent, width)
        lines += hanging("", clean(joined(row.says)), below, width) if row.says else []
    lines[0] = _toned(lines[0], row, colour)
    for detail in row.details:
        told = _detail(detail, below, width)
        lines += (coloured(line, detail.tone, colour) for line in told)
    for note in row.notes:
        noted = flowing(" " * below, clean(str(note)), below, width)
        lines += (coloured(line, note.tone, colour) for line in noted)
    return lines


def _front(row: Row, lead: int, status: int) -> tuple[str, int]:
    """The columns before the text, and where the text starts."""
    front, indent = f"  {padded(_lead(row), lead)}  ", lead + 4
    if not status:
        return front, indent
    return f"{front}{padded(clean(row.status), status)}  ", indent + status + 2


def _toned(line: str, row: Row, colour: bool) -> str:
    """The first line with its status, or else its lead, in colour."""
    lead, status = _lead(row), clean(row.status)
    marked = status or lead
    before, found, after = line.partition(lead)
    if status and found:
        between, found, after = after.partition(status)
        before += lead + between
    return before + coloured(marked, row.tone, colour) + after if found else line


def _detail(detail: Detail, indent: int, width: int) -> list[str]:
    text, label = clean(joined(detail.says)), clean(detail.label)
    if not label:
        return flowing(" " * indent, text, indent, width)
    mark = label if label.endswith("?") else f"{label}:"
    lead = f"{' ' * indent}{mark} "
    return flowing(lead, text, indent + 2, width) if text else [lead.rstrip()]
