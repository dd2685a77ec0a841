"""The one sitting: a process that goes on for a while when the page that showed it is gone."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from functools import partial
from typing import Final

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from pathway.tui.web.driver import AGAIN
from pathway.tui.web.worker import PLACE

#: Minutes for which a terminal waits for a page that went away.
WAITS: Final = 30
#: What a page is told where its connection is closed for good (codes of applications).
ENDED: Final = 4000
ELSEWHERE: Final = 4001
OVER: Final = 4002
STOPPED: Final = 4003


class Terminal(AppService):
    """The terminal as a process; what it shows is named in its environment, for us alone to see.

    A command line is read by everybody on the computer, so no file of a patient stands in it.
    """

    seat: str = ""

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        environment = self._build_environment(width=width, height=height)
        driver = "pathway.tui.web.driver:SeatDriver"
        self._process = process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "pathway.tui.web.worker"),
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env={**environment, "TEXTUAL_DRIVER": driver, PLACE: self.seat},
        )
        self._stdin = process.stdin
        return process

    async def run(self) -> None:
        """Read what it shows, until it ends, however that comes about."""
        await super().run()
        await self.remote_close()

    async def stop(self) -> None:
        """Ask the process to end, and wait until it has: it closes its output a little before."""
        await super().stop()
        process = self._process
        if process is None:
            return
        try:
            async with asyncio.timeout(_PATIENCE):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()


class Seat:
    """A terminal, and the page that shows it at the moment, if one does."""

    def __init__(self, what: str, downloads: DownloadManager, waits: float = WAITS * 60) -> None:
        self._what = what
        self._downloads = downloads
        self._waits = waits
        self._terminal: Terminal | None = None
        self._page: web.WebSocketResponse | None = None
        self._leaving: asyncio.TimerHandle | None = None
        self._ending: set[asyncio.Task[None]] = set()

    async def take(self, page: web.WebSocketResponse, width: int, height: int) -> Terminal:
        """Show the terminal on a page: the one that is there, or a new one.

        A page that showed it until now is told that it is shown elsewhere.
        """
        before, self._page = self._page, page
        if self._leaving is not None:
            self._leaving.cancel()
            self._leaving = None
        if before is not None:
            await _closed(before, ELSEWHERE)
        there = self._terminal
        if there is not None:
            await there.set_terminal_size(width, height)
            await there.send_meta({"type": AGAIN})
            return there
        made = self._terminal = self._made()
        await made.start(width, height)
        return made

    def leave(self, page: web.WebSocketResponse) -> None:
        """The page is gone; the terminal waits for another."""
        if self._page is page:
            self._page = None
            if self._terminal is not None:
                loop = asyncio.get_running_loop()
                self._leaving = loop.call_later(self._waits, self._end_soon)

    async def end(self, code: int = ENDED) -> None:
        """End the terminal, and tell the page."""
        terminal, self._terminal = self._terminal, None
        page, self._page = self._page, None
        if page is not None:
            await _closed(page, code)
        if terminal is not None:
            await terminal.stop()

    # -- private ---------------------------------------------------------------------------

    def _made(self) -> Terminal:
        terminal = Terminal(
            "",
            write_bytes=self._show,
            write_str=self._tell,
            close=_nothing,
            download_manager=self._downloads,
        )
        terminal.seat = self._what
        terminal.remote_close = partial(self._done, terminal)
        return terminal

    async def _done(self, terminal: Terminal) -> None:
        """A terminal was closed by whoever sat at it, or broke."""
        if self._terminal is terminal:
            self._end_soon()

    def _end_soon(self) -> None:
        """End in a task of its own: a terminal that says so still has to be read to its end."""
        task = asyncio.create_task(self.end())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def _show(self, data: bytes) -> None:
        if self._page is not None:
            with suppress(ConnectionError, RuntimeError):
                await self._page.send_bytes(data)

    async def _tell(self, words: str) -> None:
        if self._page is not None:
            with suppress(ConnectionError, RuntimeError):
                await self._page.send_str(words)


#: Seconds until a process that does not end is ended, and until a page that is gone is given up.
_PATIENCE: Final = 2.0


async def _nothing() -> None: ...


async def _closed(page: web.WebSocketResponse, code: int) -> None:
    """Close a connection, which may be dead without anybody having noticed."""
    with suppress(ConnectionError, RuntimeError, TimeoutError):
        async with asyncio.timeout(_PATIENCE):
            await page.close(code=code)
