"""What `docs/changes.md` shows is what the command says."""

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pathway.cli.app import commands
from tests.authoring.test_authoring import pattern

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs/changes.md").read_text()


@pytest.mark.slow
def test_the_difference_that_is_shown(tmp_path: Path) -> None:
    edit, shown = re.findall(r"```(?:diff|console)\n(.*?)```", DOCUMENT, re.DOTALL)[:2]
    shutil.copytree(ROOT / "pathways", tmp_path / "edited")
    header, old, new = edit.splitlines()
    file = tmp_path / "edited" / header.removeprefix("--- pathways/")
    text = file.read_text()
    assert text.count(old[1:]) == 1
    file.write_text(text.replace(old[1:], new[1:]))
    command, _, told = shown.partition("\n")
    words = [
        {"pathways": str(ROOT / "pathways"), "edited": str(tmp_path / "edited")}.get(
            word, word.replace("examples/", f"{ROOT}/examples/")
        )
        for word in command.removeprefix("$ pathway ").split()
    ]
    done = CliRunner().invoke(commands(), words, prog_name="pathway")
    assert done.exit_code == 1
    said = done.output.replace(str(ROOT / "pathways"), "pathways")
    said = said.replace(str(tmp_path / "edited"), "edited").rstrip("\n")
    assert pattern(told.rstrip("\n")).fullmatch(said), said
