"""Running specs without knowing pytest: `pathway spec`.

pytest does the work, with nothing of it to be seen: no plugins but those that are needed, no
Python files, no settings of other tests, and a report in the words of a spec.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from pathway.authoring.spec.collecting import FeatureFile
from pathway.authoring.spec.everyone import PROVED
from pathway.authoring.spec.steps import DECIDED
from pathway.frozen import frozen
from pathway.ground.problems import Problem, UsageError, in_backticks
from pathway.views.problems import plural

if TYPE_CHECKING:
    from pathway.authoring.spec.measuring import Measuring

#: How a scenario went, and its mark.
MARKS: Final[Mapping[str, str]] = {"holds": ".", "fails": "F", "left out": "-"}


@frozen(slots=False)
class _Told:
    """What belongs to a scenario when it is counted."""

    feature: str
    scenario: str
    recommendations: tuple[str, ...]


@dataclass
class Progress:
    """A plugin of pytest that reports as a spec reads, and not as a test run does.

    `wanted` names what is to be run: files and folders, each perhaps with one scenario. `idle`
    says what nothing was found for, and then nothing is run.
    """

    write: Callable[[str], None]
    width: int
    wanted: Mapping[Path, str]
    idle: str | None = None
    interrupted: bool = False
    _told: dict[str, _Told] = field(default_factory=dict)
    _mistakes: dict[str, None] = field(default_factory=dict)
    _faulty: list[Path] = field(default_factory=list)
    _failures: list[str] = field(default_factory=list)
    _went: dict[str, str] = field(default_factory=dict)
    _decided: list[str | int] = field(default_factory=list)
    _feature: str = ""
    _column: int = 0

    @property
    def fails(self) -> bool:
        """Whether a scenario does not hold or a feature has mistakes."""
        return bool(self._mistakes) or self.count["fails"] > 0

    @property
    def count(self) -> Counter[str]:
        """How many scenarios went how."""
        return Counter(self._went.values())

    def summary(self) -> str:
        """What does not hold, then the sums by feature and by recommendation."""
        parts = ["\n" if self._column else ""]
        parts += [f"\n{text}\n" for text in (*self._mistakes, *self._failures)]
        if self._went:
            parts += ["\n", *self._sums()]
        parts += [f"\n{self._conclusion()}\n", *self._claims()]
        return "".join(parts)

    # -- what pytest reports ---------------------------------------------------------------

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """A feature that cannot be run, with all its mistakes."""
        report = yield
        if report.failed:
            self._mistakes[report.longreprtext.rstrip()] = None
            self._faulty.append(collector.path)
        return report

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(
        self, session: pytest.Session, items: list[pytest.Item]
    ) -> None:
        """Keep the scenarios that were asked for, and note what they belong to."""
        chosen = [item for item in items if self._is_wanted(item)]
        items[:] = chosen
        for path, name in self.wanted.items():
            if not any(_below(path, one) for one in (*self._faulty, *(i.path for i in chosen))):
                self.idle = self.idle or _nothing(path, name)
                session.shouldstop = self.idle
        for item in chosen:
            feature = item.getparent(FeatureFile)
            if feature is not None:
                known = feature.words.recommendations
                tags = {mark.name: None for mark in item.iter_markers() if mark.name in known}
                self._told[item.nodeid] = _Told(feature.title, _called(item), tuple(tags))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """The mark of a scenario, and what is to be said where it does not hold."""
        if report.when != "call" and report.passed:
            return
        went = "left out" if report.skipped else ("holds" if report.passed else "fails")
        self._went[report.nodeid] = went
        for name, decided in report.user_properties:
            if name == DECIDED and isinstance(decided, list) and went == "holds":
                self._decided += decided
        told = self._told[report.nodeid]
        if went == "fails":
            self._failures.append(f"{told.scenario}\n{report.longreprtext.rstrip()}")
        if told.feature != self._feature:
            before = "\n" if self._column else ""
            self.write(f"{before}{told.feature}\n  ")
            self._feature, self._column = told.feature, 2
        elif self._column >= self.width:
            self.write("\n  ")
            self._column = 2
        self.write(MARKS[went])
        self._column += 1

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Somebody has had enough."""
        self.interrupted = excinfo.type is KeyboardInterrupt

    # -- private ---------------------------------------------------------------------------

    def _is_wanted(self, item: pytest.Item) -> bool:
        for path, name in self.wanted.items():
            if _below(path, item.path) and name in ("", item.name, item.name.partition("[")[0]):
                return True
        return False

    def _sums(self) -> Iterator[str]:
        features = {node: (told.feature,) for node, told in self._told.items()}
        yield from self._table("feature", features)
        about = {node: told.recommendations for node, told in self._told.items()}
        if any(about.values()):
            yield "\n"
            yield from self._table("recommendation", about, sort=True)

    def _table(
        self, heading: str, names: Mapping[str, Sequence[str]], *, sort: bool = False
    ) -> Iterator[str]:
        """One row for each name, with how many of its scenarios went how."""
        counts: dict[str, Counter[str]] = {}
        for node, went in self._went.items():
            for name in names[node]:
                counts.setdefault(name, Counter())[went] += 1
        shown = [went for went in MARKS if went != "left out" or went in self._went.values()]
        wide = max(len(name) for name in (heading, *counts))
        yield _row(heading, ["run", *(_HEADS[went] for went in shown)], wide)
        for name in sorted(counts) if sort else counts:
            count = counts[name]
            run = count.total() - count["left out"]
            yield _row(name, [str(run), *(str(count[went]) for went in shown)], wide)

    def _claims(self) -> Iterator[str]:
        """How what is said of every patient was decided."""
        proved = self._decided.count(PROVED)
        tried = [number for number in self._decided if isinstance(number, int)]
        if proved:
            yield f"{plural(proved, 'claim')} proved for all patients\n"
        if tried:
            said = f"{plural(len(tried), 'claim')} tried on {min(tried):,} patients or more"
            yield f"{said}, and not proved: see `pathway[proof]`\n"

    def _conclusion(self) -> str:
        count = self.count
        run = count["holds"] + count["fails"]
        parts = []
        if self._faulty:
            verb = "has" if len(self._faulty) == 1 else "have"
            parts.append(f"{plural(len(self._faulty), 'feature')} {verb} mistakes")
        if count["fails"]:
            verb = "does" if count["fails"] == 1 else "do"
            parts.append(f"{count['fails']} of {plural(run, 'scenario')} {verb} not hold")
        elif run:
            parts.append(f"all {run} scenarios hold" if run > 1 else "the scenario holds")
        elif not self._faulty:
            parts.append("no scenario was run")
        if count["left out"]:
            parts.append(f"{count['left out']} left out")
        return ", ".join(parts)


