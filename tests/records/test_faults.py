"""Where a decision cannot be written, saving fails and says so, and nothing half-written stays."""

import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from pathway.records import RecordsError, open_records

from .flushing import refuse_to_flush
from .making import chain, decision
from .processes import acknowledged, kept, started, told


def test_a_locked_database(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    chain(path, 1)
    with (
        open_records(path, patience=0.2) as records,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        other.execute("begin immediate")
        with pytest.raises(RecordsError) as refused:
            records.append(decision())
        assert len(list(records.records())) == 1, "readers do not wait for a writer"
        other.execute("rollback")
        assert records.append(decision()).sequence == 2
        assert records.verify().whole
    assert str(refused.value) == (
        "P703 the decision was not saved: another program keeps the database locked "
        f"(records `{path}`)"
    )


def test_a_locked_database_cannot_be_opened_at_first(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin exclusive")
        with pytest.raises(RecordsError) as refused:
            open_records(path, patience=0.2)
    assert str(refused.value) == (
        f"P702 cannot open the records `{path}`: another program keeps the database locked"
    )


def test_a_full_database(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    with open_records(path) as records:
        records.append(decision())
        with records._reader.connect() as connection:
            pages = connection.exec_driver_sql("pragma page_count").scalar()
            connection.exec_driver_sql(f"pragma max_page_count = {pages}")
        with pytest.raises(RecordsError) as refused:
            records.append(decision(shown="x" * 100_000))
        assert records.append(decision(shown="x")).sequence == 2
        assert records.verify().whole
    assert str(refused.value) == (
        f"P703 the decision was not saved: the disk is full (records `{path}`)"
    )


@pytest.mark.slow
@pytest.mark.parametrize("limit", [100_000, 200_000, 333_333])
def test_a_file_that_cannot_grow(tmp_path: Path, limit: int) -> None:
    path = tmp_path / "records.db"
    chain(path, 1)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    lines = told(started(path, "a", 200, before=limited))
    saved = acknowledged(lines)
    assert 0 < len(saved) < 200
    assert lines[-1] == (
        f"P703 the decision was not saved: the disk reports an error (records `{path}`)"
    )
    verification, found = kept(path)
    assert verification.whole
    assert verification.count == len(saved) + 1
    assert saved.items() <= found.items()


@pytest.mark.needs("linux")  # which alone filters system calls
def test_a_disk_that_does_not_flush(tmp_path: Path) -> None:
    """Nobody knows what is on the disk; it is said, and trying again saves it once."""
    path = tmp_path / "records.db"
    chain(path, 1)
    with open_records(path) as records:  # somebody else has it open, so that closing moves nothing
        assert records.verify().count == 1
        lines = told(started(path, "a", 1, before=refuse_to_flush))
        complaint = "the disk reports an error"
        assert lines == [
            "open",
            f"P703 whether the decision was saved is not known: {complaint} (records `{path}`)",
            "  help: try again with `--request a-0`: it will be saved once, not twice",
        ]
        assert records.verify().whole
    again = acknowledged(told(started(path, "a", 1)))
    verification, found = kept(path)
    assert verification.whole
    assert verification.count == 2
    assert again["a-0"] == found["a-0"]


def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    chain(path, 1)
    with unwritable(tmp_path, path) as under:
        lines = told(started(path, "a", 1, under=under))
        new = told(started(tmp_path / "new" / "records.db", "a", 1, under=under))
        reading = subprocess.run(
            [*under, sys.executable, "-m", "pathway", "records", "verify", "--records", path],
            capture_output=True,
            text=True,
            check=False,
        )
    assert lines == [f"P702 cannot open the records `{path}`: the database may not be written"]
    assert new == [f"P702 cannot open the records `{tmp_path}/new/records.db`: permission denied"]
    assert reading.stdout.startswith("1 record: the chain is whole\n")
    assert (reading.returncode, reading.stderr) == (0, "")
    assert kept(path)[0].count == 1


@contextmanager
def unwritable(folder: Path, file: Path) -> Iterator[Sequence[str]]:
    """Only reading is allowed; yields what to put before a command so that it holds for root."""
    folder.chmod(0o500)
    file.chmod(0o400)
    give_up = ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override")
    try:
        yield give_up if os.getuid() == 0 else ()
    finally:
        folder.chmod(0o700)
        file.chmod(0o600)


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with pytest.raises(RecordsError) as refused:
        open_records(tmp_path / "taken" / "records.db")
    assert str(refused.value) == (
        f"P702 cannot open the records `{tmp_path}/taken/records.db`: file exists"
    )


def test_a_file_that_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(RecordsError) as refused:
        open_records(tmp_path)
    assert str(refused.value) == (
        f"P702 cannot open the records `{tmp_path}`: "
        "the file cannot be opened, or its folder not written"
    )


def test_a_file_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    path.write_text("not a database, but long enough to be looked at " * 40)
    with pytest.raises(RecordsError) as refused:
        open_records(path)
    assert str(refused.value) == (
        f"P702 cannot open the records `{path}`: the file is not a database"
    )


def test_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    chain(path, 50)
    data = bytearray(path.read_bytes())
    data[3 * 4096 :] = os.urandom(len(data) - 3 * 4096)
    path.write_bytes(data)
    with open_records(path) as records, pytest.raises(RecordsError) as refused:
        records.verify()
    assert str(refused.value) == f"P702 cannot open the records `{path}`: the file is damaged"


def test_a_commit_that_fails_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    with open_records(path) as records:
        records.append(decision(1))

        def fail(*_: object) -> None:
            raise sqlite3.OperationalError("disk I/O error")

        event.listen(records._place.engine, "commit", fail)
        with pytest.raises(sqlite3.OperationalError):
            records.append(decision(2))
        event.remove(records._place.engine, "commit", fail)
        assert records.append(decision(3)).sequence == 2
        assert records.verify().count == 2
