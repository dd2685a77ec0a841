"""The server: one page, one connection, and the terminal in a process of its own behind it."""

from __future__ import annotations

import asyncio
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Final

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

from pathway.ground.problems import Problem, UsageError
from pathway.tui.setting import Setting
from pathway.tui.web.access import Gate
from pathway.tui.web.worker import PLACE, written

#: Nobody else's computer can reach this.
LOOPBACK: Final = "127.0.0.1"


@contextmanager
def listening(port: int) -> Iterator[socket.socket]:
    """A socket on this computer alone; port 0 is any that is free. Raises UsageError."""
    with socket.socket() as made:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((LOOPBACK, port))
            made.listen()
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or "it is no port"
            problem = Problem("P510", f"cannot listen on port {port}: {str(reason).lower()}")
            raise UsageError([problem]) from error
        yield made


class Terminal(AppService):
    """The terminal as a process; what it shows is named in its environment, for us alone to see.

    A command line is read by everybody on the computer, so no file of a patient stands in it.
    """

    seat: str = ""

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        environment = self._build_environment(width=width, height=height)
        self._process = process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "pathway.tui.web.worker"),
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env={**environment, PLACE: self.seat},
        )
        self._stdin = process.stdin
        return process

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


class WebServer(Server):
    """textual-serve with our own page, behind the gate."""

    def __init__(
        self,
        patient: Path | None,
        setting: Setting,
        listening_on: socket.socket,
        say: Callable[[str], None],
    ) -> None:
        port = listening_on.getsockname()[1]
        super().__init__("pathway tui", LOOPBACK, port, title="pathway")
        self._seat = written(patient, setting)
        self._socket = listening_on
        self._say = say
        self.gate = Gate(frozenset((f"{LOOPBACK}:{port}", f"localhost:{port}")))

    @property
    def address(self) -> str:
        """The address that opens the terminal, once."""
        return f"http://{LOOPBACK}:{self.port}/?token={self.gate.token}"

    def run(self) -> None:
        """Serve until somebody interrupts."""
        # No access log: it would hold the token.
        web.run_app(
            self._make_app(), sock=self._socket, print=None, access_log=None, shutdown_timeout=2
        )

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self.gate.middleware])
        app.add_routes(
            [
                web.get("/", self._page),
                web.get("/page.css", self._asset),
                web.get("/page.js", self._asset),
                web.get("/ws", self.handle_websocket),
                web.get("/download/{key}", self.handle_download),
                web.static("/static", self.statics_path),
            ]
        )
        app.on_startup.append(self.on_startup)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Say the address."""
        del app
        told = "Open in a browser on this computer (the address works once):"
        self._say(f"{told}\n{self.address}\nInterrupt (Ctrl+C) to end.\n")

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """One terminal for as long as the page is open."""
        websocket = web.WebSocketResponse(heartbeat=15, max_msg_size=_LARGEST)
        await websocket.prepare(request)
        terminal = Terminal(
            self.command,
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=partial(_close, websocket),
            download_manager=self.download_manager,
        )
        terminal.seat = self._seat
        size = (to_int(request.query.get(key, ""), usual) for key, usual in _SIZE)
        await terminal.start(*size)
        try:
            await self._process_messages(websocket, terminal)
        finally:
            await terminal.stop()
        return websocket

    # -- private ---------------------------------------------------------------------------

    async def _page(self, request: web.Request) -> web.Response:
        text = _own("page.html").replace("{{ address }}", f"ws://{request.headers['Host']}/ws")
        return web.Response(text=text, content_type="text/html")

    async def _asset(self, request: web.Request) -> web.Response:
        kind = "text/css" if request.path.endswith(".css") else "text/javascript"
        return web.Response(text=_own(request.path[1:]), content_type=kind)


#: Seconds until a process that does not end is ended.
_PATIENCE: Final = 2.0
_SIZE: Final = (("width", 80), ("height", 24))
#: One paste; nobody types more at once.
_LARGEST: Final = 4 * 1024 * 1024


async def _close(websocket: web.WebSocketResponse) -> None:
    await websocket.close()


def _own(name: str) -> str:
    return (resources.files("pathway.tui.web") / name).read_text(encoding="utf-8")
