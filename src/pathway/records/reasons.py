"""Why a decision was taken, in fixed words, so that records can be counted."""

from __future__ import annotations

from typing import Final

from pathway.frozen import frozen
from pathway.records.model import DecisionChoice


@frozen
class Coded:
    """A reason in fixed words, with its code for other programs; some ask for more words."""

    code: str
    said: str
    choices: tuple[DecisionChoice, ...]
    asks: bool = False


def reasons_for(choice: DecisionChoice) -> tuple[Coded, ...]:
    """The coded reasons that fit a choice."""
    return tuple(reason for reason in REASONS if choice in reason.choices)


_OVERRIDE: Final = (DecisionChoice.OVERRIDE,)
_DECLINE: Final = (DecisionChoice.DECLINE,)
_BOTH: Final = (DecisionChoice.DECLINE, DecisionChoice.OVERRIDE)

#: The reasons that are offered, in order.
REASONS: Final = (
    Coded("informed-choice", "the patient's informed choice", _BOTH),
    Coded("benefit-outweighs-risk", "the benefit outweighs the risk here", _OVERRIDE),
    Coded("agreed-with-specialist", "agreed with a specialist", _BOTH),
    Coded("tolerated", "under way already and tolerated", _OVERRIDE),
    Coded("better-alternative", "another treatment is better here", _DECLINE),
    Coded("not-available", "not to be had or not paid for", _DECLINE),
    Coded("wrong-value", "the recorded value is wrong", _BOTH, asks=True),
    Coded("corrects-mistake", "corrects a decision taken by mistake", _BOTH),
    Coded("other", "another reason", _BOTH, asks=True),
)
