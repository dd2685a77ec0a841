"""`pathway handout` and `pathway summary`: what leaves the room."""

import stat
from pathlib import Path

import pytest

from tests.house.test_shape import ROOT

from .conftest import Run

MON = ROOT / "examples/patients/mon-57.yaml"
DAY = ("--as-of", "2026-11-20")


@pytest.mark.parametrize("command", ["handout", "summary"])
@pytest.mark.parametrize("form", ["text", "markdown", "html"])
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
    file = tmp_path / "missing" / "page"
    result = run("handout", MON, *DAY, "--output", file)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"P509 cannot write `{file}`: no such file or directory\n"


def test_a_patient_that_is_not_there(run: Run) -> None:
    result = run("summary", "nobody.yaml", *DAY)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "P501 cannot read `nobody.yaml`: no such file or directory\n"
