"""The reasons for one therapy as plain data: the JSON form `pathway-why/1`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pathway.advice.serial import decision_members, example_member

if TYPE_CHECKING:
    from pathway.advice.advice import Advice
    from pathway.advice.explanation import Changes

SCHEMA = "pathway-why/1"


def why_dict(advice: Advice, therapy: str, found: Changes) -> dict[str, Any]:
    """Why a therapy has its verdict, as a tree, and which answers would lead to another one."""
    answer = {"therapy": therapy, "why": asdict(advice.why(therapy)), "if_answered": found.lines}
    answer["searched"] = found.searched
    answer |= decision_members(advice, therapy)
    return {"schema": SCHEMA, **example_member(advice), **answer}
