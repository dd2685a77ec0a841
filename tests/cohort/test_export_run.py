"""`pathway cohort run` for an export: the same bytes however it is cut, and by many processes."""

import json
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import csv, parquet

from pathway.cohort.bulk import lines
from pathway.cohort.bulk import run as running
from pathway.cohort.bulk.run import ExportAsked, run_export
from pathway.ground.problems import UsageError
from tests.cli.conftest import Run, run
from tests.house.consoles import commands, shows
from tests.house.printed import ROOT

from .exports import export
from .rows import AS_OF
from .test_export_faults import of, person

__all__ = ["run"]

EXAMPLE: Final = ROOT / "examples/cohort/ndjson"


def asked(source: Path, target: Path, processes: int = 1, site: Path | None = None) -> ExportAsked:
    today = max(AS_OF, date.today())
    return ExportAsked(
        source, target, None, "sciatica", AS_OF, today, site=site, processes=processes
    )


def people() -> list[dict[str, Any]]:
    """Thirty people with some records each."""
    chance, found = Random(1), list[dict[str, Any]]()
    codes = ("icd10 M54.31", "icd10 I10", "icd10 K25.7", "icd10 E11.9")
    for number in range(30):
        id_ = f"p{number:02}"
        found.append(person(id_))
        for one in range(chance.randint(0, 3)):
            problem = of(id_, 0, problem=chance.choice(codes), onsetDateTime="2026-10-01")
            found.append({**problem, "id": f"{id_}-c{one}"})
        order = of(id_, 0, order=chance.choice(("rxnorm 11289", "rxnorm 5640")))
        found.append({**order, "id": f"{id_}-m"})
    return found


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=5, deadline=None)
def test_how_an_export_is_cut_changes_nothing(
    chance: Random, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("exports")
    for name, by in (("one", None), ("other", chance)):
        export(folder / name, people(), by)
        found = run_export(asked(folder / name, folder / f"{name}.csv"))
        assert (found.patients, found.left_out, found.faults, found.is_whole) == (30, 0, {}, True)
    assert (folder / "one.csv").read_bytes() == (folder / "other.csv").read_bytes()
    ids = csv.read_csv(folder / "one.csv").column("id").to_pylist()
    assert ids == [f"p{number:02}" for number in range(30)]


def test_several_processes_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_PATIENTS", 10)
    monkeypatch.setattr(running, "_LINES", 20)
    export(tmp_path / "in", people())
    told = list[tuple[int, int | None]]()
    run_export(asked(tmp_path / "in", tmp_path / "one.parquet"))
    run_export(
        asked(tmp_path / "in", tmp_path / "two.parquet", 2),
        lambda done, total, _: told.append((done, total)),
    )
    one, two = (parquet.read_table(tmp_path / f"{name}.parquet") for name in ("one", "two"))
    assert one.to_pylist() == two.to_pylist()
    assert told[-1] == (30, 30)
    assert len(told) > 2
    assert [path.name for path in sorted(tmp_path.iterdir())] == [
        "in",
        "one.parquet",
        "two.parquet",
    ]


def test_a_process_that_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written, and what was there before stays."""

    def broken(*_: object) -> Iterator[Future[object]]:
        raise BrokenProcessPool
        yield

    monkeypatch.setattr(running, "_PATIENTS", 10)
    monkeypatch.setattr(running, "_in_order", broken)
    export(tmp_path / "in", people())
    (tmp_path / "out.csv").write_text("before")
    with pytest.raises(UsageError) as refused:
        run_export(asked(tmp_path / "in", tmp_path / "out.csv", 2))
    assert [(p.code, p.message) for p in refused.value.problems] == [
        ("P501", "a process of the run was ended from outside: nothing is written")
    ]
    assert (tmp_path / "out.csv").read_text() == "before"
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["in", "out.csv"]


def test_what_does_not_fit_into_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That is no fault of the file, and nobody's record misses anything: nothing is said."""
    monkeypatch.setattr(lines, "MEMORY", "20MB")
    note = {"note": [{"text": "x" * 200_000}]}
    export(tmp_path / "in", [{**one, **note} for one in people()])
    with pytest.raises(UsageError) as refused:
        run_export(asked(tmp_path / "in", tmp_path / "out.csv"))
    [problem] = refused.value.problems
    assert problem.code == "P501"
    assert problem.message.endswith(".ndjson` does not fit into 20MB of memory")
    assert problem.hint == "cut the file into several"
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


# -- the command --------------------------------------------------------------------------------


def test_the_command(run: Run, tmp_path: Path) -> None:
    target, more = tmp_path / "out.csv", ("--as-of", "2026-11-20", "--site", EXAMPLE / "site.yaml")
    result = run("cohort", "run", EXAMPLE, target, "--json", *more)
    assert (result.exit_code, result.stderr) == (1, "")
    assert json.loads(result.stdout) == {
        "patients": 4,
        "left_out": 1,
        "parts": 7,
        "kept": 0,
        "faults": [
            {"column": "Observation.ndjson", "reason": "a line that is no JSON", "cells": 1},
            {"column": "Patient", "reason": "the patient has died: left out", "cells": 1},
        ],
        "unread": [],
        "appeared": [],
    }
    again = run("cohort", "run", EXAMPLE, target, *more)
    assert again.exit_code == 2
    assert again.stderr.startswith("P5")
    forced = run("cohort", "run", EXAMPLE, target, "--force", "--processes", "1", *more)
    assert (forced.exit_code, forced.stderr) == (1, "")
    assert target.stat().st_mode & 0o777 == 0o600


def test_somebody_who_has_died_is_told_and_was_read(run: Run, tmp_path: Path) -> None:
    """A real export always has some: the exit code says whether anything could not be read."""
    shutil.copytree(EXAMPLE, tmp_path / "in")
    lines = (tmp_path / "in/Observation.ndjson").read_text("utf-8").splitlines()
    whole = [line for line in lines if line.endswith("}")]
    assert len(whole) == len(lines) - 1
    (tmp_path / "in/Observation.ndjson").write_text("\n".join(whole) + "\n", "utf-8")
    result = run("cohort", "run", tmp_path / "in", tmp_path / "out.csv", "--as-of", "2026-11-20")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "4 patients\n1 row was left out\nPatient: 1 × the patient has died: left out\n"
    )


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((EXAMPLE, "answers"), "`answers` is no name for a table"),
        (
            (ROOT / "examples/cohort/clinic.csv", "out.csv", "--site", EXAMPLE / "site.yaml"),
            "settings of a site are only for records in FHIR",
        ),
        (
            (ROOT / "examples/cohort/clinic.csv", "out.csv", "--base", "https://a.example.org"),
            "the address of a server is only for records in FHIR",
        ),
        ((EXAMPLE, "out.csv", "--site", "nowhere.yaml"), "cannot read `nowhere.yaml`"),
        ((EXAMPLE, "no/such/folder/out.csv"), "no/such/folder"),
    ],
)
def test_refusals(
    args: tuple[str | Path, ...],
    said: str,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("cohort", "run", *args)
    assert result.exit_code == 2, result.output
    assert said in re.sub(r"\s+", " ", result.stderr)
    assert list(tmp_path.iterdir()) == []


def test_every_command_of_the_page_prints_what_is_shown(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    told = commands("docs/cohorts-fhir.md")
    assert [shows(run, *one, tmp_path) for one in told] == [1, 0]
