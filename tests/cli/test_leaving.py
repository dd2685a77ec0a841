"""`pathway handout` and `pathway summary`: what leaves the room."""

import os
import stat
import sys
from pathlib import Path

import pytest

from pathway.ground.extras import install_command
from tests.house.test_shape import ROOT

from .conftest import Run

MON = ROOT / "examples/patients/mon-57.yaml"
DAY = ("--as-of", "2026-11-20")

ENDINGS = "the name has to end in .pdf, .html, .md or .txt"
NO_ENDING = "  help: an ending says the form; `--format` says it for a name without one\n"
OTHER_ENDING = (
    "P510 `--format text` does not go with the ending of `h.html`\n"
    "  help: leave out `--format`, or name the file otherwise\n"
)


@pytest.mark.slow
@pytest.mark.parametrize("command", ["handout", "summary"])
@pytest.mark.parametrize("form", ["text", "note", "markdown", "html"])
def test_a_file_says_what_the_screen_says(
    run: Run, tmp_path: Path, command: str, form: str
) -> None:
    shown = run(command, MON, *DAY, "--format", form)
    file = tmp_path / "page"
    written = run(command, MON, *DAY, "--format", form, "--output", file)
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert (written.exit_code, written.stdout, written.stderr) == (0, "", "")
    assert file.read_text(encoding="utf-8") == shown.stdout
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "missing" / "page.txt"
    result = run("handout", MON, *DAY, "--output", file)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"P509 cannot write `{file}`: no such file or directory\n"


def test_a_patient_that_is_not_there(run: Run) -> None:
    result = run("summary", "nobody.yaml", *DAY)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "P501 cannot read `nobody.yaml`: no such file or directory\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "form"),
    [("h.html", "html"), ("h.HTM", "html"), ("h.md", "markdown"), ("h.txt", "text")],
)
def test_the_ending_says_the_form(run: Run, tmp_path: Path, name: str, form: str) -> None:
    assert run("handout", MON, *DAY, "--output", tmp_path / name).exit_code == 0
    shown = run("handout", MON, *DAY, "--format", form).stdout
    assert (tmp_path / name).read_text(encoding="utf-8") == shown


@pytest.mark.parametrize("command", ["handout", "summary"])
@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        ("h.docx", (), f"P510 {ENDINGS}, and `h.docx` does not\n{NO_ENDING}"),
        ("h", (), f"P510 {ENDINGS}, and `h` does not\n{NO_ENDING}"),
        ("h.html", ("--format", "text"), OTHER_ENDING),
        ("h.html", ("--format", "note"), OTHER_ENDING.replace("text", "note")),
        (
            "h.txt",
            ("--format", "pdf"),
            OTHER_ENDING.replace("text", "pdf").replace("h.html", "h.txt"),
        ),
    ],
)
def test_an_ending_that_is_no_form_or_another(
    run: Run, tmp_path: Path, command: str, name: str, more: tuple[str, ...], said: str
) -> None:
    result = run(command, MON, *DAY, "--output", tmp_path / name, *more)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)
    assert not (tmp_path / name).exists()


