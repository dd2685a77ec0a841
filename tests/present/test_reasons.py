"""Reasons as a document: the same tree in every form, with its sources."""

from dataclasses import replace

from pathway.advice.explanation import Reason
from pathway.views.document import Document, Section, Verbatim, drawn
from pathway.views.forms import Form
from pathway.views.reasons import document

TREE = Reason(
    "traction",
    "NOT RECOMMENDED",
    "do not start",
    "traction.yaml:1",
    ("a",),
    (
        Reason("indicated", "yes", "back pain", sources=("b",)),
        Reason(
            "contraindicated?", "UNKNOWN", children=(Reason("<wound>", "unknown", "not asked"),)
        ),
    ),
)
CITED = {"a": "Trial 2011", "b": "Trial *2012*"}


def test_as_text() -> None:
    assert drawn(document(TREE, CITED, ("no wound → recommended, start",)), Form.TEXT) == (
        "traction: NOT RECOMMENDED\n"
        "do not start  traction.yaml:1  [1]\n"
        "├─ indicated         yes  back pain  [2]\n"
        "├─ contraindicated?  UNKNOWN\n"
        "│  └─ <wound>  unknown  not asked\n"
        "└─ if answered\n"
        "   └─ → recommended, start  no wound\n"
        "\n"
        "[1] Trial 2011\n"
        "[2] Trial *2012*\n"
    )


def test_as_markdown() -> None:
    assert drawn(document(TREE, CITED), Form.MARKDOWN) == (
        "# traction: NOT RECOMMENDED\n\n"
        "do not start  traction.yaml:1  \\[1\\]\n\n"
        "- **indicated**: yes; back pain; \\[2\\]\n"
        "- **contraindicated?**: UNKNOWN\n"
        "  - **&lt;wound\\>**: unknown; not asked\n\n"
        "## Sources\n\n1. Trial 2011\n2. Trial \\*2012\\*\n"
    )


def test_as_a_page() -> None:
    page = drawn(document(TREE, CITED, notice="EXAMPLE"), Form.HTML)
    main = page[page.index("<main>") : page.index("</main>")]
    assert main == (
        "<main>\n<section>\n<ul>\n"
        "<li><b>indicated</b> <span>yes</span> back pain "
        '<span class="cites">[<a href="#source-2">2</a>]</span></li>\n'
        '<li><b>contraindicated?</b> <span class="ask">UNKNOWN</span><ul>\n'
        '<li><b>&lt;wound&gt;</b> <span class="ask">unknown</span> not asked</li>\n'
        "</ul></li>\n"
        "</ul>\n</section>\n"
        '<section id="sources">\n<h2>Sources</h2>\n<ol>\n'
        '<li id="source-1" value="1">Trial 2011</li>\n'
        '<li id="source-2" value="2">Trial *2012*</li>\n'
        "</ol>\n</section>\n"
    )
    assert '<p class="notice">EXAMPLE</p>' in page


def test_read_out() -> None:
    assert drawn(replace(document(TREE, CITED), linear=True), Form.TEXT) == (
        "traction: NOT RECOMMENDED\n"
        "do not start  traction.yaml:1  [1]\n"
        "  indicated: yes; back pain; [2]\n"
        "  contraindicated?: UNKNOWN\n"
        "    <wound>: unknown; not asked\n"
        "Source 1: Trial 2011\n"
        "Source 2: Trial *2012*\n"
    )


FILE = Document("t", (), (Section("file", (Verbatim("a: 1\n  b: <x>\n"),)),))


def test_a_file_is_shown_as_it_is() -> None:
    assert drawn(FILE, Form.TEXT) == "t\n\nfile\n\n    a: 1\n      b: <x>\n\n"
    assert drawn(FILE, Form.MARKDOWN) == "# t\n\n## file\n\n    a: 1\n      b: <x>\n"
    assert "<pre>a: 1\n  b: &lt;x&gt;</pre>" in drawn(FILE, Form.HTML)
    heard = drawn(replace(FILE, linear=True), Form.TEXT)
    assert heard == "t\nfile\n  a: 1\n    b: <x>\n"
