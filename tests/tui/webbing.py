"""A server for the terminal in a browser, and browsers that open it."""

import asyncio
import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.examples import real_patients
from tests.patience import PATIENCE

MON = real_patients() / "mon-57.yaml"
DAY = ("--as-of", "2026-11-20")
HERE = "on this computer"


class Served:
    """A server that runs, and the address that it printed."""

    def __init__(self, process: asyncio.subprocess.Process, address: str) -> None:
        self.process = process
        self.address = address
        self.base = address.partition("/?")[0]
        self.token = address.partition("token=")[2]
        self.host = self.base.removeprefix("http://")


@asynccontextmanager
async def served(folder: Path, *options: str, where: str = HERE) -> AsyncIterator[Served]:
    """`pathway tui --web` as a process, ended as Ctrl+C ends it."""
    patient = folder / "mon-57.yaml"
    shutil.copy(MON, patient)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "pathway", "tui", str(patient), *DAY, "--web", *options),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, "XDG_STATE_HOME": str(folder / "state")},
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE):
            first = (await process.stdout.readline()).decode()
            assert first == f"Open in a browser {where} (the address works once):\n"
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


def said(answer: tuple[int, str]) -> tuple[int, str]:
    """How an address is refused: what the page says first."""
    found = re.search("<h1>(.*)</h1>", answer[1])
    return answer[0], html.unescape(found[1]) if found else answer[1]


async def refused(session: aiohttp.ClientSession, url: str, **headers: str) -> int:
    """How a connection to the terminal is refused."""
    with pytest.raises(aiohttp.WSServerHandshakeError) as error:
        await session.ws_connect(url, headers=headers)
    return error.value.status


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


# -- a real browser

CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


@contextmanager
def running(folder: Path, *options: str) -> Iterator[str]:
    """The same as a process beside a real browser: the address."""
    patient = folder / "mon-57.yaml"
    shutil.copy(MON, patient)
    command = [sys.executable, "-m", "pathway", "tui", str(patient), *DAY, "--web", *options]
    environment = {**os.environ, "XDG_STATE_HOME": str(folder / "state")}
    environment["XDG_CONFIG_HOME"] = str(folder / "config")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(2)


@contextmanager
def real_browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(FLAGS), timeout=PATIENCE * 1000
        )
        yield launched
        launched.close()


class Watched:
    """A page, with what it asked for, what its terminal told, and what went wrong in it."""

    def __init__(self, page: Any) -> None:
        page.set_default_timeout(PATIENCE * 1000)
        self.page = page
        self.requests: list[str] = []
        self.faults: list[str] = []
        self.told: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on("websocket", lambda socket: listen(socket, self.requests, self.told))

    def until(self, words: str) -> None:
        """Wait until the terminal shows words."""
        until(self.page, self.told, words)

    def press(self, key: str) -> None:
        """Press a key; what was told before is forgotten."""
        self.told.clear()
        self.page.keyboard.press(key)


def listen(socket: Any, requests: list[str], told: list[str]) -> None:
    requests.append(socket.url)
    socket.on("framereceived", lambda data: told.append(text_of(data)))


def text_of(data: bytes | str) -> str:
    return data.decode("utf-8", "replace") if isinstance(data, bytes) else data


def until(page: Any, told: list[str], words: str) -> None:
    """Wait, frame by frame, until words are shown."""
    for _ in range(PATIENCE * 20):
        if words in plain("".join(told)):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{words} was never shown: {plain(''.join(told))[-2000:]}")
