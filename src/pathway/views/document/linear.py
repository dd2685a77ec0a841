"""A document as lines without columns or drawing, a thought in a line of its own.

So it can be heard, and pasted into a record: nothing in it hangs on the width of a letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pathway.views.document.model import (
    Block,
    Branch,
    Cell,
    Document,
    DocumentTable,
    Entries,
    ListEntry,
    Paragraph,
    Picture,
    Rows,
    Section,
    Tree,
    Verbatim,
)
from pathway.views.page import Row, clean, joined


def read_out(document: Document) -> str:
    """The document as such lines; what belongs to a line is indented below it."""
    return "\n".join(line.rstrip() for line in _lines(document)) + "\n"


def note(document: Document) -> str:
    """The same for a record: sections stand apart, entries have a dash, the digest is whole."""
    parts = [list(_header(document)), *map(list, map(_section, _shown(document)))]
    parts.append([*_sources(document), *map(_paragraph, document.footer)])
    if document.digest:
        parts[-1].append(f"this advice: sha256 {document.digest}")
    whole = "\n\n".join("\n".join(map(_dashed, part)) for part in parts if part)
    return f"{whole}\n"


# -- private -------------------------------------------------------------------------------


def _dashed(line: str) -> str:
    """A line with a dash where it is indented, which a record may not keep."""
    text = line.strip()
    depth = (len(line.rstrip()) - len(text)) // 2
    return f"{'  ' * (depth - 1)}- {text}" if depth else text


def _shown(document: Document) -> list[Section]:
    return [section for section in document.sections if not section.appendix]


def _lines(document: Document) -> Iterator[str]:
    yield from _header(document)
    for section in _shown(document):
        yield from _section(section)
    yield from _sources(document)
    yield from map(_paragraph, document.footer)


def _sources(document: Document) -> Iterator[str]:
    shown = _shown(document)
    cited = {number for section in shown for number in section.cites}.union(document.cites)
    for number, citation in document.sources:
        if number in cited:
            yield f"Source {number}: {clean(citation)}"


def _header(document: Document) -> Iterator[str]:
    named = f"{document.title} {document.version}".rstrip()
    for part in (document.notice, named, document.status, document.about):
        if part:
            yield clean(part)
    if document.outcome:
        yield f"Outcome: {clean(document.outcome)}"
    yield from map(_paragraph, document.head)


def _section(section: Section) -> Iterator[str]:
    heading = ": ".join(clean(part) for part in (section.title, section.summary) if part)
    if heading:
        yield heading
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield _paragraph(block)
        case Entries():
            yield from _entries(block)
        case Rows():
            yield from (clean(part) for part in (block.title, block.about) if part)
            yield from (line for row in block.rows for line in _row(row))
        case DocumentTable():
            yield from (_cells(row, block) for row in block.rows)
        case Tree():
            yield from _branches(block.branches, "  ")
        case Verbatim():
            yield from (f"  {clean(line)}" for line in block.text.splitlines())
        case Picture():
            yield from (clean(line) for line in (block.instead,) if line)


def _branches(branches: Iterable[Branch], margin: str) -> Iterator[str]:
    for one in branches:
        told = "; ".join(map(clean, one.parts))
        label = clean(one.label)
        yield margin + (f"{label}: {told}" if label and told else label or told)
        yield from _branches(one.branches, f"{margin}  ")


def _paragraph(one: Paragraph) -> str:
    return f"{clean(one.label)}: {clean(one.text)}" if one.label else clean(one.text)


def _entries(block: Entries) -> Iterator[str]:
    none = "" if block.entries else ": none"
    if block.title or none:
        yield f"{clean(block.title)}{none}"
    for entry in block.entries:
        yield f"  {'open: ' if block.open else ''}{_entry(entry)}"
        yield from (f"    {clean(line)}" for line in entry.lines)


def _entry(entry: ListEntry) -> str:
    title = clean(f"{entry.title} ({entry.id})" if entry.id else entry.title)
    told = "; ".join(clean(part) for part in (entry.text, entry.place, entry.mark) if part)
    return f"{title}: {told}" if told else title


def _row(row: Row) -> Iterator[str]:
    lead = clean(f"{row.lead} ({row.id})" if row.id else row.lead)
    told = "; ".join(filter(None, (clean(row.status), clean(joined(row.says)))))
    yield f"  {lead}: {told}" if told else f"  {lead}"
    for detail in row.details:
        label, says = clean(detail.label), clean(joined(detail.says))
        yield f"    {': '.join(filter(None, (label, says)))}"
    yield from (f"    {clean(str(note))}" for note in row.notes)


def _cells(row: tuple[Cell, ...], table: DocumentTable) -> str:
    """A row of a table in words: its first cell, then each other one with its head."""
    first, *others = row
    named = zip(table.head[1:], others, strict=False)
    told = "; ".join(f"{_cell(head)} {_cell(cell)}" for head, cell in named if _cell(cell))
    return f"  {_cell(first)}: {told}" if told else f"  {_cell(first)}"


def _cell(cell: Cell) -> str:
    return clean(joined(cell) if isinstance(cell, tuple) else str(cell))
