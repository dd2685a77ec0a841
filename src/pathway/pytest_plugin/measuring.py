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

from pathway.coverage.meter import Meter
from pathway.coverage.reach import Reached, reach
from pathway.coverage.tally import Coverage, Items
from pathway.engine import Library, open_library
from pathway.present.coverage import matrix
from pathway.present.coverage.text import render
from pathway.present.problems import plural
from pathway.pytest_plugin.finding import library_of
from pathway.pytest_plugin.steps import ONLOOKERS
from pathway.pytest_plugin.story import TODAY, Story
from pathway.pytest_plugin.suggesting import Suggested, suggest

#: Under this name what a scenario exercised stands in its report: the library, and the items.
NOTED: Final = "pathway_exercised"


class Measuring:
    """A plugin of pytest: registered where coverage is asked for."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._libraries: dict[Path | None, Measured] = {}
        config.stash.setdefault(ONLOOKERS, []).append(self.note)

    def note(self, node: pytest.Item, story: Story) -> None:
        """Note what a scenario that holds exercised."""
        folder = library_of(node.path, node.config)
        if folder not in self._libraries:
            self._libraries[folder] = Measured(story.words.library)
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
                if folder not in self._libraries:
                    self._libraries[folder] = Measured(open_library(folder))
                self._libraries[folder].add(report.nodeid, value[1], value[2:])

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write what was asked for; fail where too little was exercised."""
        if hasattr(self._config, "workerinput"):
            return
        options = self._config.option
        for measured in self._libraries.values():
            if options.pathway_coverage_file is not None:
                _write(Path(options.pathway_coverage_file), measured.coverage)
            if options.pathway_matrix is not None:
                _write_matrix(Path(options.pathway_matrix), measured.matrix)
            if options.pathway_suggest is not None:
                Path(options.pathway_suggest).write_text(measured.suggested.text, encoding="utf-8")
            least = options.pathway_coverage_min
            enough = least is None or measured.coverage.share.reaches(least)
            if not enough and session.exitstatus == pytest.ExitCode.OK:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say how much was exercised, and what was not."""
        terminalreporter.section("coverage of the specs")
        terminalreporter.write(self.report())

    def report(self) -> str:
        """How much was exercised, and what was not, library by library."""
        return "\n".join(self._told(measured) for measured in self._libraries.values())

    # -- private ---------------------------------------------------------------------------

    def _told(self, measured: Measured) -> str:
        text, least = render(measured.coverage), self._config.option.pathway_coverage_min
        if least is not None and not measured.coverage.share.reaches(least):
            text += f"\nless than the {least:g} % asked for is exercised\n"
        if self._config.option.pathway_suggest is not None:
            text += f"\n{_suggested(measured, self._config.option.pathway_suggest)}\n"
        return text


@dataclass
class Measured:
    """What was exercised of one library."""

    library: Library
    by: dict[str, dict[str, None]] = field(default_factory=dict)
    tagged: dict[str, dict[str, None]] = field(default_factory=dict)
    _meters: dict[int, Meter] = field(default_factory=dict)

    @cached_property
    def items(self) -> Items:
        """All that can be exercised."""
        return Items(self.library.program(id_) for id_ in self.library.pathways)

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
        found = Reached()
        missing = [item for key, item in self.items.by_key.items() if key not in self.by]
        for id_ in self.library.pathways:
            open_ = [item for item in missing if item.key not in found.patients]
            more = reach(self.library.program(id_), open_, TODAY)
            found = Reached(
                {**more.patients, **found.patients}, {**found.out_of_reach, **more.out_of_reach}
            )
        never = {k: why for k, why in found.out_of_reach.items() if k not in found.patients}
        return Reached(found.patients, never)

    @cached_property
    def coverage(self) -> Coverage:
        """What was exercised and what was not."""
        by = {key: tuple(scenarios) for key, scenarios in self.by.items()}
        return Coverage(self.items.by_key, by, self.reached.out_of_reach)

    @property
    def matrix(self) -> Sequence[matrix.Row]:
        """Recommendations, their scenarios, and the conditions these exercise."""
        tagged = {tag: tuple(scenarios) for tag, scenarios in self.tagged.items()}
        programs = (self.library.program(id_) for id_ in self.library.pathways)
        return matrix.rows(self.coverage, tagged, programs)

    @cached_property
    def suggested(self) -> Suggested:
        """Ready scenarios for what was not."""
        return suggest(self.library, self.coverage.missing, self.reached.patients)


# -- private -------------------------------------------------------------------------------


def _suggested(measured: Measured, file: str) -> str:
    """What became of the suggestions."""
    found = measured.suggested
    told = f"{plural(found.scenarios, 'scenario')} suggested in {file}"
    return f"{told}; none found for {len(found.without)} more" if found.without else told


def _write(path: Path, coverage: Coverage) -> None:
    """The coverage in the form that the file's name asks for."""
    if path.suffix == ".html":
        from pathway.present.coverage import page

        text = page.render(coverage)
    elif path.suffix == ".json":
        from pathway.present.coverage import data

        text = _json(data.to_dict(coverage))
    else:
        text = render(coverage)
    path.write_text(text, encoding="utf-8")


def _write_matrix(path: Path, found: Sequence[matrix.Row]) -> None:
    as_json = path.suffix == ".json"
    text = _json(matrix.to_dict(found)) if as_json else matrix.text(found)
    path.write_text(text, encoding="utf-8")


def _json(value: Mapping[str, Any]) -> str:
    import orjson

    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode() + "\n"
