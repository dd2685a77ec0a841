"""A feature file as a pytest module: every scenario bound, every step understood beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest
from pytest_bdd import scenario
from pytest_bdd.feature import features as parsed_by_pytest_bdd

from pathway.engine import open_library
from pathway.present.problems import render
from pathway.problems import LibraryError, Problems
from pathway.pytest_plugin import steps
from pathway.pytest_plugin.binding import BoundCase, bind
from pathway.pytest_plugin.finding import library_of
from pathway.pytest_plugin.gherkin import FeatureText, Scenario, read_feature
from pathway.pytest_plugin.words import Words


class FeatureFile(pytest.Module):
    """A `.feature` file that needs no Python beside it.

    Whatever is wrong with the feature is an error of collection, all of it in one report.
    """

    def bound_case(self, name: str, row: Mapping[str, str]) -> BoundCase:
        """A scenario with one row of its examples."""
        return self._bound[name, tuple(row.items())]

    @cached_property
    def words(self) -> Words:
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
        self._bound = bind(feature, self.words, self.path, problems)
        if problems.errors:
            raise self.CollectError(_told(problems))
        _register(feature, self.config)
        return _module(feature, self.path)


# -- private -------------------------------------------------------------------------------

_LIBRARIES = pytest.StashKey[dict[Path | None, Words]]()


def _words(folder: Path | None, config: pytest.Config) -> Words:
    """The names of a library, opened once in a run."""
    opened = config.stash.setdefault(_LIBRARIES, {})
    if folder not in opened:
        try:
            opened[folder] = Words(open_library(folder))
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


def _module(feature: FeatureText, path: Path) -> ModuleType:
    module = ModuleType(path.stem, f"The scenarios of {path.name}.")
    module.__file__ = str(path)
    parsed_by_pytest_bdd.pop(str(path), None)
    members = vars(module)
    members.update({name: value for name, value in vars(steps).items() if name in steps.FIXTURES})
    for told in feature.scenarios:
        members[told.name] = _test(told, path)
    return module


def _test(told: Scenario, path: Path) -> Callable[..., None]:
    """The test of one scenario, which pytest takes for a function written in the feature."""

    def nothing_more() -> None:
        """Say nothing: all that a scenario does stands in its steps."""

    bound: Any = scenario(path.name, told.name, "utf-8-sig", str(path.parent))(nothing_more)
    code = nothing_more.__code__.replace(co_filename=str(path), co_firstlineno=told.line)
    bound.place_as = FunctionType(code, {})
    bound.__test__ = True
    bound.__module__ = path.stem
    return bound  # type: ignore[no-any-return]
