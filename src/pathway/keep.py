"""Compiled libraries kept between runs, as Python keeps compiled modules.

Compiling the shipped content takes longer than everything else in `pathway advise`
together, and its result depends on nothing but the files and this package. What is kept
is found by a key over both; whatever is missing, foreign or damaged is simply compiled
again. `PATHWAY_NO_CACHE=1` switches it off.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import pickle
import stat
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pathway


def kept(key: str) -> object:
    """What was kept under a key; None where there is nothing to be trusted."""
    path = _path(key)
    if path is None or not _is_ours(path):
        return None
    try:
        with nothing_collected():
            return pickle.loads(path.read_bytes())  # noqa: S301 - ours alone, see `_is_ours`
    except Exception:  # a damaged file is as good as none, whatever is wrong in it
        return None


@contextlib.contextmanager
def nothing_collected() -> Iterator[None]:
    """Where there are many objects and next to no garbage, looking for it takes half the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def keeping() -> bool:
    """Whether anything is kept at all; what is only done for keeping can be spared otherwise."""
    return _path("") is not None


def keep(key: str, value: object) -> None:
    """Keep a value under a key; where that cannot be done nothing happens."""
    path = _path(key)
    if path is None:
        return
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                pickle.dump(value, file, protocol=pickle.HIGHEST_PROTOCOL)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _forget_others(path)


# -- private -------------------------------------------------------------------------------

_MOST = 16


def _path(key: str) -> Path | None:
    if os.environ.get("PATHWAY_NO_CACHE") or not hasattr(os, "getuid"):
        return None  # without owners of files nobody can say whose a file is
    home = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    name = hashlib.sha256(f"{key} {_engine()}".encode()).hexdigest()
    return Path(home) / "pathway-cds" / f"{name}.pickle"


@cache
def _engine() -> str:
    """The package and the Python in use: another version or an edited source keeps its own."""
    stamps = sorted(
        (entry.path, about.st_size, about.st_mtime_ns)
        for entry in _sources(str(Path(__file__).parent))
        for about in (entry.stat(),)
    )
    return f"{pathway.__version__} {sys.version} {stamps}"


def _sources(folder: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _sources(entry.path)
            elif entry.name.endswith((".py", ".lark")):
                yield entry


def _is_ours(path: Path) -> bool:
    """Whether only this user could have written the file: it will be executed, in effect."""
    for place in (path, path.parent):
        try:
            about = place.lstat()
        except OSError:
            return False
        writable = about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        if stat.S_ISLNK(about.st_mode) or writable or about.st_uid != os.getuid():
            return False
    return True


def _forget_others(path: Path) -> None:
    """Keep the newest few: every edit of a library leaves one behind."""
    files = sorted(path.parent.glob("*.pickle"), key=lambda f: f.stat().st_mtime, reverse=True)
    for old in files[_MOST:]:
        old.unlink(missing_ok=True)
