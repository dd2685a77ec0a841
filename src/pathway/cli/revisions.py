"""Content as it stood at a git revision, and whether versions say how much has changed since."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pathway.cli.diagnostics import refuse
from pathway.cli.request import opened
from pathway.frozen import frozen
from pathway.ground.problems import LibraryError, Problem
from pathway.ground.provenance import version_of

if TYPE_CHECKING:
    from pathway.engine import Library


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


def new_lines(folder: Path, revision: str) -> Mapping[str, frozenset[int]] | None:
    """The lines of a folder's files that are new or changed since a revision, by file.

    Where lines were only taken out, the two between which they stood. None without that revision.
    """
    if revision.startswith("-"):
        return None
    told = _git(folder, "diff", "-U0", "--relative", "--no-prefix", "--no-ext-diff", revision, "--")
    if told is None:
        return None
    found: dict[str, set[int]] = {}
    file = ""
    for line in told.decode(errors="replace").splitlines():
        if line.startswith("+++ "):
            file = line.removeprefix("+++ ").rstrip("\t")
        elif hunk := _HUNK.match(line):
            first, number = int(hunk[1]), int(hunk[2] or 1)
            found.setdefault(file, set()).update(range(first, first + (number or 2)))
    return {name: frozenset(lines) for name, lines in found.items()}


#: The word for the last tagged version.
LAST: Final = "last"


@frozen
class Since:
    """What was compared with what, in a line each, and the problems that were found."""

    lines: tuple[str, ...]
    problems: tuple[Problem, ...]


def since(library: Library, folder: Path, wanted: str) -> Since:
    """Compare every pathway with how it stood: in a folder, at a revision, or as last tagged."""
    lines: list[str] = []
    problems: list[Problem] = []
    for then, ids in _by_revision(library, folder, wanted).items():
        if then is None:
            lines.append(_NOTHING.format(", ".join(f"`{id_}`" for id_ in ids)))
            continue
        with _library_at(folder, then) as (before, why):
            if before is None:
                lines.append(f"nothing to compare with: {why}")
                continue
            for id_ in ids:
                line, found = _compared(library, before, id_, then)
                lines.append(line)
                problems += found
    return Since(tuple(lines), tuple(problems))


# -- private -------------------------------------------------------------------------------

_HUNK: Final = re.compile(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")
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


_NOTHING: Final = "nothing to compare with: no tag such as `sciatica-1.1.0` or `v0.1.0` for {}"


def _by_revision(library: Library, folder: Path, wanted: str) -> Mapping[str | None, list[str]]:
    """The pathways by what they are compared with."""
    found: dict[str | None, list[str]] = {}
    for id_ in library.pathways:
        then = last_tag(folder, id_) if wanted == LAST else wanted
        found.setdefault(then, []).append(id_)
    return found


@contextmanager
def _library_at(folder: Path, then: str) -> Iterator[tuple[Library | None, str]]:
    """The library as it stood, or why it cannot be looked at."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(then) if Path(then).is_dir() else checked_out(folder, then, Path(place))
        if path is None:
            hint = "name a folder, a revision such as `HEAD~1`, or `last` for the last tag"
            raise refuse(f"there is no folder or git revision `{then}`", hint=hint)
        try:
            yield opened(path), ""
        except LibraryError:
            yield None, f"the content of `{then}` cannot be read by this version of pathway"


def _compared(
    library: Library, before: Library, id_: str, then: str
) -> tuple[str, tuple[Problem, ...]]:
    from pathway.authoring.diff.impact import Bump, demanded, differences, is_enough, next_version

    new = library.program(id_)
    if id_ not in before.pathways:
        return f"{id_} {new.version}: new since {then}", ()
    old = before.program(id_)
    found = differences(old, new)
    bump = demanded(found)
    was, now = version_of(old.version), version_of(new.version)
    said = f"{id_} {old.version} → {new.version} since {then}: {_IN_WORDS[bump.name]}"
    if was is None or now is None or is_enough(was, now, bump):
        return said, ()
    if bump is Bump.NONE:
        message = f"`{id_}` went back from {old.version} to {new.version}"
    else:
        what = "; ".join(one.what for one in found if one.bump is bump)
        message = f"`{id_}` is {new.version}, but since {old.version} {_shortened(what)}"
    hint = f"{_DEMANDS[bump.name]}: {next_version(was, bump)} or later"
    span = library.models.pathways[id_].version.span
    return said, (Problem("P801", message, span, hint),)


_IN_WORDS: Final = {
    "NONE": "unchanged",
    "PATCH": "other words",
    "MINOR": "patients may be told something else",
    "MAJOR": "something that others rely on is gone",
}
_DEMANDS: Final = {
    "NONE": "versions only go up",
    "PATCH": "other words demand a patch",
    "MINOR": "this demands a minor version",
    "MAJOR": "this demands a major version",
}
_LONGEST: Final = 300


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(';', 1)[0]}; and more"
