"""Carrying out steps, and the step definition that pytest-bdd finds for all of them.

There is only one: what a step says was understood when its feature was collected. It lives
in the module of a feature, so that it is seen by no other test of a run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import pytest
from pytest_bdd import step
from pytest_bdd.parsers import StepParser

from pathway.authoring.spec.everyone import decider_of
from pathway.authoring.spec.failing import refusal, told
from pathway.authoring.spec.gherkin import Step
from pathway.authoring.spec.scenario_state import Story, UnmetError
from pathway.authoring.spec.understanding import UnderstoodStep
from pathway.authoring.spec.words import LibraryWords
from pathway.ground.problems import PathwayError


class AnyStep(StepParser):
    """Fits every step; whether it makes sense has been settled before."""

    def is_matching(self, name: str) -> bool:
        """Always."""
        return bool(name)

    def parse_arguments(self, _name: str) -> dict[str, Any] | None:
        """Nothing: the arguments were read before."""
        return {}


def carry_out(step: Step, said: UnderstoodStep, story: Story) -> None:
    """Carry out one step; a failure reads as text, without Python in it."""
    __tracebackhide__ = True
    try:
        said.carry_out(story)
    except UnmetError as unmet:
        reason = told(step, unmet, story.advice_so_far)
    except PathwayError as error:
        reason = refusal(step, error)
    else:
        if step.keyword != "then":
            story.heard.append(step.line)
        return
    pytest.fail(reason, pytrace=False)


def begin(words: LibraryWords, feature: Path, config: pytest.Config) -> Story:
    """The story of a scenario before its first step."""
    story = Story(words, feature)
    options = config.option
    story.decider = decider_of(options.pathway_seed, options.pathway_patients)
    return story


#: Whoever wants to see the story of each scenario that holds; kept in the stash of a run.
ONLOOKERS = pytest.StashKey[list[Callable[[pytest.Item, Story], None]]]()


@dataclass
class Telling:
    """One run of a scenario: its story, and the steps that are still to come."""

    story: Story
    to_come: Iterator[tuple[Step, UnderstoodStep]]


#: Under this name it stands in the report of a scenario how its claims were decided.
DECIDED: Final = "pathway_decided"


@pytest.fixture
def pathway_telling(request: pytest.FixtureRequest, _pytest_bdd_example: dict[str, str]) -> Telling:
    """The scenario that is being run, from its beginning."""
    # `words` and `bound_case` are those of FeatureFile, which imports this module.
    feature = cast("Any", request.node.getparent(pytest.Module))
    case = feature.bound_case(request.node.originalname, _pytest_bdd_example)
    return Telling(begin(feature.words, feature.path, request.config), iter(case))


@step(AnyStep("a step of a pathway's spec"))
def next_step(pathway_telling: Telling) -> None:
    """Carry out the next step."""
    __tracebackhide__ = True
    here, said = next(pathway_telling.to_come)
    carry_out(here, said, pathway_telling.story)


#: The names under which pytest and pytest-bdd find what is defined here.
FIXTURES = frozenset(
    name for name in vars() if name == "pathway_telling" or name.startswith("pytestbdd_stepdef")
)
