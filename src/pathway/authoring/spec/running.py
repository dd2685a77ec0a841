"""Running specs without knowing pytest: `pathway spec`.

pytest does the work, with nothing of it to be seen: no plugins but those that are needed, no
Python files, no settings of other tests, and a report in the words of a spec.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from pathway.authoring.spec.progress import Progress
from pathway.ground.problems import Problem, UsageError, in_backticks

if TYPE_CHECKING:
    from pathway.authoring.spec.measuring import Measuring


@dataclass(frozen=True, slots=True)
class CoverageAsked:
    """What is asked about coverage: a least share in percent, and files to write."""

    minimum: float | None = None
    file: Path | None = None
    matrix: Path | None = None
    suggest: Path | None = None

    @property
    def arguments(self) -> list[str]:
        """The same for pytest."""
        asked = {
            "coverage-min": self.minimum,
            "coverage-file": self.file,
            "matrix": self.matrix,
            "suggest": self.suggest,
        }
        options = (
            f"--pathway-{name}={value}" for name, value in asked.items() if value is not None
        )
        return ["--pathway-coverage", *options]

    def check(self) -> None:
        """Refuse to write suggestions over what is there; raises UsageError."""
        from pathway.authoring.spec.measuring import kept

        there = kept(self.suggest)
        if there is not None:
            raise UsageError([there])


def run(
    paths: Sequence[str | Path],
    library: str | Path | None,
    write: Callable[[str], None],
    *,
    width: int = 80,
    plugins: Sequence[object] = (),
    coverage: CoverageAsked | None = None,
) -> int:
    """Run feature files or folders (else `./features`) and say how it went, as an exit code.

    0: every scenario holds; 1: some do not, or a feature has mistakes; 2: all are left out. A
    path may end in `::name of a scenario`. Raises UsageError where there is nothing to run.
    """
    if library is not None and not Path(library).is_dir():
        missing = Problem("P501", f"there is no folder {in_backticks(str(library))}")
        raise UsageError([missing])
    wanted = [_Wanted.of(str(path)) for path in paths] or [_Wanted(Path("features"))]
    _check(wanted, hint=None if paths else "name the feature files or folders to run")
    progress = Progress(write, width, {one.path: one.scenario for one in wanted})
    arguments = [*map(str, dict.fromkeys(one.path for one in wanted)), *_QUIETLY]
    if library is not None:
        # As one word, for pytest takes a path that stands alone for something to run.
        arguments.append(f"--pathway-library={library}")
    kept = _Kept()
    if coverage is not None:
        coverage.check()
        arguments += coverage.arguments
    code = pytest.main(arguments, [progress, kept, *plugins])
    if progress.interrupted:
        raise KeyboardInterrupt
    if progress.idle is not None:
        raise UsageError([Problem("P511", progress.idle)])
    write(progress.summary())
    if coverage is not None and kept.measuring is not None:
        write(f"\n{kept.measuring.report()}")
        if kept.measuring.unwritten:
            raise UsageError(kept.measuring.unwritten)
    if progress.fails or code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        return 1
    return 0 if progress.count["holds"] else 2


# -- private -------------------------------------------------------------------------------


class _Kept:
    """A plugin of pytest that keeps what was measured until the run is over."""

    def __init__(self) -> None:
        self.measuring: Measuring | None = None

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Keep the plugin that measured."""
        self.measuring = session.config.pluginmanager.get_plugin("pathway-measuring")


@dataclass(frozen=True)
class _Wanted:
    """A file or folder, and perhaps the one scenario in it that is to be run."""

    path: Path
    scenario: str = ""

    @classmethod
    def of(cls, text: str) -> _Wanted:
        path, _, scenario = text.partition("::")
        return cls(Path(path), scenario)


def _check(wanted: Sequence[_Wanted], hint: str | None) -> None:
    found: list[Problem] = []
    for path in (one.path for one in wanted):
        shown = in_backticks(str(path))
        if not path.exists():
            found.append(Problem("P501", f"no file or folder {shown}", hint=hint))
        elif path.is_file() and path.suffix != ".feature":
            found.append(Problem("P511", f"{shown} is not a feature file", hint=_NAME))
        elif path.is_dir() and next(path.rglob("*.feature"), None) is None:
            found.append(Problem("P511", f"no feature file below {shown}", hint=_NAME))
    if found:
        raise UsageError(found)


_NAME: Final = "the name of a feature file ends in `.feature`"
#: Parts of pytest that specs do not need.
_OFF: Final = (
    *("terminal", "capture", "faulthandler", "cacheprovider", "stepwise", "unittest", "doctest"),
    *("junitxml", "pastebin", "logging", "recwarn", "monkeypatch", "tmpdir", "warnings"),
    *("setuponly", "setupplan", "unraisableexception", "threadexception", "subtests"),
    *("legacypath",),
)
_QUIETLY: Final = (
    *("--disable-plugin-autoload", "-p", "pytest_bdd.plugin", "-p", "pathway.authoring.spec"),
    *("--noconftest", "--assert=plain", "--rootdir=.", "--continue-on-collection-errors"),
    *(f"-pno:{name}" for name in _OFF),
    # What a configuration file says about other tests does not count here.
    *("-o", "addopts=", "-o", "python_files=", "-o", "required_plugins=", "-o", "minversion="),
    *("-o", "strict=false", "-o", "strict_config=false", "-o", "strict_markers=false"),
)
