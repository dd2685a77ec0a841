"""Where a file may be written: never over what was read, and over another only when asked to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pathway.ground.problems import Problem


def target_fault(path: Path, inputs: Iterable[Path | None] = (), *, over: bool) -> Problem | None:
    """Why a file must not be written at `path`; None where it may be.

    `inputs` are the files that were read, and the folders whose files were. Links to them count
    as what they lead to. `over` allows writing over any other file.
    """
    shown = f"`{path}`"
    if not path.exists() and not path.is_symlink():
        return None
    if path.is_dir():
        return Problem("P509", f"cannot write {shown}: it is a folder", hint="name a file in it")
    if path.exists() and not path.is_file():
        return Problem("P509", f"cannot write {shown}: it is not a file")
    if any(_is_of(path, given) for given in inputs if given is not None):
        message = f"{shown} is what was read, and is never written over"
        return Problem("P508", message, hint="name another file")
    if over:
        return None
    hint = "name another file, or write over it with `--force`"
    return Problem("P508", f"{shown} is already there", hint=hint)


#: What is read of a folder: a report may well stand in the folder that it is about.
_READ: Final = (".yaml", ".yml", ".feature")


def _is_of(path: Path, given: Path) -> bool:
    """Whether a path is the file that was read, or is in the folder that was."""
    try:
        if given.is_dir():
            inside = path.resolve().is_relative_to(given.resolve())
            return inside and path.suffix in _READ
        return path.samefile(given)
    except OSError:
        return False
