"""The terminal in a browser: one person, on this computer, and nothing from anywhere else."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from textual_serve.download_manager import DownloadManager

from pathway.ground.problems import UsageError
from pathway.tui.setting import Setting
from pathway.tui.web.server import LOOPBACK, Terminal, listening
from pathway.tui.web.worker import PLACE, read, written
from tests.examples import real_patients
from tests.patience import PATIENCE

MON = real_patients() / "mon-57.yaml"
DAY = ("--as-of", "2026-11-20")


class Served:
    """A server that runs, and the address that it printed."""

    def __init__(self, process: asyncio.subprocess.Process, address: str) -> None:
        self.process = process
        self.address = address
        self.base = address.partition("/?")[0]
        self.token = address.partition("token=")[2]
        self.host = self.base.removeprefix("http://")


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[Served]:
    """`pathway tui --web` as a process, ended as Ctrl+C ends it."""
    patient = folder / "mon-57.yaml"
    shutil.copy(MON, patient)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "pathway", "tui", str(patient), *DAY, "--web"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, "XDG_STATE_HOME": str(folder / "state")},
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE):
            first = (await process.stdout.readline()).decode()
            assert first == "Open in a browser on this computer (the address works once):\n"
            yield Served(process, (await process.stdout.readline()).decode().strip())
    finally:
        process.send_signal(2)
        async with asyncio.timeout(PATIENCE):
            rest = (await process.stdout.read()).decode()
            await process.wait()
    assert rest == "Interrupt (Ctrl+C) to end.\n"


@asynccontextmanager
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    """A browser that keeps cookies of an address without a name."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        yield session


async def get(session: aiohttp.ClientSession, url: str, **headers: str) -> tuple[int, str]:
    async with session.get(url, headers=headers, allow_redirects=False) as answer:
        return answer.status, await answer.text()


async def refused(session: aiohttp.ClientSession, url: str, **headers: str) -> int:
    """How a connection to the terminal is refused."""
    with pytest.raises(aiohttp.WSServerHandshakeError) as error:
        await session.ws_connect(url, headers=headers)
    return error.value.status


# -- the gate --------------------------------------------------------------------------------


@pytest.mark.slow
async def test_nobody_comes_in_without_the_address(tmp_path: Path) -> None:
    async with served(tmp_path) as server, browser() as session:
        told = "open the address that `pathway tui --web` printed"
        assert await get(session, server.base) == (403, told)
        paths = ("/page.js", "/static/js/textual.js", "/static/", "/download/x", "/nothing")
        for path in paths:
            assert (await get(session, server.base + path))[0] == 403
        ours = {"Origin": server.base}
        assert await refused(session, f"{server.base}/ws", **ours) == 403
        wrong = f"{server.base}/?token={server.token[:-1]}x"
        assert await get(session, wrong) == (403, "this address was used already, or is wrong")
        for token in ("", "x", server.token.lower(), server.token + "x"):
            assert (await get(session, f"{server.base}/?token={token}"))[0] == 403
        assert await refused(session, f"{server.base}/ws?token={server.token}", **ours) == 403


@pytest.mark.slow
async def test_the_address_works_once(tmp_path: Path) -> None:
    async with served(tmp_path) as server, browser() as first, browser() as second:
        async with first.get(server.address, allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (303, "/")
            cookie = answer.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert server.token not in cookie
        assert (await get(first, server.base))[0] == 200
        assert (await get(second, server.address))[0] == 403
        assert (await get(second, server.base))[0] == 403
        assert await refused(second, f"{server.base}/ws", Origin=server.base) == 403
        assert (await get(first, server.address))[0] == 403
        forged = {"Cookie": "pathway_seat=" + "x" * 43}
        assert (await get(second, server.base, **forged))[0] == 403


@pytest.mark.slow
async def test_a_page_elsewhere_cannot_reach_in(tmp_path: Path) -> None:
    """Another name for this computer (DNS rebinding), or a connection from another page."""
    async with served(tmp_path) as server, browser() as session:
        for host in ("evil.example", f"evil.example:{server.host.partition(':')[2]}", "127.0.0.1"):
            assert await get(session, server.address, Host=host) == (403, "not from here")
        assert (await get(session, server.address))[0] == 303
        for origin in ("http://evil.example", "null", server.base + "0", "https://127.0.0.1"):
            assert (await get(session, server.base, Origin=origin))[0] == 403
            assert await refused(session, f"{server.base}/ws", Origin=origin) == 403
        assert await refused(session, f"{server.base}/ws") == 403
        assert (await get(session, server.base, Origin=server.base))[0] == 200


@pytest.mark.slow
async def test_the_page_names_nothing_outside(tmp_path: Path) -> None:
    async with served(tmp_path) as server, browser() as session:
        await get(session, server.address)
        async with session.get(server.base) as answer:
            page, headers = await answer.text(), answer.headers
        outside = re.findall(r"(?:https?:)?//[^\"'\s]+", page)
        assert outside == [f"//{server.host}/ws"]
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Frame-Options"] == "DENY"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe-eval" not in headers["Content-Security-Policy"]
        css = (await get(session, f"{server.base}/page.css"))[1]
        assert re.findall(r"url\(\"(?!/static/)", css) == []
        assert server.token not in page


# -- the terminal behind it --------------------------------------------------------------------


@pytest.mark.slow
async def test_a_key_is_answered_and_no_command_line_names_the_patient(tmp_path: Path) -> None:
    async with served(tmp_path) as server, browser() as session:
        await get(session, server.address)
        url = f"{server.base}/ws?width=120&height=40"
        async with session.ws_connect(url, headers={"Origin": server.base}) as socket:
            await shown(socket, "question 1: n none of these")
            children = f"/proc/{server.process.pid}/task/{server.process.pid}/children"
            pids = await asyncio.to_thread(Path(children).read_text)
            lines = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in pids.split()]
            assert [b"pathway.tui.web.worker" in line for line in lines] == [True]
            assert [b"mon-57" in line for line in lines] == [False]
            await socket.send_json(["stdin", "n"])
            await shown(socket, "NOT SAVED")
    assert (tmp_path / "mon-57.yaml").read_bytes() == MON.read_bytes()


