"""A feature file as a pytest module: every scenario bound, every step understood beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest
from pluggy import HookImpl
from pytest_bdd import scenario
from pytest_bdd.feature import features as parsed_by_pytest_bdd

from pathway.authoring.spec import steps
from pathway.authoring.spec.binding import BoundCase, bind
from pathway.authoring.spec.finding import library_of
from pathway.authoring.spec.gherkin import FeatureText, Scenario, read_feature
from pathway.authoring.spec.scenario_state import Story
from pathway.authoring.spec.words import LibraryWords
from pathway.engine import open_library
from pathway.ground.problems import LibraryError, Problems
from pathway.views.problems import render


class FeatureFile(pytest.Module):
    """A `.feature` file that needs no Python beside it.

    Whatever is wrong with the feature is an error of collection, all of it in one report.
    """

    def bound_case(self, name: str, row: Mapping[str, str]) -> BoundCase:
        """A scenario with one row of its examples."""
        return self._bound[name, tuple(row.items())]

    @property
    def title(self) -> str:
        """What the feature is called, else its file."""
        return self._title or self.path.name

    def tell(self, name: str, row: Mapping[str, str]) -> Story:
        """Run a scenario with one row of its examples."""
        __tracebackhide__ = True
        story = steps.begin(self.words, self.path, self.config)
        for step, said in self.bound_case(name, row):
            steps.carry_out(step, said, story)
        return story

    @cached_property
    def words(self) -> LibraryWords:
        """The names of the library that the feature speaks of."""
        return _words(library_of(self.path, self.config), self.config)

    # -- private ---------------------------------------------------------------------------

    def _getobj(self) -> ModuleType:
        return self._module

    @cached_property
    def _module(self) -> ModuleType:
        name = self.nodeid or self.path.name
        problems = Problems()
        feature = read_feature(self.path, name, problems)
        if feature is None:
            raise self.CollectError(_told(problems))
        self._title = feature.title
        self._bound = bind(feature, self.words, self.path, problems)
        if problems.errors:
            raise self.CollectError(_told(problems))
        _register(feature, self.config)
        return _module(feature, self.path, self.config)


# -- private -------------------------------------------------------------------------------

_LIBRARIES = pytest.StashKey[dict[Path | None, LibraryWords]]()


def _words(folder: Path | None, config: pytest.Config) -> LibraryWords:
    """The names of a library, opened once in a run."""
    opened = config.stash.setdefault(_LIBRARIES, {})
    if folder not in opened:
        try:
            opened[folder] = LibraryWords(open_library(folder))
        except LibraryError as error:
            raise pytest.Collector.CollectError(render(error.problems).rstrip()) from None
    return opened[folder]


def _told(problems: Problems) -> str:
    return render(problems).rstrip()


def _register(feature: FeatureText, config: pytest.Config) -> None:
    """Make every tag a known marker, so that strict markers do not refuse it."""
    known = {line.partition(":")[0].strip() for line in config.getini("markers")}
    for tag in feature.tags:
        if tag not in known:
            config.addinivalue_line("markers", f"{tag}: a tag of a feature file")


def _module(feature: FeatureText, path: Path, config: pytest.Config) -> ModuleType:
    module = ModuleType(path.stem, f"The scenarios of {path.name}.")
    module.__file__ = str(path)
    parsed_by_pytest_bdd.pop(str(path), None)
    members = vars(module)
    members.update({name: value for name, value in vars(steps).items() if name in steps.FIXTURES})
    for told in feature.scenarios:
        members[told.name] = _test(told, path, config)
    return module


def _test(told: Scenario, path: Path, config: pytest.Config) -> Callable[..., None]:
    """The test of one scenario, which pytest takes for a function written in the feature."""

    def nothing_more() -> None:
        """Say nothing: all that a scenario does stands in its steps."""

    bound: Any = scenario(path.name, told.name, "utf-8-sig", str(path.parent))(nothing_more)

    def run(request: pytest.FixtureRequest, _pytest_bdd_example: dict[str, str]) -> None:
        if _listened_to(config):
            bound(request, _pytest_bdd_example)
            story = request.getfixturevalue("pathway_telling").story
        else:
            feature: Any = request.node.getparent(FeatureFile)
            story = feature.tell(told.name, _pytest_bdd_example)
        if story.decided:
            request.node.user_properties.append((steps.DECIDED, story.decided))
        for look_on in config.stash.get(steps.ONLOOKERS, ()):
            look_on(request.node, story)

    test: Any = run
    code = nothing_more.__code__.replace(co_filename=str(path), co_firstlineno=told.line)
    test.place_as = FunctionType(code, {})
    test.pytestmark = getattr(bound, "pytestmark", [])
    test.__doc__ = bound.__doc__
    test.__test__ = True
    test.__module__ = path.stem
    return run


def _listened_to(config: pytest.Config) -> bool:
    """Whether anybody but pytest-bdd itself follows the steps; only then do they take its long way.

    For each step pytest-bdd searches all fixtures of a run, twice. The reports that it writes
    itself need this too.
    """
    if any(config.getoption(option, default=None) for option in _REPORTS):
        return True
    plugins = (hook.plugin for name in _STEP_HOOKS for hook in _implementations(config, name))
    return any(getattr(plugin, "__name__", "") != "pytest_bdd.plugin" for plugin in plugins)


def _implementations(config: pytest.Config, hook: str) -> list[HookImpl]:
    found: list[HookImpl] = getattr(config.hook, hook).get_hookimpls()
    return found


#: The options of pytest-bdd that ask for reports of single steps.
_REPORTS = ("cucumber_json_path", "gherkin_terminal_reporter")
_STEP_HOOKS = (
    *("pytest_bdd_before_scenario", "pytest_bdd_after_scenario", "pytest_bdd_before_step"),
    *("pytest_bdd_before_step_call", "pytest_bdd_after_step", "pytest_bdd_step_error"),
)
