"""The first steps of an author work as `docs/authoring.md` says: every edit, command and answer."""

import re
import shlex
import textwrap
from pathlib import Path

import pytest

from tests.cli.processes import pathway

DOCUMENT = Path(__file__).parents[2] / "docs/authoring.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks() -> list[tuple[str, str]]:
    """The kind and the text of each block, in order."""
    return BLOCK.findall(DOCUMENT.read_text())


def pattern(answer: str) -> re.Pattern[str]:
    """An answer as the document shows it, where `…` stands for anything."""
    parts = answer.rstrip("\n").split("…")
    return re.compile(".*".join(map(re.escape, parts)), re.DOTALL)


def edit(folder: Path, block: str) -> None:
    """Replace the lines with `-` by those with `+`, between the others as they are."""
    heading, *lines = block.splitlines()
    path = folder / heading.removeprefix("--- ")
    before = "".join(f"{line[2:]}\n" for line in lines if line[0] in "- ")
    after = "".join(f"{line[2:]}\n" for line in lines if line[0] in "+ ")
    text = path.read_text()
    assert text.count(before) == 1, f"{path.name} has no such lines, or has them twice: {before}"
    path.write_text(text.replace(before, after, 1))


def write(folder: Path, block: str) -> None:
    """Write a new file, or add to one; the first line names it and does not belong to it."""
    heading, _, text = block.partition("\n")
    path = folder / heading.removeprefix("# ")
    before = path.read_text() if path.exists() else ""
    path.write_text(before + text)


def run(folder: Path, block: str) -> None:
    """Run every command of a block and compare what it answers."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, answer = part.partition("\n")
        program, *words = shlex.split(command)
        assert program == "pathway"
        done = pathway(*words, cwd=folder, environment={"COLUMNS": "80"})
        told = done.stdout.decode().rstrip("\n")
        assert pattern(answer).fullmatch(told), f"{command}\n{told}\n{done.stderr.decode()}"


@pytest.mark.slow
def test_every_step_of_the_document(tmp_path: Path) -> None:
    doing = {"console": run, "diff": edit, "yaml": write, "gherkin": write}
    done = [doing[kind](tmp_path, block) for kind, block in blocks()]
    assert len(done) == len(blocks()) >= 15
    assert (tmp_path / "knee_pain/therapies/injection.yaml").exists()


@pytest.mark.parametrize(
    ("answer", "told", "same"),
    [
        ("one\ntwo\n", "one\ntwo", True),
        ("one\n…\nthree\n", "one\ntwo\n2\nthree", True),
        ("one…three\n", "one two three", True),
        ("one\n", "one\ntwo", False),
        ("…\ntwo\n", "one\nthree", False),
    ],
)
def test_an_answer_is_compared_whole_but_for_what_is_left_out(
    answer: str, told: str, same: bool
) -> None:
    assert bool(pattern(answer).fullmatch(told)) is same


def test_an_edit_needs_the_lines_it_replaces(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(textwrap.dedent("one: 1\ntwo: 2\n"))
    edit(tmp_path, "--- a.yaml\n  one: 1\n- two: 2\n+ two: 3\n+ three: 3\n")
    assert (tmp_path / "a.yaml").read_text() == "one: 1\ntwo: 3\nthree: 3\n"
    with pytest.raises(AssertionError, match="no such lines"):
        edit(tmp_path, "--- a.yaml\n- two: 2\n+ two: 4\n")
