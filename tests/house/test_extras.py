"""A missing optional part is told by a command that works where it is pasted."""

import sys
import tomllib
from pathlib import Path

import pytest

from pathway.ground import extras

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_in_a_checkout_the_lock_file_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "executable", str(ROOT / ".venv/bin/python"))
    assert extras.install_command("tui") == ".venv/bin/python locks/install.py tui"


def test_from_another_folder_the_paths_are_whole(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", "/some where/python")
    install = ROOT / "locks/install.py"
    assert extras.install_command("web") == f"'/some where/python' {install} web"


def test_beside_a_wheel_it_is_what_the_part_is_made_of(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", "/opt/python")
    monkeypatch.setattr(extras, "__file__", str(tmp_path / "lib/pathway/extras.py"))
    assert extras.install_command("web") == (
        "/opt/python -m pip install 'textual-serve>=1.1' 'textual>=8.2'"
    )


@pytest.mark.parametrize("extra", PROJECT["optional-dependencies"])
def test_every_part_is_made_of_something(extra: str) -> None:
    parts = extras.parts_of(extra)
    assert parts
    assert not [part for part in parts if part.startswith(extras.DISTRIBUTION)]
