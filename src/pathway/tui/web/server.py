"""The server: one page, one connection, and the terminal in a process of its own behind it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Final

from aiohttp import WSMsgType, web
from textual_serve.server import Server, to_int

from pathway.ground.problems import Problem, UsageError
from pathway.tui.setting import Setting
from pathway.tui.web.access import COOKIE, Gate
from pathway.tui.web.addresses import LOOPBACK, Address, own
from pathway.tui.web.seat import OVER, STOPPED, Seat, Terminal
from pathway.tui.web.worker import written


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


class WebServer(Server):
    """textual-serve with our own page, behind the gate; `public` is a proxy's address for it."""

    def __init__(
        self,
        patient: Path | None,
        setting: Setting,
        listening_on: socket.socket,
        say: Callable[[str], None],
        public: Address | None = None,
    ) -> None:
        port = listening_on.getsockname()[1]
        super().__init__("pathway tui", LOOPBACK, port, title="pathway")
        self._socket = listening_on
        self._say = say
        self._public = public
        addresses = (*own(port), *(() if public is None else (public,)))
        self._first = addresses[0] if public is None else public
        # Browsers keep one cookie for all ports of a computer.
        self.gate = Gate(addresses, f"{COOKIE}_{port}")
        self._seat = Seat(written(patient, setting), self.download_manager)

    @property
    def address(self) -> str:
        """The address that opens the terminal, once."""
        return f"{self._first}?token={self.gate.token}"

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
                web.get("/there", self._there),
                web.get("/ws", self.handle_websocket),
                web.static("/static", self.statics_path),
            ]
        )
        app.on_startup.append(self.on_startup)
        app.on_shutdown.append(self.on_shutdown)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Say the address."""
        del app
        where = "on this computer" if self._public is None else "through the proxy"
        told = f"Open in a browser {where} (the address works once):"
        self._say(f"{told}\n{self.address}\nInterrupt (Ctrl+C) to end.\n")

    async def on_shutdown(self, app: web.Application) -> None:
        """End the terminal."""
        del app
        await self._seat.end(STOPPED)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Show the terminal on a page; it goes on when the page is gone."""
        page = web.WebSocketResponse(heartbeat=15, max_msg_size=_LARGEST)
        await page.prepare(request)
        size = [to_int(request.query.get(key, ""), usual) for key, usual in _SIZE]
        terminal = await self._seat.take(page, *size)
        over = asyncio.create_task(self._end_in_time())
        try:
            async for message in page:
                if message.type is WSMsgType.TEXT:
                    await self._told(page, terminal, message.json())
        finally:
            over.cancel()
            self._seat.leave(page)
        return page

    # -- private ---------------------------------------------------------------------------

    async def _told(self, page: web.WebSocketResponse, terminal: Terminal, told: object) -> None:
        """What the page says: keys, its size, and that it is there."""
        match told:
            case ["stdin", str(keys)]:
                self.gate.used()
                await terminal.send_bytes(keys.encode("utf-8"))
            case ["resize", {"width": int(width), "height": int(height)}]:
                await terminal.set_terminal_size(width, height)
            case ["ping", str(words)]:
                await page.send_json(["pong", words])
            case ["blur"]:
                await terminal.blur()
            case ["focus"]:
                await terminal.focus()
            case _:
                pass

    async def _end_in_time(self) -> None:
        """End the sitting when it is over, also while its page is open."""
        while (left := self.gate.left) > 0:
            await asyncio.sleep(min(left, _LOOKS))
        await self._seat.end(OVER)

    async def _page(self, request: web.Request) -> web.Response:
        del request
        return web.Response(text=_own("page.html"), content_type="text/html")

    async def _there(self, request: web.Request) -> web.Response:
        """Whether the server can be reached again."""
        del request
        return web.Response(status=204)

    async def _asset(self, request: web.Request) -> web.Response:
        kind = "text/css" if request.path.endswith(".css") else "text/javascript"
        return web.Response(text=_own(request.path[1:]), content_type=kind)


_SIZE: Final = (("width", 80), ("height", 24))
#: One paste; nobody types more at once.
_LARGEST: Final = 4 * 1024 * 1024
#: Seconds between two looks at the clock, which may have been put forward.
_LOOKS: Final = 20.0


def _own(name: str) -> str:
    return (resources.files("pathway.tui.web") / name).read_text(encoding="utf-8")
