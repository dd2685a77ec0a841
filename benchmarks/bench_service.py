"""How many requests `pathway serve` answers a second, how long each takes, and what it costs.

Two workers, records on the disk, and callers that each wait for their answer before they ask again.
The baseline is the same request in one process without HTTP and records. Processor time is that of
all processes of the service; that of the callers, who share the machine, stands beside it. Nothing
here passes or fails.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

import httpx
import orjson

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.service import charts  # noqa: E402
from tests.service.clients import gathered_now, prefetch  # noqa: E402

from pathway.engine import Library, open_library  # noqa: E402
from pathway.service.advising import Adviser  # noqa: E402
from pathway.service.hook_request import read_request  # noqa: E402
from pathway.service.prefetch import templates  # noqa: E402
from pathway.service.settings import ClientSettings  # noqa: E402

CALLERS: Final = 4
WORKERS: Final = 2
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Print a table for each kind of request."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0)
    seconds = parser.parse_args().seconds
    library = open_library()
    queries = templates(library)
    record = charts.charted()
    bodies = {
        "patient-view": charts.hook("patient-view"),
        "order-sign": charts.hook("order-sign", drafts()),
    }
    for name, asked in bodies.items():
        body = orjson.dumps({**asked, "prefetch": prefetch(queries, record)})
        print(f"{name}: {len(record)} resources, {len(body) / 1e3:.0f} kB, {WORKERS} workers")
        alone = in_process(library, queries, name, body)
        print(f"{'  baseline: read and advised in one process':56}{alone * 1e3:8.1f} ms")
        served(name, body, seconds)


def drafts() -> Sequence[charts.Resource]:
    """Ten orders at a time."""
    return [
        charts.draft(code, f"d{n}", **charts.dosed(100, 2)) for n, code in enumerate(charts.DRUGS)
    ]


def in_process(library: Library, queries: dict[str, str], name: str, body: bytes) -> float:
    """The median seconds of a request without HTTP and records."""
    adviser, client = Adviser(library, None, ()), ClientSettings("")
    taken = []
    for _ in range(60):
        start = time.perf_counter()
        asked = read_request(body, name, depth=64)
        adviser.told(asked, gathered_now(asked, client, queries), charts.DAY)
        taken.append(time.perf_counter() - start)
    return median(taken[10:])


# -- over HTTP -----------------------------------------------------------------------------


def served(name: str, body: bytes, seconds: float) -> None:
    """Print what the service does with as many requests as its callers can send."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        service = started(Path(folder), port)
        try:
            address = f"http://localhost:{port}/cds-services/pathway-{name}"
            ready(port)
            call_all(address, body, 1.0)
            memory, used = measured_memory(service.pid), processor_time(service.pid)
            own, began = own_time(), time.perf_counter()
            taken = call_all(address, body, seconds)
            lasted = time.perf_counter() - began
            tell(len(taken), "requests", f"{len(taken) / lasted:8.1f} /s")
            taken.sort()
            for part in (50, 99):
                at = taken[min(len(taken) - 1, len(taken) * part // 100)]
                tell(part, "percent of them within", f"{at * 1e3:8.1f} ms")
            each = (processor_time(service.pid) - used) / len(taken)
            tell("", "processor time of the service, a request", f"{each * 1e3:8.1f} ms")
            each = (own_time() - own) / len(taken)
            tell("", "processor time of the callers, a request", f"{each * 1e3:8.1f} ms")
            now = measured_memory(service.pid)
            tell(
                "", "memory of the service at the start, at the end", f"{memory:5.0f} {now:5.0f} MB"
            )
        finally:
            os.killpg(service.pid, signal.SIGTERM)
            service.wait(60)


def tell(number: object, what: str, figure: str) -> None:
    print(f"{f'  {number} {what}' if number != '' else f'  {what}':56}{figure}")


def started(folder: Path, port: int) -> subprocess.Popen[bytes]:
    settings = folder / "service.yaml"
    settings.write_text(
        f"public: http://localhost:{port}\nopen: yes\nrecords: service.db\nkey: service.key\n"
    )
    line = ["serve", str(settings), "--port", str(port), "--workers", str(WORKERS)]
    day = charts.DAY.isoformat()
    return subprocess.Popen(
        [sys.executable, "-m", "pathway", *line, "--as-of", day],
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def ready(port: int) -> None:
    for _ in range(1200):
        try:
            if httpx.get(f"http://localhost:{port}/health", trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise TimeoutError


def call_all(address: str, body: bytes, seconds: float) -> list[float]:
    """The seconds of each request of all callers, each of which is a process."""
    with multiprocessing.Pool(CALLERS) as callers:
        found = callers.starmap(call, [(address, body, seconds)] * CALLERS)
    return [one for taken in found for one in taken]


def call(address: str, body: bytes, seconds: float) -> list[float]:
    headers = {"Content-Type": "application/json"}
    taken, until = [], time.perf_counter() + seconds
    with httpx.Client(trust_env=False, timeout=60) as client:
        while (start := time.perf_counter()) < until:
            answer: Any = client.post(address, content=body, headers=headers)
            answer.raise_for_status()
            taken.append(time.perf_counter() - start)
    return taken


def own_time() -> float:
    """The processor seconds of the callers that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def processes(group: int) -> list[tuple[float, int]]:
    """Processor seconds and pages of memory of each process of a group."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(told[2]) == group:
            found.append(((int(told[11]) + int(told[12])) / _TICKS, int(told[21])))
    return found


def processor_time(group: int) -> float:
    return sum(seconds for seconds, _ in processes(group))


def measured_memory(group: int) -> float:
    """Resident memory in megabytes, what is shared counted in each."""
    return sum(pages for _, pages in processes(group)) * _PAGE / 1e6


if __name__ == "__main__":
    main()
