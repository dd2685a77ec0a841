"""Damaged, odd and changing input of `pathway cohort run`: all it says, and the exit status."""

import os
import re
import resource
import subprocess
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from pathway.cohort.run import run as evaluate
from tests.cli.conftest import Run, run

from .test_run import answered, asked, folder, people, table

__all__ = ["run"]

DAY = ("--as-of", "2026-11-20", "--pathway", "sciatica")
NO_PARQUET = (
    "cannot be read: Parquet magic bytes not found in footer. "
    "Either the file is corrupted or this is not a parquet file."
)


def told(run: Run, source: Path, target: Path) -> tuple[int, str]:
    """The exit status and all that is printed, without the test's folder and its speed."""
    found = run("cohort", "run", source, target, *DAY)
    text = found.output.replace(f"{source.parent}/", "")
    return found.exit_code, re.sub(", [0-9,]+ a second", "", text)


# -- damaged files -----------------------------------------------------------------------------


def test_a_truncated_file(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "in.parquet"
    parquet.write_table(people("a"), source)
    source.write_bytes(source.read_bytes()[:-20])
    status, text = told(run, source, tmp_path / "out.parquet")
    assert status == 2
    assert " ".join(text.split()) == f"P501 `in.parquet` {NO_PARQUET}"
    assert not (tmp_path / "out.parquet").exists()


def test_a_truncated_part(run: Run, tmp_path: Path) -> None:
    """The others are finished, and the next run goes on; nothing counts twice."""
    source, target = folder(tmp_path)
    whole = (source / "part-1.parquet").read_bytes()
    (source / "part-1.parquet").write_bytes(whole[:-20])
    damaged = f"not read: `in/part-1.parquet` {NO_PARQUET}\n"
    assert told(run, source, target) == (1, f"4 patients\n{damaged}")
    assert told(run, source, target) == (
        1,
        f"0 patients\n2 of 3 files were written before\n{damaged}",
    )
    (source / "part-1.parquet").write_bytes(whole)
    assert told(run, source, target) == (0, "1 patients\n2 of 3 files were written before\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,leg_pain\na,radicular\nb,radiculé\n", "column #1: CSV conversion error to string"),
        ("id,leg_pain\né,radicular\n", "column #0: CSV conversion error to string"),
    ],
)
def test_mixed_encodings(run: Run, tmp_path: Path, text: str, said: str) -> None:
    """A file of the folder is in Latin-1: it is told, and the other one is finished."""
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "a.csv").write_text("id,leg_pain\nc,radicular\n")
    (source / "b.csv").write_bytes(text.encode("latin-1"))
    assert told(run, source, target) == (
        1,
        f"1 patients\nnot read: `in/b.csv` cannot be read: In CSV {said}: invalid UTF8 data\n",
    )
    assert [part.name for part in target.glob("*.csv")] == ["a.csv"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("id,lég_pain\na,radicular\n".encode("latin-1"), "'utf-8' codec can't decode byte 0xe9"),
        (b"", "Empty CSV file"),
        (b"id,leg_pain\na\n", "CSV parse error: Expected 2 columns, got 1: a"),
    ],
)
def test_a_file_that_is_no_table(run: Run, tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "in.csv").write_bytes(data)
    status, text = told(run, tmp_path / "in.csv", tmp_path / "out.csv")
    assert status == 2
    assert " ".join(text.split()).startswith(f"P501 `in.csv` cannot be read: {said}")
    assert not (tmp_path / "out.csv").exists()


# -- odd cells ---------------------------------------------------------------------------------


def test_columns_of_nothing(run: Run, tmp_path: Path) -> None:
    """Of whatever type they are, they say nothing, and the row is that of somebody unknown."""
    kinds = {"leg_pain": pa.null(), "age": pa.float64(), "egfr": pa.string(), "fever": pa.bool_()}
    kinds |= {"recorded_on": pa.date32(), "history_taken": pa.null(), "nsaid.weeks": pa.int8()}
    columns = {name: pa.nulls(2, kind) for name, kind in kinds.items()}
    parquet.write_table(pa.table({"id": ["a", "b"], **columns}), tmp_path / "in.parquet")
    assert told(run, tmp_path / "in.parquet", tmp_path / "out.parquet") == (0, "2 patients\n")
    parquet.write_table(pa.table({"id": ["a", "b"]}), tmp_path / "ids.parquet")
    told(run, tmp_path / "ids.parquet", tmp_path / "unknown.parquet")
    found, unknown = (
        parquet.read_table(tmp_path / name).to_pylist()
        for name in ("out.parquet", "unknown.parquet")
    )
    assert found == unknown


def test_columns_of_wrong_types(run: Run, tmp_path: Path) -> None:
    rows = {"id": ["a", "b"], "age": [["x"], None], "leg_pain": [1, 2], "egfr": [True, False]}
    rows |= {"fever": [date(2026, 1, 1), None], "inr": [1e400, -1.0], "pain_score": [2**60, 3]}
    parquet.write_table(pa.table(rows), tmp_path / "in.parquet")
    status, text = told(run, tmp_path / "in.parquet", tmp_path / "out.parquet")
    words = "one of none, radicular, referred, claudication"
    assert (status, text.splitlines()) == (
        1,
        [
            "2 patients",
            "fever: 1 × `fever` should be yes or no, not `2026-01-01`",
            "age: 1 × `age` should be a number, not `(several values)`",
            f"leg_pain: 2 × a number, where {words} is needed",
            "pain_score: 1 × an impossible number",
            "inr: 2 × an impossible number",
            "egfr: 2 × yes or no, where a number is needed",
        ],
    )


