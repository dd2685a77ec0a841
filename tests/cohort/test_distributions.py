"""A file of distributions that is wrong, and what the command says."""

import re
from pathlib import Path

import pytest
import yaml
from pyarrow import parquet

from pathway.cohort.distributions import read_distributions
from pathway.cohort.plans import read_by
from pathway.ground.problems import Problem, UsageError
from tests.cli.conftest import Run, run
from tests.house.consoles import commands, shows
from tests.house.printed import ROOT

from .test_agreement import shipped
from .test_synth import SHIPPED

__all__ = ["run"]
FAULTS = yaml.safe_load(Path(__file__).with_name("distribution_faults.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case["told"][:40])
def test_faults(tmp_path: Path, case: dict[str, str]) -> None:
    """Each with its code, its place and what to do."""
    path = tmp_path / "bad.yaml"
    path.write_text(f"{case['file']}title: x\n", encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_distributions(path, shipped().program("sciatica"), 0)
    assert [_short(problem) for problem in refused.value.problems] == [case["told"]]


def _short(problem: Problem) -> str:
    place = str(problem.span).rpartition(".yaml:")[2]
    hint = f"; {problem.hint}" if problem.hint else ""
    return f"{problem.code} {place} {problem.message}{hint}"


def test_all_faults_of_a_file_are_told_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("title: x\nattributes:\n  agee: {yes: 0, source: x}\n  fever: {source: x}\n")
    found = run("cohort", "synth", "5", str(tmp_path / "x.csv"), "--distributions", str(path))
    assert (found.exit_code, found.stderr.splitlines()) == (
        2,
        [
            "P104 unknown attribute `agee`",
            f"  {path}:3:3",
            "     3 |   agee: {yes: 0, source: x}",
            "       |   ^~~~",
            "  help: did you mean `age`?",
            "",
            "P102 how `fever` is distributed is said in no way",
            f"  {path}:4:10",
            "     4 |   fever: {source: x}",
            "       |          ^~~~~~~~~~~",
            "  help: write `yes`",
        ],
    )
    assert [one.name for one in tmp_path.iterdir()] == ["bad.yaml"]


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "none.yaml"
    found = run("cohort", "synth", "5", str(tmp_path / "x.csv"), "--distributions", str(path))
    assert (found.exit_code, found.stderr) == (
        2,
        f"P501 cannot read {path}: no such file or directory\n",
    )


# -- the command ----------------------------------------------------------------------------------


def test_the_command_says_what_the_file_leaves_out(run: Run, tmp_path: Path) -> None:
    path, target = tmp_path / "few.yaml", tmp_path / "few.parquet"
    path.write_text("title: Few\nattributes: {fever: {yes: 0.5, source: assumed}}\n")
    found = run("cohort", "synth", "7", str(target), "--distributions", str(path))
    count = len(read_by(shipped().program("sciatica")))
    assert found.stdout == (
        f"7 made-up patients: {target}\n"
        f"not in the file, and drawn as without it: {count - 1} of {count} "
        "attributes\n"
    )
    assert parquet.read_metadata(target).num_rows == 7
    whole = run("cohort", "synth", "7", str(target), "--force", "--distributions", str(SHIPPED))
    assert whole.stdout == f"7 made-up patients: {target}\n"


def test_two_ways_at_once_are_refused(run: Run, tmp_path: Path) -> None:
    asked = ("--boundary", "--distributions", str(SHIPPED))
    found = run("cohort", "synth", "7", str(tmp_path / "x.csv"), *asked)
    assert (found.exit_code, found.stderr) == (
        2,
        (
            "P510 `--boundary` and `--distributions` say two different things\n"
            "  help: leave one of them out\n"
        ),
    )


def test_the_target_is_never_the_file_that_is_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("title: Own\n")
    found = run("cohort", "synth", "7", str(path), "--force", "--distributions", str(path))
    assert found.exit_code == 2
    assert path.read_text() == "title: Own\n"


def test_the_page_is_so(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its commands print what is shown, and its files can be read."""
    for name in ("examples", "pathways"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    page = "docs/cohorts-synth.md"
    assert [shows(run, *one, tmp_path) for one in commands(page)] == [0]
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    for block in blocks:
        title = "" if block.startswith("title") else "title: x\n"
        (tmp_path / "block.yaml").write_text(title + block, encoding="utf-8")
        read_distributions(tmp_path / "block.yaml", shipped().program("sciatica"), 0)
    assert len(blocks) == 4
