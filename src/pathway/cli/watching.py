"""Checking again whenever a file changes, and saying only what is new and what is mended."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from pathway.ground.problems import Problem
from pathway.views.problems import counted, render

#: When each file was last changed, and how large it is.
Stamps: TypeAlias = dict[str, tuple[int, int]]


def watch(
    folder: Path, look: Callable[[], Sequence[Problem]], wait: Callable[[], bool]
) -> Iterator[str]:
    """What there is to say: first everything, then what each change of a file changed.

    `wait` waits a moment and says whether to go on, so that a test needs no clock.
    """
    seen, before = stamps(folder), look()
    yield f"{render(before)}\n{counted(before)}\n" if before else f"{counted(before)}\n"
    while wait():
        now = stamps(folder)
        if now == seen:
            continue
        files = sorted(name for name in now.keys() | seen if now.get(name) != seen.get(name))
        seen, after = now, look()
        yield f"\n{', '.join(files)}:\n{changes(before, after)}"
        before = after


def run_again(
    folders: Sequence[Path], run: Callable[[], object], wait: Callable[[], bool]
) -> Iterator[str]:
    """Run after every change of a file in one of the folders, and say before which it was."""
    seen = _stamps_of(folders)
    while wait():
        now = _stamps_of(folders)
        if now == seen:
            continue
        files = sorted(name for name in now.keys() | seen if now.get(name) != seen.get(name))
        seen = now
        yield f"\n{', '.join(files)}:\n"
        run()


def pause() -> bool:
    """Wait a moment before the next look at the files."""
    time.sleep(_PAUSE)
    return True


def changes(before: Sequence[Problem], after: Sequence[Problem]) -> str:
    """New problems in full and mended ones in a line; one that only moved is neither."""
    known = Counter(map(_identity, before))
    new = [problem for problem in after if not _take(known, problem)]
    still = Counter(map(_identity, after))
    mended = [problem for problem in before if not _take(still, problem)]
    lines = [f"mended: {p.code} {p.message}{_where(p)}" for p in mended]
    summary = counted(after) if new or mended else f"nothing has changed, {counted(after)}"
    shown = f"{render(new)}\n" if new else ""
    return shown + "".join(f"{line}\n" for line in lines) + f"{summary}\n"


def stamps(folder: Path, names: str = "*.y*ml") -> Stamps:
    """The files below a folder as they are now; one that vanishes meanwhile is left out."""
    found: Stamps = {}
    for path in sorted(folder.rglob(names)):
        try:
            about = path.stat()
        except OSError:
            continue
        found[path.relative_to(folder).as_posix()] = (about.st_mtime_ns, about.st_size)
    return found


# -- private -------------------------------------------------------------------------------


def _stamps_of(folders: Sequence[Path]) -> Stamps:
    """The features, and the files of libraries and patients, in several folders."""
    return {
        f"{folder.as_posix()}/{name}": stamp
        for folder in dict.fromkeys(folders)
        for names in ("*.y*ml", "*.feature")
        for name, stamp in stamps(folder, names).items()
    }


#: Seconds between two looks at the files' times.
_PAUSE = 0.3


def _identity(problem: Problem) -> tuple[str, str, str]:
    name = problem.span.source.name if problem.span is not None else ""
    return problem.code, problem.message, name


def _take(among: Counter[tuple[str, str, str]], problem: Problem) -> bool:
    """Whether a problem is among those counted, which then has one less."""
    key = _identity(problem)
    among[key] -= 1
    return among[key] >= 0


def _where(problem: Problem) -> str:
    return f" ({problem.span.source.name})" if problem.span is not None else ""
