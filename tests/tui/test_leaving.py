"""Pages of a sitting are never written over what the sitting reads, and end in a known form."""

import shutil
import sys
from pathlib import Path

import pytest
from textual.widgets import Input

from pathway.engine import Library
from pathway.ground.problems import UsageError
from pathway.tui.exports import Leaving
from pathway.tui.session import Session
from pathway.views.document import Written
from pathway.views.forms import Form, PageForm
from pathway.views.leaving import LeavingPage, PageKind, now
from tests.examples import real_patients

from .conftest import AS_OF, flat, press, seated

MON = real_patients() / "mon-57.yaml"


def opened(library: Library, file: Path) -> Session:
    return Session(library, library.patient_from_file(file, today=AS_OF), AS_OF, None, file)


@pytest.mark.slow
async def test_a_page_is_not_written_over_the_patient(library: Library, tmp_path: Path) -> None:
    file = Path(shutil.copy(MON, tmp_path / "mon.txt"))
    async with seated(opened(library, file), (120, 40)) as pilot:
        await press(pilot, "x", "enter")
        field = pilot.app.screen.query_one("#export-path", Input)
        for name, said in (
            ("mon.txt", "is what was read, and is never written over"),
            ("mon.docx", "[!] the name has to end in .pdf, .html, .md or .txt"),
        ):
            field.value = str(tmp_path / name)
            assert said in flat(await press(pilot, "enter"))
    assert [path.name for path in tmp_path.glob("mon*")] == ["mon.txt"]
    assert file.read_bytes() == MON.read_bytes()


def test_neither_is_it_in_a_sitting_in_words(library: Library, tmp_path: Path) -> None:
    file = Path(shutil.copy(MON, tmp_path / "mon.txt"))
    told: list[str] = []
    leaving = Leaving(opened(library, file), told.append, lambda _: "", lambda *_: True)
    for kind, path, said in (
        ("handout", file, f"`{file}` is what was read, and is never written over"),
        (
            "summary",
            tmp_path / "page.docx",
            "the name has to end in .pdf, .html, .md or .txt, and `page.docx` does not",
        ),
    ):
        with pytest.raises(UsageError) as caught:
            leaving.page(kind, str(path))
        assert [problem.message for problem in caught.value.problems] == [said]
    assert told == []
    assert file.read_bytes() == MON.read_bytes()


def test_in_a_sitting_in_words_pages_are_lines(library: Library) -> None:
    told: list[str] = []
    session = opened(library, MON)
    session.actor = "Dr Ada"
    leaving = Leaving(session, told.append, lambda _: "", lambda *_: True)
    leaving.page("summary", "")
    leaving.print("both")
    page = LeavingPage(PageKind.SUMMARY, session.advice, Written("Dr Ada", now()))
    assert told == [
        page.text(Form.NOTE).rstrip("\n"),
        "Not done: say print handout, or print summary.",
    ]


# -- PDF and paper ----------------------------------------------------------------------------


@pytest.fixture
def lp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A printer that keeps what it is given, in the file that is returned."""
    script = tmp_path / "bin" / "lp"
    script.parent.mkdir()
    sheet = tmp_path / "sheet.pdf"
    script.write_text(f"#!/bin/sh\n/bin/cat > {sheet}\necho request 12, $2\n")
    script.chmod(0o700)
    monkeypatch.setenv("PATH", str(script.parent))
    return sheet


@pytest.mark.slow
@pytest.mark.needs("pango")
async def test_a_pdf_and_paper(library: Library, tmp_path: Path, lp: Path) -> None:
    session = opened(library, MON)
    session.actor = "Dr Ada"
    page = LeavingPage(PageKind.HANDOUT, session.advice, Written("Dr Ada", now()))
    async with seated(session, (120, 40)) as pilot:
        await press(pilot, "x", "enter")
        file = tmp_path / "mon.pdf"
        pilot.app.screen.query_one("#export-path", Input).value = str(file)
        await press(pilot, "enter")
        await pilot.app.workers.wait_for_complete()
        assert f"written: {file}, readable by you alone" in flat(await press(pilot))
        await press(pilot, "p")
        await pilot.app.workers.wait_for_complete()
        assert "printing: request 12, handout" in flat(await press(pilot))
    assert file.read_bytes() == lp.read_bytes() == page.data(PageForm.PDF)


@pytest.mark.slow
@pytest.mark.needs("pango")
def test_paper_in_a_sitting_in_words(library: Library, lp: Path) -> None:
    told: list[str] = []
    leaving = Leaving(opened(library, MON), told.append, lambda _: "", lambda *_: True)
    leaving.print("summary")
    assert told == ["Printing: request 12, summary."]
    assert lp.read_bytes().startswith(b"%PDF-")


@pytest.mark.slow
async def test_without_a_printer_or_the_extra(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    async with seated(opened(library, MON), (120, 40)) as pilot:
        await press(pilot, "x")
        assert (
            "[!] printing needs the command `lp`, which this computer does not have; "
            "write a PDF (a name that ends in .pdf), and print that"
        ) in flat(await press(pilot, "p"))
        await press(pilot, "enter")
        file = tmp_path / "mon.pdf"
        pilot.app.screen.query_one("#export-path", Input).value = str(file)
        await press(pilot, "enter")
        await pilot.app.workers.wait_for_complete()
        assert "[!] a PDF needs an optional part that is not installed; " in flat(
            await press(pilot)
        )
    assert not file.exists()
