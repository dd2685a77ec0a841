"""Where an answer cannot be recorded, it fails and says so, and nothing half recorded stays."""

import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.event import listen

from pathway.records import RecordsError, open_records, open_served
from pathway.records.served_store import ServedRecords
from tests.patience import PATIENCE

from .flushing import refuse_to_flush
from .making import decision
from .processes import acknowledged, served, started, told
from .served_making import cards, feedback


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(RecordsError) as refused:
        work()
    return str(refused.value)


def test_a_locked_database(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    with (
        open_served(path, patience=0.2) as records,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        records.append([cards(1)])
        other.execute("begin immediate")
        said = "another program keeps the database locked"
        for work in (
            lambda: records.append([cards(2)]),
            lambda: records.claim("ehr", "t", 1300, 1000),
            lambda: records.ping(PATIENCE),
        ):
            assert refusal(work) == (
                f"P703 the answer of the service was not saved: {said} (records `{path}`)"
            )
        assert refusal(lambda: records.ping(0.01)) == (
            f"P703 the records `{path}` do not answer within 0.01 s"
        )
        assert records.card("card-1") is not None, "readers do not wait for a writer"
        other.execute("rollback")
        assert records.append([cards(2)])[0].sequence == 2
        assert records.claim("ehr", "t", 1300, 1000), "what failed has not claimed it"
        records.ping(PATIENCE)
        assert records.verify().whole


def test_a_full_disk(tmp_path: Path) -> None:
    """All entries of an answer or none, and a smaller one is still recorded."""
    path = tmp_path / "records.db"
    large = cards(3, body='{"cards":[{"uuid":"x"}],"snapshot":"' + "x" * 100_000 + '"}')
    with open_served(path) as records:
        records.append([cards(1)])
        fill(records)
        assert refusal(lambda: records.append([cards(2), large])) == (
            f"P703 the answer of the service was not saved: the disk is full (records `{path}`)"
        )
        assert (records.card("card-2"), records.card("x")) == (None, None)
        assert records.append([cards(2)])[0].sequence == 2
        assert records.verify().count == 2


@pytest.mark.slow
def test_a_file_that_cannot_grow(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    open_served(path).close()

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    lines = told(started("serve", path, "a", 4000, before=limited))
    saved = acknowledged(lines)
    assert 0 < len(saved) < 4000
    assert lines[-1] == (
        "P703 the answer of the service was not saved: the disk reports an error "
        f"(records `{path}`)"
    )
    verification, found = served(path)
    assert verification.whole
    assert found == saved, "what was not acknowledged is not there"


@pytest.mark.needs("linux")  # which alone filters system calls
def test_a_disk_that_does_not_flush(tmp_path: Path) -> None:
    """Nobody knows what is on the disk; it is said, and the same request again is one record."""
    path = tmp_path / "records.db"
    with open_served(path) as records:  # also so that closing elsewhere moves nothing
        records.append([cards(0)])
        lines = told(started("serve", path, "a", 1, before=refuse_to_flush))
        said = "whether the answer of the service was saved is not known"
        assert lines == [
            "open",
            f"P703 {said}: the disk reports an error (records `{path}`)",
            "  help: send the request again: it will be saved once, not twice",
        ]
        assert records.verify().whole
        again = acknowledged(told(started("serve", path, "a", 1)))
        assert again["a-0"][0] == 2
        assert records.verify().count == 2


# -- turns -------------------------------------------------------------------------------------


def test_a_program_that_hangs_in_its_turn_only_delays(tmp_path: Path) -> None:
    """What keeps writers apart is the database; the file of turns is but a queue."""
    path = tmp_path / "records.db"
    with open_served(path, patience=0.1) as records:
        records.append([cards(1)])
        hangs = subprocess.Popen(
            [sys.executable, "-c", _HANGS, f"{path}-turn"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert hangs.stdout is not None
        assert hangs.stdout.readline() == b"locked\n"
        assert records.append([cards(2)])[0].sequence == 2
        hangs.communicate(timeout=PATIENCE)
        assert records.append([cards(3)])[0].sequence == 3


_HANGS = """
import fcntl, sys
file = open(sys.argv[1], "r+b")
fcntl.lockf(file, fcntl.LOCK_EX, 2, 0)
print("locked", flush=True)
sys.stdin.read()
"""


def test_without_a_file_of_turns_the_database_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    (tmp_path / "records.db-turn").mkdir()
    with open_served(path) as one, open_served(path) as other:
        assert one.append([cards(1)])[0].sequence == 1
        assert other.append([cards(2)])[0].sequence == 2


# -- helpers -----------------------------------------------------------------------------------


def fill(records: ServedRecords) -> None:
    """From now on the file may not grow, whichever connection writes."""
    with records._reader.connect() as connection:
        pages = connection.exec_driver_sql("pragma page_count").scalar()
    records._place.engine.dispose()

    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"pragma max_page_count = {pages}")

    listen(records._place.engine, "connect", limit)


LOST = (
    "was not saved: the file is no longer there, or is another one (records `{path}`)\n"
    "  help: bring the file back, and start again what has it open"
)


@pytest.mark.parametrize("how", ["removed", "replaced"])
def test_a_database_that_vanishes(tmp_path: Path, how: str) -> None:
    """What is written into a file without a name is lost, and nobody is told otherwise."""
    path, kept = tmp_path / "records.db", tmp_path / "kept.db"
    with open_served(path) as records:
        records.append([cards(1)])
        path.rename(kept)
        if how == "replaced":
            shutil.copy(kept, path)
        for work in (lambda: records.append([cards(2)]), lambda: records.ping(PATIENCE)):
            assert refusal(work) == f"P703 the answer of the service {LOST.format(path=path)}"
        assert path.exists() == (how == "replaced"), "nothing is made in its place"
        kept.rename(path)
        assert records.append([cards(2)])[0].sequence == 2


def test_a_database_that_vanishes_in_the_middle(tmp_path: Path) -> None:
    path, kept = tmp_path / "records.db", tmp_path / "kept.db"
    with open_served(path) as records:
        listen(records._place.engine, "commit", lambda _: path.rename(kept))
        said = refusal(lambda: records.append([cards(1)]))
    assert said == f"P703 the answer of the service {LOST.format(path=path)}"


def test_decisions_in_a_database_that_vanishes(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    with open_records(path) as records:
        records.append(decision())
        path.unlink()
        assert refusal(lambda: records.append(decision())) == (
            f"P703 the decision {LOST.format(path=path)}"
        )
        assert not path.exists()


def test_a_clock_that_is_set_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The order is that of the chain: a time may go back, a number never."""
    now = datetime.now(UTC)
    steps = iter([now, now - timedelta(days=400), now])

    class Clock:
        @staticmethod
        def now(zone: Any) -> datetime:
            return next(steps).astimezone(zone)

    monkeypatch.setattr("pathway.records.served_store.datetime", Clock)
    with open_served(tmp_path / "records.db") as records:
        first, second, third = (
            records.append([one])[0] for one in (cards(1), feedback(1), feedback(8))
        )
        assert first.recorded_at > second.recorded_at < third.recorded_at
        assert [one.sequence for one in (first, second, third)] == [1, 2, 3]
        assert records.feedback_of(cards(1).patient) == (second, third)
        assert records.verify().whole
