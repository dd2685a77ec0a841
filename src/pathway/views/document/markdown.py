"""A document as Markdown, for files, notes and pull requests; no text in it is ever markup."""

from __future__ import annotations

import re
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
from pathway.views.page import Row, Said, clean


def markdown(document: Document) -> str:
    """The document as Markdown, ending in a line break."""
    blocks = [*_header(document), *(part for one in document.sections for part in _section(one))]
    if document.sources:
        listed = (f"{number}. {_text(citation)}" for number, citation in document.sources)
        blocks.append("\n".join(["## Sources", "", *listed]))
    if document.footer:
        *before, last = map(_foot, document.footer)
        digest = f" · this advice: sha256 {document.digest}" if document.digest else ""
        blocks += ["---", *before, f"{last}{digest}"]
    return "\n\n".join(block for block in blocks if block) + "\n"


def escaped(text: str) -> str:
    """The text so that Markdown and the HTML allowed in it show it as it is."""
    return _SPECIAL.sub(r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;"))


# -- private -------------------------------------------------------------------------------

_SPECIAL = re.compile(r"([\\`*_{}\[\]#|>~$])")


def _text(text: str | int) -> str:
    return escaped(clean(str(text)))


def _header(document: Document) -> Iterator[str]:
    yield f"**{_text(document.notice)}**" if document.notice else ""
    yield f"# {_text(f'{document.title} {document.version}'.rstrip())}"
    yield f"**{_text(document.status)}**" if document.status else ""
    outcome = f" · outcome: **{_text(document.outcome)}**" if document.outcome else ""
    yield f"{_text(document.about)}{outcome}"
    yield from (_paragraph(one) for one in document.head if not one.label)
    labelled = (one for one in document.head if one.label)
    yield "\n".join(f"- {_text(one.label)}: {_text(one.text)}" for one in labelled)


def _section(section: Section) -> Iterator[str]:
    yield f"## {_text(section.title)}" if section.title else ""
    yield _text(section.summary)
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield _paragraph(block)
        case DocumentTable():
            yield _table(block)
        case Entries():
            yield from _entries(block)
        case Rows():
            yield f"### {_text(block.title)}" if block.title else ""
            yield _text(block.about)
            yield "\n".join(line for row in block.rows for line in _row(row))
        case Tree():
            yield "\n".join(_branches(block.branches, ""))
        case Verbatim():
            yield "\n".join(f"    {clean(line)}" for line in block.text.splitlines())
        case Picture():
            yield _text(block.instead)


def _branches(branches: Iterable[Branch], margin: str) -> Iterator[str]:
    for one in branches:
        label = f"**{_text(one.label)}**" if one.label else ""
        yield f"{margin}- {': '.join(filter(None, (label, _text('; '.join(one.parts)))))}"
        yield from _branches(one.branches, f"{margin}  ")


def _paragraph(one: Paragraph) -> str:
    label = f"{_text(one.label)}: " if one.label else ""
    said = f"{label}{_text(one.text)}"
    return f"**{said}**" if one.strong else said


def _foot(one: Paragraph) -> str:
    return f"{_text(one.label)}: {_text(one.text)}" if one.label else _text(one.text)


def _row(row: Row) -> Iterator[str]:
    id_ = f" ({_text(row.id)})" if row.id else ""
    status = f" ({_text(row.status)})" if row.status else ""
    says = _says(row.says)
    yield f"- **{_text(row.lead)}**{id_}{status}{': ' if says else ''}{says}"
    for detail in row.details:
        label = _text(detail.label.rstrip("?"))
        yield f"  - {label}{': ' if label and detail.says else ''}{_says(detail.says)}"
    for note in row.notes:
        yield f"  - {_said(note)}"


def _says(says: Iterable[Said]) -> str:
    return "; ".join(map(_said, says))


def _said(said: Said) -> str:
    text = _text(said.text)
    return f"{text} \\[{', '.join(map(str, said.cites))}\\]" if said.cites else text


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
    numbers = [
        n in table.figures or all(isinstance(row[n], int) for row in table.rows if n < len(row))
        for n in columns
    ]
    lines = [
        "".join(f"| {_cell(head)} " for head in table.head) + "|",
        "".join("|---:" if right else "|---" for right in numbers) + "|",
        *("".join(f"| {_cell(cell)} " for cell in row) + "|" for row in table.rows),
    ]
    return "\n".join(lines)


def _cell(cell: Cell) -> str:
    return _says(cell) if isinstance(cell, tuple) else _text(cell)
