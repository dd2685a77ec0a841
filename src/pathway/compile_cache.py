"""The compile cache: libraries as they were compiled, between runs, for the command line.

Compiling the shipped content takes longer than everything else in `pathway advise`
together, and its result depends on nothing but the bytes of the files and of this package.
What is kept is found by a key over both, and is data, of which nothing is ever run; whatever is
missing, foreign or damaged is simply compiled again. Nothing is kept, or looked for, until the
command line switches it on; `PATHWAY_NO_CACHE=1` switches it off. `docs/cache.md` says where it is.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, TypeVar

T = TypeVar("T")


def switch_on(tell: Callable[[str], None] | None = None) -> None:
    """Keep what is compiled from now on; `tell` is told once where that cannot be done."""
    _switch.on, _switch.tell = True, tell


def keeping() -> bool:
    """Whether anything is kept at all; what is only done for keeping can be spared otherwise."""
    return _switch.on and not os.environ.get("PATHWAY_NO_CACHE") and hasattr(os, "getuid")


def kept(key: str, kind: type[T]) -> T | None:
    """What was kept under a key; None where there is nothing to be trusted."""
    if not keeping():
        return None
    from pathway.compiled_form import decode

    try:
        with _opened(folder()) as place:
            data = _read(place, _name(key))
        # A file is decoded as it was written, or not at all.
        head, _, payload = data.partition(b"\n")
        if head != _head(payload):
            return None
        return decode(payload, kind)
    except Exception:  # a damaged file is as good as none, whatever is wrong in it
        return None


def keep(key: str, value: object) -> None:
    """Keep a value under a key; where that cannot be done the work goes on without it."""
    if not keeping():
        return
    from pathway.compiled_form import encode

    try:
        payload = encode(value)
    except (TypeError, ValueError, RecursionError):  # a value that has no form is not kept
        return
    try:
        place = folder()
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _opened(place):
            _write(place / _name(key), _head(payload) + b"\n" + payload)
    except OSError as error:
        _tell((error.strerror or "it cannot be written").lower())
    else:
        with contextlib.suppress(OSError):
            _forget_others(place)


def folder() -> Path:
    """Where everything is kept."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")  # noqa: PTH111, PTH118 nobody may have a home
    return Path(home) / "pathway-cds"


# -- what it depends on ------------------------------------------------------------------------


#: The parts of the package that decide what a compiled library and its findings are, beside the
#: modules directly in it.
SOURCES: Final = (
    "ground",
    "language",
    "yaml",
    "names",
    "planes",
    "patients",
    "content",
    "compiler",
    "fhir",
    "checks",
)
#: The distributions that they rest on.
_OTHERS: Final = ("lark-", "pydantic-", "pydantic_core-", "pyyaml-")


def _name(key: str) -> str:
    return f"{hashlib.sha256(f'{key} {_engine()}'.encode()).hexdigest()}.compiled"


@cache
def _engine() -> str:
    """The package, what it rests on and the Python in use: any other keeps its own."""
    root = Path(__file__).parent
    folders = (root, *(root / name for name in SOURCES))
    return f"{sys.version} {_installed()} {source_digest(folders)}"


def source_digest(folders: Iterable[Path]) -> str:
    """A digest of the names and bytes of all sources directly in some folders.

    Not of their times: an edit may leave size and time as they were.
    """
    digest = hashlib.sha256()
    for place in folders:
        for file in sorted(place.iterdir()):
            if file.suffix in (".py", ".lark"):
                with file.open("rb", buffering=0) as source:
                    data = source.readall()
                digest.update(f"{place.name}/{file.name} {len(data)}\0".encode())
                digest.update(data)
    return digest.hexdigest()


def _installed() -> list[str]:
    """The names, with versions, under which the others are installed."""
    found = find_spec("pydantic")
    site = Path(str(found.origin)).parent.parent if found is not None else Path()
    names = (path.name for path in site.iterdir() if path.suffix in (".dist-info", ".egg-info"))
    return sorted(name for name in names if name.lower().startswith(_OTHERS))


# -- files -------------------------------------------------------------------------------------

#: How many libraries and lists of findings are kept.
_MOST: Final = 64
#: A file that was begun so long ago will never be finished.
_ABANDONED: Final = 3600.0


class _Switch:
    """Whether anything is kept in this process, and who is told where it cannot be."""

    on = False
    tell: Callable[[str], None] | None = None


_switch = _Switch()


def _head(payload: bytes) -> bytes:
    return b"pathway-compiled/1 " + hashlib.sha256(payload).hexdigest().encode()


@contextlib.contextmanager
def _opened(place: Path) -> Iterator[int]:
    """The folder, opened so that nobody can exchange it; OSError where others have a say in it."""
    handle = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if not _is_ours(os.fstat(handle)):
            raise PermissionError(0, "others can write there")
        yield handle
    finally:
        os.close(handle)


def _read(place: int, name: str) -> bytes:
    handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=place)
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode) or not _is_ours(about):
            raise PermissionError(0, "others can write there")
        with contextlib.suppress(OSError):
            os.utime(handle)  # what is read stays longest
        return file.read()


def _is_ours(about: os.stat_result) -> bool:
    """Whether only this user could have written it."""
    return about.st_uid == os.getuid() and not about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _write(path: Path, data: bytes) -> None:
    """All of it or nothing, for its owner alone; of two who write at once the later one stays."""
    import tempfile

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".begun-")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _tell(why: str) -> None:
    tell, _switch.tell = _switch.tell, None
    if tell is not None:
        tell(
            f"pathway: what was compiled cannot be kept in {folder()}: {why}; the next command "
            "compiles again (PATHWAY_NO_CACHE=1 keeps nothing)\n"
        )


def _forget_others(place: Path) -> None:
    """Keep the newest few: every edit of a library leaves one behind."""
    files = sorted(place.glob("*.compiled"), key=lambda f: f.stat().st_mtime, reverse=True)
    old = time.time() - _ABANDONED
    begun = [file for file in place.glob(".begun-*") if file.stat().st_mtime < old]
    # Earlier versions kept pickles, which nothing reads any more.
    for file in (*files[_MOST:], *begun, *place.glob("*.pickle")):
        file.unlink(missing_ok=True)