@frozen
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

_HEADS: Final[Mapping[str, str]] = {"holds": "hold", "fails": "fail", "left out": "left out"}


def _called(item: pytest.Item) -> str:
    """The name of a scenario, with the values of its example."""
    name, example, _ = item.name.partition("[")
    callspec = getattr(item, "callspec", None)
    values = callspec.params["_pytest_bdd_example"].values() if example and callspec else ()
    return f"{name} ({', '.join(values)})" if values else name


def _row(name: str, cells: Sequence[str], wide: int) -> str:
    return f"{name:{wide}}{''.join(f'{cell:>10}' for cell in cells)}\n"


def _below(path: Path, other: Path) -> bool:
    return other.resolve().is_relative_to(path.resolve())


def _nothing(path: Path, scenario: str) -> str:
    """That a path leads to nothing that could be run."""
    shown = in_backticks(str(path))
    if scenario:
        return f"no scenario {in_backticks(scenario)} in {shown}"
    return f"no feature below {shown} speaks of a pathway"


class _Kept:
    """A plugin of pytest that keeps what was measured until the run is over."""

    def __init__(self) -> None:
        self.measuring: Measuring | None = None

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Keep the plugin that measured."""
        self.measuring = session.config.pluginmanager.get_plugin("pathway-measuring")


@frozen(slots=False)
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
