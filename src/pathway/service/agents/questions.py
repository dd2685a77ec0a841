"""What to ask next, as plain values: each question with what it decides and how it is answered."""

from __future__ import annotations

from typing import Any, Final

from pathway.advice.brief_model import BriefQuestion
from pathway.advice.brief_questions import in_order
from pathway.ground.vocabulary import Base, Type
from pathway.service.agents.case import AgentCase
from pathway.service.agents.verdict import said_beside

#: So many questions are given at once, at most.
MOST: Final = 20


def next_questions(case: AgentCase, count: int) -> dict[str, Any]:
    """The next questions by the record; what the agent says stands beside them, and answers none.

    A group of red flags is one question.
    """
    asked = in_order(case.recorded)
    shown = asked[: min(count, MOST)]
    return {
        "schema": "pathway-questions/1",
        "next": [_question(case, one) for one in shown],
        "more": len(asked) - len(shown),
        "who_answers": (
            "Whatever you say yourself answers no question: a clinician does, after asking the "
            "patient or looking it up."
        ),
    }


# -- private -------------------------------------------------------------------------------


def _question(case: AgentCase, question: BriefQuestion) -> dict[str, Any]:
    known = case.recorded.program.vocabulary.attributes
    found: dict[str, Any] = {
        "question": question.text,
        "red_flag": question.red_flag,
        "decides": list(question.decides),
        "about": {
            name: {"title": known[name].title, "answer": _form(known[name].type)}
            for name in question.about
            if name in known
        },
    }
    said = said_beside(case, question.about)
    return {**found, "agent_says": said} if said else found


def _form(type_: Type) -> str:
    """How a value is written."""
    if type_.base is Base.BOOLEAN:
        return "yes or no"
    if type_.choices is not None:
        return f"one of: {', '.join(type_.choices)}"
    if type_.is_number:
        return f"a number in {type_.unit}" if type_.unit else "a number"
    return "a date (2026-11-20)" if type_.base is Base.DATE else "text"
