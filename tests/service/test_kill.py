"""Nothing that the service has said is lost when all of it is killed in the middle of its work."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest

from pathway.engine import Library
from pathway.records import open_served
from pathway.service.prefetch import templates
from tests.patience import PATIENCE

from .charts import BACK_PAIN, DAY, NAPROXEN, condition, draft, hook, person
from .clients import prefetch

#: How many times the service is killed; by hand a hundred times.
KILLS = int(os.environ.get("PATHWAY_KILLS", "10"))
ROOT = Path(__file__).parents[2]
CALLERS = 6


class Service:
    """`pathway serve` with two workers, in a process group of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        settings = folder / "service.yaml"
        settings.write_text(
            f"public: http://localhost:{self.port}\n"
            "open: yes\nrecords: service.db\nkey: service.key\n"
        )
        self._log = (folder / "service.log").open("ab")
        line = ["serve", str(settings), "--port", str(self.port), "--workers", "2"]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pathway", *line, "--as-of", DAY.isoformat()],
            cwd=ROOT,
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )

    @property
    def group(self) -> int:
        """The group of its processes."""
        return self._process.pid

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def ready(self) -> None:
        """Wait until it answers."""
        deadline = time.monotonic() + PATIENCE
        with httpx.Client(trust_env=False) as client:
            while time.monotonic() < deadline:
                assert self._process.poll() is None, "the service has ended"
                try:
                    if client.get(f"{self.address}/health").status_code == 200:
                        return
                except httpx.TransportError:
                    time.sleep(0.05)
        raise TimeoutError(self.address)

    def kill(self) -> None:
        """End all of its processes at once, as a computer that loses its power does."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(PATIENCE)
        self._log.close()


class Load:
    """Threads that ask again and again until nobody answers, and keep what was said."""

    def __init__(self, address: str, bodies: Sequence[tuple[str, dict[str, Any]]]) -> None:
        self.said: list[str] = []
        self.refused: list[str] = []
        self._address, self._bodies = address, bodies
        self._threads = [threading.Thread(target=self._ask, args=(n,)) for n in range(CALLERS)]
        for thread in self._threads:
            thread.start()

    def reaches(self, cards: int) -> None:
        """Wait until so many cards were said, or something was refused."""
        deadline = time.monotonic() + PATIENCE
        while len(self.said) < cards and not self.refused and time.monotonic() < deadline:
            time.sleep(0.005)

    def ended(self) -> None:
        for thread in self._threads:
            thread.join(PATIENCE)

    def _ask(self, number: int) -> None:
        with httpx.Client(base_url=self._address, trust_env=False, timeout=PATIENCE) as client:
            for turn in range(number, 1_000_000):
                service, body = self._bodies[turn % len(self._bodies)]
                try:
                    answer = client.post(f"/cds-services/{service}", json=body)
                except httpx.TransportError:
                    return
                if answer.status_code != 200:
                    self.refused.append(answer.text)
                    return
                self.said += [card["uuid"] for card in answer.json()["cards"]]


def bodies(library: Library) -> list[tuple[str, dict[str, Any]]]:
    """A few requests that are answered with cards, of several patients."""
    queries = templates(library)
    made = []
    for number in range(5):
        name, drafts = "patient-view", []
        record = [person(born=f"19{50 + number}-04-02"), BACK_PAIN]
        if number % 2:
            name, drafts = "order-sign", [draft(NAPROXEN, "n", "naproxen")]
            record.append(condition("K25.4", "ulcer"))
        asked = hook(name, drafts) | {"prefetch": prefetch(queries, record)}
        made.append((f"pathway-{name}", asked))
    return made


@pytest.mark.slow
@pytest.mark.needs("linux")
def test_no_card_is_lost_when_the_service_is_killed(library: Library, tmp_path: Path) -> None:
    chance, asked, said = Random(57), bodies(library), list[str]()
    for attempt in range(KILLS):
        service = Service(tmp_path)
        try:
            service.ready()
            load = Load(service.address, asked)
            load.reaches(chance.randint(5, 60))
            time.sleep(chance.random() * 0.02)  # anywhere in the next request
        finally:
            service.kill()
        load.ended()
        assert load.refused == []
        said += load.said
        assert not lost(tmp_path, said), attempt
    assert len(said) > 5 * KILLS


def lost(folder: Path, said: Sequence[str]) -> list[str]:
    """The cards that were said and are not on record; the chain is whole."""
    with open_served(folder / "service.db", key=folder / "service.key") as records:
        assert records.verify().findings == ()
        found = {
            card["uuid"]
            for one in records.records()
            if one.entry.kind == "cards"
            for card in one.body["cards"]
        }
        return [uuid for uuid in said if uuid not in found or records.card(uuid) is None]
