"""`pathway check --since`: content compared with a folder, a git revision or the last tag."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from pathway.ground.problem_pages import page
from tests.cli.conftest import Run, run

from .test_bump import before

__all__ = ["run"]
COUNTS = "1 pathway, 3 therapies, 2 red flags, 12 attributes, 2 recommendations, 1 source"
NOTHING = "nothing to compare with: no tag such as `sciatica-1.1.0` or `v0.1.0` for `back_pain`\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return before(tmp_path / "pathways")


def git(folder: Path, *words: str) -> None:
    author = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "tag.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *author, *words], check=True, capture_output=True)


def committed(folder: Path, *tags: str) -> None:
    """Put what stands in a folder under version control, with tags."""
    top = folder.parent
    if not (top / ".git").exists():
        git(top, "init", "-q")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "As it is")
    for tag in tags:
        git(top, "tag", tag)


def change(library: Path, file: str, old: str, new: str) -> None:
    path = library / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))


def test_without_git_there_is_nothing_to_compare_with(run: Run, library: Path) -> None:
    result = run("check", library, "--since", "last")
    assert result.exit_code == 0
    assert result.stdout == f"{NOTHING}pathways: {COUNTS}, no problems\n"


def test_without_a_tag_there_is_nothing_to_compare_with(run: Run, library: Path) -> None:
    committed(library, "release", "v1", "knee-2.0.0", "v0.1.0-beta")
    assert run("check", library, "--since", "last").stdout.startswith(NOTHING)


def test_a_pathway_s_own_tag_comes_before_that_of_the_library(run: Run, library: Path) -> None:
    committed(library, "v9.0.0", "back_pain-0.9.0")
    change(library, "back_pain.yaml", "Back pain", "Pain in the back")
    committed(library, "back_pain-0.10.0")
    result = run("check", library, "--since", "last")
    assert result.exit_code == 0
    assert result.stdout == (
        f"back_pain 1 → 1 since back_pain-0.10.0: unchanged\npathways: {COUNTS}, no problems\n"
    )


def test_a_version_that_says_too_little(run: Run, library: Path) -> None:
    committed(library, "v0.1.0")
    change(library, "therapies/nsaid.yaml", "when: ulcer", "when: ulcer and better")
    change(library, "back_pain.yaml", 'version: "1"', 'version: "1.1.0"')
    result = run("check", library, "--since", "last")
    assert result.exit_code == 1
    assert result.stdout == (
        "back_pain 1 → 1.1.0 since v0.1.0: something that others rely on is gone\n"
        "P801 `back_pain` is 1.1.0, but since 1 `nsaid` may be contraindicated for fewer patients\n"
        "  back_pain.yaml:3:11\n"
        '     3 | version: "1.1.0"\n'
        "       |           ^~~~~\n"
        "  help: this demands a major version: 2.0.0 or later\n"
        "\n"
        f"pathways: {COUNTS}, 1 warning\n"
    )
    change(library, "back_pain.yaml", 'version: "1.1.0"', 'version: "2.0.0"')
    assert run("check", library, "--since", "v0.1.0").exit_code == 0


def test_a_version_that_goes_back(run: Run, library: Path) -> None:
    committed(library, "v0.1.0")
    change(library, "back_pain.yaml", 'version: "1"', 'version: "0.9"')
    result = run("check", library, "--since", "HEAD", "--json")
    answer = json.loads(result.stdout)
    assert answer["since"] == ["back_pain 1 → 0.9 since HEAD: unchanged"]
    (problem,) = answer["problems"]
    assert problem["code"] == "P801"
    assert problem["message"] == "`back_pain` went back from 1 to 0.9"
    assert problem["help"] == "versions only go up: 1.0.0 or later"


def test_against_a_folder(run: Run, library: Path, tmp_path: Path) -> None:
    shutil.copytree(library, tmp_path / "then")
    change(library, "sources.yaml", "2023", "2023, Geneva")
    result = run("check", library, "--since", tmp_path / "then")
    assert result.exit_code == 1
    assert "this demands" not in result.stdout
    assert "help: other words demand a patch: 1.0.1 or later\n" in result.stdout


def test_a_pathway_that_was_not_there(run: Run, library: Path, tmp_path: Path) -> None:
    then = shutil.copytree(library, tmp_path / "then")
    (then / "back_pain.yaml").rename(then / "legs.yaml")
    change(then, "legs.yaml", "pathway: back_pain", "pathway: legs")
    change(then, "library.yaml", "[back_pain]", "[legs]")
    result = run("check", library, "--since", then)
    assert result.stdout.startswith(f"back_pain 1: new since {then}\n")
    assert result.exit_code == 0


def test_content_that_can_no_longer_be_read(run: Run, library: Path, tmp_path: Path) -> None:
    then = shutil.copytree(library, tmp_path / "then")
    change(then, "back_pain.yaml", "limits:", "limit:")
    result = run("check", library, "--since", then)
    assert result.stdout.startswith(
        f"nothing to compare with: the content of `{then}` cannot be read by this version of"
        " pathway\n"
    )
    assert result.exit_code == 0


@pytest.mark.parametrize("since", ["nowhere", "--output=x", "-x"])
def test_what_is_neither_folder_nor_revision(run: Run, library: Path, since: str) -> None:
    committed(library)
    result = run("check", library, f"--since={since}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"P510 there is no folder or git revision `{since}`\n"
        "  help: name a folder, a revision such as `HEAD~1`, or `last` for the last tag\n"
    )
    assert list(library.parent.glob("x")) == []


def test_the_shipped_pathways_have_no_history(run: Run) -> None:
    result = run("check", "--since", "last")
    assert result.exit_code == 2
    assert result.stderr == (
        "P510 the shipped pathways have no history here\n  help: name their folder as well\n"
    )


def test_the_page_of_the_problem_shows_what_it_means(run: Run, library: Path) -> None:
    """A red flag more demands a minor version, as the page says of its examples."""
    change(library, "back_pain.yaml", 'version: "1"', 'version: "1.1.0"')
    committed(library)
    change(
        library,
        "red-flags.yaml",
        "red flags:",
        "red flags:\n  tumour: {title: Tumour, when: worst_pain, urgency: soon, action: Look,"
        " to: ward, because: Hours, source: who}",
    )
    text = page("P801") or ""
    assert "a red flag was added since 1.1.0" in text
    now = 'version: "1.1.0"'
    for example, code in (('version: "1.1.1"', 1), ('version: "1.2.0"', 0)):
        assert example in text
        change(library, "back_pain.yaml", now, example)
        now = example
        assert run("check", library, "--since", "HEAD").exit_code == code
