"""The skeleton of a new pathway library: small, commented, and accepted by `pathway check`."""

from __future__ import annotations

import re
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from pathway.ground.problems import Problem, UsageError

#: What stands for the new pathway's id in the names and texts of the skeleton's files.
PLACEHOLDER = "NEW_PATHWAY"

#: The day on which the example patient was seen.
EXAMPLE_DAY = "2026-01-15"

_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")


def write_skeleton(pathway: str, folder: Path) -> tuple[Path, ...]:
    """Write the skeleton into a folder and return its files; raises UsageError.

    Nothing is ever overwritten.
    """
    if not _ID.fullmatch(pathway):
        message = f"`{pathway}` cannot be the id of a pathway"
        plain = re.sub(r"[^a-z0-9]+", "_", pathway.lower()).strip("_")
        hint = "an id begins with a small letter and has small letters, digits and `_` only"
        hint += f", such as `{plain}`" if _ID.fullmatch(plain) else ""
        raise UsageError([Problem("P507", message, hint=hint)])
    files = {
        folder / name.replace(PLACEHOLDER, pathway): text.replace(PLACEHOLDER, pathway)
        for name, text in _templates(resources.files(__name__) / "files").items()
    }
    taken = [path for path in files if path.exists()]
    if taken:
        message = f"`{taken[0]}` is already there, and nothing is ever overwritten"
        hint = "choose another folder with `--folder DIR`"
        raise UsageError([Problem("P508", message, hint=hint)])
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as error:
        reason = (error.strerror or "cannot be written").lower()
        message = f"cannot write `{error.filename or folder}`: {reason}"
        raise UsageError([Problem("P509", message)]) from error
    return tuple(files)


def _templates(folder: Traversable, prefix: str = "") -> dict[str, str]:
    """The skeleton's files by relative path, in a fixed order."""
    found: dict[str, str] = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found |= _templates(entry, f"{prefix}{entry.name}/")
        else:
            found[prefix + entry.name] = entry.read_text(encoding="utf-8")
    return found
