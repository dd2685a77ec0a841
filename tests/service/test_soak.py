"""Under load for a minute: no error, every card on record, and memory as at the beginning.

`PATHWAY_SOAK_SECONDS=600` makes it ten minutes, by hand. How fast it is stands in `benchmarks/`.
"""

import os
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from pathway.engine import Library
from pathway.records import open_served
from pathway.service.prefetch import templates
from tests.examples import EXAMPLES
from tests.patience import PATIENCE

from .charts import charted, hook, person
from .clients import prefetch
from .rest_files import mapping
from .test_kill import Service

SECONDS = float(os.environ.get("PATHWAY_SOAK_SECONDS", "60"))
CALLERS = 4
#: What memory may be at the end, of what it was once all was loaded.
GROWTH = 1.25
#: So many patients are opened, one after the other.
PATIENTS = 25


class Soak:
    """Callers that ask until the time is over, and keep what was said."""

    def __init__(self, address: str, bodies: list[tuple[str, bytes]]) -> None:
        self.cards: list[str] = []
        self.advised: list[str] = []
        self.refused: list[str] = []
        self._address, self._bodies = address, bodies
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(n,)) for n in range(CALLERS)]
        for thread in self._threads:
            thread.start()

    def answers(self, number: int) -> None:
        """Wait until so many were answered, or something was refused."""
        deadline = time.monotonic() + PATIENCE
        while len(self.cards) + len(self.advised) < number and time.monotonic() < deadline:
            assert self.refused == []
            time.sleep(0.05)

    def goes_on(self, seconds: float) -> None:
        self._over.wait(seconds)

    def ended(self) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()

    def _ask(self, number: int) -> None:
        kind = {"Content-Type": "application/json"}
        with httpx.Client(base_url=self._address, trust_env=False, timeout=PATIENCE) as client:
            turn = number
            while not self._over.is_set():
                path, body = self._bodies[turn % len(self._bodies)]
                turn += 1
                try:
                    answer = client.post(path, content=body, headers=kind)
                except httpx.HTTPError as error:
                    self.refused.append(repr(error))
                    return
                if answer.status_code != 200:
                    self.refused.append(answer.text)
                elif "cards" in answer.json():
                    self.cards += [card["uuid"] for card in answer.json()["cards"]]
                else:
                    self.advised.append(answer.headers["pathway-record"])


def bodies(library: Library) -> list[tuple[str, bytes]]:
    """Charts of sixty resources, and now and then a program that asks for advice itself."""
    queries, record = templates(library), charted()[1:]
    found: list[tuple[str, bytes]] = []
    for number in range(PATIENTS):
        chart = [person(born=f"19{50 + number}-04-02"), *record]
        asked = hook("patient-view") | {"prefetch": prefetch(queries, chart)}
        found.append(("/cds-services/pathway-patient-view", orjson.dumps(asked)))
        if number % 5 == 0:
            mon = mapping(EXAMPLES / "mon-57.yaml")
            found.append(("/advise", orjson.dumps({"patient": mon})))
    return found


def memory(group: int) -> int:
    """What the processes of a group hold in memory, in kB."""
    found = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            fields = (process / "stat").read_text().rpartition(")")[2].split()
            status = (process / "status").read_text()
        except OSError:  # it has ended meanwhile
            continue
        if int(fields[2]) == group:
            lines = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
            found += int(lines.get("VmRSS", "0 kB").split()[0])
    return found


@pytest.mark.slow
@pytest.mark.needs("linux")
def test_a_minute_of_load(library: Library, tmp_path: Path) -> None:
    asked = bodies(library)
    assert len(charted()) == 60
    service = Service(tmp_path)
    try:
        service.ready()
        soak = Soak(service.address, asked)
        try:
            soak.answers(4 * len(asked))
            soak.goes_on(SECONDS / 4)
            before = memory(service.group)
            soak.goes_on(SECONDS * 3 / 4)
        finally:
            soak.ended()
        after = memory(service.group)
    finally:
        service.kill()
    assert soak.refused == []
    assert len(soak.cards) > 4 * PATIENTS
    assert len(soak.advised) > 4
    assert after < before * GROWTH, f"{before} kB, then {after} kB"
    with open_served(tmp_path / "service.db", key=tmp_path / "service.key") as records:
        assert records.verify().findings == ()
        on_record: list[Mapping[str, Any]] = []
        advised: list[str] = []
        for one in records.records():
            if one.entry.kind == "cards":
                on_record += one.body["cards"]
            else:
                advised.append(one.entry.request)
    assert sorted(card["uuid"] for card in on_record) == sorted(soak.cards)
    assert sorted(advised) == sorted(soak.advised)
