"""Whoever asks too often is told how long to wait, and nobody pays for what others do."""

import time
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest

from pathway.engine import Library
from pathway.service import rates
from pathway.service.rates import Admission, Rates
from pathway.service.refusal import RefusedError
from pathway.service.settings import ClientSettings, Limits, read_settings
from pathway.service.tokens import TokenCheck

from .clients import serving
from .rest_files import mapping
from .signing import CALLED, ISSUER, NOW, keys_file, settings, token

MON = mapping(Path("examples/patients/mon-57.yaml"))


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_so_many_a_minute_and_no_more() -> None:
    clock = Clock()
    counted = Rates(6, clock)
    assert [counted.wait("a") for _ in range(6)] == [0] * 6
    assert [counted.wait("a") for _ in range(3)] == [10] * 3
    assert counted.wait("b") == 0
    clock.now += 9
    assert counted.wait("a") == 1
    clock.now += 1
    assert [counted.wait("a"), counted.wait("a")] == [0, 10]
    clock.now += 3600
    assert [counted.wait("a") for _ in range(7)] == [0] * 6 + [10]


def test_many_names_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "_MOST", 100)
    clock = Clock()
    counted = Rates(6, clock)
    for number in range(10_000):
        counted.wait(str(number))
        clock.now += 0.001
    assert len(counted._until) <= 101
    clock.now += 3600
    counted.wait("x")
    assert len(counted._until) <= 101


def test_threads_share_the_count() -> None:
    counted = Rates(1000, Clock())
    admitted: list[bool] = []

    def asking() -> None:
        admitted.extend(counted.wait("a") == 0 for _ in range(300))

    threads = [Thread(target=asking) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (admitted.count(True), len(admitted)) == (1000, 2400)


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time does not go on where requests are counted, however slow this machine is."""
    monkeypatch.setattr(rates, "monotonic", lambda: 1000.0)


@pytest.mark.usefixtures("stopped")
@pytest.mark.parametrize(("per_minute", "bad"), [(1, 10), (1000, 10), (60_000, 600)])
def test_bad_tokens_are_a_hundredth_and_ten_at_least(per_minute: int, bad: int) -> None:
    admission = Admission(per_minute)
    for _ in range(bad):
        admission.bad_token("192.0.2.1")
    with pytest.raises(RefusedError) as refused:
        admission.bad_token("192.0.2.1")
    assert refused.value.refusal.status == 429
    admission.bad_token("192.0.2.2")


def outcome(answer: httpx.Response) -> tuple[Any, ...]:
    (issue,) = answer.json()["issue"]
    return (
        answer.status_code,
        issue["code"],
        issue["diagnostics"],
        issue["details"]["text"],
        answer.headers.get("retry-after"),
    )


@pytest.mark.usefixtures("stopped")
def test_a_client_that_asks_too_often_waits(library: Library, tmp_path: Path) -> None:
    with serving(library, tmp_path, limits=Limits(per_minute=3)) as client:
        asked = [client.post("/questions", json={"patient": MON}) for _ in range(4)]
        hook = client.post("/cds-services/pathway-patient-view", json={})
        assert client.get("/health").status_code == 200
    assert [one.status_code for one in asked[:3]] == [200] * 3
    wait = "wait 20 s; `limits: per minute` in the settings says how often"
    said = "this client asks more often than the settings allow"
    for refused in (asked[3], hook):
        assert outcome(refused) == (429, "throttled", said, wait, "20")


@pytest.mark.usefixtures("stopped")
def test_bad_tokens_are_counted_by_address_and_good_ones_go_on_working(
    library: Library, tmp_path: Path
) -> None:
    issuer = ClientSettings(ISSUER, keys=str(keys_file(tmp_path)))
    with serving(
        library, tmp_path, open=False, clients=(issuer,), limits=Limits(per_minute=1000)
    ) as client:
        bad = [
            client.post("/questions", json={"patient": MON}, headers=headers)
            for headers in [{}, {"Authorization": "Bearer a.b.c"}] * 6
        ]
        now = int(time.time())
        address = f"{str(client.base_url).rstrip('/')}/questions"
        claims = {"aud": address, "iat": now, "exp": now + 200}
        good = client.post(
            "/questions",
            json={"patient": MON},
            headers={"Authorization": f"Bearer {token(claims)}"},
        )
    assert [one.status_code for one in bad] == [401] * 10 + [429] * 2
    said = "too many requests without a good token came from here"
    wait = "wait 6 s; `limits: per minute` in the settings says how often"
    assert outcome(bad[-1]) == (429, "throttled", said, wait, "6")
    assert good.status_code == 200


@pytest.mark.usefixtures("stopped")
def test_a_token_that_came_too_often_is_not_used_up(tmp_path: Path) -> None:
    used: list[str] = []

    def seen(_: str, jti: str, __: float) -> bool:
        used.append(jti)
        return used.count(jti) == 1

    admission = Admission(1)
    sites = settings(str(keys_file(tmp_path)))
    check = TokenCheck(sites, seen, admission=admission)
    assert check.admitted(f"Bearer {token()}", CALLED, NOW).issuer == ISSUER
    again = f"Bearer {token({'jti': 'two'})}"
    with pytest.raises(RefusedError) as refused:
        check.admitted(again, CALLED, NOW)
    assert (refused.value.refusal.status, used) == (429, ["one"])
    fresh = TokenCheck(sites, seen, admission=Admission(1))
    assert fresh.admitted(again, CALLED, NOW).issuer == ISSUER
    assert used == ["one", "two"]


def test_the_setting(tmp_path: Path) -> None:
    path = tmp_path / "service.yaml"
    path.write_text("public: http://localhost:8002\nopen: yes\nlimits: {per minute: 120}\n")
    assert read_settings(path).limits == Limits(per_minute=120)
