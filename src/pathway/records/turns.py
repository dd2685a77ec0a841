"""Turns among the programs of one computer that write into the same file.

SQLite lets a writer that finds another at work sleep for longer and longer, up to a tenth of a
second, while others come and go. A lock of the kernel on a file beside the records is looked at
every millisecond instead. It only makes waiting shorter: what keeps two writers apart is SQLite.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Final

if sys.platform != "win32":  # which has no such locks; SQLite's own waiting is left there
    import fcntl


class Turns:
    """The turns at a file of records; for one thread of a program."""

    def __init__(self, file: Path, patience: float) -> None:
        self._path = file.with_name(f"{file.name}-turn")
        self._patience = patience
        self._handle: int | None = None

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for the turn, at most as long as patience lasts, and give it back afterwards."""
        handle = self._opened()
        if handle is None:
            yield
            return
        until = monotonic() + self._patience
        try:
            _wait_for(handle, _NEXT, until)
            _wait_for(handle, _TURN, until)
            _give_back(handle, _NEXT)
            yield
        finally:
            _give_back(handle, _NEXT)
            _give_back(handle, _TURN)

    def close(self) -> None:
        """Give the file back."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    # -- private ---------------------------------------------------------------------------

    def _opened(self) -> int | None:
        if self._handle is None and sys.platform != "win32":
            try:
                self._handle = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
            except OSError:  # whatever is wrong with the place, the database tells it in words
                return None
        return self._handle


# -- private -------------------------------------------------------------------------------

#: Bytes of the file that are locked: whoever is next in the queue, and whoever is at work. One that
#: ends its work and comes again finds the next one before it.
_NEXT, _TURN = range(2)
#: Seconds between two looks.
_PAUSE: Final = 0.001


def _wait_for(handle: int, byte: int, until: float) -> None:
    while True:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
        except OSError:
            if monotonic() >= until:
                return
            sleep(_PAUSE)
        else:
            return


def _give_back(handle: int, byte: int) -> None:
    fcntl.lockf(handle, fcntl.LOCK_UN, 1, byte)
