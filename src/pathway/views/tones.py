"""How much a verdict, an action or a red flag wants to be noticed, and its mark without colour.

Text, pages and terminal take both from here; the words beside them say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pathway.ground.terms import Action, Urgency, Verdict
from pathway.views.page import Tone

#: How soon a red flag must be acted on, as a mark that is read even without colour.
URGENCY_MARKS: Final[Mapping[Urgency, str]] = {
    Urgency.EMERGENCY: "[!!] EMERGENCY, same day",
    Urgency.WITHIN_48_HOURS: "[!] WITHIN 48 HOURS",
    Urgency.WITHIN_2_WEEKS: "[!] WITHIN 2 WEEKS",
    Urgency.SOON: "[!] soon",
    Urgency.ROUTINE: "[!] routine",
}

#: A sign for each verdict, so that none is told by colour alone.
VERDICT_MARKS: Final[Mapping[Verdict, str]] = {
    Verdict.RECOMMENDED: "+",
    Verdict.ONGOING: ">",
    Verdict.PENDING: "?",
    Verdict.LATER: "…",
    Verdict.CONTRAINDICATED: "X",
    Verdict.AVOID: "X",
    Verdict.NOT_RECOMMENDED: "-",
    Verdict.DECLINED: "-",
    Verdict.UNAVAILABLE: "-",
    Verdict.TRIED: "-",
    Verdict.NOT_INDICATED: "-",
}


def tone_of_verdict(verdict: Verdict) -> Tone:
    """How much a verdict wants to be noticed."""
    return _VERDICTS.get(verdict, Tone.PLAIN)


def tone_of_action(action: str) -> Tone:
    """How much an action wants to be noticed, or what a plan says beside actions."""
    return _ACTIONS.get(action, Tone.PLAIN)


# -- private -------------------------------------------------------------------------------

_VERDICTS: Final[Mapping[Verdict, Tone]] = {
    Verdict.RECOMMENDED: Tone.GO,
    Verdict.ONGOING: Tone.GO,
    Verdict.PENDING: Tone.ASK,
    Verdict.LATER: Tone.QUIET,
    Verdict.CONTRAINDICATED: Tone.STOP,
    Verdict.AVOID: Tone.STOP,
    Verdict.NOT_RECOMMENDED: Tone.STOP,
}
_ACTIONS: Final[Mapping[str, Tone]] = {
    Action.STOP: Tone.STOP,
    Action.TAPER: Tone.STOP,
    Action.ASK_FIRST: Tone.ASK,
    Action.CONTINUE: Tone.GO,
    Action.START: Tone.GO,
    Action.CHOOSE: Tone.GO,
    Action.ADJUST: Tone.ASK,
    Action.CHANGE: Tone.ASK,
    "act": Tone.ALARM,
    "refer": Tone.GO,
    "order": Tone.GO,
    "later": Tone.QUIET,
}