def test_lines_for_a_record_are_text(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    assert run("summary", MON, *DAY, "--format", "note", "--output", file).exit_code == 0
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[6] == "Written 2026-11-20 09:30 UTC by ______________________"
    assert not [line for line in lines if "  " in line.strip() or set("│├└─") & set(line)]


@pytest.mark.parametrize("command", ["handout", "summary"])
def test_the_author_and_the_time_stand_on_it(run: Run, command: str) -> None:
    page = run(command, MON, *DAY, "--by", "Dr Ada", "--format", "note").stdout
    said = {
        "handout": "Written by Dr Ada on 20 November 2026, 09:30 UTC. Made with the pathway "
        "“Sciatica, conservative care first” (sciatica, version 3.0.0, draft).",
        "summary": "Written by Dr Ada, 2026-11-20 09:30 UTC\n",
    }
    assert said[command] in page


# -- PDF and paper ----------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.needs("pango")
@pytest.mark.parametrize("command", ["handout", "summary"])
def test_a_pdf(run: Run, tmp_path: Path, command: str) -> None:
    file = tmp_path / "page.pdf"
    written = run(command, MON, *DAY, "--output", file)
    assert (written.exit_code, written.stdout, written.stderr) == (0, "", "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    shown = run(command, MON, *DAY, "--format", "pdf")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert file.read_bytes() == shown.stdout_bytes
    assert shown.stdout_bytes.startswith(b"%PDF-")


def test_without_the_extra_no_pdf_is_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    file = tmp_path / "page.pdf"
    result = run("handout", MON, *DAY, "--output", file)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "P506 a PDF needs an optional part that is not installed\n"
        f"  help: {install_command('pdf')}\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def lp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A printer that keeps what it is given, in the folder that is returned."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "lp"
    script.write_text(
        f'#!/bin/sh\necho "$@" > {folder}/asked\n/bin/cat > {folder}/sheet.pdf\n'
        'echo "request id is Office-12 (0 file(s))"\n'
    )
    script.chmod(0o700)
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.mark.slow
@pytest.mark.needs("pango")
def test_printing(run: Run, lp: Path, tmp_path: Path) -> None:
    result = run("handout", MON, *DAY, "--print")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "printing: request id is Office-12 (0 file(s))\n"
    assert (lp / "asked").read_text() == "-t handout -\n"
    file = tmp_path / "same.pdf"
    assert run("handout", MON, *DAY, "--print", "--output", file).exit_code == 0
    assert file.read_bytes() == (lp / "sheet.pdf").read_bytes()


@pytest.mark.slow
@pytest.mark.needs("pango")
def test_a_printer_that_refuses(run: Run, lp: Path) -> None:
    (lp / "lp").write_text("#!/bin/sh\necho 'lp: Error - no default destination' >&2\nexit 1\n")
    result = run("summary", MON, *DAY, "--print")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "P509 the printer did not take the page: Error - no default destination\n"
        "  help: write a PDF (a name that ends in .pdf), and print that\n"
    )


def test_without_a_printer(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    file = tmp_path / "page.txt"
    result = run("handout", MON, *DAY, "--print", "--output", file)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "P506 printing needs the command `lp`, which this computer does not have\n"
        "  help: write a PDF (a name that ends in .pdf), and print that\n"
    )
    assert not file.exists()


def test_only_pdf_is_printed(run: Run, lp: Path) -> None:
    result = run("handout", MON, *DAY, "--print", "--format", "text")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "P510 `--print` hands a PDF to the printer\n"
        "  help: leave out `--format`, or name a file with `--output`\n"
    )
    assert not (lp / "asked").exists()


# -- over what is there -------------------------------------------------------------------------


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize("through", ["itself", "symlink", "hard link"])
def test_a_patient_is_never_written_over(
    run: Run, tmp_path: Path, force: tuple[str, ...], through: str
) -> None:
    file = tmp_path / "mon.txt"
    file.write_bytes(MON.read_bytes())
    target = file if through == "itself" else tmp_path / "page.txt"
    if through == "symlink":
        target.symlink_to(file)
    elif through == "hard link":
        target.hardlink_to(file)
    result = run("handout", file, *DAY, "--output", target, *force)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"P508 `{target}` is what was read, and is never written over\n  help: name another file\n"
    )
    assert file.read_bytes() == MON.read_bytes()


def test_another_file_is_written_over_when_asked(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text("a letter")
    result = run("summary", MON, *DAY, "--output", file)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"P508 `{file}` is already there\n"
        "  help: name another file, or write over it with `--force`\n"
    )
    assert file.read_text() == "a letter"
    assert run("summary", MON, *DAY, "--output", file, "--force").exit_code == 0
    assert file.read_text(encoding="utf-8") == run("summary", MON, *DAY).stdout


def test_a_target_that_is_no_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    os.mkfifo(tmp_path / "b.txt")
    said = [run("handout", MON, *DAY, "--output", tmp_path / name) for name in ("a.txt", "b.txt")]
    assert [(result.exit_code, result.stderr) for result in said] == [
        (2, f"P509 cannot write `{tmp_path}/a.txt`: it is a folder\n  help: name a file in it\n"),
        (2, f"P509 cannot write `{tmp_path}/b.txt`: it is not a file\n"),
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "file"),
    [(("schema", "patient", "--folder"), "patient.schema.json"), (("site",), "index.html")],
)
def test_a_folder_is_written_over_when_asked(
    run: Run, tmp_path: Path, command: tuple[str, ...], file: str
) -> None:
    mine = tmp_path / file
    mine.write_text("mine")
    result = run(*command, tmp_path)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"P508 `{mine}` is already there\n")
    assert [path.name for path in tmp_path.iterdir()] == [file], "nothing is half written"
    assert mine.read_text() == "mine"
    assert run(*command, tmp_path, "--force").exit_code == 0
    assert mine.read_text() != "mine"
