"""How long appending and verifying records takes, against the least a program must do for the same.

Appending is compared with the bare `sqlite3` driver that writes the same rows one by one with
the same promises (WAL, synchronous FULL); verifying with reading and hashing the same bytes.
Machines are noisy, so both sides of a ratio are measured in turns in the same run. Nothing here
passes or fails.
"""

from __future__ import annotations

import hashlib
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from pathway.engine import open_library
from pathway.records import Decision, open_records
from pathway.records.decision import AdviceRequest, decide
from pathway.records.model import BEGINNING, COLUMNS, DECISION, hash_of
from pathway.records.store import Records

ROOT = Path(__file__).parents[1]
PATIENT = ROOT / "examples/patients/mon-57.yaml"
ROUNDS, APPENDS = 7, 60
MANY = 100_000


def main() -> None:
    """Print baseline, figure and ratio for each question; an argument says how many to verify."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    print(f"{'':52}{'baseline':>12}{'figure':>12}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as name:
        told = _decision(Path(name))
        _appending(Path(name), told)
        _verifying(Path(name), told, many)


def _appending(folder: Path, told: Decision) -> None:
    """Appends a second, one by one, each on the disk before the next begins."""
    with open_records(folder / "records.db") as records:
        raw = _raw(folder / "raw.db", records)
        taken: tuple[list[float], list[float]] = ([], [])
        for _ in range(ROUNDS):
            rows = [tuple(_row(told, n, "f" * 64)) for n in range(APPENDS)]
            start = time.perf_counter()
            _append_raw(raw, rows)
            taken[0].append((time.perf_counter() - start) / APPENDS)
            again = [_again(told) for _ in range(APPENDS)]
            start = time.perf_counter()
            for one in again:
                records.append(one)
            taken[1].append((time.perf_counter() - start) / APPENDS)
    raw.close()
    baseline, figure = median(taken[0]), median(taken[1])
    rates = f"{1 / baseline:>8.0f} /s{1 / figure:>10.0f} /s{baseline / figure:>8.2f}"
    print(f"{'appends, one by one / sqlite3 alone (at least 0.3)':52} {rates}")


def _verifying(folder: Path, told: Decision, many: int) -> None:
    path = folder / "many.db"
    with open_records(path) as records:
        _fill(path, told, many)
        start = time.perf_counter()
        found = records.verify(records.head())
        figure = time.perf_counter() - start
    if not found.whole or found.count != many:
        raise ValueError(found)
    start = time.perf_counter()
    _read_and_hash(path)
    baseline = time.perf_counter() - start
    what = f"verify {many} records / read and hash them (≤ 10 s)"
    print(f"{what:52}{baseline:>10.2f} s{figure:>10.2f} s{figure / baseline:>8.2f}")
    print(f"{'':4}{path.stat().st_size / 1e6 / many * 1000:.1f} kB a record")


# -- the same rows, by hand ----------------------------------------------------------------------


def _decision(folder: Path) -> Decision:
    """A real decision, with its snapshot and what was shown."""
    library = open_library()
    patient = library.patient_from_file(PATIENT)
    asked = AdviceRequest(as_of=date(2026, 11, 20))
    with open_records(folder / "one.db") as records:
        record = decide(
            library, patient, "education", "accept", actor="Ada", records=records, asked=asked
        )
    return record.decision


def _again(told: Decision) -> Decision:
    members = {name: getattr(told, name) for name in DECISION if name != "request"}
    return Decision(**members)


def _row(told: Decision, number: int, previous: str) -> list[Any]:
    members = [getattr(told, name) for name in DECISION]
    members[0] = f"{number:032x}"
    now = "2026-11-20T09:12:33.123456+00:00"
    row = [number + 1, now, *members, previous]
    return [*row, hash_of(row)]


def _raw(path: Path, records: Records) -> sqlite3.Connection:
    """The bare driver on a table of the same form."""
    source = sqlite3.connect(records.name)
    query = "select sql from sqlite_master where name = 'decision_record'"
    (table,) = source.execute(query).fetchone()
    source.close()
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("pragma journal_mode = wal")
    raw.execute("pragma synchronous = full")
    raw.execute(table.replace("UNIQUE (previous)", "CHECK (true)"))
    raw.execute("create index by_patient on decision_record (patient)")
    return raw


def _append_raw(raw: sqlite3.Connection, rows: Sequence[Sequence[Any]]) -> None:
    (last,) = raw.execute("select coalesce(max(sequence), 0) from decision_record").fetchone()
    for number, row in enumerate(rows, last + 1):
        raw.execute("begin immediate")
        fresh = (number, row[1], f"{number:032x}", *row[3:])
        raw.execute(f"insert into decision_record values ({_MARKS})", fresh)
        raw.execute("commit")


_MARKS = ", ".join("?" * len(COLUMNS))


def _fill(path: Path, told: Decision, many: int) -> None:
    """A whole chain, written in one transaction: this is not what is measured."""
    file = sqlite3.connect(path, isolation_level=None)
    file.execute("begin")
    previous = BEGINNING
    for number in range(many):
        row = _row(told, number, previous)
        previous = row[-1]
        file.execute(f"insert into decision_record values ({_MARKS})", row)
    file.execute("commit")
    file.execute("pragma wal_checkpoint(truncate)")
    file.close()


def _read_and_hash(path: Path) -> None:
    file = sqlite3.connect(path)
    for row in file.execute("select * from decision_record order by sequence"):
        hashlib.sha256("".join(map(str, row)).encode()).digest()
    file.close()


if __name__ == "__main__":
    main()
