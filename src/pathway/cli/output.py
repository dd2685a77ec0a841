"""Standard output: the only place that writes results.

Everything is written at once at the end of a command, so that a closed pipe or a terminal
that lacks a character is dealt with here and nowhere else.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence


def write(text: str) -> None:
    """Write text; a reader that has gone away is no error."""
    try:
        _write_text(text)
    except BrokenPipeError:
        _leave_quietly()


def write_json(value: Mapping[str, object] | Sequence[object]) -> None:
    """Write a value as JSON, keys in their own order, always UTF-8."""
    import orjson

    _write_bytes(orjson.dumps(value, option=orjson.OPT_INDENT_2) + b"\n")


def write_json_lines(values: Sequence[Mapping[str, object]]) -> None:
    """Write values as JSON, one a line."""
    import orjson

    _write_bytes(b"".join(orjson.dumps(value) + b"\n" for value in values))


def write_bytes(data: bytes) -> None:
    """Write bytes as they are, part after part where there are many."""
    _write_bytes(data)


def width() -> int:
    """The cells of a line: COLUMNS, else the terminal's width, else 80."""
    return shutil.get_terminal_size((80, 24)).columns


def colour() -> bool:
    """Whether colour is welcome: a terminal that can, and NO_COLOR not set."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and sys.stdout.isatty()


def _write_text(text: str) -> None:
    try:
        sys.stdout.write(text)
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding
        plain = text.translate(_PLAINER).encode(encoding, "backslashreplace")
        sys.stdout.write(plain.decode(encoding))
    sys.stdout.flush()


def _write_bytes(data: bytes) -> None:
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _leave_quietly()


def _leave_quietly() -> None:
    """Point standard output at nothing, so that the interpreter's own flush stays silent."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)


#: What stands in for our own signs where a terminal has only ASCII.
_PLAINER = str.maketrans(
    {"·": "-", "–": "-", "…": "...", "→": "->", "├": "|", "└": "`", "─": "-", "│": "|"}
    | {"≥": ">=", "≤": "<="}
)