@pytest.mark.parametrize(("lingers", "patience", "code"), [(0.3, PATIENCE, 0), (PATIENCE, 0.1, -9)])
async def test_no_process_is_left_behind(
    monkeypatch: pytest.MonkeyPatch, lingers: float, patience: float, code: int
) -> None:
    """A process closes its output before it ends, and may never end."""
    monkeypatch.setattr("pathway.tui.web.server._PATIENCE", patience)
    program = f"import os, time; os.close(1); time.sleep({lingers})"
    opened = asyncio.Event()

    class Lingering(Terminal):
        async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", program), stdin=PIPE, stdout=PIPE, stderr=PIPE
            )
            self._process, self._stdin = process, process.stdin
            opened.set()
            return process

    async def ignore(*_: object) -> None: ...

    manager = DownloadManager()
    terminal = Lingering(
        "", write_bytes=ignore, write_str=ignore, close=ignore, download_manager=manager
    )
    await terminal.start(80, 24)
    await opened.wait()
    process = terminal._process
    await terminal.stop()
    assert process is not None
    assert process.returncode == code


async def shown(socket: aiohttp.ClientWebSocketResponse, words: str) -> None:
    """Wait until the terminal shows these words."""
    told = ""
    async for message in socket:
        if message.type is aiohttp.WSMsgType.BINARY:
            told += message.data.decode("utf-8", "replace")
            if words in plain(told):
                return
    raise AssertionError(f"{words} was never shown: {plain(told)[-2000:]}")


def plain(told: str) -> str:
    """What a terminal shows, without the signs that steer it."""
    return re.sub(r"\x1b\[[0-9;:?<>=]*[a-zA-Z]|\x1b[()][A-Z0-9]|\x1b[=>]", "", told)


# -- before anything is served -------------------------------------------------------------------


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pathway", "tui", "--web", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)


def test_a_broken_file_is_said_before_anybody_opens_a_browser(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("patient: x\nattributes: {egfr: lots}\n")
    done = run(broken)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("P402 `egfr` should be a number, not `lots`\n")


@pytest.mark.slow
def test_a_port_that_is_taken_is_said() -> None:
    with listening(0) as socket:
        port = socket.getsockname()[1]
        assert socket.getsockname()[0] == LOOPBACK
        done = run(MON, "--port", str(port))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"P510 cannot listen on port {port}: address already in use\n"
    with pytest.raises(UsageError), listening(70_000):
        pass


def test_what_to_open_survives_the_environment() -> None:
    day = date(2026, 11, 20)
    setting = Setting(Path("a b"), "sciatica", day, None, "Dr Ada", "r.db", Path("k"))
    assert read(written(Path("Ελένη.yaml"), setting)) == (Path("Ελένη.yaml"), setting)
    assert read(written(None, Setting())) == (None, Setting())
    assert PLACE == "PATHWAY_TUI_SEAT"


# -- a real browser --------------------------------------------------------------------------------

CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


@contextmanager
def real_browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(FLAGS), timeout=PATIENCE * 1000
        )
        yield launched
        launched.close()


@pytest.mark.slow
@pytest.mark.needs("chromium")
def test_in_a_real_browser(tmp_path: Path) -> None:
    """The page opens, a key is typed, the screen changes, and no request leaves this computer."""
    patient = tmp_path / "mon-57.yaml"
    shutil.copy(MON, patient)
    command = [sys.executable, "-m", "pathway", "tui", str(patient), *DAY, "--web"]
    environment = {**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            _in_the_browser(process.stdout.readline().strip())
        finally:
            process.send_signal(2)


def _in_the_browser(address: str) -> None:
    with real_browser() as launched:
        page = launched.new_page(viewport={"width": 1200, "height": 760})
        page.set_default_timeout(PATIENCE * 1000)
        requests: list[str] = []
        faults: list[str] = []
        told: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("websocket", lambda socket: _listen(socket, requests, told))
        page.goto(address)
        page.locator("body.-first-byte").wait_for()
        _until(page, told, "question 1: n none of these")
        before = page.screenshot()
        told.clear()
        page.keyboard.press("n")
        _until(page, told, "NOT SAVED")
        assert page.screenshot() != before
        told.clear()
        page.keyboard.press("q")
        _until(page, told, "Close without saving?")
        page.keyboard.press("d")
        page.locator("body.-closed").wait_for()
        assert "The terminal is closed." in page.locator("#ended").inner_text()
        assert faults == []
        assert {urlsplit(url).netloc for url in requests} == {urlsplit(address).netloc}


def _listen(socket: Any, requests: list[str], told: list[str]) -> None:
    requests.append(socket.url)
    socket.on("framereceived", lambda data: told.append(_text(data)))


def _text(data: bytes | str) -> str:
    return data.decode("utf-8", "replace") if isinstance(data, bytes) else data


def _until(page: Any, told: list[str], words: str) -> None:
    """Wait, frame by frame, until words are shown."""
    for _ in range(PATIENCE * 20):
        if words in plain("".join(told)):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{words} was never shown: {plain(''.join(told))[-2000:]}")
