"""Commands that need optional parts say so in one sentence; the rest is theirs."""

import sys
from pathlib import Path

import pytest

from .conftest import Run
from .processes import pathway


@pytest.mark.parametrize(
    ("command", "module", "what", "extra"),
    [
        ("tui", "textual", "the terminal UI", "tui"),
        ("spec", "pytest", "`pathway spec`", "spec"),
        ("spec", "pytest_bdd", "`pathway spec`", "spec"),
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
        f"  help: pip install 'pathway-cds[{extra}]'\n"
    )


def test_the_first_feature_of_a_new_pathway_holds(library: Path, tmp_path: Path) -> None:
    done = pathway("spec", library / "features", cwd=tmp_path)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    assert b"passed" in done.stdout


def test_a_feature_that_does_not_hold(library: Path, tmp_path: Path) -> None:
    feature = (library / "features" / "pain.feature").read_text()
    wrong = tmp_path / "wrong.feature"
    wrong.write_text(feature.replace("recommended", "contraindicated"))
    done = pathway("spec", wrong, "--library", library, cwd=tmp_path)
    assert done.returncode == 1
    assert b"failed" in done.stdout


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
