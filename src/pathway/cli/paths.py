"""What may be meant by a path that cannot be read as a patient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pathway.ground.problems import PatientError, Problem, suggestion, visible

#: How files of patients end.
ENDINGS: Final = (".yaml", ".yml", ".json")


def with_hints(problems: Iterable[Problem], named: str) -> list[Problem]:
    """The same problems; that this path cannot be read gets a hint."""
    return [_with_hint(one, named) for one in problems]


@contextmanager
def hinting(named: str | None) -> Iterator[None]:
    """Whatever path of a patient cannot be read gets a hint."""
    try:
        yield
    except PatientError as error:
        raise PatientError(with_hints(error.problems, named or "")) from error


def path_hint(named: str) -> str | None:
    """What to do about a path that is no file of a patient; None where nothing is near."""
    path = Path(named)
    try:
        if path.is_dir():
            return _of_folder(path)
        if path.exists():
            return _STDIN if str(path).startswith("/dev/fd/") else None
        return _of_missing(path)
    except OSError:
        return None


# -- private -------------------------------------------------------------------------------

#: What a shell makes of `<(…)` has such a name.
_STDIN: Final = "`-` reads standard input: write `… | pathway advise -`"


def _with_hint(problem: Problem, named: str) -> Problem:
    about = problem.code == "P501" and problem.message.startswith(f"cannot read `{named}`: ")
    if not about or problem.hint is not None:
        return problem
    return Problem(problem.code, problem.message, hint=path_hint(named))


def _of_folder(path: Path) -> str:
    files = _files(path)
    if not files:
        return "name a patient file; in this folder is none"
    shown = visible(str(path))
    several = f"`pathway compare {shown}` and `pathway tui {shown}` take a folder"
    return f"{several}; else name a file in it, such as {_shown(path / files[0])}"


def _of_missing(path: Path) -> str | None:
    home = path.expanduser() if str(path).startswith("~") else path
    if home != path:
        there = "" if home.exists() else ", which is not there either"
        return f"only a shell reads `~`, and only outside quotes: {_shown(home)}{there}"
    for ending in ENDINGS:
        longer = path.with_name(f"{path.name}{ending}")
        if longer.is_file():
            return f"did you mean {_shown(longer)}?"
    if not path.parent.is_dir():
        return f"there is no folder {_shown(path.parent)}"
    files = _files(path.parent)
    near = suggestion(path.name, files)
    meant = next((name for name in files if near == f"did you mean `{name}`?"), None)
    return None if meant is None else f"did you mean {_shown(path.parent / meant)}?"


def _shown(path: Path) -> str:
    return f"`{visible(str(path))}`"


def _files(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir() if one.suffix in ENDINGS and one.is_file())
