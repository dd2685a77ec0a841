"""Standard output, and the files that commands write: the only place that writes results.

Everything is written at once at the end of a command, so that a closed pipe or a terminal
that lacks a character is dealt with here and nowhere else. No file is written over what the
command read, nor over any other unless it was told to.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path


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


def check_target(path: Path, inputs: Iterable[Path | None] = (), *, force: bool) -> None:
    """Refuse to write over an input, or unasked over another file; raises UsageError."""
    from pathway.ground.problems import UsageError
    from pathway.yaml.target import target_fault

    fault = target_fault(path, inputs, over=force)
    if fault is not None:
        raise UsageError([fault])


def write_folder(
    folder: Path, files: Mapping[str, bytes], inputs: Iterable[Path | None] = (), *, force: bool
) -> list[Path]:
    """Write files into a folder, which is made if need be: all are checked before the first.

    Raises UsageError.
    """
    given = tuple(inputs)
    paths = {folder / name: data for name, data in files.items()}
    for path in paths:
        check_target(path, given, force=force)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in paths.items():
            path.write_bytes(data)
    except OSError as error:
        raise not_written(folder, error) from error
    return list(paths)


def width() -> int:
    """The cells of a line: COLUMNS, else the terminal's width, else 80."""
    return shutil.get_terminal_size((80, 24)).columns


def colour() -> bool:
    """Whether colour is welcome: a terminal that can, and NO_COLOR not set."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and sys.stdout.isatty()


def not_written(path: Path, error: OSError) -> Exception:
    """The error of a file that cannot be written."""
    from pathway.ground.problems import Problem, UsageError

    reason = (error.strerror or "it cannot be written").lower()
    return UsageError([Problem("P509", f"cannot write `{path}`: {reason}")])


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