def test_ids_that_are_no_texts(run: Run, tmp_path: Path) -> None:
    parquet.write_table(pa.table({"id": [["a"], ["b"]]}), tmp_path / "in.parquet")
    assert told(run, tmp_path / "in.parquet", tmp_path / "out.parquet") == (
        1,
        "2 patients\n2 rows were left out\nid: 2 × no id: the row is left out\n",
    )


def test_two_people_under_one_id(run: Run, tmp_path: Path) -> None:
    """In whichever files: nothing is said of either, and nothing counts twice."""
    source, target = folder(tmp_path)
    parquet.write_table(people("a", "g", "g"), source / "part-3.parquet")
    twice = "id: 4 × the id of another row, too: the row is left out\n"
    assert told(run, source, target) == (1, f"8 patients\n4 rows were left out\n{twice}")
    assert answered(target / "part-0.parquet") == {"a": None, "b": "needs information"}
    assert answered(target / "part-3.parquet") == {"a": None, "g": None}
    assert told(run, source, target) == (0, "0 patients\n4 of 4 files were written before\n")


# -- under way ---------------------------------------------------------------------------------


def test_a_part_that_appears_under_way(tmp_path: Path) -> None:
    """What was there at the beginning is run; the next run has the rest."""
    source, target = folder(tmp_path)
    late = source / "part-9.parquet"

    def appears(done: int, total: int | None, seconds: float) -> None:
        if not late.exists():
            parquet.write_table(people("z"), late)

    first = evaluate(asked(source, target), appears)
    expected: dict[str, Any] = {"patients": 5, "left_out": 0, "parts": 3, "kept": 0}
    expected |= {"faults": [], "unread": [], "appeared": [str(late)]}
    assert (first.to_dict(), first.is_whole) == (expected, False)
    again = evaluate(asked(source, target))
    assert again.to_dict() == expected | {"patients": 1, "parts": 4, "kept": 3, "appeared": []}
    assert again.is_whole


def test_a_part_that_vanishes_under_way(tmp_path: Path) -> None:
    source, target = folder(tmp_path)

    def vanishes(done: int, total: int | None, seconds: float) -> None:
        (source / "part-2.parquet").unlink(missing_ok=True)

    found = evaluate(asked(source, target), vanishes)
    assert (found.patients, found.parts, len(found.unread)) == (3, 3, 1)
    assert found.unread[0].message.startswith(f"`{source / 'part-2.parquet'}` cannot be read: ")


def limited(size: int) -> None:
    """No file may become larger: what a full disk is like."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_full_disk(tmp_path: Path) -> None:
    """What is whole by then stays, no half of a file is left, and the next run goes on."""
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    parquet.write_table(people("a"), source / "a.parquet")
    # Different ids take room.
    parquet.write_table(people(*(os.urandom(8).hex() for _ in range(20_000))), source / "b.parquet")
    command = [sys.executable, "-m", "pathway", "cohort", "run", str(source), str(target), *DAY]
    found = subprocess.run(
        command, preexec_fn=partial(limited, 200_000), capture_output=True, text=True, check=False
    )
    said = f"P509 cannot write `{target}`: file too large"
    assert (found.returncode, found.stdout, " ".join(found.stderr.split())) == (2, "", said)
    assert sorted(one.name for one in target.iterdir()) == [".a.parquet.json", "a.parquet"]
    again = evaluate(asked(source, target))
    assert (again.kept, again.patients, again.is_whole) == (1, 20_000, True)


def test_rows_of_a_table_are_told_in_the_order_of_its_columns(run: Run, tmp_path: Path) -> None:
    """Whatever else is wrong with a row, all of it is told."""
    rows = [
        {"id": "a", "age": 570.0, "egfr": "seventy", "egfr.on": "2027-01-01"},
        {"id": "a", "age": -1.0, "egfr": "55 kg", "egfr.on": "soon"},
    ]
    parquet.write_table(table(*rows), tmp_path / "in.parquet")
    status, text = told(run, tmp_path / "in.parquet", tmp_path / "out.parquet")
    assert (status, text.splitlines()) == (
        1,
        [
            "2 patients",
            "2 rows were left out",
            "age: 1 × impossible value: age -1 years; possible is 0 to 120",
            "age: 1 × impossible value: age 570 years; possible is 0 to 120",
            "egfr: 1 × `egfr` should be a number, not `seventy`",
            "egfr: 1 × unit `kg` does not fit `egfr`",
            "egfr.on: 1 × 2027-01-01 is in the future",
            "egfr.on: 1 × `soon` is not a date",
            "id: 2 × the id of another row, too: the row is left out",
        ],
    )
