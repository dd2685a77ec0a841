"""From the text of a feature to steps that are understood and patients that can be read.

A scenario speaks of one patient or of every patient, never of both at once: what is true of one
proves nothing of all, so a mixture is a mistake of the author and not a test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, TypeAlias

from pathway.authoring.spec import about_everyone, about_patient
from pathway.authoring.spec.gherkin import FeatureText, ScenarioCase, Step
from pathway.authoring.spec.scenario_state import Story
from pathway.authoring.spec.understanding import Misread, UnderstoodStep, understand
from pathway.authoring.spec.words import LibraryWords
from pathway.authoring.traceability import check_tags
from pathway.ground.problems import PathwayError, Problem, Problems, in_backticks
from pathway.ground.source import Span


def speaks_of_all(steps: Sequence[tuple[Step, UnderstoodStep]]) -> bool:
    """Whether a scenario begins with every patient, or with every woman or man."""
    return any(said.phrase.carry_out is about_everyone.begins for _, said in steps)


def mixed(steps: Sequence[tuple[Step, UnderstoodStep]]) -> Iterator[tuple[Step, Problem]]:
    """The steps that do not fit the others, each with what is wrong."""
    everyone = speaks_of_all(steps)
    for number, (step, said) in enumerate(steps):
        begins = said.phrase.carry_out is about_everyone.begins
        if everyone and begins and number:
            message = f"{in_backticks(step.text)} comes too late"
            yield step, Problem("P609", message, hint=_FIRST)
        elif everyone and not begins and _is_of_one(said):
            message = f"{in_backticks(step.text)} speaks of one patient, the scenario of every one"
            yield step, Problem("P609", message, hint=_NEVER if step.keyword == "then" else _WHOSE)
        elif not everyone and said.phrase.everyone:
            message = f"{in_backticks(step.text)} speaks of every patient, the scenario of one"
            yield step, Problem("P609", message, hint=_BEGIN)


#: The steps of a scenario, each with what it says.
BoundCase: TypeAlias = "Sequence[tuple[Step, UnderstoodStep]]"


def bind(
    feature: FeatureText, words: LibraryWords, path: Path, problems: Problems
) -> Mapping[tuple[str, tuple[tuple[str, str], ...]], BoundCase]:
    """Every case of a feature by scenario and example; what is wrong is added to `problems`.

    The patient of every case is built once, so that impossible values show before the run.
    """
    check_tags(feature.tags, words.recommendations, problems)
    binder = _Binder(words, path, problems)
    return {
        (scenario.name, tuple(case.row.items())): binder.bind(case)
        for scenario in feature.scenarios
        for case in scenario.cases
    }


# -- private -------------------------------------------------------------------------------

_FIRST: Final = "it is the first step; where a background tells of one patient, begin a new `Rule`"
_NEVER: Final = "say what is `never` or `always` so"
_WHOSE: Final = "say `Given every patient`, then `whose …` or `who …`"
_BEGIN: Final = "begin with `Given every patient`"
_BEGINNINGS: Final = (about_patient.begins, about_patient.begins_as_in)


def _is_of_one(said: UnderstoodStep) -> bool:
    if said.phrase.keyword == "then":
        return not said.phrase.everyone
    return said.phrase.carry_out in _BEGINNINGS


#: How a message about a mapping names the place: `attributes.age`:
_PATH: Final = re.compile(r"^`[\w.\[\] ]+`: ")


class _Binder:
    """Binds the cases of one feature; what it has understood once it knows."""

    def __init__(self, words: LibraryWords, path: Path, problems: Problems) -> None:
        self._words = words
        self._path = path
        self._problems = problems
        self._understood: dict[object, UnderstoodStep | list[Misread]] = {}
        self._possible: dict[object, bool] = {}

    def bind(self, case: ScenarioCase) -> BoundCase:
        found: list[tuple[Step, UnderstoodStep]] = []
        words = self._words
        for step in case.steps:
            said = self._said(step, words)
            if said is not None:
                found.append((step, said))
                words = self._words_after(said, words)
        if len(found) == len(case.steps) and not self._mixed(found):
            self._rehearse(found)
        return found

    def _words_after(self, said: UnderstoodStep, words: LibraryWords) -> LibraryWords:
        """The words of what comes next: where a pathway is followed, steps are its own."""
        pathway = said.arguments.get("pathway") if said.phrase.keyword == "when" else None
        return self._words.within(pathway) if isinstance(pathway, str) else words

    def _said(self, step: Step, words: LibraryWords) -> UnderstoodStep | None:
        if step.has_text_block:
            self._problems.add("P608", "no phrase takes a text block", step.span)
            return None
        if not step.complete:
            return None
        spoken = (step.keyword, step.text, step.table)
        key = (*spoken, id(words))
        if key not in self._understood:
            self._understood[key] = understand(*spoken, words)
        said = self._understood[key]
        if isinstance(said, UnderstoodStep):
            return said
        for misread in said:
            found = misread.problem
            self._problems.add(found.code, found.message, _part(step, misread), found.hint)
        return None

    def _mixed(self, steps: BoundCase) -> bool:
        """Whether a scenario speaks of one patient and of every patient; that is reported."""
        found = tuple(mixed(steps))
        for step, problem in found:
            self._problems.add(problem.code, problem.message, step.span, problem.hint)
        return bool(found)

    def _rehearse(self, steps: BoundCase) -> None:
        """Build the patient, and report what no patient file may say.

        Each step is tried by itself once, for it is wrong wherever it stands. Only a patient
        that cannot be read although all its steps can is built again step by step.
        """
        story = self._story(steps)
        wrong = [step for step, said in steps if not self._is_possible(step, said, story.last_day)]
        if wrong:
            return
        try:
            for step, said in steps:
                if step.keyword == "given":
                    said.carry_out(story)
                elif step.keyword == "when":
                    story.read_patient(story.last_day)
        except PathwayError:
            self._find_fault(steps)
            return
        if speaks_of_all(steps):
            self._put_together(steps)

    def _put_together(self, steps: BoundCase) -> None:
        """Every claim about every patient, without deciding any."""
        story = self._story(steps)
        story.decider = None
        for step, said in steps:
            if not self._carries_out(step, said, story) and step.keyword != "then":
                return

    def _story(self, steps: BoundCase) -> Story:
        story = Story(self._words, self._path)
        dates = [said.arguments.get("date") for step, said in steps if step.keyword == "when"]
        story.last_day = max([story.today, *(day for day in dates if isinstance(day, date))])
        return story

    def _is_possible(self, step: Step, said: UnderstoodStep, last_day: date) -> bool:
        """Whether a patient can be as a single step says."""
        if step.keyword != "given":
            return True
        key = (step.text, step.table, last_day)
        if key not in self._possible:
            story = Story(self._words, self._path)
            story.last_day = last_day
            self._possible[key] = self._carries_out(step, said, story)
        return self._possible[key]

    def _find_fault(self, steps: BoundCase) -> None:
        """Report the first step after which the patient cannot be read."""
        story = self._story(steps)
        given = (pair for pair in steps if pair[0].keyword == "given")
        any(not self._carries_out(step, said, story) for step, said in given)

    def _carries_out(self, step: Step, said: UnderstoodStep, story: Story) -> bool:
        try:
            said.carry_out(story)
            story.read_patient(story.last_day)
        except PathwayError as error:
            for problem in error.problems:
                # The problem is shown at the step that made it instead of by its path.
                message = _PATH.sub("", problem.message)
                self._problems.add(problem.code, message, step.span, problem.hint)
            return False
        return True


def _part(step: Step, misread: Misread) -> Span:
    """Where the misread part of a step stands; the whole step where an example filled it in."""
    if misread.row is not None:
        return step.rows[misread.row]
    if not step.exact or misread.start == misread.end:
        return step.span
    start = step.span.start
    return Span(step.span.source, start + misread.start, start + misread.end)
