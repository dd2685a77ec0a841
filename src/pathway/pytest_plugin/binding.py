"""From the text of a feature to steps that are understood and patients that can be read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TypeAlias

from pathway.problems import PathwayError, Problem, Problems, in_backticks, suggestion
from pathway.pytest_plugin.gherkin import Case, FeatureText, Step
from pathway.pytest_plugin.phrases import Misread, Said, understand
from pathway.pytest_plugin.story import Story
from pathway.pytest_plugin.words import Words
from pathway.source import Span

#: The steps of a scenario, each with what it says.
BoundCase: TypeAlias = "Sequence[tuple[Step, Said]]"


def bind(
    feature: FeatureText, words: Words, path: Path, problems: Problems
) -> Mapping[tuple[str, tuple[tuple[str, str], ...]], BoundCase]:
    """Every case of a feature by scenario and example; what is wrong is added to `problems`.

    The patient of every case is built once, so that impossible values show before the run.
    """
    _check_tags(feature, words, problems)
    binder = _Binder(words, path, problems)
    return {
        (scenario.name, tuple(case.row.items())): binder.bind(case)
        for scenario in feature.scenarios
        for case in scenario.cases
    }


# -- private -------------------------------------------------------------------------------

#: How a message about a mapping names the place: `attributes.age`:
_PATH: Final = re.compile(r"^`[\w.\[\] ]+`: ")


@dataclass(frozen=True, slots=True)
class _Binder:
    words: Words
    path: Path
    problems: Problems

    def bind(self, case: Case) -> BoundCase:
        found = [(step, said) for step in case.steps if (said := self._said(step)) is not None]
        if len(found) == len(case.steps):
            self._rehearse(found)
        return found

    def _said(self, step: Step) -> Said | None:
        if step.has_text_block:
            self.problems.add("P608", "no phrase takes a text block", step.span)
            return None
        if not step.complete:
            return None
        said = understand(step.keyword, step.text, step.table, self.words)
        if isinstance(said, Said):
            return said
        for misread in said:
            found = misread.problem
            self.problems.add(found.code, found.message, _part(step, misread), found.hint)
        return None

    def _rehearse(self, steps: BoundCase) -> None:
        """Build the patient step by step, and report what no patient file may say."""
        story = Story(self.words, self.path)
        dates = [said.arguments.get("date") for step, said in steps if step.keyword == "when"]
        story.last_day = max([story.today, *(day for day in dates if isinstance(day, date))])
        for step, said in steps:
            if step.keyword != "given":
                continue
            try:
                said.carry_out(story)
                story.read_patient(story.last_day)
            except PathwayError as error:
                for problem in error.problems:
                    self._add(problem, step)
                return

    def _add(self, problem: Problem, step: Step) -> None:
        """A problem of the patient, shown at the step that made it instead of by its path."""
        message = _PATH.sub("", problem.message)
        self.problems.add(problem.code, message, step.span, problem.hint)


def _part(step: Step, misread: Misread) -> Span:
    """Where the misread part of a step stands; the whole step where an example filled it in."""
    if misread.row is not None:
        return step.rows[misread.row]
    if not step.exact or misread.start == misread.end:
        return step.span
    start = step.span.start
    return Span(step.span.source, start + misread.start, start + misread.end)


def _check_tags(feature: FeatureText, words: Words, problems: Problems) -> None:
    """A tag that begins with a guideline's name must be one of its recommendations."""
    for tag, span in feature.tags.items():
        guideline, dot, _ = tag.partition(".")
        if dot and guideline in words.guidelines and tag not in words.recommendations:
            message = f"unknown recommendation {in_backticks(tag)}"
            hint = suggestion(tag, sorted(words.recommendations))
            problems.add("P108", message, span, hint)
