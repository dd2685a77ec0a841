"""Addresses and sittings in a browser end; no test waits for it."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from typing import Any, cast

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from textual_serve.download_manager import DownloadManager

from pathway.ground.problems import UsageError
from pathway.tui.web.access import DAY_OVER, IDLED, NO_SEAT, NOT_OURS, UNUSED, USED, Gate
from pathway.tui.web.addresses import Address, own, public
from pathway.tui.web.seat import Seat, Terminal
from tests.tui.webbing import said

MINUTE, HOUR = 60, 3600


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


class Visit:
    """A gate, and a browser that keeps its cookie."""

    def __init__(self, public_url: str | None = None) -> None:
        addresses = own(8710) + (() if public_url is None else (public(public_url),))
        self.clock = Clock()
        self.gate = Gate(addresses, "seat", self.clock)
        self.first = f"/?token={self.gate.token}"
        self.cookie = ""

    async def get(self, path: str = "/", host: str = "127.0.0.1:8710", **more: str) -> Any:
        """What is answered: the words of a refusal, or the answer."""
        headers = {"Host": host, "Cookie": self.cookie, **more}

        async def shown(_: web.Request) -> web.StreamResponse:
            return web.Response(text="page")

        try:
            answer = await self.gate.middleware(make_mocked_request("GET", path, headers), shown)
        except web.HTTPForbidden as error:
            return said((error.status, error.text or ""))
        if "seat" in answer.cookies:
            self.cookie = f"seat={answer.cookies['seat'].value}"
        return answer


async def test_an_address_ends_that_nobody_opens() -> None:
    visit = Visit()
    visit.clock.now += 10 * MINUTE
    assert await visit.get(visit.first) == (403, UNUSED)
    visit = Visit()
    visit.clock.now += 10 * MINUTE - 1
    assert (await visit.get(visit.first)).status == 303
    assert await visit.get(visit.first) == (403, USED)


async def test_a_sitting_ends_without_keys_and_after_a_day() -> None:
    visit = Visit()
    visit.clock.now += 5 * MINUTE
    await visit.get(visit.first)
    visit.clock.now += 2 * HOUR - 1
    assert (await visit.get()).status == 200
    visit.gate.used()
    assert visit.gate.left == 2 * HOUR
    visit.clock.now += 2 * HOUR
    assert await visit.get() == (403, IDLED)
    visit = Visit()
    await visit.get(visit.first)
    for _ in range(9):
        visit.clock.now += HOUR
        visit.gate.used()
    assert visit.gate.left == HOUR
    visit.clock.now += HOUR
    assert await visit.get() == (403, DAY_OVER)


async def test_a_cookie_belongs_to_the_address_it_was_given_at() -> None:
    visit = Visit("https://Ward.example:443/pathway")
    answer = await visit.get(visit.first, host="ward.example")
    assert answer.headers["Location"] == "/pathway/"
    cookie = answer.cookies["seat"]
    kept = {name: cookie[name] for name in ("path", "secure", "httponly", "samesite")}
    assert kept == {"path": "/pathway/", "secure": True, "httponly": True, "samesite": "Strict"}
    visit = Visit("https://ward.example/pathway/")
    cookie = (await visit.get(visit.first)).cookies["seat"]
    assert (cookie["path"], cookie["secure"]) == ("/", False)


async def test_only_our_own_names_are_answered() -> None:
    visit = Visit("https://ward.example/pathway/")
    await visit.get(visit.first, host="ward.example")
    for host in ("evil.example", "ward.example:80", "ward.example.evil.example", ""):
        assert await visit.get(host=host) == (403, NOT_OURS)
    for origin in ("http://ward.example", "https://evil.example", "http://127.0.0.1:8710", "null"):
        assert await visit.get(host="ward.example", Origin=origin) == (403, NOT_OURS)
    ours = await visit.get(host="ward.example", Origin="https://ward.example")
    assert ours.status == 200
    visit.cookie = ""
    assert await visit.get(host="ward.example") == (403, NO_SEAT)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://ward.example", Address("https://ward.example", "/")),
        ("HTTPS://Ward.Example:443/a/b", Address("https://ward.example", "/a/b/")),
        ("http://ward.example:8080/a/", Address("http://ward.example:8080", "/a/")),
        ("https://[2001:db8::1]/", Address("https://[2001:db8::1]", "/")),
    ],
)
def test_the_address_of_a_proxy_is_read(text: str, address: Address) -> None:
    assert public(text) == address


@pytest.mark.parametrize(
    "text",
    [
        *("", "ward.example/pathway", "ftp://ward.example/", "https://", "https:///x"),
        *("https://a@ward.example/", "https://ward.example/?x", "https://ward.example/#x"),
        *("https://ward.example:x/", "https://ward.example:99999/", "https://ward.example/a b/"),
        *("https://[::1/", "https://ward.example/;a", "https://wärd.example/"),
    ],
)
def test_what_is_no_address_is_said(text: str) -> None:
    with pytest.raises(UsageError) as error:
        public(text)
    [problem] = error.value.problems
    assert (problem.code, problem.message) == ("P510", f"`{text}` is no address of a page")
    assert problem.hint == "write it as browsers will: `--public-url https://host/prefix/`"


class Page:
    """A page that can be closed."""

    closed_with: int | None = None

    async def close(self, *, code: int) -> None:
        self.closed_with = code

    async def send_bytes(self, data: bytes) -> None: ...


async def test_a_terminal_waits_for_its_page_and_then_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    program = "import sys; print('__GANGLION__', flush=True); sys.stdin.buffer.read()"
    opened: list[Process] = []

    async def opens(self: Terminal, width: int = 80, height: int = 24) -> Process:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", program), stdin=PIPE, stdout=PIPE, stderr=PIPE
        )
        self._process, self._stdin = process, process.stdin
        opened.append(process)
        return process

    async def stops(self: Terminal) -> None:
        assert self._process is not None
        assert self._stdin is not None
        self._stdin.close()
        await self._process.wait()

    monkeypatch.setattr(Terminal, "_open_app_process", opens)
    monkeypatch.setattr(Terminal, "stop", stops)
    seat = Seat("", DownloadManager(), waits=0.05)
    first, second, third = (cast("Any", Page()) for _ in range(3))
    terminal = await seat.take(first, 80, 24)
    assert await seat.take(second, 80, 24) is terminal
    assert first.closed_with == 4001
    seat.leave(first)
    seat.leave(second)
    assert await seat.take(third, 80, 24) is terminal
    assert opened[0].returncode is None
    seat.leave(third)
    assert await opened[0].wait() == 0
    last = cast("Any", Page())
    assert await seat.take(last, 80, 24) is not terminal
    opened[1].kill()
    while last.closed_with is None:
        await asyncio.sleep(0.01)
    assert last.closed_with == 4000
