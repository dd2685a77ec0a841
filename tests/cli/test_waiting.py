"""`pathway check --waiting`: what holds back the options of a folder of patients."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run


@pytest.fixture
def people(tmp_path: Path) -> Path:
    for name, age in (("a", 40), ("b", 41)):
        (tmp_path / f"{name}.yaml").write_text(
            f"patient: {name}\nrecorded: 2026-11-20\nsource: consultation\n"
            f"attributes:\n  age: {age} years\n  leg_pain: radicular\n"
        )
    return tmp_path


def test_the_table_says_how_many_and_how_many_alone(run: Run, people: Path) -> None:
    done = run("check", "--waiting", str(people), "--as-of", "2026-11-20", "--json")
    found = json.loads(done.stdout)
    assert done.exit_code == 0
    assert found["schema"] == "pathway-waiting/1"
    assert found["patients"] == 2
    first = found["held"][0]
    assert first["options"] >= found["held"][-1]["options"]
    assert all(one["alone"] <= one["options"] <= found["waiting"] for one in found["held"])
    assert {"red flags"} <= {one["what"] for one in found["held"]}
    assert found["beside_flags"] <= found["waiting"]


def test_the_table_in_text(run: Run, people: Path) -> None:
    done = run("check", "--waiting", str(people), "--as-of", "2026-11-20")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "What holds back options of 2 patients"
    assert any(line.split()[:2] == ["red", "flags"] for line in lines)


def test_what_is_no_folder_of_patients(run: Run, tmp_path: Path) -> None:
    nowhere = run("check", "--waiting", str(tmp_path / "nowhere"))
    assert nowhere.exit_code == 2
    assert "is not a folder" in nowhere.stderr
    empty = run("check", "--waiting", str(tmp_path))
    assert empty.exit_code == 2
    assert "there is no patient file in" in empty.stderr


def test_a_file_that_is_no_patient_ends_it(run: Run, people: Path) -> None:
    (people / "c.yaml").write_text("patient: [")
    done = run("check", "--waiting", str(people))
    assert done.exit_code != 0
    assert "c.yaml" in done.stderr
    assert "Traceback" not in done.stderr
