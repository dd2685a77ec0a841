"""Advice as plain text, for a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Iterable

from pathway.advice.advice import Advice
from pathway.views.columns import bold, cells, coloured, flowing, hanging, padded, wrapped
from pathway.views.contents import Extras, page_of
from pathway.views.page import Detail, Page, PageSection, Row, Tone, joined

#: Widest first column; a longer lead stands on a line of its own.
_LEAD = 26
#: Narrowest useful column of running text; where less is left, the text goes below.
_ROOM = 30
#: Up to this column, what belongs to a row is aligned with its text, and else moved left.
_SHALLOW = 24
_BELOW = 6
#: How much of a digest a reader needs to tell two advices apart.
_DIGEST = 16


def render(
    advice: Advice, extras: Extras | None = None, *, width: int = 80, colour: bool = False
) -> str:
    """The advice as text that fits `width` cells, ending in a line break."""
    return draw(page_of(advice, extras), width=width, colour=colour)


def draw(page: Page, *, width: int = 80, colour: bool = False) -> str:
    """A page, such as that of an advice or of a sitting, as text."""
    width = max(40, width)
    blocks = [_header(page, width, colour)]
    sections = [section for section in page.sections if not section.appendix]
    blocks += [_section(section, width, colour) for section in sections]
    blocks.append(_footer(page, _cited(sections), width))
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _header(page: Page, width: int, colour: bool) -> list[str]:
    named = (page.title.upper(), page.version, page.status)
    title = wrapped("  ".join(filter(None, named)), width)
    patient = f"{page.patient} · as of {page.as_of}"
    outcome = f"outcome: {page.outcome}"
    lines = [coloured(line, Tone.ASK, colour) for line in wrapped(page.example, width) if line]
    lines += [bold(line, colour) for line in title]
    gap = width - cells(patient) - cells(outcome)
    if gap >= _GAP:
        lines.append(patient + " " * gap + coloured(outcome, page.tone, colour))
    else:
        lines += wrapped(patient, width)
        lines += [coloured(line, page.tone, colour) for line in wrapped(outcome, width)]
    return lines + (wrapped(page.standing, width) if page.standing else [])


_GAP = 3


def _section(section: PageSection, width: int, colour: bool) -> list[str]:
    title = f"{section.title}  " if section.summary else section.title
    first, *rest = hanging(title, section.summary, cells(title), width)
    summary = coloured(first[len(section.title) :], section.tone, colour)
    lines = [bold(section.title, colour) + summary, *rest]
    lead = max((cells(row.lead) for row in section.rows if cells(row.lead) <= _LEAD), default=0)
    status = max((cells(row.status) for row in section.rows), default=0)
    for row in section.rows:
        lines += _row(row, lead, status, width, colour)
    return [line.rstrip() for line in lines]


def _row(row: Row, lead: int, status: int, width: int, colour: bool) -> list[str]:
    front, indent = _front(row, lead, status)
    room = width - indent >= _ROOM
    below = indent if room and indent <= _SHALLOW else _BELOW
    if room:
        lines = hanging(front, joined(row.says), indent, width)
    else:
        lines = hanging(front, "", indent, width)
        lines += hanging("", joined(row.says), below, width) if row.says else []
    lines[0] = _toned(lines[0], row, colour)
    for detail in row.details:
        lines += _detail(detail, below, width)
    return lines


def _front(row: Row, lead: int, status: int) -> tuple[str, int]:
    """The columns before the text, and where the text starts."""
    front, indent = f"  {padded(row.lead, lead)}  ", lead + 4
    if not status:
        return front, indent
    return f"{front}{padded(row.status, status)}  ", indent + status + 2


def _toned(line: str, row: Row, colour: bool) -> str:
    """The first line with its status, or else its lead, in colour."""
    marked = row.status or row.lead
    before, found, after = line.partition(row.lead)
    if row.status and found:
        between, found, after = after.partition(row.status)
        before += row.lead + between
    return before + coloured(marked, row.tone, colour) + after if found else line


def _detail(detail: Detail, indent: int, width: int) -> list[str]:
    text = joined(detail.says)
    if not detail.label:
        return flowing(" " * indent, text, indent, width)
    mark = detail.label if detail.label.endswith("?") else f"{detail.label}:"
    lead = f"{' ' * indent}{mark} "
    return flowing(lead, text, indent + 2, width) if text else [lead.rstrip()]


def _cited(sections: Iterable[PageSection]) -> frozenset[int]:
    """The numbers of the sources that these sections cite."""
    rows = [row for section in sections for row in section.rows]
    says = [said for row in rows for said in row.says]
    says += [said for row in rows for detail in row.details for said in detail.says]
    return frozenset(number for said in says for number in said.cites)


def _footer(page: Page, cited: frozenset[int], width: int) -> list[str]:
    lines: list[str] = []
    for number, citation in page.sources:
        if number not in cited:
            continue
        mark = f"[{number}] "
        lines += hanging(mark, citation, len(mark), width)
    if page.limits:
        lines += flowing("Limits: ", page.limits, 2, width)
    closing = [page.closing]
    if page.digest:
        closing.append(f"this advice: sha256 {page.digest[:_DIGEST]}…")
    line = " · ".join(closing)
    return [*lines, *([line] if cells(line) <= width else closing)]
