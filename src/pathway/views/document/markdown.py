"""A document as Markdown, for files, notes and pull requests."""

from __future__ import annotations

from collections.abc import Iterator

from pathway.views.document.model import (
    Block,
    Document,
    DocumentTable,
    Entries,
    ListEntry,
    Paragraph,
)
from pathway.views.markdown import escaped
from pathway.views.page import clean


def markdown(document: Document) -> str:
    """The document as Markdown, ending in a line break."""
    blocks = [f"**{_text(document.notice)}**"] if document.notice else []
    blocks.append(f"# {_text(document.title)}")
    blocks += (_paragraph(one) for one in document.head if not one.label)
    labelled = [one for one in document.head if one.label]
    if labelled:
        blocks.append("\n".join(f"- {_text(one.label)}: {_text(one.text)}" for one in labelled))
    for section in document.sections:
        blocks.append(f"## {_text(section.title)}")
        blocks += (part for block in section.blocks for part in _block(block))
    blocks += ["---", _text(document.footer)] if document.footer else []
    return "\n\n".join(blocks) + "\n"


# -- private -------------------------------------------------------------------------------


def _text(text: str | int) -> str:
    return escaped(clean(str(text)))


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _paragraph(block)
    elif isinstance(block, DocumentTable):
        yield _table(block)
    else:
        yield from _entries(block)


def _paragraph(one: Paragraph) -> str:
    label = f"{_text(one.label)}: " if one.label else ""
    said = f"{label}{_text(one.text)}"
    return f"**{said}**" if one.strong else said


def _entries(block: Entries) -> Iterator[str]:
    if block.title:
        yield f"### {_text(block.title)}"
    lead = "- [ ] " if block.open else "- "
    yield "\n".join(f"{lead}{_entry(entry)}" for entry in block.entries) or "None."


def _entry(entry: ListEntry) -> str:
    id_ = f" ({_text(entry.id)})" if entry.id else ""
    said = f": {_text(entry.text)}" if entry.text else ""
    place = f" · {_text(entry.place)}" if entry.place else ""
    mark = f" · **{_text(entry.mark)}**" if entry.mark else ""
    title = f"**{_text(entry.title)}**" if entry.lines else _text(entry.title)
    lines = "".join(f"\n  - {_text(line)}" for line in entry.lines)
    return f"{title}{id_}{said}{place}{mark}{lines}"


def _table(table: DocumentTable) -> str:
    columns = range(len(table.head))
    numbers = [all(isinstance(row[n], int) for row in table.rows) for n in columns]
    lines = [
        "".join(f"| {_text(head)} " for head in table.head) + "|",
        "".join("|---:" if right else "|---" for right in numbers) + "|",
        *("".join(f"| {_text(cell)} " for cell in row) + "|" for row in table.rows),
    ]
    return "\n".join(lines)
