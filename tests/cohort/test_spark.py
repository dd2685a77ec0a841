"""Spark says what one process says, once, whatever happens to its workers."""

import json
import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import csv, parquet

from pathway.cohort.report import report
from pathway.cohort.run import Asked as AskedHere
from pathway.cohort.run import run as run_here
from pathway.ground.problems import UsageError
from pathway.program import CompiledProgram
from tests.verify.small_pathways import a_pathway

from .rows import AS_OF, random_rows, table_of
from .test_agreement import shipped
from .test_run import LEG, people, table

pytestmark = [pytest.mark.slow, pytest.mark.needs("java")]


def spark() -> Any:
    from .spark_here import spark as opened

    return opened()


def by_spark(source: Path, target: Path, pathway: str = "sciatica") -> Any:
    from pathway.cohort.spark.run import Asked, run

    return run(Asked(str(source), str(target), None, pathway, AS_OF), spark())


def by_one_process(source: Path, target: Path, pathway: str = "sciatica") -> Any:
    return run_here(AskedHere(source, target, shipped().program(pathway), AS_OF, others=others()))


def others() -> tuple[str, ...]:
    return tuple(shipped().therapies)


def rows_in(folder: Path) -> dict[str, dict[str, Any]]:
    """The answers by id; a row without an id has an id of its own, by what it says."""
    found: dict[str, dict[str, Any]] = {}
    for part in sorted(folder.glob("*.parquet")):
        for number, row in enumerate(parquet.read_table(part).to_pylist()):
            found[row["id"] or f"{part.name} {number}"] = row
    return found


def folder_of(path: Path, **parts: pa.Table) -> Path:
    path.mkdir()
    for name, rows in parts.items():
        parquet.write_table(rows, path / f"{name}.parquet")
    return path


def left_beside(path: Path) -> list[str]:
    return sorted(one.name for one in path.iterdir())


# -- agreement ---------------------------------------------------------------------------------


@pytest.mark.parametrize("id_", ["sciatica", "knee-osteoarthritis", "opioids-cdc"])
def test_shipped_pathways(tmp_path: Path, id_: str) -> None:
    """All columns of all rows, of parts with different columns, one of them of texts."""
    program = shipped().program(id_)
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        rows = random_rows(program, Random(f"{id_} {number}"), 40)
        rows = [{**row, "id": f"{number}-{row['id']}"} for row in rows]
        typed = pa.Table.from_batches([table_of(program, rows, typed=number != 1)])
        if number == 2:
            csv.write_csv(typed, folder / "part-2.csv")
        else:
            parquet.write_table(typed, folder / f"part-{number}.parquet")
    here = by_one_process(folder, tmp_path / "here", id_)
    there = by_spark(folder, tmp_path / "there", id_)
    assert there.to_dict() == {**here.to_dict(), "kept": 0}
    expected = rows_in(tmp_path / "here") | csv_rows(tmp_path / "here/part-2.csv")
    assert len(expected) == 120
    # A part of one process has columns only for the therapies that the part itself speaks of.
    there_too = {
        id_: {name: value for name, value in row.items() if name in expected[id_]}
        for id_, row in rows_in(tmp_path / "there").items()
    }
    assert _told(there_too) == _told(expected)


def csv_rows(path: Path) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in csv.read_csv(path).to_pylist()}


