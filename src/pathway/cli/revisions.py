"""Content as it stood at a git revision, and the versions that were tagged."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pathway.ground.provenance import version_of


def last_tag(folder: Path, pathway: str) -> str | None:
    """The tag of the last version of a pathway (`sciatica-1.1.0`), else of the library (`v0.1.0`).

    None where there is no git, no repository, or no such tag.
    """
    listed = _git(folder, "tag", "--list", "--merged", "HEAD")
    tags = listed.decode().split() if listed is not None else []
    return _highest(tags, f"{pathway}-") or _highest(tags, "v")


def checked_out(folder: Path, revision: str, into: Path, *only: str) -> Path | None:
    """What stood in a folder at a revision, written into another one; None where nothing did.

    `only` names files and folders inside it.
    """
    if revision.startswith("-"):
        return None
    archive = _git(folder, "archive", "--format=tar", revision, "--", *only)
    if archive is None:
        return None
    import tarfile  # late: few commands need it

    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(into, filter="data")
    return into


# -- private -------------------------------------------------------------------------------

_NUMBERS: Final = re.compile(r"\d+\.\d+\.\d+", re.ASCII)


def _highest(tags: Iterable[str], before: str) -> str | None:
    numbers = {tag: tag.removeprefix(before) for tag in tags if tag.startswith(before)}
    versions = {
        tag: version
        for tag, number in numbers.items()
        if _NUMBERS.fullmatch(number) and (version := version_of(number)) is not None
    }
    return max(versions, key=versions.__getitem__, default=None)


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git answers in a folder; None where it has nothing to say, or is not there."""
    import subprocess

    try:
        done = subprocess.run(  # noqa: S603 -- no shell, and nothing that begins with a dash
            ["git", "-C", str(folder), *arguments],  # noqa: S607
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
