"""A document says the same in every form, stays in its width, and lets no text become markup."""

import html
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.views.document import (
    Block,
    Document,
    DocumentTable,
    Entries,
    ListEntry,
    Paragraph,
    Rows,
    Section,
    drawn,
)
from pathway.views.forms import Form
from pathway.views.page import Row, Said, Tone, clean

SMALL = Document(
    "Report on a knee",
    (Paragraph("A draft", strong=True), Paragraph("every patient", "patients")),
    (
        Section(
            "1. What is read",
            (
                Paragraph("It reads two attributes.", "answer"),
                DocumentTable(("What", "How many"), (("attributes", 2), ("rules", 12))),
                Entries("attributes", (ListEntry("age", "number in years", "age", "v.yaml:3"),)),
                Entries("rules", ()),
                Entries("Open", (ListEntry("who signs", mark="for review"),), open=True),
            ),
            "read",
        ),
        Section(
            "2. Sources",
            (DocumentTable(("Of", "Answer", "Open"), (("funding", "none", "say it"),)),),
        ),
    ),
)


def test_as_text() -> None:
    assert drawn(SMALL, Form.TEXT) == (
        "Report on a knee\n"
        "\n"
        "A draft\n"
        "patients  every patient\n"
        "\n"
        "1. What is read\n"
        "  answer    It reads two attributes.\n"
        "  What        How many\n"
        "  attributes         2\n"
        "  rules             12\n"
        "  attributes\n"
        "    - age (age): number in years [v.yaml:3]\n"
        "  rules: none\n"
        "  Open\n"
        "    [ ] who signs <for review>\n"
        "\n"
        "2. Sources\n"
        "    - funding: none [open: say it]\n"
    )


def test_as_a_note() -> None:
    """Nothing in it hangs on the width of a letter or on a space in front."""
    assert drawn(replace(SMALL, digest="4f1c" * 16), Form.NOTE) == (
        "Report on a knee\n"
        "A draft\n"
        "patients: every patient\n"
        "\n"
        "1. What is read\n"
        "answer: It reads two attributes.\n"
        "- attributes: How many 2\n"
        "- rules: How many 12\n"
        "attributes\n"
        "- age (age): number in years; v.yaml:3\n"
        "rules: none\n"
        "Open\n"
        "- open: who signs: for review\n"
        "\n"
        "2. Sources\n"
        "- funding: Answer none; Open say it\n"
        "\n"
        f"this advice: sha256 {'4f1c' * 16}\n"
    )


def test_as_lines_to_be_heard() -> None:
    assert drawn(replace(SMALL, linear=True), Form.TEXT) == (
        "Report on a knee\n"
        "A draft\n"
        "patients: every patient\n"
        "1. What is read\n"
        "answer: It reads two attributes.\n"
        "  attributes: How many 2\n"
        "  rules: How many 12\n"
        "attributes\n"
        "  age (age): number in years; v.yaml:3\n"
        "rules: none\n"
        "Open\n"
        "  open: who signs: for review\n"
        "2. Sources\n"
        "  funding: Answer none; Open say it\n"
    )


def test_as_markdown() -> None:
    assert drawn(SMALL, Form.MARKDOWN) == (
        "# Report on a knee\n\n"
        "**A draft**\n\n"
        "- patients: every patient\n\n"
        "## 1. What is read\n\n"
        "answer: It reads two attributes.\n\n"
        "| What | How many |\n|---|---:|\n| attributes | 2 |\n| rules | 12 |\n\n"
        "### attributes\n\n"
        "- age (age): number in years · v.yaml:3\n\n"
        "### rules\n\n"
        "None.\n\n"
        "### Open\n\n"
        "- [ ] who signs · **for review**\n\n"
        "## 2. Sources\n\n"
        "| Of | Answer | Open |\n|---|---|---|\n| funding | none | say it |\n"
    )


def test_as_html() -> None:
    page = drawn(SMALL, Form.HTML)
    assert page[page.index("<body>") :] == (
        "<body>\n"
        "<header>\n"
        "<h1>Report on a knee</h1>\n"
        '<p class="strong">A draft</p>\n'
        "<p><b>patients:</b> every patient</p>\n"
        "</header>\n"
        "<main>\n"
        '<section id="read">\n'
        "<h2>1. What is read</h2>\n"
        "<p><b>answer:</b> It reads two attributes.</p>\n"
        '<div class="table"><table>\n'
        '<thead><tr><th scope="col">What</th><th scope="col">How many</th></tr></thead>\n'
        "<tbody>\n"
        '<tr><th scope="row">attributes</th><td class="number">2</td></tr>\n'
        '<tr><th scope="row">rules</th><td class="number">12</td></tr>\n'
        "</tbody>\n"
        "</table></div>\n"
        "<h3>attributes</h3>\n"
        "<ul>\n"
        "<li><b>age</b> <code>age</code>: number in years "
        '<code class="quiet">v.yaml:3</code></li>\n'
        "</ul>\n"
        "<h3>rules</h3>\n"
        "<p>None.</p>\n"
        "<h3>Open</h3>\n"
        "<ul>\n"
        '<li class="alarm">who signs <span class="alarm">for review</span></li>\n'
        "</ul>\n"
        "</section>\n"
        "<section>\n"
        "<h2>2. Sources</h2>\n"
        '<div class="table"><table>\n'
        '<thead><tr><th scope="col">Of</th><th scope="col">Answer</th>'
        '<th scope="col">Open</th></tr></thead>\n'
        "<tbody>\n"
        '<tr><th scope="row">funding</th><td>none</td><td>say it</td></tr>\n'
        "</tbody>\n"
        "</table></div>\n"
        "</section>\n"
        "</main>\n"
        "</body>\n"
        "</html>\n"
    )


