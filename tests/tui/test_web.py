"""The terminal in a browser: one person, on this computer, and nothing from anywhere else."""

import asyncio
import re
import shutil
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from textual_serve.download_manager import DownloadManager

from pathway.ground.problems import UsageError
from pathway.tui.setting import Setting
from pathway.tui.web.access import NO_SEAT, NOT_OURS, USED
from pathway.tui.web.addresses import LOOPBACK
from pathway.tui.web.seat import Terminal
from pathway.tui.web.server import listening
from pathway.tui.web.worker import PLACE, read, written
from tests.patience import PATIENCE
from tests.tui.webbing import (
    MON,
    Watched,
    browser,
    get,
    real_browser,
    refused,
    running,
    said,
    served,
    shown,
)

# -- the gate --------------------------------------------------------------------------------


@pytest.mark.slow
async def test_nobody_comes_in_without_the_address(tmp_path: Path) -> None:
    async with served(tmp_path) as server, browser() as session:
        assert said(await get(session, server.base)) == (403, NO_SEAT)
        paths = ("/page.js", "/static/js/textual.js", "/static/", "/download/x", "/nothing")
        for path in paths:
            assert (await get(session, server.base + path))[0] == 403
        ours = {"Origin": server.base}
        assert await refused(session, f"{server.base}/ws", **ours) == 403
        wrong = f"{server.base}/?token={server.token[:-1]}x"
        assert said(await get(session, wrong)) == (403, USED)
        for token in ("", "x", server.token.lower(), server.token + "x"):
            assert (await get(session, f"{server.base}/?token={token}"))[0] == 403
        assert await refused(session, f"{server.base}/ws?token={server.token}", **ours) == 403


@pytest.mark.slow
async def test_the_terminal_on_the_page_keeps_what_it_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As every command does: compiling took most of the time until its first screen."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("PATHWAY_NO_CACHE", raising=False)
    async with served(tmp_path) as server, browser() as session:
        shutil.rmtree(tmp_path / "cache")  # what the server kept when it looked at the patient
        await get(session, server.address)
        url = f"{server.base}/ws?width=120&height=40"
        async with session.ws_connect(url, headers={"Origin": server.base}) as socket:
            await shown(socket, "question 1: n no to")
    assert [*(tmp_path / "cache/pathway-cds").glob("*.compiled")]


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
        forged = {"Cookie": f"pathway_seat_{server.host.partition(':')[2]}=" + "x" * 43}
        assert (await get(second, server.base, **forged))[0] == 403


@pytest.mark.slow
async def test_a_page_elsewhere_cannot_reach_in(tmp_path: Path) -> None:
    """Another name for this computer (DNS rebinding), or a connection from another page."""
    async with served(tmp_path) as server, browser() as session:
        for host in ("evil.example", f"evil.example:{server.host.partition(':')[2]}", "127.0.0.1"):
            assert said(await get(session, server.address, Host=host)) == (403, NOT_OURS)
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
        assert re.findall(r"(?:https?:)?//[^\"'\s]+", page) == []
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Frame-Options"] == "DENY"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe-eval" not in headers["Content-Security-Policy"]
        css = (await get(session, f"{server.base}/page.css"))[1]
        assert re.findall(r"url\(\"(?!static/)", css) == []
        assert server.token not in page


# -- the terminal behind it --------------------------------------------------------------------


@pytest.mark.slow
async def test_a_key_is_answered_and_no_command_line_names_the_patient(tmp_path: Path) -> None:
    async with served(tmp_path) as server, browser() as session:
        await get(session, server.address)
        url = f"{server.base}/ws?width=120&height=40"
        async with session.ws_connect(url, headers={"Origin": server.base}) as socket:
            await shown(socket, "question 1: n no to")
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
    monkeypatch.setattr("pathway.tui.web.seat._PATIENCE", patience)
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


@pytest.mark.slow
@pytest.mark.needs("chromium")
def test_in_a_real_browser(tmp_path: Path) -> None:
    """The page opens, a key is typed, the screen changes, and no request leaves this computer."""
    with running(tmp_path) as address, real_browser() as launched:
        seen = Watched(launched.new_page(viewport={"width": 1200, "height": 760}))
        page = seen.page
        page.goto(address)
        page.locator("body.-first-byte").wait_for()
        seen.until("question 1: n no to")
        before = page.screenshot()
        seen.press("n")
        seen.until("NOT SAVED")
        assert page.screenshot() != before
        seen.press("q")
        seen.until("Close without saving?")
        page.keyboard.press("d")
        page.locator("body.-closed").wait_for()
        assert page.locator("#ended-title").inner_text() == "The terminal is closed."
        assert seen.faults == []
        assert {urlsplit(url).netloc for url in seen.requests} == {urlsplit(address).netloc}
