"""What the scenarios of a run exercise: noted where they run, added up where the run is reported.

Under xdist scenarios run in other processes; what each exercised travels with its report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import pytest

from pathway.authoring.coverage.meter import Coverage, ItemSet, Meter
from pathway.authoring.coverage.reach import Reached, examples, reach
from pathway.authoring.reports.coverage import matrix
from pathway.authoring.reports.coverage.document import document
from pathway.authoring.spec.collecting import FeatureFile
from pathway.authoring.spec.everyone import solver
from pathway.authoring.spec.finding import library_of
from pathway.authoring.spec.scenario_state import TODAY, Story
from pathway.authoring.spec.steps import ONLOOKERS
from pathway.authoring.spec.suggesting import Suggested, suggest
from pathway.engine import Library, open_library
from pathway.ground.problems import Problem, in_backticks
from pathway.patients.model import Patient
from pathway.views.document import drawn
from pathway.views.forms import Form
from pathway.views.problems import plural
from pathway.views.problems import render as rendered

#: Under this name what a scenario exercised stands in its report: the library, and the items.
NOTED: Final = "pathway_exercised"


#: The libraries whose scenarios a process of xdist was to run, as it hands them back.
LIBRARIES: Final = "pathway_libraries"


class Measuring:
    """A plugin of pytest: registered where coverage is asked for.

    `unwritten` says of each file that could not be written why.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._libraries: dict[Path | None, Measured] = {}
        self.unwritten: list[Problem] = []
        config.stash.setdefault(ONLOOKERS, []).append(self.note)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Count every library whose scenarios are to run, even if none of them holds."""
        for item in session.items:
            feature = item.getparent(FeatureFile)
            if feature is not None:
                folder = library_of(feature.path, self._config)
                if folder not in self._libraries:
                    self._libraries[folder] = Measured(feature.words.library)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """Count the same libraries as a process of xdist that has done its part."""
        for folder in getattr(node, "workeroutput", {}).get(LIBRARIES, ()):
            self._measured(Path(folder) if folder else None)

    def note(self, node: pytest.Item, story: Story) -> None:
        """Note what a scenario that holds exercised."""
        folder = library_of(node.path, node.config)
        bits = self._libraries[folder].exercised(story)
        tags = [
            mark.name for mark in node.iter_markers() if mark.name in story.words.recommendations
        ]
        node.user_properties.append((NOTED, [str(folder or ""), bits, *tags]))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add up what a scenario exercised, in whichever process it ran."""
        if report.when != "call" or not report.passed or hasattr(self._config, "workerinput"):
            return
        for name, value in report.user_properties:
            if name == NOTED and isinstance(value, list | tuple):
                folder = Path(value[0]) if value[0] else None
                self._measured(folder).add(report.nodeid, value[1], value[2:])

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write what was asked for; fail where too little was exercised."""
        if hasattr(self._config, "workerinput"):
            folders = [str(folder or "") for folder in self._libraries]
            self._config.workeroutput[LIBRARIES] = folders  # type: ignore[attr-defined]
            return
        for name, measured in zip(self._names(), self._libraries.values(), strict=True):
            self._write_all(measured, name)
            least = self._config.option.pathway_coverage_min
            enough = least is None or measured.coverage.share.reaches(least)
            if not enough and session.exitstatus == pytest.ExitCode.OK:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED
        if self.unwritten:
            session.exitstatus = pytest.ExitCode.USAGE_ERROR

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say how much was exercised, and what was not."""
        terminalreporter.section("coverage of the specs")
        least, options = self._config.option.pathway_coverage_min, self._config.option
        found = [measured.coverage for measured in self._libraries.values()]
        enough = least is not None and all(one.share.reaches(least) for one in found)
        # What is out of reach is only listed where somebody asks for the coverage itself.
        brief = enough and not options.pathway_coverage and not options.pathway_suggest
        terminalreporter.write(_briefly(found) if brief else self.report())
        if self.unwritten:
            terminalreporter.write(f"\n{rendered(self.unwritten)}")

    def report(self) -> str:
        """How much was exercised, and what was not, library by library."""
        libraries = zip(self._libraries.values(), self._names(), strict=True)
        return "\n".join(self._told(measured, name) for measured, name in libraries)

    # -- private ---------------------------------------------------------------------------

    def _measured(self, folder: Path | None) -> Measured:
        """What was exercised of a library, which another process may have opened."""
        if folder not in self._libraries:
            self._libraries[folder] = Measured(open_library(folder))
        return self._libraries[folder]

    def _names(self) -> list[str]:
        """What the files of each library are called beside their own name: one needs nothing."""
        if len(self._libraries) == 1:
            return [""]
        names = [folder.name if folder else "shipped" for folder in self._libraries]
        again = [names[:number].count(name) for number, name in enumerate(names)]
        return [
            f"-{name}{same + 1 if same else ''}" for name, same in zip(names, again, strict=True)
        ]

    def _write_all(self, measured: Measured, name: str) -> None:
        """Write each file that was asked for; one that cannot be written does not stop others."""
        options = self._config.option
        if options.pathway_coverage_file is not None:
            text = _coverage_in(options.pathway_coverage_file, measured.coverage)
            self._write(_named(options.pathway_coverage_file, name), text)
        if options.pathway_matrix is not None:
            text = _matrix_in(options.pathway_matrix, measured.matrix)
            self._write(_named(options.pathway_matrix, name), text)
        if options.pathway_suggest is not None and measured.suggested.scenarios:
            file = _named(options.pathway_suggest, name)
            there = kept(file)
            if there is None:
                self._write(file, measured.suggested.text)
            else:
                self.unwritten.append(there)

    def _write(self, file: str, text: str) -> None:
        try:
            Path(file).write_text(text, encoding="utf-8")
        except OSError as error:
            why = (error.strerror or "it cannot be opened").lower()
            self.unwritten.append(Problem("P509", f"cannot write {in_backticks(file)}: {why}"))

    def _told(self, measured: Measured, name: str) -> str:
        text = drawn(document(measured.coverage), Form.TEXT, width=_WIDTH)
        least = self._config.option.pathway_coverage_min
        if least is not None and not measured.coverage.share.reaches(least):
            text += f"\nless than the {least:g} % asked for is exercised\n"
        if self._config.option.pathway_suggest is not None:
            file = _named(self._config.option.pathway_suggest, name)
            text += f"\n{_suggested(measured, file)}\n"
        return text


