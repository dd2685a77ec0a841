"""Advice as Markdown, for notes, tickets and pull requests."""

from __future__ import annotations

import re

from pathway.advice.advice import Advice
from pathway.views.contents import Extras, page_of
from pathway.views.page import Detail, Page, PageSection, Row, Said


def render(advice: Advice, extras: Extras | None = None) -> str:
    """The advice as Markdown, ending in a line break; text of the record is never markup."""
    return draw(page_of(advice, extras))


def draw(page: Page) -> str:
    """A page, such as that of an advice or of a sitting, as Markdown."""
    blocks = [_header(page), *map(_section, page.sections), _sources(page), _footer(page)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def escaped(text: str) -> str:
    """The text so that Markdown and the HTML allowed in it show it as it is."""
    return _SPECIAL.sub(r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;"))


_SPECIAL = re.compile(r"([\\`*_{}\[\]#|>~$])")


def _header(page: Page) -> str:
    about = f"Patient: {escaped(page.patient)} · as of {page.as_of}"
    lines = [f"**{escaped(page.example)}**"] if page.example else []
    lines += [
        f"# {escaped(page.title)} {escaped(page.version)}".rstrip(),
        f"**{escaped(page.status)}**",
        f"{about} · outcome: **{escaped(page.outcome)}**",
    ]
    if page.standing:
        lines.append(escaped(page.standing))
    return "\n\n".join(lines)


def _section(section: PageSection) -> str:
    title = f"## {escaped(section.title)}"
    summary = [escaped(section.summary)] if section.summary else []
    rows = "\n".join(line for row in section.rows for line in _row(row))
    return "\n\n".join([title, *summary, *([rows] if rows else [])])


def _row(row: Row) -> list[str]:
    status = f" ({escaped(row.status)})" if row.status else ""
    says = _says(row.says)
    first = f"- **{escaped(row.lead)}**{status}{': ' if says else ''}{says}"
    return [first, *map(_detail, row.details)]


def _detail(detail: Detail) -> str:
    label = detail.label.rstrip("?")
    lead = f"{escaped(label)}: " if label and detail.says else escaped(label)
    return f"  - {lead}{_says(detail.says)}"


def _says(says: tuple[Said, ...]) -> str:
    return "; ".join(_said(said) for said in says)


def _said(said: Said) -> str:
    text = escaped(said.text)
    return f"{text} \\[{', '.join(map(str, said.cites))}\\]" if said.cites else text


def _sources(page: Page) -> str:
    lines = [f"{number}. {escaped(citation)}" for number, citation in page.sources]
    return "\n".join(["## Sources", "", *lines]) if lines else ""


def _footer(page: Page) -> str:
    lines = [f"Limits: {escaped(page.limits)}"] if page.limits else []
    digest = f" · this advice: sha256 {page.digest}" if page.digest else ""
    return "\n\n".join(["---", *lines, f"{escaped(page.closing)}{digest}"])
