"""The PDF of a page: the same words on sheets of A4, tagged, dated, the same bytes every time."""

import html
import io
import re
import socket
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest

from pathway.ground.extras import install_command
from pathway.ground.problems import Problem, UsageError
from pathway.views.document import Document, Paragraph, Written
from pathway.views.document.pdf import PACKAGES, pdf, refuse
from pathway.views.forms import Form, PageForm
from pathway.views.leaving import LeavingPage, PageKind
from tests.present.test_handout import PATIENTS, advice, named

WRITTEN = Written("Dr Ada", datetime(2026, 11, 20, 9, 30, tzinfo=UTC))
on_paper = pytest.mark.needs("pango")


def page(kind: PageKind, name: str = "mon-57") -> LeavingPage:
    return LeavingPage(kind, named(name), WRITTEN)


def read(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.slow
@on_paper
@pytest.mark.parametrize("kind", PageKind)
def test_it_says_what_the_page_says(kind: PageKind) -> None:
    """In the same order, and at the foot whom it is about: another sheet must not be lost."""
    (sheet,) = read(page(kind).data(PageForm.PDF)).pages
    whole = page(kind).text(Form.HTML)
    body = html.unescape(re.sub(r"<[^>]*>", "", whole[whole.index("<body") :]))
    about = re.search('<p class="about">(.*)</p>', whole)
    assert about is not None
    foot = html.unescape(re.sub(r"<[^>]*>", "", about[1]))
    numbers = "1.2." if kind is PageKind.SUMMARY else ""  # of the list of sources
    found = squeezed(sheet.extract_text()).replace("•", "")
    assert found == squeezed(f"{body}{numbers}{foot}page 1 of 1")


@pytest.mark.slow
@on_paper
@pytest.mark.parametrize(
    ("kind", "named", "on"),
    [
        (PageKind.HANDOUT, "Your treatment plan: For", "20 November 2026"),
        (PageKind.SUMMARY, "Sciatica, conservative care first 3.0.0:", "as of 2026-11-20"),
    ],
)
def test_it_can_be_read_out_and_filed(kind: PageKind, named: str, on: str) -> None:
    found = read(page(kind).data(PageForm.PDF))
    assert found.metadata is not None
    assert found.metadata.title == f"{named} M. 57, left leg pain 6 months · mon-57 · {on}"
    assert found.metadata.author == "Dr Ada"
    assert found.metadata.creation_date == WRITTEN.at
    root: Any = found.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 -- a boolean of the file
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert {"/H1", "/H2", "/P"} <= set(tags(root["/StructTreeRoot"]))
    sheet = found.pages[0].mediabox
    assert (round(sheet.width), round(sheet.height)) == (595, 842)


def tags(node: Any) -> Iterator[str]:
    """The kinds of all parts of a page, as a screen reader is told them."""
    node = node.get_object()
    if isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"])
        yield from tags(node["/K"]) if "/K" in node else ()
    elif isinstance(node, list):
        for one in node:
            yield from tags(one)


@pytest.mark.slow
@on_paper
def test_letters_are_as_large_as_one_sheet_allows() -> None:
    """For a patient; what needs two sheets anyway is as the page prints.

    Which size fits depends on the letters of the machine, so that the sizes between are not named.
    """
    sizes = [letters(lines) for lines in (8, 42, 46, 50, 90)]
    assert (sizes[0], sizes[-1]) == (12, 10)
    assert sizes == sorted(sizes, reverse=True)
    assert any(10 < size < 12 for size in sizes)


def letters(lines: int) -> float:
    """The size in points of most letters on a page with so many paragraphs."""
    told = (Paragraph("It helps to keep moving."),) * lines
    made = read(pdf(Document("Your treatment plan", told, (), about="For Ada", large=True)))
    sizes: Counter[float] = Counter()

    def count(text: str, _: object, matrix: list[float], __: object, points: float) -> None:
        sizes[round(points * abs(matrix[3]) * 0.75, 1)] += len(text)

    for sheet in made.pages:
        sheet.extract_text(visitor_text=count)
    return sizes.most_common(1)[0][0]


@pytest.mark.slow
@on_paper
def test_the_same_page_is_the_same_file() -> None:
    assert page(PageKind.HANDOUT).data(PageForm.PDF) == page(PageKind.HANDOUT).data(PageForm.PDF)


@pytest.mark.slow
@on_paper
@pytest.mark.parametrize("path", PATIENTS[::6], ids=lambda path: path.stem)
def test_a_page_is_one_sheet(path: Path) -> None:
    for kind in PageKind:
        made = LeavingPage(kind, advice(path), WRITTEN).data(PageForm.PDF)
        assert len(read(made).pages) == 1


@pytest.mark.slow
@on_paper
def test_a_second_sheet_says_whose_it_is() -> None:
    lines = (Paragraph("Nobody can say it in fewer words."),) * 60
    made = read(pdf(Document("Your treatment plan", lines, (), about="For Ada · 7", large=True)))
    feet = [sheet.extract_text().splitlines()[-1] for sheet in made.pages]
    assert feet == ["For Ada · 7 page 1 of 2", "For Ada · 7 page 2 of 2"]


@pytest.mark.slow
@on_paper
def test_all_signs_of_units_and_names_have_letters() -> None:
    signs = "≥ ≤ → µ ×10⁹/L m² … – · “” é ß Ελένη Žofie"
    made = read(pdf(Document("Signs", (Paragraph(signs),), ())))
    assert signs in " ".join(made.pages[0].extract_text().split())


@pytest.mark.slow
@on_paper
def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither for what the page holds, nor for what somebody writes into a label."""

    def connect(*_: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", connect)
    patient = replace(named("mon-57").patient, label='<img src="http://example.org/x.png">')
    hostile = replace(named("mon-57"), patient=patient)
    made = read(LeavingPage(PageKind.HANDOUT, hostile, WRITTEN).data(PageForm.PDF))
    assert '<img src="http://example.org/x.png">' in made.pages[0].extract_text()


def test_whatever_is_named_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^http://example.org/x.png is not fetched$"):
        refuse("http://example.org/x.png", headers={})


# -- where a part is missing --------------------------------------------------------------------


def refused() -> Problem:
    with pytest.raises(UsageError) as caught:
        page(PageKind.HANDOUT).data(PageForm.PDF)
    (problem,) = caught.value.problems
    return problem


def test_without_the_extra_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert refused() == Problem(
        "P506",
        "a PDF needs an optional part that is not installed",
        hint=install_command("pdf"),
    )


@pytest.mark.parametrize(
    ("platform", "user", "hint"),
    [
        ("linux", 1000, f"sudo apt-get install {' '.join(PACKAGES)}"),
        ("linux", 0, f"apt-get install {' '.join(PACKAGES)}"),
        ("darwin", 501, "brew install pango"),
    ],
)
def test_without_a_library_of_the_system_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, user: int, hint: str
) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library')\n")
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr("os.geteuid", lambda: user)
    assert refused() == Problem(
        "P506", "a PDF needs the library Pango of the system, which is not installed", hint=hint
    )
