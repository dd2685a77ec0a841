"""A scenario speaks of one patient or of every patient, never of both at once.

What is true of one patient proves nothing of all, so a mixture is a mistake of the author and
not a test.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pathway.authoring.spec import about_everyone, about_patient
from pathway.authoring.spec.gherkin import Step
from pathway.authoring.spec.understanding import UnderstoodStep
from pathway.ground.problems import Problem, in_backticks


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