#: How wide the report is written.
_WIDTH: Final = 100


def _named(file: str, name: str) -> str:
    """The file of one library among several: `coverage.html` is `coverage-knee2.html`."""
    path = Path(file)
    return str(path.with_name(f"{path.stem}{name}{path.suffix}"))


def kept(suggest: str | Path | None) -> Problem | None:
    """That a file for suggestions is there already: the scenarios in it would be lost."""
    if suggest is None or not Path(suggest).exists():
        return None
    hint = "suggestions do not replace what stands there: name another file"
    return Problem("P508", f"{in_backticks(str(suggest))} is already there", hint=hint)


@dataclass
class Measured:
    """What was exercised of one library."""

    library: Library
    by: dict[str, dict[str, None]] = field(default_factory=dict)
    tagged: dict[str, dict[str, None]] = field(default_factory=dict)
    _meters: dict[int, Meter] = field(default_factory=dict)

    @cached_property
    def items(self) -> ItemSet:
        """All that can be exercised."""
        return ItemSet(self.library.program(id_) for id_ in self.library.pathways)

    def exercised(self, story: Story) -> str:
        """What a story exercised, as text."""
        keys: set[str] = set()
        for followed in story.journeys:
            program = followed.program
            meter = self._meters.setdefault(id(program), Meter(program))
            keys |= meter.exercised(followed.values, followed.looked_at)
        return self.items.bits(keys)

    def add(self, node: str, bits: str, tags: Iterable[str]) -> None:
        """Count what a scenario exercised; its examples count as the scenario."""
        scenario = node.partition("[")[0]
        for tag in tags:
            self.tagged.setdefault(tag, {})[scenario] = None
        for key in self.items.keys(bits):
            self.by.setdefault(key, {})[scenario] = None

    @cached_property
    def reached(self) -> Reached:
        """Of what nobody exercised: patients who would, and what no patient can."""
        found, solve = Reached(), solver()
        missing = [item for key, item in self.items.by_key.items() if key not in self.by]
        for id_ in self.library.pathways:
            if solve is not None:
                open_ = [item for item in missing if item.key not in found.patients]
                found.add(reach(self.library.program(id_), open_, TODAY, solve))
        return found

    @cached_property
    def coverage(self) -> Coverage:
        """What was exercised and what was not."""
        by = {key: tuple(sorted(scenarios)) for key, scenarios in self.by.items()}
        proved = solver() is not None
        return Coverage(self.items.by_key, by, self.reached.out_of_reach, proved=proved)

    @property
    def matrix(self) -> Sequence[matrix.MatrixRow]:
        """Recommendations, their scenarios, and the conditions these exercise."""
        tagged = {tag: tuple(sorted(scenarios)) for tag, scenarios in self.tagged.items()}
        programs = (self.library.program(id_) for id_ in self.library.pathways)
        return matrix.rows(self.coverage, tagged, programs)

    @cached_property
    def suggested(self) -> Suggested:
        """Ready scenarios for what was not."""
        patients: dict[str, Patient] = {}
        for id_ in self.library.pathways:
            open_ = [item for item in self.coverage.missing if item.key not in patients]
            known = self.reached.patients
            patients |= examples(self.library.program(id_), open_, TODAY, known)
        return suggest(self.library, self.coverage.missing, patients)


# -- private -------------------------------------------------------------------------------


def _briefly(found: Iterable[Coverage]) -> str:
    """How much was exercised, in a line for each library."""
    shares = (one.share for one in found)
    return "".join(f"coverage {s.percent}: {s.exercised:,} of {s.of:,} exercised\n" for s in shares)


def _suggested(measured: Measured, file: str) -> str:
    """What became of the suggestions."""
    found = measured.suggested
    if found.scenarios:
        told = f"{plural(found.scenarios, 'scenario')} suggested in {file}"
    else:
        told = f"no scenario to suggest, {file} is not written"
    return f"{told}; none found for {len(found.without)} more" if found.without else told


def _coverage_in(file: str, coverage: Coverage) -> str:
    """The coverage in the form that the file's name asks for."""
    if file.endswith(".html"):
        return drawn(document(coverage), Form.HTML)
    if file.endswith(".json"):
        from pathway.authoring.reports.coverage import data

        return _json(data.to_dict(coverage))
    return drawn(document(coverage), Form.TEXT, width=_WIDTH)


def _matrix_in(file: str, found: Sequence[matrix.MatrixRow]) -> str:
    return _json(matrix.to_dict(found)) if file.endswith(".json") else matrix.text(found)


def _json(value: Mapping[str, Any]) -> str:
    import orjson

    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode() + "\n"
