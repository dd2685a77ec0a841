"""check, show and new, in this process."""

import json
from pathlib import Path

import pytest

from tests.golden import expect

from .conftest import Run


def test_a_new_pathway_passes_the_check(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "my_pain"
    result = run("new", "my_pain", "--folder", folder)
    assert result.exit_code == 0
    expect("cli/new.txt", result.stdout.replace(str(tmp_path), "."))
    result = run("check", folder)
    assert result.exit_code == 0
    expect("cli/check.txt", result.stdout)


def test_new_never_overwrites(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "library.yaml"
    mine.write_text("mine")
    result = run("new", "pain", "--folder", tmp_path)
    assert result.exit_code == 2
    assert result.stderr == (
        f"P508 `{mine}` is already there, and nothing is ever overwritten\n"
        "  help: choose another folder with `--folder DIR`\n"
    )
    assert mine.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [mine]


@pytest.mark.parametrize(
    ("name", "such_as"),
    [
        ("../pain", ", such as `pain`"),
        ("Knee-Pain", ", such as `knee_pain`"),
        ("a b", ", such as `a_b`"),
        ("1", ""),
        ("", ""),
        ("x" * 41, ""),
    ],
)
def test_new_wants_an_id(run: Run, tmp_path: Path, name: str, such_as: str) -> None:
    result = run("new", name, "--folder", tmp_path)
    assert result.exit_code == 2
    assert result.stderr == (
        f"P507 `{name}` cannot be the id of a pathway\n"
        "  help: an id begins with a small letter and has small letters, digits and `_` only"
        f"{such_as}\n"
    )


def test_check_shows_every_problem_and_counts(run: Run, tmp_path: Path) -> None:
    run("new", "pain", "--folder", tmp_path)
    pathway = tmp_path / "pain.yaml"
    text = pathway.read_text()
    pathway.write_text(
        text.replace("pain = 'severe'", "pian = 'severe'").replace("step up", "stepup")
    )
    result = run("check", tmp_path)
    assert result.exit_code == 1
    assert "pain.yaml:" in result.stdout
    assert result.stdout.splitlines()[-1].endswith(" errors")
    found = json.loads(run("check", tmp_path, "--json").stdout)["problems"]
    assert {problem["severity"] for problem in found} == {"error"}
    assert {problem["file"] for problem in found} == {"pain.yaml"}


def test_check_of_nothing(run: Run) -> None:
    result = run("check", "nowhere")
    assert result.exit_code == 2


def test_check_as_json(run: Run, library: Path) -> None:
    answer = json.loads(run("check", library, "--json").stdout)
    assert list(answer) == ["library", "counts", "problems"]
    assert answer["problems"] == []
    assert answer["counts"]["therapy"] == 2


@pytest.mark.parametrize("form", ["tree", "mermaid", "dot", "svg"])
def test_show(run: Run, library: Path, form: str) -> None:
    result = run("show", "pain", "--library", library, "--format", form)
    assert result.exit_code == 0
    expect(f"cli/show.{form}", result.stdout)


def test_show_where_a_patient_is(run: Run, library: Path, example: str) -> None:
    asked = ("show", "pain", "--library", library)
    marked = run(*asked, "--patient", example, "--as-of", "2026-01-15")
    assert marked.exit_code == 0
    assert marked.stdout != run(*asked).stdout


def test_show_for_review(run: Run, library: Path) -> None:
    result = run("show", "pain", "--library", library, "--format", "review")
    assert result.exit_code == 0
    assert result.stdout.startswith("<!DOCTYPE html>")
    assert "DRAFT, not clinically signed off" in result.stdout


def test_a_review_speaks_of_no_patient(run: Run, library: Path, example: str) -> None:
    asked = ("show", "pain", "--library", library, "--format", "review")
    result = run(*asked, "--patient", example)
    assert result.exit_code == 2
    assert result.stderr == "P510 a review speaks of no patient\n  help: leave out `--patient`\n"


def test_show_of_an_unknown_pathway(run: Run, library: Path) -> None:
    result = run("show", "pian", "--library", library)
    assert result.exit_code == 2
    assert result.stderr == "P502 unknown pathway `pian`\n  help: did you mean `pain`?\n"
