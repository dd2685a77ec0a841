"""Writers as processes of their own, which can be limited or killed."""

import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from pathway.records import Verification, open_records, open_served
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]


def started(
    *arguments: str | Path | int,
    before: Callable[[], None] | None = None,
    under: Sequence[str] = (),
) -> subprocess.Popen[str]:
    """A worker; `before` runs in it first, `under` is a command that starts it."""
    command = [*under, sys.executable, "-m", "tests.records.worker", *map(str, arguments)]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=before,
        env={
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": f"{ROOT}/src:{ROOT}",
            # Under a limit, half of a compiled module would be kept, for every later process.
            "PYTHONDONTWRITEBYTECODE": "1",
        },
    )


def told(worker: subprocess.Popen[str]) -> list[str]:
    """Everything more that a worker says until it has ended."""
    if worker.stdout is None:
        raise ValueError(worker.args)
    with worker.stdout as said:
        lines = said.read().splitlines()
    worker.wait(timeout=PATIENCE)
    return lines


def acknowledged(lines: Iterable[str]) -> dict[str, tuple[int, str]]:
    """The requests that were acknowledged, each with its number and hash."""
    words = [line.split() for line in lines if line.startswith("saved ") and line.count(" ") == 3]
    return {request: (int(number), digest) for _, number, request, digest in words}


def kept(place: str | Path) -> tuple[Verification, dict[str, tuple[int, str]]]:
    """What the records hold afterwards: is the chain whole, and which requests are in it."""
    with open_records(place) as records:
        found = [(r.decision.request, (r.sequence, r.hash)) for r in records.records()]
        verification = records.verify()
    assert len(dict(found)) == len(found), "a request was written twice"
    return verification, dict(found)


def served(place: str | Path) -> tuple[Verification, dict[str, tuple[int, str]]]:
    """The same of what a service recorded; each of its cards is found."""
    with open_served(place) as records:
        found = [(r.entry.request, (r.sequence, r.hash)) for r in records.records()]
        verification = records.verify()
        for request, (sequence, _) in found:
            card = records.card(f"card of {request}")
            assert card is not None
            assert card.sequence == sequence
    assert len(dict(found)) == len(found), "a request was written twice"
    return verification, dict(found)
