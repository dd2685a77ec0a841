"""`pathway cohort diff`: for whom another version changes what, and what these have in common."""

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from pathway.cohort.whom import Whom
from pathway.engine import open_library
from pathway.ground.vocabulary import BOOLEAN
from tests.cli.conftest import Run, run
from tests.house.printed import ROOT

from .rows import AS_OF

__all__ = ["run"]


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped pathways with stomach protection from 75 years on in place of 65."""
    folder = tmp_path_factory.mktemp("libraries") / "later"
    shutil.copytree(ROOT / "pathways", folder)
    path = folder / "parameters.yaml"
    before, _, rest = path.read_text("utf-8").partition("  ppi_age:")
    path.write_text(f"{before}  ppi_age:{rest.replace('default: 65', 'default: 75', 1)}", "utf-8")
    return folder


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """People who may take an anti-inflammatory drug next, of whom only the age differs."""
    asked = [
        a.name
        for a in open_library(ROOT / "pathways").vocabulary.attributes.values()
        if a.type == BOOLEAN and a.name != "enough_relief"
    ]
    no: dict[str, Any] = dict.fromkeys(asked, False)
    started = AS_OF - timedelta(days=14)
    rows = [
        {
            **no,
            "id": f"age-{age}-{number}",
            "recorded_on": AS_OF,
            "age": age,
            "leg_pain": "radicular",
            "history_taken": True,
            "exercise_program.outcome": "worse",
            "exercise_program.start": started,
        }
        for age in (40, 64, 65, 70, 74, 75, 80)
        for number in range(2)
    ]
    path = tmp_path_factory.mktemp("tables") / "table.parquet"
    names = list(dict.fromkeys(name for row in rows for name in row))
    parquet.write_table(pa.table({n: [row.get(n) for row in rows] for n in names}), path)
    return path


def test_who_changes_and_what_they_have_in_common(run: Run, later: Path, table: Path) -> None:
    told = run("cohort", "diff", ROOT / "pathways", later, table, "--as-of", "2026-11-20", "--json")
    assert json.loads(told.stdout) == {
        "patients": 14,
        "changed": 6,
        "changes": [
            {
                "about": "ppi",
                "before": "ask first",
                "after": "do not start",
                "patients": 6,
                "examples": ["age-65-0", "age-65-1", "age-70-0"],
                "whom": ["age: at least 65 and below 75 years"],
            }
        ],
    }


def test_as_a_page(run: Run, later: Path, table: Path) -> None:
    command = ("cohort", "diff", ROOT / "pathways", later, table, "--as-of", "2026-11-20")
    page = run(*command, "--format", "html").stdout
    assert page.startswith("<!DOCTYPE html>")
    assert "age: at least 65 and below 75 years" in page


def test_what_occurs_is_told_by_the_limits_and_unknown_is_no_answer(later: Path) -> None:
    """A number on a limit, one between two, one that is not there; the whole table says nothing."""
    old, new = (open_library(f).program("sciatica") for f in (ROOT / "pathways", later))
    ages = pa.array([65.0, 70.0, None, 80.0, 50.0])
    rows = pa.record_batch([pa.array(list("abcde")), ages], ["id", "age"])
    whom = Whom(old, new, rows.schema.names, AS_OF)
    classes = whom.classes(rows)
    for key, where in {"on": [0], "both": [0, 1], "open": [1, 2], "all": [0, 1, 2, 3, 4]}.items():
        whom.add(key, classes, where)
    assert {key: whom.said(key) for key in ("on", "both", "open", "all", "nobody")} == {
        "on": ("age: 65 years",),
        "both": ("age: at least 65 and below 75 years",),
        "open": ("age: above 65 and below 75 years or unknown",),
        "all": (),
        "nobody": (),
    }
