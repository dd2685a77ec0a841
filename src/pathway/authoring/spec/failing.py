"""A spec that does not hold, in words: where, what was expected, what came, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pathway.advice.advice import Advice
from pathway.advice.explanation import Reason
from pathway.authoring.spec.gherkin import Step
from pathway.authoring.spec.scenario_state import UnmetError
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
