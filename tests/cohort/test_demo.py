"""`make demo-cohort`: made-up patients under two versions of a pathway, from one command."""

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from pathway.engine import open_library
from tests.house.printed import ROOT

from .test_agreement import shipped


@pytest.mark.slow
def test_the_demonstration_says_what_it_does_and_where_its_pages_are(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "examples/cohort/demo.py", "300", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    told = re.sub(r"[0-9.]+ s\]|(?<=in )[0-9]+(?= seconds)", "N", done.stdout)
    told = told.replace(str(folder), "OUT")
    changes = (folder / "changes.txt").read_text("utf-8")
    assert re.sub(r" *, [0-9,]+ a second", "", told) == _TOLD.replace(
        "CHANGES", "\n".join(changes.splitlines()[:12])
    )
    assert changes.startswith("Sciatica, conservative care first: what changes\n")
    assert "stomach protection (PPI)" in changes
    assert "<!DOCTYPE html>" in (folder / "report.html").read_text("utf-8")
    assert sorted(one.name for one in folder.iterdir()) == [
        *("answers.parquet", "changes.txt", "next", "patients.parquet", "report.html")
    ]
    before, after = (one.program("sciatica") for one in (shipped(), open_library(folder / "next")))
    assert after.version != before.version


def test_the_next_version_differs_in_a_threshold_and_its_number(tmp_path: Path) -> None:
    folder = runpy.run_path(str(ROOT / "examples/cohort/demo.py"))["next_version"](
        tmp_path / "next"
    )
    lines = {
        path.name: changed
        for path in sorted(folder.rglob("*.yaml"))
        if (changed := _changed(ROOT / "pathways" / path.relative_to(folder), path))
    }
    number = lines.pop("sciatica.yaml")
    assert lines == {"parameters.yaml": [("    default: 65", "    default: 45")]}
    assert [one.startswith('version: "') for one in number[0]] == [True, True]
    assert len(number) == 1


def _changed(before: Path, after: Path) -> list[tuple[str, str]]:
    lines = zip(*(one.read_text("utf-8").splitlines() for one in (before, after)), strict=True)
    return [(one, other) for one, other in lines if one != other]


_TOLD = """\
$ pathway cohort synth 300 OUT/patients.parquet --distributions \
examples/cohort/distributions.yaml --as-of 2026-11-20
300 made-up patients: OUT/patients.parquet  [N
$ pathway cohort diff pathways OUT/next OUT/patients.parquet --as-of 2026-11-20
$ pathway cohort run OUT/patients.parquet OUT/answers.parquet --as-of 2026-11-20
300 patients  [N
$ pathway cohort report OUT/answers.parquet --format html
CHANGES

300 patients under two versions in N seconds:
  OUT/report.html
      who is due, and where care has gaps
  OUT/changes.txt
      what the next version changes, and for whom
"""


def test_make_installs_what_tables_need_and_no_more(tmp_path: Path) -> None:
    done = subprocess.run(
        ["make", "--no-print-directory", "-n", "demo-cohort", f"VENV={tmp_path}", "PATIENTS=5"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    python = f"{tmp_path}/bin/python"
    installed = [line for line in done.stdout.splitlines() if "locks/install.py" in line]
    assert installed == [f"{python} locks/install.py cohort"]
    assert done.stdout.splitlines()[-1] == f"{python} examples/cohort/demo.py 5"
