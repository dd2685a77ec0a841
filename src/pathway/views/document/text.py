"""A document as plain text, for a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pathway.views.columns import bold, cells, coloured, flowing, hanging, padded, wrapped
from pathway.views.document.model import (
    Block,
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
from pathway.views.document.trees import tree
from pathway.views.page import Detail, Row, Tone, clean, joined

#: Where the text after a label stands.
_INDENT = 10
#: Narrowest space between whom a document is about and the outcome.
_GAP = 3
#: How much of a digest a reader needs to tell two advices apart.
_DIGEST = 16


def text(document: Document, *, width: int = 80, colour: bool = False) -> str:
    """The document as text of which no line is wider than `width`."""
    width = max(40, width)
    lines = _header(document, width, colour)
    shown = [section for section in document.sections if not section.appendix]
    for section in shown:
        apart = [""] if section.title else []
        lines += [*apart, *_section(section, document, width, colour)]
    footer = [*_sources(document, shown, width), *_footer(document, width)]
    lines += ["", *footer] if footer else []
    return "\n".join(line.rstrip() for line in lines) + "\n"


# -- private -------------------------------------------------------------------------------


def _text(text: str) -> str:
    """One line with nothing invisible in it, nor a space at its end, which colour would keep."""
    return clean(text).strip()


def _header(document: Document, width: int, colour: bool) -> list[str]:
    notice = wrapped(_text(document.notice), width) if document.notice else []
    lines = [coloured(line, Tone.ASK, colour) for line in notice]
    title = _text(document.title)
    loud = document.large or bool(document.status)
    named = (title.upper() if loud else title, _text(document.version), _text(document.status))
    lines += _bold("  ".join(filter(None, named)), width, colour)
    lines += _about(document, width, colour)
    for paragraph in document.head:
        apart = not (paragraph.label or document.status or document.about)
        lines += [*([""] if apart else []), *_paragraph(paragraph, width, colour)]
    return lines


def _about(document: Document, width: int, colour: bool) -> list[str]:
    about = _text(document.about)
    if not document.outcome:
        return wrapped(about, width) if about else []
    outcome = f"outcome: {_text(document.outcome)}"
    gap = width - cells(about) - cells(outcome)
    if gap >= _GAP:
        return [about + " " * gap + coloured(outcome, document.tone, colour)]
    lines = wrapped(outcome, width)
    return [*wrapped(about, width), *(coloured(line, document.tone, colour) for line in lines)]


def _bold(text: str, width: int, colour: bool) -> list[str]:
    return [bold(line, colour) for line in wrapped(text, width)]


def _section(section: Section, document: Document, width: int, colour: bool) -> list[str]:
    # A page for a patient's hand has no margin, and its headings are seen without bold letters.
    margin = "" if document.large or not section.title else "  "
    title = _text(section.title)
    title = title.upper() if document.large else title
    if section.summary:
        first, *rest = hanging(f"{title}  ", _text(section.summary), cells(title) + 2, width)
        summary = coloured(first[len(title) :], section.tone, colour)
        lines = [bold(title, colour) + summary, *rest]
    else:
        lines = _bold(title, width, colour) if title else []
    return [
        *lines,
        *(line for one in section.blocks for line in _block(one, width, colour, margin)),
    ]


def _block(block: Block, width: int, colour: bool, margin: str) -> Iterable[str]:
    match block:
        case Paragraph():
            return _paragraph(block, width, colour, margin)
        case DocumentTable():
            return _table(block, width)
        case Rows():
            return _rows(block, width, colour)
        case Entries():
            return _entries(block, width, colour, margin)
        case Tree():
            drawn = tree(block, width - len(margin), colour=colour)
            return [margin + line for line in drawn]
        case Verbatim():
            return ["", *(f"    {clean(line)}" for line in block.text.splitlines()), ""]
        case Picture():
            return (
                flowing(margin, _text(block.instead), len(margin), width) if block.instead else ()
            )


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


def _sources(document: Document, shown: Iterable[Section], width: int) -> Iterator[str]:
    """The sources that are cited in what is shown."""
    cited = {number for section in shown for number in section.cites}.union(document.cites)
    for number, citation in document.sources:
        if number in cited:
            yield from hanging(f"[{number}] ", _text(citation), len(f"[{number}] "), width)


def _footer(document: Document, width: int) -> Iterator[str]:
    for one in document.footer[:-1]:
        yield from _foot(one, width)
    for one in document.footer[-1:]:
        closing = _text(one.text)
        digest = f"this advice: sha256 {document.digest[:_DIGEST]}…" if document.digest else ""
        line = " · ".join(filter(None, (closing, digest)))
        yield from (
            [line] if cells(line) <= width else [*_foot(one, width), *filter(None, (digest,))]
        )


def _foot(one: Paragraph, width: int) -> list[str]:
    label = f"{_text(one.label)}: " if one.label else ""
    return flowing(label, _text(one.text), 2 if label else 0, width)


#: Widest first column; a longer lead stands on a line of its own.
_LEAD = 26
#: Narrowest useful column of running text; where less is left, the text goes below.
_ROOM = 30
#: Up to this column, what belongs to a row is aligned with its text, and else moved left.
_SHALLOW = 24
_BELOW = 6


def _rows(block: Rows, width: int, colour: bool) -> Iterator[str]:
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


# -- rows ----------------------------------------------------------------------------------


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


def _cell(cell: Cell) -> str:
    """What stands in a cell, as one line."""
    return clean(joined(cell) if isinstance(cell, tuple) else str(cell)).strip()


def _table(one: DocumentTable, width: int) -> Iterator[str]:
    """Numbers under their heads, or each row in words."""
    figures = [at in one.figures for at in range(1, len(one.head))]
    if all(f or _is_number(c) for row in one.rows for f, c in zip(figures, row[1:], strict=False)):
        yield from _numbers(one, width)
    else:
        yield from _in_words(one, width)


# -- tables --------------------------------------------------------------------------------


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int) or cell == "–" or (isinstance(cell, str) and cell.endswith(" %"))


def _numbers(one: DocumentTable, width: int) -> Iterator[str]:
    """Rows whose first column is text and whose others are numbers below their heads."""
    rows = [tuple(map(_cell, row)) for row in (one.head, *one.rows)]
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
            f" [{_cell(head).lower()}: {_cell(cell)}]"
            for head, cell in zip(one.head[2:], others, strict=False)
            if cell not in ("", ())
        )
        told = f": {_cell(second)}" if second else ""
        yield from flowing("    - ", f"{_cell(first)}{told}{''.join(more)}", 6, width)
