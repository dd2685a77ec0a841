"""A document as plain text, for a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Iterator

from pathway.views.columns import bold, cells, coloured, flowing, hanging, wrapped
from pathway.views.document.model import (
    Block,
    Document,
    DocumentTable,
    Entries,
    ListEntry,
    Paragraph,
)
from pathway.views.page import Tone, clean


def text(document: Document, *, width: int = 80, colour: bool = False) -> str:
    """The document as text of which no line is wider than `width`."""
    width = max(40, width)
    title = _text(document.title)
    lines = _bold(_text(document.notice), width, colour) if document.notice else []
    lines += _bold(title.upper() if document.large else title, width, colour)
    for paragraph in document.head:
        lines += [*([] if paragraph.label else [""]), *_paragraph(paragraph, width, colour)]
    # A page for a patient's hand has no margin, and its headings are seen without bold letters.
    margin = "" if document.large else "  "
    for section in document.sections:
        title = _text(section.title)
        lines += ["", *_bold(title, width, colour)]
        lines += ["-" * min(width, cells(title))] if document.large else []
        for block in section.blocks:
            lines += _block(block, width, colour, margin)
    if document.footer:
        lines += ["", *flowing("", _text(document.footer), 0, width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


# -- private -------------------------------------------------------------------------------


def _text(text: str) -> str:
    """One line with nothing invisible in it, nor a space at its end, which colour would keep."""
    return clean(text).strip()


#: Where the text after a label stands.
_INDENT = 10


def _bold(text: str, width: int, colour: bool) -> list[str]:
    return [bold(line, colour) for line in wrapped(text, width)]


def _block(block: Block, width: int, colour: bool, margin: str) -> list[str]:
    if isinstance(block, Paragraph):
        return _paragraph(block, width, colour, margin)
    if isinstance(block, DocumentTable):
        return list(_table(block, width))
    return list(_entries(block, width, colour, margin))


def _paragraph(one: Paragraph, width: int, colour: bool, margin: str = "") -> list[str]:
    if one.label:
        return hanging(margin + _text(one.label), _text(one.text), len(margin) + _INDENT, width)
    lines = flowing(margin, _text(one.text), len(margin), width)
    if one.strong:
        return [bold(line, colour) for line in lines]
    return [coloured(line, one.tone, colour) for line in lines]


def _entries(block: Entries, width: int, colour: bool, margin: str) -> Iterator[str]:
    none = "" if block.entries else ": none"
    if block.title or none:
        yield from flowing(margin, f"{_text(block.title)}{none}", len(margin) + 2, width)
    margin += "  " if block.title else ""
    lead = f"{margin}[ ] " if block.open else f"{margin}- "
    for entry in block.entries:
        lines = flowing(lead, _entry(entry), len(lead), width)
        yield from (coloured(line, Tone.ASK, colour and block.open) for line in lines)
        below = " " * (len(lead) + 2)
        for line in entry.lines:
            yield from flowing(below, _text(line), len(below), width)


def _entry(entry: ListEntry) -> str:
    id_ = f" ({_text(entry.id)})" if entry.id else ""
    said = f": {_text(entry.text)}" if entry.text else ""
    place = f" [{_text(entry.place)}]" if entry.place else ""
    mark = f" <{_text(entry.mark)}>" if entry.mark else ""
    return f"{_text(entry.title)}{id_}{said}{place}{mark}"


def _table(table: DocumentTable, width: int) -> Iterator[str]:
    """A number with what it counts; or the first cell, then the others under their heads."""
    if all(len(row) == 2 and isinstance(row[1], int) for row in table.rows):
        room = max((cells(str(number)) for _, number in table.rows), default=0)
        for what, number in table.rows:
            yield from flowing(f"  {number!s:>{room}}  ", _text(str(what)), room + 4, width)
        return
    for first, second, *others in table.rows:
        more = (
            f" [{_text(head).lower()}: {_text(str(cell))}]"
            for head, cell in zip(table.head[2:], others, strict=True)
            if cell != ""
        )
        said = f"{_text(str(first))}: {_text(str(second))}{''.join(more)}"
        yield from flowing("    - ", said, 6, width)
