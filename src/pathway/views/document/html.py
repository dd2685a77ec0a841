"""A document as one HTML page that prints well, needs no script and loads nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from importlib import resources

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
    Weight,
)
from pathway.views.page import Row, Said, Tone, clean


def html(document: Document) -> str:
    """The document as a complete page; everything an author or a record says is escaped."""
    main = [_section(one) for one in document.sections]
    main += [_sources(document.sources)] if document.sources else []
    body = [_header(document), *_contents(document), _lines("main", *main), *_footer(document)]
    kind = " ".join(name for name in ("large", "compact", "wide") if getattr(document, name))
    whole = _lines("html", _head(document), _lines("body", *body, class_=kind), lang="en")
    return f"<!DOCTYPE html>\n{whole}\n"


# -- elements ------------------------------------------------------------------------------


class Markup(str):
    """Text that is HTML already; all other text is escaped."""

    __slots__ = ()


def _tag(name: str, *content: str, **attributes: str) -> Markup:
    """An element; attributes without a value are left out."""
    given = "".join(
        f' {key.rstrip("_")}="{escape(clean(value))}"' for key, value in attributes.items() if value
    )
    return Markup(f"<{name}{given}>{''.join(map(_escaped, content))}</{name}>")


def _lines(name: str, *content: str, **attributes: str) -> Markup:
    """An element whose parts stand on lines of their own."""
    return _tag(name, Markup("\n" + "".join(f"{_escaped(one)}\n" for one in content)), **attributes)


def _escaped(text: str) -> str:
    return text if isinstance(text, Markup) else escape(clean(text), quote=False)


def _joined(*parts: str) -> Markup:
    return Markup("".join(map(_escaped, parts)))


def _linked(text: str, href: str) -> str:
    return _tag("a", text, href=href) if href else text


# -- head and foot -------------------------------------------------------------------------


def _head(document: Document) -> Markup:
    named = f"{document.title} {document.version}".rstrip()
    blocks = [block for section in document.sections for block in section.blocks]
    names = ["style.css"] + ["picture.css"] * any(isinstance(one, Picture) for one in blocks)
    figures = any(isinstance(one, DocumentTable) and one.figures for one in blocks)
    names += ["figures.css"] * figures
    here = resources.files(__package__)
    style = "".join(here.joinpath(name).read_text(encoding="utf-8") for name in names)
    written = document.written
    told = [_meta("author", written.by)] if written.by else []
    if written.at is not None:
        told.append(_meta("dcterms.created", written.at.isoformat(timespec="seconds")))
    return Markup(
        '<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"{_tag('title', f'{named}: {document.about}' if document.about else named)}\n"
        f"{''.join(told)}"
        f"<style>\n{style}</style>\n</head>"
    )


def _meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{escape(clean(content))}">\n'


def _header(document: Document) -> Markup:
    version = _joined(" ", _tag("span", document.version, class_="quiet"))
    parts = [_tag("p", document.notice, class_="notice")] if document.notice else []
    parts.append(_tag("h1", document.title, version if document.version else ""))
    parts += [_tag("p", document.status, class_="strong")] if document.status else []
    outcome = _tag("span", document.outcome, class_=f"strong {document.tone}")
    about = (document.about, " · outcome: ", outcome) if document.outcome else (document.about,)
    parts += [_tag("p", *about, class_="about")] if document.about else []
    return _lines("header", *parts, *map(_paragraph, document.head))


def _contents(document: Document) -> Iterator[Markup]:
    if document.contents:
        parts = [(one.id, one.title) for one in document.sections if one.id]
        parts += [("sources", "Sources")] if document.sources else []
        links = (_tag("li", _tag("a", title, href=f"#{id_}")) for id_, title in parts)
        yield _lines("nav", _lines("ul", *links))


def _sources(sources: Iterable[tuple[int, str]]) -> Markup:
    items = (_tag("li", text, id=f"source-{n}", value=str(n)) for n, text in sources)
    return _lines("section", _tag("h2", "Sources"), _lines("ol", *items), id="sources")


def _footer(document: Document) -> Iterator[Markup]:
    if document.footer:
        *before, last = document.footer
        digest = _joined(" · this advice: ", _tag("code", f"sha256 {document.digest}"))
        closing = _tag("p", last.text, digest if document.digest else "")
        yield _lines("footer", *map(_paragraph, before), closing)


# -- sections ------------------------------------------------------------------------------


def _section(section: Section) -> Markup:
    weight = "" if section.weight is Weight.PLAIN else section.weight
    summary = _joined(" ", _tag("small", section.summary, class_=section.tone))
    title = (_tag("h2", section.title, summary if section.summary else ""),)
    blocks = (part for one in section.blocks for part in _block(one))
    return _lines(
        "section", *(title if section.title else ()), *blocks, id=section.id, class_=weight
    )


def _block(block: Block) -> Iterator[Markup]:
    match block:
        case Paragraph():
            yield _paragraph(block)
        case DocumentTable():
            yield _table(block)
        case Entries():
            yield from _entries(block)
        case Rows():
            yield from _rows(block)
        case Tree():
            yield _branches(block.branches)
        case Verbatim():
            yield _tag("pre", Markup("\n".join(map(_escaped, block.text.splitlines()))))
        case Picture():
            yield _lines("div", Markup(block.svg.rstrip("\n")), class_="picture")


def _branches(branches: Iterable[Branch]) -> Markup:
    return _lines("ul", *map(_branch, branches))


def _branch(one: Branch) -> Markup:
    tone = one.tone if one.tone is not Tone.PLAIN else ""
    parts = [_tag("b", one.label)] if one.label else []
    parts += [_tag("span", one.state, class_=tone)] if one.state else []
    said = Said(one.text.removeprefix(f"{one.label}: "), one.cites)
    parts += [_said(said)] if said.text or said.cites else []
    parts += [_tag("code", one.place, class_="quiet")] if one.place else []
    told = Markup(" ".join(map(_escaped, parts)))
    return _tag("li", told, *((_branches(one.branches),) if one.branches else ()))


def _paragraph(one: Paragraph) -> Markup:
    label = (_tag("b", f"{one.label}:"), " ") if one.label else ()
    tone = one.tone if one.tone is not Tone.PLAIN else ""
    return _tag("p", *label, _linked(one.text, one.href), class_="strong" if one.strong else tone)


def _entries(block: Entries) -> Iterator[Markup]:
    """A list; entries of several lines stand apart, each under its own heading."""
    if block.title:
        yield _tag("h3", block.title)
    if not block.entries:
        yield _tag("p", "None.")
    items: list[Markup] = []
    for one in block.entries:
        if not one.lines:
            items.append(_tag("li", _entry(one), class_="alarm" if block.open else ""))
            continue
        yield from (_lines("ul", *items),) if items else ()
        items = []
        yield _tag("h3", _entry(one))
        yield from (_tag("p", line) for line in one.lines)
    yield from (_lines("ul", *items),) if items else ()


def _entry(one: ListEntry) -> Markup:
    title = _linked(one.title, one.href)
    return _joined(
        _tag("b", title) if one.text else title,
        *((" ", _tag("code", one.id)) if one.id else ()),
        *((": ", one.text) if one.text else ()),
        *((" ", _tag("code", one.place, class_="quiet")) if one.place else ()),
        *((" ", _tag("span", one.mark, class_="alarm")) if one.mark else ()),
    )


# -- rows ----------------------------------------------------------------------------------


def _rows(block: Rows) -> Iterator[Markup]:
    if block.title:
        yield _tag("h3", _linked(block.title, block.href))
    if block.about:
        yield _tag("p", block.about)
    if block.apart:
        yield from map(_statement, block.rows)
    else:
        yield _lines("dl", *(part for row in block.rows for part in _row(row)))


def _row(row: Row) -> tuple[Markup, Markup]:
    details = (_lines("ul", *map(_joined, _details(row))),) if row.details or row.notes else ()
    return (
        _tag("dt", _lead(row), id=row.anchor, class_=row.tone),
        _tag("dd", _told(row), *details),
    )


def _statement(row: Row) -> Markup:
    lacking = any(note.tone is Tone.ALARM for note in row.notes)
    told = _told(row)
    parts = [_tag("h4", _lead(row)), *((_tag("p", told),) if told else ())]
    parts += [_lines("ul", *_details(row))] if row.details else []
    parts += [_tag("p", _said(note), class_=note.tone) for note in row.notes]
    return _lines("article", *parts, id=row.anchor, class_="lacking" if lacking else "")


def _lead(row: Row) -> Markup:
    return _joined(_linked(row.lead, row.href), *((" ", _tag("code", row.id)) if row.id else ()))


def _told(row: Row) -> Markup:
    status = (_tag("span", row.status, class_="strong"),) if row.status else ()
    return _joined(*status, ": " if row.status and row.says else "", _says(row.says))


def _details(row: Row) -> Iterator[Markup]:
    for detail in row.details:
        label = detail.label.rstrip("?")
        told = (label, ": " if label and detail.says else "", _says(detail.says))
        yield _tag("li", *told, class_="" if detail.tone is Tone.PLAIN else detail.tone)


def _says(says: Iterable[Said]) -> Markup:
    return Markup("; ".join(map(_said, says)))


def _said(said: Said) -> Markup:
    tone = said.tone if said.tone is not Tone.PLAIN else ""
    text = _linked(said.text, said.href)
    told = _tag("span", text, class_=tone) if tone else text
    if not said.cites:
        return _joined(told)
    numbers = (_tag("a", str(n), href=f"#source-{n}") for n in said.cites)
    return _joined(told, " ", _tag("span", "[", Markup(", ".join(numbers)), "]", class_="cites"))


# -- tables --------------------------------------------------------------------------------


def _table(table: DocumentTable) -> Markup:
    right = ["number" if at in table.figures else "" for at in range(len(table.head))]
    named = zip(table.head, right, strict=True)
    heads = (_tag("th", _cell(cell), scope="col", class_=kind) for cell, kind in named)
    rows = (_tag("tr", *_cells(row, table)) for row in table.rows)
    parts = (_tag("thead", _tag("tr", *heads)), _lines("tbody", *rows))
    return _tag("div", _lines("table", *parts, class_="code" if table.code else ""), class_="table")


def _cells(row: tuple[Cell, ...], table: DocumentTable) -> Iterator[Markup]:
    left = len(table.head) - len(row)
    for number, cell in enumerate(row):
        last = left and number == len(row) - 1
        figure = isinstance(cell, int) or number in table.figures
        kind = "number" if figure else "alarm" if number in table.alarm else ""
        name, scope = ("th", "row") if number == 0 else ("td", "")
        text = _cell(cell, "" if table.code and number == 1 else "<br>")
        yield _tag(name, text, scope=scope, class_=kind, colspan=str(left + 1) if last else "")


def _cell(cell: Cell, joint: str = "<br>") -> Markup:
    if isinstance(cell, tuple):
        return Markup(joint.join(map(_said, cell)))
    return _joined(str(cell))
