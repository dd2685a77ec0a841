"""Decisions to record, and ways to meddle with the file behind the program's back."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from pathway.records import Decision, Record, open_records
from pathway.records.model import COLUMNS, hash_of


def decision(number: int = 0, **members: Any) -> Decision:
    """A decision that needs no library."""
    usual: dict[str, Any] = {
        "actor": "Dr Ada",
        "patient": f"{number:064x}",
        "pathway": "sciatica",
        "version": "1.0.0",
        "digest": "d" * 64,
        "engine": "0.1.0",
        "snapshot": '{"patient":"…"}',
        "advice": "a" * 64,
        "shown": '{"option":null}',
        "therapy": "education",
        "action": "accept",
    }
    return Decision(**(usual | members))


def chain(path: Path, length: int) -> list[Record]:
    """A new file with so many records."""
    with open_records(path) as records:
        return [records.append(decision(number)) for number in range(length)]


def copied(path: Path, folder: Path) -> Path:
    """A copy to be spoilt."""
    target = folder / "spoilt.db"
    for old in folder.glob("spoilt.db*"):
        old.unlink()
    return Path(shutil.copy(path, target))


@contextmanager
def meddling(path: Path) -> Iterator[sqlite3.Connection]:
    """The file as somebody sees it who minds neither triggers nor chains."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("pragma synchronous = off")
        for event in ("update", "delete"):
            connection.execute(f"drop trigger if exists decision_record_no_{event}")
        yield connection


def rows_of(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    query = f"select {', '.join(COLUMNS)} from decision_record order by sequence"
    return connection.execute(query).fetchall()


def write_row(connection: sqlite3.Connection, row: tuple[Any, ...]) -> None:
    marks = ", ".join("?" * len(COLUMNS))
    names = ", ".join(COLUMNS)
    connection.execute(f"insert into decision_record ({names}) values ({marks})", row)


def forged(row: tuple[Any, ...], **members: Any) -> tuple[Any, ...]:
    """A row with other members and the hash that belongs to them."""
    named = dict(zip(COLUMNS, row, strict=True)) | members
    changed = tuple(named[name] for name in COLUMNS[:-1])
    return (*changed, hash_of(changed))
