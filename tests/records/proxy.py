"""A way to a server that can break at the one moment in which it matters: at a commit."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tests.patience import PATIENCE

from .postgres import free_port


class Proxy:
    """Passes everything on, until it is told to lose the next commit.

    `lose` is "before" (the server never sees the commit) or "after" (it commits, and its
    answer is lost). With `closed` nobody gets through any more.
    """

    def __init__(self, target: int) -> None:
        self.port = free_port()
        self.lose: str | None = None
        self.lost = 0
        self.closed = False
        self._target = target
        self._listening = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, daemon=True).start()

    def end(self) -> None:
        """Listen no longer."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                if self.closed:
                    client.close()
                    continue
                server = socket.create_connection(("127.0.0.1", self._target))
                pairs = ((client, server, True), (server, client, False))
                for source, target, asking in pairs:
                    passing = threading.Thread(
                        target=self._pass_on, args=(source, target, asking), daemon=True
                    )
                    passing.start()

    def _pass_on(self, source: socket.socket, target: socket.socket, asking: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if asking and self.lose and b"COMMIT\0" in data:
                    how, self.lose = self.lose, None
                    self.lost += 1
                    if how == "after":
                        # The client is gone before the answer can reach it.
                        source.shutdown(socket.SHUT_RDWR)
                        target.sendall(data)
                        target.settimeout(PATIENCE)
                        target.recv(1)
                    break
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@contextmanager
def proxy(target: int) -> Iterator[Proxy]:
    """A way to the server at a port."""
    made = Proxy(target)
    try:
        yield made
    finally:
        made.end()
