"""`docs/integration.md` works as it says: every command, Python block, file and output."""

import re
import shlex
from pathlib import Path

import pytest

from tests.authoring.test_authoring import pattern

from .guide import DOCUMENT, EXAMPLES, ROOT, Session, answered, blocks, commands, copied


@pytest.mark.slow
def test_every_block_of_the_guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied(tmp_path)
    monkeypatch.chdir(tmp_path)
    session, printed = Session(), ""
    for kind, block in blocks():
        if kind != "text":
            assert printed == "", f"the guide does not show what it prints: {printed}"
        if kind == "python":
            printed = session.run(block)
        elif kind == "text":
            assert printed == block
            printed = ""
        elif kind == "console":
            compared(block)
        elif kind in ("yaml", "json"):
            shown(tmp_path, block)
        else:
            installed(block)
    assert printed == ""


def compared(block: str) -> None:
    """Every command of a block answers what the guide shows."""
    for command, answer in commands(block):
        told = answered(command)
        assert pattern(answer).fullmatch(told), f"{command}\n{told}"


def shown(folder: Path, block: str) -> None:
    """A file reads as the guide shows it; the first line names it."""
    heading, _, text = block.partition("\n")
    told = (folder / heading.removeprefix("# ")).read_text().rstrip("\n")
    assert pattern(text).fullmatch(told), told


def installed(block: str) -> None:
    """What the guide installs is a lock file that is there."""
    made, _, command = block.partition(" && ")
    assert made == "python3 -m venv .venv"
    python, script, name = shlex.split(command)
    assert (python, script) == (".venv/bin/python", "locks/install.py")
    assert (ROOT / f"locks/{name}.txt").is_file()


def test_the_kinds_of_blocks_and_their_number() -> None:
    kinds = [kind for kind, _ in blocks()]
    assert set(kinds) == {"sh", "python", "text", "console", "yaml", "json"}
    assert kinds.count("python") == kinds.count("text") == 16
    assert "\n?\n" not in DOCUMENT.read_text()


def test_from_a_bundle_to_advice_are_ten_lines() -> None:
    first = next(block for kind, block in blocks() if kind == "python")
    assert len([line for line in first.splitlines() if line.strip()]) <= 10
    assert "patient_from_fhir" in first
    assert "library.advise" in first


def test_everything_that_the_guide_names_exists() -> None:
    text = DOCUMENT.read_text()
    links = re.findall(r"\]\(([\w/.-]+\.md)(?:#[\w-]+)?\)", text)
    files = re.findall(r"`(?:python )?((?:benchmarks|examples)/[\w/.]+)`", text)
    assert [name for name in links if not (DOCUMENT.parent / name).exists()] == []
    assert [name for name in files if not (ROOT / name).exists()] == []
    assert len(links) >= 3
    assert len(files) >= 3


def test_every_example_is_used_by_the_guide() -> None:
    text = DOCUMENT.read_text()
    assert [path.name for path in EXAMPLES.iterdir() if path.name not in text] == []
