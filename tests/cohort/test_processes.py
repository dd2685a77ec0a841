"""Several processes say what one says, byte by byte; one that is killed is told, and no loss."""

import os
from multiprocessing import active_children
from pathlib import Path
from signal import SIGKILL

import pytest
from pyarrow import csv, parquet

from pathway.cohort.files import UnreadableError, columns_in
from pathway.cohort.processes import Pool, pool, sensible
from pathway.cohort.run import Asked, run

from .rows import AS_OF
from .test_agreement import shipped
from .test_run import folder, people


def asked(source: Path, target: Path, processes: int) -> Asked:
    program = shipped().program("sciatica")
    return Asked(source, target, program, AS_OF, processes=processes)


def kill_workers() -> None:
    """As the system does where memory is short."""
    for child in active_children():
        if child.pid is not None:
            os.kill(child.pid, SIGKILL)


def test_parts_of_a_folder(tmp_path: Path) -> None:
    """The same files and the same report, faults in the same order."""
    source, target = folder(tmp_path)
    csv.write_csv(people("x", "y"), source / "part-3.csv")
    text = (source / "part-3.csv").read_text()
    (source / "part-3.csv").write_text(text.replace("57", "570"))
    one = run(asked(source, target, 1))
    several = run(asked(source, tmp_path / "several", 2))
    assert several.to_dict() == one.to_dict()
    assert (one.patients, len(one.faults)) == (7, 1)
    written = sorted(part.name for part in target.iterdir())
    assert written == sorted(part.name for part in (tmp_path / "several").iterdir())
    for name in written:
        assert (tmp_path / "several" / name).read_bytes() == (target / name).read_bytes()


def test_batches_of_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pathway.cohort.files.ROWS", 7)
    parquet.write_table(people(*(f"p{n}" for n in range(50)), "p3"), tmp_path / "in.parquet")
    told = [
        run(asked(tmp_path / "in.parquet", tmp_path / f"{n}.parquet", n)).to_dict() for n in (1, 2)
    ]
    assert told[0] == told[1]
    assert (told[0]["patients"], told[0]["left_out"]) == (51, 2)
    assert (tmp_path / "1.parquet").read_bytes() == (tmp_path / "2.parquet").read_bytes()


def test_a_part_whose_process_was_killed_is_told(tmp_path: Path) -> None:
    """The second part is a pipe that nobody writes to: whoever reads it is there to be killed."""
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    target.mkdir()
    first, second = source / "a.parquet", source / "b.csv"
    parquet.write_table(people("a"), first)
    os.mkfifo(second)
    names = columns_in(first)
    with pool(asked(source, target, 1), frozenset(), 1) as several:
        parts = several.parts({first: names, second: names})
        done, found = next(parts)
        assert (done, found.patients) == (first, 1)  # type: ignore[union-attr]
        kill_workers()
        (lost, problems), *rest = parts
    assert (lost, rest) == (second, [])
    assert [(one.code, one.message, one.hint) for one in problems] == [  # type: ignore[union-attr]
        (
            "P501",
            f"`{second}` was not finished: a process that worked on it was ended",
            "run it again: what is written already stays",
        )
    ]


def test_batches_whose_process_was_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pathway.cohort.files.ROWS", 1)
    source = tmp_path / "in.parquet"
    parquet.write_table(people(*(f"p{n}" for n in range(50))), source)
    with pool(asked(source, tmp_path / "out.parquet", 1), frozenset(), 1) as several:
        answers = several.batches(source, columns_in(source))
        next(answers)
        kill_workers()
        with pytest.raises(UnreadableError, match=r"in\.parquet` was not finished"):
            list(answers)


def test_what_was_lost_is_told_and_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = folder(tmp_path)
    whole = Pool.parts

    def but_one(self: Pool, parts: dict[Path, list[str]]) -> object:
        kill = source / "part-1.parquet"
        yield from whole(self, {part: names for part, names in parts.items() if part != kill})
        kill_workers()
        yield from whole(self, {kill: parts[kill]})

    monkeypatch.setattr(Pool, "parts", but_one)
    found = run(asked(source, target, 2))
    assert found.to_dict() == {
        "patients": 4,
        "left_out": 0,
        "parts": 3,
        "kept": 0,
        "faults": [],
        "unread": [
            f"`{source / 'part-1.parquet'}` was not finished: a process that worked on it was ended"
        ],
        "appeared": [],
    }
    assert not found.is_whole
    assert sorted(part.name for part in target.glob("*.parquet")) == [
        "part-0.parquet",
        "part-2.parquet",
    ]
    again = run(asked(source, target, 1))
    assert (again.kept, again.patients, again.is_whole) == (2, 1, True)


def test_how_many_processes_pay() -> None:
    """One for little; never more than there are processors."""
    usable = len(os.sched_getaffinity(0))
    assert sensible([]) == 1
    assert sensible([49_999_999, 1, 49_999_999]) == 1
    assert sensible([10**12]) == usable
