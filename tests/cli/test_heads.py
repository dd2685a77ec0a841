"""Commands that need optional parts say so in one sentence; the rest is theirs."""

import subprocess
import sys
from pathlib import Path

import pytest

from pathway.ground.extras import install_command
from tests.house.test_shape import ROOT

from .conftest import Run
from .processes import pathway


@pytest.mark.parametrize(
    ("command", "module", "what", "extra"),
    [
        ("tui", "textual", "the terminal UI", "tui"),
        ("spec", "pytest", "`pathway spec`", "spec"),
        ("spec", "pytest_bdd", "`pathway spec`", "spec"),
        ("mcp", "mcp", "`pathway mcp`", "agents"),
    ],
)
def test_a_missing_extra(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str, module: str, what: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    result = run(command)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == (
        f"P506 {what} needs an optional part that is not installed\n"
        f"  help: {install_command(extra)}\n"
    )


@pytest.mark.parametrize("option", [[], ["--port", "0"]])
def test_an_interruption_while_the_terminal_opens(option: list[str]) -> None:
    program = """
import pathway.tui
def run(setting, path):
    raise KeyboardInterrupt
pathway.tui.run = run
from pathway.cli import main
main()
"""
    command = [sys.executable, "-c", program, "tui", *option]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "")


@pytest.mark.slow
@pytest.mark.parametrize("option", [[], ["--as-of", "2026-11-20"]])
def test_a_patient_that_cannot_be_opened(tmp_path: Path, option: list[str]) -> None:
    done = pathway("tui", "nobody.yaml", *option, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"P501 cannot read `nobody.yaml`: no such file or directory\n"


@pytest.mark.slow
def test_the_first_feature_of_a_new_pathway_holds(library: Path, tmp_path: Path) -> None:
    done = pathway("spec", library / "features", cwd=tmp_path)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    assert b" hold" in done.stdout.splitlines()[-1]


@pytest.mark.slow
def test_a_feature_that_does_not_hold(library: Path, tmp_path: Path) -> None:
    feature = (library / "features" / "pain.feature").read_text()
    wrong = tmp_path / "wrong.feature"
    wrong.write_text(feature.replace("recommended", "contraindicated"))
    done = pathway("spec", wrong, "--library", library, cwd=tmp_path)
    assert done.returncode == 1
    assert b" not hold" in done.stdout.splitlines()[-1]


@pytest.mark.slow
def test_an_empty_folder_is_wrong_usage(tmp_path: Path) -> None:
    done = pathway("spec", ".", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == (
        b"P511 no feature file below `.`\n  help: the name of a feature file ends in `.feature`\n"
    )


def test_all_phrases_are_listed_as_in_the_documents(run: Run) -> None:
    result = run("spec", "--phrases")
    assert result.exit_code == 0
    page = Path(__file__).parents[2] / "docs" / "specs.md"
    assert page.read_text().endswith(result.stdout)
    assert "- `{therapy} (is|are) {verdict}" in result.stdout


def test_a_spec_that_is_watched_runs_again(
    run: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feature = library / "features" / "pain.feature"
    text = feature.read_text()

    def edit() -> bool:
        if feature.read_text() != text:
            raise KeyboardInterrupt
        feature.write_text(text.replace("recommended", "contraindicated").replace("Given", "Gven"))
        return True

    monkeypatch.setattr("pathway.cli.watching.pause", edit)
    result = run("spec", feature, "--library", library, "--watch")
    first, changed, again = result.stdout.partition("/pain.feature:\n")
    assert changed
    assert " hold" in first
    assert "P60" in again
    assert result.stdout.endswith("has mistakes\n\n")


@pytest.mark.slow
def test_a_feature_that_is_not_there(tmp_path: Path) -> None:
    done = pathway("spec", "nowhere", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(b"P501 no file or folder `nowhere`\n")


def test_the_terminal_wants_a_keyboard(run: Run) -> None:
    result = run("tui", "-")
    assert result.exit_code == 2
    assert result.stderr == (
        "P510 the terminal UI cannot read a patient from standard input\n"
        "  help: name the patient's file; answers come from the keyboard\n"
    )


def test_the_terminal_is_not_opened_on_mistakes(run: Run, library: Path, example: str) -> None:
    assert run("tui", "nobody.yaml", "--library", library).exit_code == 2
    result = run("tui", example, "--library", library, "--pathway", "pian")
    assert result.exit_code == 2
    assert result.stderr == "P502 unknown pathway `pian`\n  help: did you mean `pain`?\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    "asked",
    [("tui",), ("tui", "--as-of", "2026-11-20"), ("tui", ROOT / "examples/patients/mon-57.yaml")],
)
def test_the_terminal_without_a_terminal(asked: tuple[str | Path, ...]) -> None:
    """It would wait for keys that nobody can press."""
    result = pathway(*asked)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.decode() == (
        "P510 the terminal UI needs a terminal to read keys from and to draw on\n"
        "  help: `pathway tui --plain` reads and writes lines; `pathway advise` asks nothing\n"
    )
