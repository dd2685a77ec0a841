"""`pathway cohort run`: files in, files out, whole or not at all, and nothing counted twice."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import csv, parquet

from pathway.cohort.run import Asked, Ran, run
from pathway.ground.problems import UsageError

from .rows import AS_OF
from .test_agreement import shipped

LEG: dict[str, Any] = {"leg_pain": "radicular", "age": 57, "recorded_on": AS_OF}


def asked(source: Path, target: Path, *, as_of: date = AS_OF, pathway: str = "sciatica") -> Asked:
    return Asked(source, target, shipped().program(pathway), as_of)


def table(*rows: dict[str, Any]) -> pa.Table:
    names = list(dict.fromkeys(name for row in rows for name in row))
    return pa.table({name: [row.get(name) for row in rows] for name in names})


def people(*ids: str) -> pa.Table:
    return table(*({"id": id_, **LEG} for id_ in ids))


def answered(path: Path) -> dict[str, str]:
    read = csv.read_csv if path.suffix == ".csv" else parquet.read_table
    rows = read(path).to_pylist()
    return {row["id"]: row["outcome"] for row in rows}


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_one_file(tmp_path: Path, ending: str) -> None:
    """As CSV or as Parquet, in and out; it is readable by its owner alone."""
    source, target = tmp_path / f"in.{ending}", tmp_path / f"out.{ending}"
    told = people("a", "b")
    write = csv.write_csv if ending == "csv" else parquet.write_table
    write(told, source)
    found = run(asked(source, target))
    assert (found.patients, found.left_out, found.faults, found.unread) == (2, 0, {}, ())
    assert found.is_whole
    assert answered(target) == {"a": "needs information", "b": "needs information"}
    assert target.stat().st_mode & 0o777 == 0o600
    assert sorted(one.name for one in tmp_path.iterdir()) == [f"in.{ending}", f"out.{ending}"]


def test_wrong_columns_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    parquet.write_table(table({"name": "a", "bleding_disorder": False, "other.x": 1}), source)
    with pytest.raises(UsageError) as refused:
        run(asked(source, target))
    assert [(p.code, p.message, p.hint) for p in refused.value.problems] == [
        ("P901", "the table has no column `id`", "one text a patient"),
        ("P901", "the pathway knows no column `name`", "name it `other.name` to leave it aside"),
        (
            "P901",
            "the pathway knows no column `bleding_disorder`",
            "did you mean `bleeding_disorder`?",
        ),
    ]
    assert not target.exists()


def test_cells_that_cannot_be_read_are_unknown_and_counted(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(
        "id,recorded_on,leg_pain,age,bleeding_disorder,egfr,inr.on,inr\n"
        "a,2026-11-20,radicular,57,maybe,55,2026-11-20,1.1\n"
        "b,2026-11-20,radicular,570,no,-3,2026-13-01,1.1\n"
        "c,2027-01-01,radicular,57,no,,,\n"
    )
    found = run(asked(source, target))
    assert found.to_dict()["faults"] == [
        {"column": "recorded_on", "reason": "2027-01-01 is in the future", "cells": 1},
        {
            "column": "age",
            "reason": "impossible value: age 570 years; possible is 0 to 120",
            "cells": 1,
        },
        {
            "column": "bleeding_disorder",
            "reason": "`bleeding_disorder` should be yes or no, not `maybe`",
            "cells": 1,
        },
        {"column": "inr.on", "reason": "`2026-13-01` is not a date", "cells": 1},
        {
            "column": "egfr",
            "reason": "impossible value: egfr -3 mL/min/1.73 m²; possible is 0 to 200",
            "cells": 1,
        },
    ]
    assert not found.is_whole
    assert found.patients == 3


def test_rows_that_contradict_themselves_are_left_out(tmp_path: Path) -> None:
    """A row with a treatment says no to all others, so the history has to be known."""
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    rows = [
        {"id": "whole", **LEG, "history_taken": True, "nsaid.outcome": "no response"},
        {"id": "untaken", **LEG, "history_taken": None, "nsaid.outcome": "no response"},
        {"id": "broken", **LEG, "history_taken": True, "nsaid.outcome": "bad"},
        {"id": "twice", **LEG, "history_taken": True},
        {"id": "twice", **LEG, "history_taken": True},
        {"id": None, **LEG, "history_taken": True},
    ]
    parquet.write_table(table(*rows), source)
    found = run(asked(source, target))
    told = {one["reason"]: one["cells"] for one in found.to_dict()["faults"]}
    outcomes = "helped, partly helped, no response, worse, not tolerated, not yet known"
    assert told == {
        "a treatment stands in a row whose `history_taken` is not yes: the row is left out": 1,
        "a treatment cannot be read: the row is left out": 1,
        f"none of: {outcomes}": 1,
        "the id of another row, too: the row is left out": 2,
        "no id: the row is left out": 1,
    }
    assert (found.patients, found.left_out) == (6, 5)
    rows_out = parquet.read_table(target).to_pylist()
    assert [row["left_out"] for row in rows_out] == [False, True, True, True, True, True]
    assert {key for key, value in rows_out[1].items() if value is not None} == {"id", "left_out"}


# -- folders -----------------------------------------------------------------------------------


def folder(tmp_path: Path) -> tuple[Path, Path]:
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for number, ids in enumerate((("a", "b"), ("c",), ("d", "e"))):
        parquet.write_table(people(*ids), source / f"part-{number}.parquet")
    return source, target


def test_a_folder_is_gone_on_with(tmp_path: Path) -> None:
    """What is written stays, unless its rows, the pathway, the day or its ids have changed."""
    source, target = folder(tmp_path)
    first = run(asked(source, target))
    assert (first.parts, first.kept, first.patients) == (3, 0, 5)
    again = run(asked(source, target))
    assert (again.parts, again.kept, again.patients) == (3, 3, 0)
    (target / "part-1.parquet").unlink()
    parquet.write_table(people("d", "f"), source / "part-2.parquet")
    assert (mended := run(asked(source, target))).kept == 1
    assert mended.patients == 3
    assert run(asked(source, target, as_of=date(2026, 11, 21))).kept == 0
    # Of the same library, so that its digest is the same.
    assert run(asked(source, target, pathway="low-back-pain")).kept == 0


def test_an_id_in_two_files_counts_in_neither(tmp_path: Path) -> None:
    source, target = folder(tmp_path)
    run(asked(source, target))
    parquet.write_table(people("a", "g"), source / "part-3.parquet")
    found = run(asked(source, target))
    assert found.left_out == 2
    assert answered(target / "part-0.parquet") == {"a": None, "b": "needs information"}


def test_a_damaged_part_is_told_and_the_others_are_finished(tmp_path: Path) -> None:
    source, target = folder(tmp_path)
    whole = (source / "part-1.parquet").read_bytes()
    (source / "part-1.parquet").write_bytes(whole[: len(whole) // 2])
    found = run(asked(source, target))
    assert [problem.code for problem in found.unread] == ["P501"]
    assert f"`{source / 'part-1.parquet'}` cannot be read" in found.unread[0].message
    assert sorted(one.name for one in target.glob("*.parquet")) == [
        "part-0.parquet",
        "part-2.parquet",
    ]
    (source / "part-1.parquet").write_bytes(whole)
    assert run(asked(source, target)).kept == 2


def test_a_note_that_was_tampered_with_is_no_note(tmp_path: Path) -> None:
    source, target = folder(tmp_path)
    run(asked(source, target))
    for text in ("", "[]", json.dumps({"digest": "x"})):
        (target / ".part-0.parquet.json").write_text(text)
        assert run(asked(source, target)).kept == 2


def test_the_order_of_rows_and_the_size_of_batches_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [f"p{number}" for number in range(50)]
    parquet.write_table(people(*ids), tmp_path / "in.parquet")
    whole = _read(run(asked(tmp_path / "in.parquet", tmp_path / "out.parquet")), tmp_path)
    monkeypatch.setattr("pathway.cohort.files.ROWS", 7)
    assert _read(run(asked(tmp_path / "in.parquet", tmp_path / "out.parquet")), tmp_path) == whole


def _read(ran: Ran, folder: Path) -> list[dict[str, Any]]:
    assert ran.is_whole
    rows: list[dict[str, Any]] = parquet.read_table(folder / "out.parquet").to_pylist()
    return rows
