"""The bytes of a file that somebody named: of a file, and of no pipe, device or flood of data."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Final

#: No file of any kind may hold more; each kind has narrower bounds of its own.
MAX_BYTES: Final = 64 * 2**20


def read_file(path: Path) -> bytes:
    """What stands in a file; raises OSError, with a sentence that says why it cannot be read.

    Nothing is read of what is no file, and nobody is waited for who might write into a pipe.
    """
    handle = os.open(path, os.O_RDONLY | _NO_WAITING)
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        if stat.S_ISDIR(about.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(about.st_mode):
            raise OSError(errno.EINVAL, f"it is {_what(about.st_mode)}, not a file")
        data = file.read(_USUAL)  # room for the most would be made before anything is read
        if len(data) == _USUAL and about.st_size <= MAX_BYTES:
            data += file.read(MAX_BYTES + 1 - _USUAL)
        if about.st_size > MAX_BYTES or len(data) > MAX_BYTES:
            raise OSError(errno.EFBIG, f"it is larger than {MAX_BYTES // 2**20} MiB")
        return data


def read_text(path: Path, errors: str = "strict") -> str:
    """The UTF-8 text in a file, its lines ended by a line feed; raises OSError and ValueError."""
    text = read_file(path).decode("utf-8-sig", errors)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def not_text(data: bytes) -> str | None:
    """What a file is that is no text at all, as far as its first bytes say so."""
    return next((what for start, what in _SIGNATURES.items() if data.startswith(start)), None)


#: How files begin that are often given in place of a text.
_SIGNATURES: Final = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "an Office document or a ZIP archive",
    b"\xd0\xcf\x11\xe0": "an Office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"SQLite format 3\x00": "a database",
}
#: Hardly any file is longer.
_USUAL: Final = 2**16
_NO_WAITING: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def _what(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "a pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"