texts = st.text(
    st.sampled_from("abc <>&\"'*_|#[](){}\\`~$\x1b\u202e\n\t"), min_size=1, max_size=30
).filter(lambda text: bool(clean(text).strip()))
entries = st.builds(ListEntry, texts, texts, texts, texts, texts)
rows = st.lists(st.tuples(texts, texts, texts), max_size=3).map(tuple)
said_of_rows = st.lists(st.builds(Said, texts), max_size=2).map(tuple)
some_rows = st.lists(
    st.builds(Row, texts, said_of_rows, texts, tone=st.sampled_from(Tone), id=texts), max_size=3
).map(tuple)
blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Rows, some_rows, texts, texts, st.booleans()),
    st.builds(Paragraph, texts, texts, st.booleans(), st.sampled_from(Tone)),
    st.builds(Entries, texts, st.lists(entries, max_size=3).map(tuple), st.booleans()),
    st.builds(DocumentTable, st.tuples(texts, texts, texts), rows, st.just(frozenset({2}))),
)
documents = st.builds(
    Document,
    texts,
    st.lists(st.builds(Paragraph, texts), max_size=2).map(tuple),
    st.lists(st.builds(Section, texts, st.lists(blocks, max_size=4).map(tuple)), max_size=3).map(
        tuple
    ),
)


def said(document: Document) -> list[str]:
    """Every text in a document but for the heads of tables, which text says only once for all."""
    found = [document.title, *(one.text for one in document.head)]
    for section in document.sections:
        found.append(section.title)
        for block in section.blocks:
            if isinstance(block, Paragraph):
                found += [block.text, block.label]
            elif isinstance(block, DocumentTable):
                found += [str(cell) for row in block.rows for cell in row]
            elif isinstance(block, Entries):
                found.append(block.title)
                for one in block.entries:
                    found += [one.title, one.text, one.id, one.place, one.mark]
            elif isinstance(block, Rows):
                for row in block.rows:
                    found += [row.lead, row.status, *(one.text for one in row.says)]
    return [squeezed(clean(text)) for text in found]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(documents)
def test_every_form_says_everything(document: Document) -> None:
    as_text = squeezed(drawn(document, Form.TEXT))
    as_heard = squeezed(drawn(replace(document, linear=True), Form.TEXT))
    as_note = squeezed(drawn(document, Form.NOTE))
    as_markdown = squeezed(html.unescape(re.sub(r"\\(.)", r"\1", drawn(document, Form.MARKDOWN))))
    as_page = squeezed(html.unescape(re.sub(r"<[^>]*>", "", drawn(document, Form.HTML))))
    for piece in said(document):
        assert piece in as_text
        assert piece in as_heard
        assert piece in as_note
        assert piece in as_markdown or piece in squeezed(
            re.sub(r"\\(.)", r"\1", html.unescape(drawn(document, Form.MARKDOWN)))
        )
        assert piece in as_page


@given(documents, st.sampled_from((40, 63, 80, 120)))
def test_text_fits_its_width_and_colour_adds_nothing_else(document: Document, width: int) -> None:
    plain = drawn(document, Form.TEXT, width=width)
    assert max(map(len, plain.splitlines())) <= width
    coloured = drawn(document, Form.TEXT, width=width, colour=True)
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


@given(documents)
def test_no_text_becomes_markup_or_steers_a_terminal(document: Document) -> None:
    for form, linear in (*((form, False) for form in Form), (Form.TEXT, True)):
        written = drawn(replace(document, linear=linear), form)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", written)
    tags = set(re.findall(r"</?([a-z0-9]+)", drawn(document, Form.HTML)))
    assert tags <= TAGS


TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "section", "article"),
    *("h1", "h2", "h3", "h4", "p", "b", "a", "ul", "li", "dl", "dt", "dd", "code", "span", "small"),
    *("div", "table", "thead", "tbody", "tr", "th", "td", "br"),
}


@pytest.mark.parametrize("form", Form)
def test_a_form_ends_in_one_line_break(form: Form) -> None:
    assert re.search(r"[^\n]\n\Z", drawn(SMALL, form))
