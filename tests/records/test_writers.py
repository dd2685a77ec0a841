"""Several writers at a time keep one chain, also when they are killed."""

import os
import random
from pathlib import Path

import pytest

from .processes import acknowledged, kept, served, started, told

#: How many times the slow lane kills a writer in the middle of its work.
KILLS = int(os.environ.get("PATHWAY_KILLS", "30"))
SERVICE_KILLS = int(os.environ.get("PATHWAY_KILLS", "10"))


def test_writers_in_parallel_keep_one_chain(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    workers = [started(path, f"w{n}", 40) for n in range(4)]
    lines = [line for worker in workers for line in told(worker)]
    saved = acknowledged(lines)
    assert len(saved) == 160, lines[-3:]
    verification, found = kept(path)
    assert verification.whole
    assert found == saved
    assert sorted(number for number, _ in saved.values()) == list(range(1, 161))


@pytest.mark.slow
def test_writers_that_make_the_records_at_the_same_time(tmp_path: Path) -> None:
    for attempt in range(3):
        path = tmp_path / f"records-{attempt}.db"
        workers = [started(path, f"w{n}", 1) for n in range(4)]
        lines = [line for worker in workers for line in told(worker)]
        assert len(acknowledged(lines)) == 4, lines
        assert kept(path)[0].whole


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_by_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    chance = random.Random(57)
    saved: dict[str, tuple[int, str]] = {}
    for attempt in range(KILLS):
        worker = started(path, f"k{attempt}", 100_000)
        assert worker.stdout is not None
        lines = [worker.stdout.readline()]
        lines += [worker.stdout.readline() for _ in range(chance.randrange(12))]
        if chance.random() < 0.5:
            with pytest.raises(TimeoutError):
                wait(chance.random() * 0.01)
        worker.kill()
        lines += told(worker)
        assert worker.returncode == -9
        saved |= acknowledged(lines)
        if attempt % 10 == 9:
            verification, found = kept(path)
            assert verification.whole
            assert saved.items() <= found.items()
            # At most the one record at work when it was killed was written unacknowledged.
            assert len(found) - len(saved) <= attempt + 1
    assert len(saved) > 3 * KILLS


def wait(seconds: float) -> None:
    """Let a moment pass that hits the writer anywhere in its work."""
    import select

    if not select.select([], [], [], seconds)[0]:
        raise TimeoutError


@pytest.mark.slow
def test_nothing_that_a_service_acknowledged_is_lost_by_a_kill(tmp_path: Path) -> None:
    """Two services at work, eight threads in each; both are killed in the middle of it."""
    path = tmp_path / "records.db"
    chance = random.Random(57)
    saved: dict[str, tuple[int, str]] = {}
    for attempt in range(SERVICE_KILLS):
        workers = [started("serve", path, f"k{attempt}-{n}", 100_000) for n in range(2)]
        lines = []
        for worker in workers:
            assert worker.stdout is not None
            lines += [worker.stdout.readline() for _ in range(1 + chance.randrange(40))]
        if chance.random() < 0.5:
            with pytest.raises(TimeoutError):
                wait(chance.random() * 0.01)
        for worker in workers:
            worker.kill()
        lines += [line for worker in workers for line in told(worker)]
        assert [worker.returncode for worker in workers] == [-9, -9]
        saved |= acknowledged(lines)
        verification, found = served(path)
        assert verification.whole
        assert saved.items() <= found.items()
    assert len(saved) > 10 * SERVICE_KILLS
