"""Parts of advice as JSON of their own: the reasons for one therapy, and the open questions."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pathway.advice import serial
from pathway.advice.serial import decision_members, example_member

if TYPE_CHECKING:
    from pathway.advice.advice import Advice
    from pathway.advice.explanation import Changes

WHY = "pathway-why/1"
QUESTIONS = "pathway-questions/1"


def why_dict(advice: Advice, therapy: str, found: Changes) -> dict[str, Any]:
    """Why a therapy has its verdict, as a tree, and which answers would lead to another one."""
    answer = {"therapy": therapy, "why": asdict(advice.why(therapy)), "if_answered": found.lines}
    answer["searched"] = found.searched
    answer |= decision_members(advice, therapy)
    return {"schema": WHY, **example_member(advice), **answer}


def questions_dict(advice: Advice) -> dict[str, Any]:
    """The open questions alone, with what says of which advice they are."""
    whole = advice.to_dict()
    about = ("pathway", "as_of", "strict", "outcome", "urgency", "red_flags")
    kept = {name: whole[name] for name in (*about, "questions", "digest")}
    return {"schema": QUESTIONS, **example_member(advice), "advice": serial.SCHEMA, **kept}