def _told(rows: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What is said, without what is empty: as CSV, that is no null."""
    return {
        id_: {name: value for name, value in row.items() if value not in (None, "")}
        for id_, row in rows.items()
    }


def test_small_pathways(tmp_path: Path) -> None:
    """Libraries that are on no machine but this one: their files go to the workers."""
    from .spark_here import answers_by_spark

    for number in range(3):
        library = tmp_path / f"library-{number}"
        library.mkdir()
        program = a_pathway(Random(number), library)
        rows = table_of(program, random_rows(program, Random(number), 60), typed=True)
        assert (
            _by_function(program, rows)
            == answers_by_spark(pa.Table.from_batches([rows]), program.id, library).to_pylist()
        )


def _by_function(program: CompiledProgram, rows: pa.RecordBatch) -> list[dict[str, Any]]:
    from pathway.cohort.evaluator import CohortEvaluator

    found: list[dict[str, Any]] = (
        CohortEvaluator(program, rows.schema.names, AS_OF).evaluate(rows).answers.to_pylist()
    )
    return found


def test_columns_and_metadata_are_those_of_one_process(tmp_path: Path) -> None:
    """Parquet can keep no metadata through Spark: it stands beside the parts."""
    source = folder_of(tmp_path / "in", a=people("a", "b"), b=people("c"))
    by_one_process(source, tmp_path / "here")
    found = by_spark(source, tmp_path / "there")
    assert (found.patients, found.parts, found.kept, found.is_whole) == (3, 2, 0, True)
    here = parquet.read_schema(tmp_path / "here/a.parquet")
    parts = sorted((tmp_path / "there").glob("*.parquet"))
    there = parquet.read_schema(parts[0])
    assert there.names == here.names
    assert {str(one.type) for one in there} == {"string", "bool", "date32[day]"}
    told = json.loads((tmp_path / "there/_pathway.json").read_text())
    kept = {key.decode(): value.decode() for key, value in here.metadata.items()}
    names = ("pathway", "version", "digest")
    assert {name: told[name] for name in names} == {name: kept[name] for name in names}
    assert (told["as_of"], told["strict"]) == ("2026-11-20", False)
    assert report(tmp_path / "there", 1) == report(tmp_path / "here", 1)
    assert {part.stat().st_mode & 0o777 for part in parts} == {0o600}
    assert left_beside(tmp_path) == ["here", "in", "there"]


# -- what is wrong with a table ----------------------------------------------------------------


def faulty() -> dict[str, pa.Table]:
    """Cells that cannot be read, rows that contradict themselves, ids that stand twice."""
    treated = {**LEG, "nsaid.outcome": "no response"}
    first = table(
        {"id": "a", **treated, "history_taken": True, "egfr": "55"},
        {"id": "twice", **treated, "history_taken": True, "egfr": "seventy"},
        {"id": None, **treated, "history_taken": True, "egfr": None},
        {"id": "untaken", **treated, "history_taken": None, "egfr": "eighty"},
    )
    second = table(
        {"id": "twice", **LEG, "history_taken": True, "age": 57},
        {"id": "b", **LEG, "history_taken": True, "age": 570},
        {"id": "c", **LEG, "history_taken": True, "age": None},
    )
    return {"one": first, "two": second}


def test_faults_and_rows_left_out_are_those_of_one_process(tmp_path: Path) -> None:
    """The ids that stand twice are found by Spark, in whichever file."""
    source = folder_of(tmp_path / "in", **faulty())
    here, there = by_one_process(source, tmp_path / "here"), by_spark(source, tmp_path / "there")
    assert sorted(there.faults.items()) == sorted(here.faults.items())
    assert there.faults == {
        ("id", "no id: the row is left out"): 1,
        ("id", "the id of another row, too: the row is left out"): 2,
        ("age", "impossible value: age 570 years; possible is 0 to 120"): 1,
        (
            "history_taken",
            "a treatment stands in a row whose `history_taken` is not yes: the row is left out",
        ): 1,
        ("egfr", "`egfr` should be a number, not `seventy`"): 1,
        ("egfr", "`egfr` should be a number, not `eighty`"): 1,
    }
    assert (there.patients, there.left_out) == (here.patients, here.left_out) == (7, 4)
    assert next(iter(there.faults))[0] == "id"
    assert not there.is_whole


def test_wrong_columns_are_refused_before_anything_runs(tmp_path: Path) -> None:
    source = folder_of(
        tmp_path / "in",
        a=people("a"),
        b=table({"name": "a", "bleding_disorder": False, "other.x": 1, "metformin.outcome": "x"}),
    )
    with pytest.raises(UsageError) as refused:
        by_spark(source, tmp_path / "out")
    with pytest.raises(UsageError) as here:
        by_one_process(source, tmp_path / "here")
    assert set(refused.value.problems) <= set(here.value.problems)
    assert [(one.code, one.message) for one in refused.value.problems] == [
        ("P901", "the pathway knows no column `name`"),
        ("P901", "the pathway knows no column `bleding_disorder`"),
        ("P901", "the pathway knows no column `metformin.outcome`"),
    ]
    assert left_beside(tmp_path) == ["in"]


def test_a_table_of_texts(tmp_path: Path) -> None:
    """CSV means what it means to one process: quotes, empty cells, a mark of the encoding."""
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.csv").write_text(
        "\ufeffid,age,leg_pain,other.note,history_taken,nsaid.outcome\n"
        'a,57,radicular,"said ""no"", then left",yes,no response\n'
        '"b, c",five,"","",yes,\n'
        "\n"
        '"",44,radicular,x\\,yes,\n',
        encoding="utf-8",
    )
    (source / "b.csv").write_text("age,id\n57,d\n57,d\n")
    here, there = by_one_process(source, tmp_path / "here"), by_spark(source, tmp_path / "there")
    assert sorted(there.faults.items()) == sorted(here.faults.items())
    assert (there.patients, there.left_out, there.unread) == (5, 3, ())
    expected = csv_rows(tmp_path / "here/a.csv") | csv_rows(tmp_path / "here/b.csv")
    said = _told(rows_in(tmp_path / "there"))
    assert {id_: said[id_] for id_ in ("a", "b, c", "d")} == {
        id_: _told(expected)[id_] for id_ in ("a", "b, c", "d")
    }


# -- damage ------------------------------------------------------------------------------------


def test_damaged_hidden_and_broken_files_are_told_and_the_others_finished(tmp_path: Path) -> None:
    """Nothing of a damaged file is answered, and what would be passed over is said."""
    source = folder_of(tmp_path / "in", whole=people("a", "b"), empty=people("x").slice(1))
    whole = (source / "whole.parquet").read_bytes()
    (source / "cut short [1].parquet").write_bytes(whole[: len(whole) // 2])
    many = people(*(f"p{number:05}" for number in range(20_000)))
    parquet.write_table(many, source / "middle.parquet", row_group_size=5_000)
    damaged = bytearray((source / "middle.parquet").read_bytes())
    damaged[len(damaged) // 2 : len(damaged) // 2 + 200] = bytes([0x55]) * 200
    (source / "middle.parquet").write_bytes(damaged)
    (source / "nothing.parquet").write_bytes(b"")
    (source / "nothing.csv").write_bytes(b"")
    (source / "_hidden.parquet").write_bytes(whole)
    (source / "rows.csv").write_text("id,age\nc,5\nd,6,7\n")
    (source / "latin.csv").write_bytes("id,age\nd\u00e9,5\n".encode("latin-1"))
    (source / "fine.csv").write_text("id,age\ne,57\n")
    found = by_spark(source, tmp_path / "out")
    cells = "a row has too many or too few cells, or bytes that are no UTF-8"
    reasons = {
        "_hidden.parquet": "Spark takes a name that begins with _ or . for hidden",
        "cut short [1].parquet": "it is damaged, or no Parquet file",
        "latin.csv": cells,
        "middle.parquet": "it is damaged, or no Parquet file",
        "nothing.csv": "it is empty",
        "nothing.parquet": "it is damaged, or no Parquet file",
        "rows.csv": cells,
    }
    assert sorted((one.code, one.message) for one in found.unread) == [
        ("P501", f"`{source}/{name}` cannot be read: {reason}") for name, reason in reasons.items()
    ]
    assert sorted(rows_in(tmp_path / "out")) == ["a", "b", "e"]
    assert (found.patients, found.parts, found.is_whole) == (3, 10, False)
    for name in reasons:
        (source / name).unlink()
    parquet.write_table(people("f"), source / "middle.parquet")
    again = by_spark(source, tmp_path / "out")
    assert again.is_whole
    assert sorted(rows_in(tmp_path / "out")) == ["a", "b", "e", "f"]


def test_nothing_that_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "in.parquet").write_text("no table")
    with pytest.raises(UsageError) as refused:
        by_spark(tmp_path / "in.parquet", tmp_path / "out")
    message = f"`{tmp_path}/in.parquet` cannot be read: it is damaged, or no Parquet file"
    assert [(one.code, one.message) for one in refused.value.problems] == [("P501", message)]
    assert left_beside(tmp_path) == ["in.parquet"]


def test_skewed_and_empty_parts(tmp_path: Path) -> None:
    """One part with nearly all rows, in batches; nobody at all is a table, too."""
    many = people(*(f"p{number}" for number in range(70_000)))
    nobody = people("x").slice(1)
    source = folder_of(tmp_path / "in", a=nobody, b=many, c=people("q"), d=nobody)
    found = by_spark(source, tmp_path / "out")
    assert (found.patients, found.parts, found.is_whole) == (70_001, 4, True)
    assert len(rows_in(tmp_path / "out")) == 70_001
    empty = by_spark(folder_of(tmp_path / "none", a=nobody), tmp_path / "no answers")
    assert (empty.patients, empty.is_whole) == (0, True)
    assert report(tmp_path / "no answers").patients == 0


# -- trouble under way -------------------------------------------------------------------------


def attempts(folder: Path) -> int:
    """How many workers were stopped so far."""
    return len(list(folder.glob("stopped *")))


def _stopped(where: Path, times: int) -> bool:
    """Whether this partition is to be stopped once more; each time is noted first."""
    from pyspark import TaskContext

    context = TaskContext.get()
    assert context is not None
    number, attempt = context.partitionId(), context.attemptNumber()
    if attempt >= times:
        return False
    (where / f"stopped {number} {attempt}").touch()
    return True


def stopping(monkeypatch: pytest.MonkeyPatch, where: Path, times: int, how: str) -> None:
    """Workers that evaluate all of their partition, and then end so, so many times."""
    from pathway.cohort.spark import run as module
    from pathway.cohort.spark.job import Job

    class Stopping(Job):
        def partition(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            yield from super().partition(batches)
            if _stopped(where, times):
                if how == "killed":
                    os.kill(os.getpid(), signal.SIGKILL)
                raise RuntimeError("secret 4711")

    monkeypatch.setattr(module, "Job", Stopping)


@pytest.mark.parametrize("how", ["killed", "failed"])
def test_what_is_tried_again_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """A worker ends after its last row, and with it the first attempt at each partition."""
    source = folder_of(tmp_path / "in", **faulty())
    expected = by_spark(source, tmp_path / "undisturbed")
    notes = tmp_path / "notes"
    notes.mkdir()
    stopping(monkeypatch, notes, 2, how)
    found = by_spark(source, tmp_path / "out")
    assert attempts(notes) == 4
    assert found.to_dict() == expected.to_dict()
    parts = sorted((tmp_path / "out").glob("*.parquet"))
    assert sum(parquet.read_metadata(part).num_rows for part in parts) == 7
    assert _by_content(tmp_path / "out") == _by_content(tmp_path / "undisturbed")


def _by_content(folder: Path) -> list[str]:
    return sorted(
        json.dumps(row)
        for part in folder.glob("*.parquet")
        for row in parquet.read_table(part).to_pylist()
    )


def test_a_run_that_cannot_end_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is half there, and a rerun replaces what an earlier run wrote."""
    source = folder_of(tmp_path / "in", a=people("a"))
    by_spark(source, tmp_path / "out")
    parquet.write_table(people("b", "c"), source / "b.parquet")
    notes = tmp_path / "notes"
    notes.mkdir()
    with monkeypatch.context() as patched:
        stopping(patched, notes, 4, "killed")
        with pytest.raises(UsageError) as refused:
            by_spark(source, tmp_path / "out")
    assert attempts(notes) >= 4
    (problem,) = refused.value.problems
    assert problem.code == "P501"
    assert problem.message.startswith("Spark gave up: ")
    assert problem.hint == "nothing was written, and what stood there is as it was; run it again"
    assert left_beside(tmp_path) == ["in", "notes", "out"]
    assert sorted(rows_in(tmp_path / "out")) == ["a"]
    assert by_spark(source, tmp_path / "out").patients == 3
    assert sorted(rows_in(tmp_path / "out")) == ["a", "b", "c"]


def test_what_somebody_else_wrote_is_never_replaced(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", a=people("a"))
    target = tmp_path / "mine"
    target.mkdir()
    (target / "letter.txt").write_text("Dear")
    with pytest.raises(UsageError) as refused:
        by_spark(source, target)
    assert [(one.code, one.message, one.hint) for one in refused.value.problems] == [
        (
            "P510",
            f"`{target}` is there already, and was not written by Spark",
            "name a folder that is new",
        )
    ]
    assert left_beside(target) == ["letter.txt"]


def test_a_fault_of_ours_says_nothing_of_a_patient(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an exception says goes into logs of workers."""
    from pathway.cohort import cluster

    function = cluster.evaluator_for(None, "sciatica", ["id", "age"], AS_OF)

    class Broken:
        schema = function.evaluator().schema

        def evaluate(self, rows: pa.RecordBatch) -> None:
            raise ValueError(str(rows.to_pylist()))

    monkeypatch.setattr(cluster, "_evaluator", lambda *_: Broken())
    with pytest.raises(RuntimeError) as told:
        function.answered(pa.record_batch({"id": ["secret"], "age": [57]}))
    assert str(told.value).startswith("a fault of pathway: ValueError at cluster.py:")
    assert "secret" not in str(told.value)
    assert told.value.__suppress_context__
