"""The questions of one screen, in the order in which they are put."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pathway.advice.brief_model import BriefQuestion
from pathway.advice.model import AdviceContent, Question
from pathway.ground.terms import Urgency
from pathway.patients.model import Why


def in_order(advice: AdviceContent) -> tuple[BriefQuestion, ...]:
    """All questions in the order in which they are put; beside an emergency red flags come last."""
    late = advice.urgency is Urgency.EMERGENCY
    return tuple(sorted(_questions(advice), key=lambda one: late and one.red_flag))


def not_known(question: Question) -> bool:
    """Whether the patient was asked and does not know, so that nobody thinks it was forgotten."""
    return question.why_missing.startswith(_DOES_NOT_KNOW)


# -- private -------------------------------------------------------------------------------

_DOES_NOT_KNOW: Final = Why.DOES_NOT_KNOW.value


def _questions(advice: AdviceContent) -> Iterator[BriefQuestion]:
    """The questions in their order; a group of red flags is one."""
    told: set[str] = set()
    for question in advice.questions:
        if not question.red_flag:
            tests = ", ".join(advice.options[id_].title for id_ in question.order)
            differ = " (two sources differ)" if _sources_differ(advice, question) else ""
            doubt = differ or (f" ({_DOES_NOT_KNOW})" if not_known(question) else "")
            text = question.question + doubt + (f" Or order: {tests}." if tests else "")
            yield BriefQuestion(text, question.about, question.settles)
        elif question.group not in told:
            told.add(question.group)
            same = [q for q in advice.questions if q.red_flag and q.group == question.group]
            yield _red_flag_group(same)


def _sources_differ(advice: AdviceContent, question: Question) -> bool:
    facts = advice.walk.resolved.facts
    return any(name in facts and facts[name].ask for name in question.about)


#: So few red flags of a group are asked for in their own words.
_FEW: Final = 2


def _red_flag_group(questions: list[Question]) -> BriefQuestion:
    first = questions[0]
    whole = " ".join(question.question for question in questions)
    text = whole if len(questions) <= _FEW else first.group_question
    settles = dict.fromkeys(title for question in questions for title in question.settles)
    about = tuple(name for question in questions for name in question.about)
    return BriefQuestion(text, about, tuple(settles), red_flag=True)
