"""Carrying out steps, and the step definition that pytest-bdd finds for all of them.

There is only one: what a step says was understood when its feature was collected. It lives
in the module of a feature, so that it is seen by no other test of a run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, cast

import pytest
from pytest_bdd import step
from pytest_bdd.parsers import StepParser

from pathway.advice.advice import Advice
from pathway.advice.explanation import Reason
from pathway.authoring.spec.everyone import decider_of
from pathway.authoring.spec.gherkin import Step
from pathway.authoring.spec.scenario_state import Story, UnmetError
from pathway.authoring.spec.understanding import UnderstoodStep
from pathway.authoring.spec.words import LibraryWords
from pathway.ground.problems import PathwayError
from pathway.views import reasons
from pathway.views.problems import render


def told(step: Step, unmet: UnmetError, advice: Advice | None) -> str:
    """An expectation that was not met, with the engine's reasons and the open questions."""
    lines = [_place(step), "", f"expected  {unmet.expected}", f"came      {unmet.came}"]
    if advice is not None:
        lines += ["", *(_why(advice, unmet.therapy) if unmet.therapy else _overview(advice))]
        lines += ["", *_open(advice, unmet.therapy)]
    return "\n".join(lines)


def refusal(step: Step, error: PathwayError) -> str:
    """A step that the engine refuses to carry out."""
    return "\n".join([_place(step), "", render(error.problems).rstrip()])


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


# -- private -------------------------------------------------------------------------------

_WIDTH = 100


def _place(step: Step) -> str:
    return f"{step.span.source.name}:{step.span.line}: {step.line}"


def _why(advice: Advice, therapy: str) -> Iterator[str]:
    """The reason tree; the rules' places lead to their sources, so none are listed here."""
    tree = _without_sources(advice.why(therapy))
    yield from reasons.render(tree, {}, width=_WIDTH).rstrip().splitlines()


def _without_sources(reason: Reason) -> Reason:
    return replace(reason, sources=(), children=tuple(map(_without_sources, reason.children)))


def _overview(advice: Advice) -> Iterator[str]:
    """Every option in a line, where no single one is in question."""
    yield f"the advice: {advice.outcome}"
    for option in advice.options.values():
        yield f"  {option.title}: {option.verdict.value}, {option.action.value}"


def _open(advice: Advice, therapy: str | None) -> Iterator[str]:
    """The questions that are open, or those among them that would settle the therapy."""
    option = advice.options.get(therapy) if therapy is not None else None
    questions = [
        question
        for question in advice.questions
        if option is None or option.title in question.settles
    ]
    yield "open questions" if questions else "no open questions"
    for question in questions:
        yield f"  ? {question.question} ({question.why_missing})"
