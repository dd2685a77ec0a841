"""How much something wants to be noticed, as a style; the words beside it say the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pathway.present.page import Tone
from pathway.terms import Action, Verdict

STYLES: Final[Mapping[Tone, str]] = {
    Tone.ALARM: "bold $text-error",
    Tone.ASK: "$text-warning",
    Tone.STOP: "$text-error",
    Tone.GO: "$text-success",
    Tone.QUIET: "$foreground-muted",
    Tone.PLAIN: "",
}

#: A sign for each verdict, so that none is told by colour alone.
MARKS: Final[Mapping[Verdict, str]] = {
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

VERDICT_TONES: Final[Mapping[Verdict, Tone]] = {
    Verdict.RECOMMENDED: Tone.GO,
    Verdict.ONGOING: Tone.GO,
    Verdict.PENDING: Tone.ASK,
    Verdict.LATER: Tone.QUIET,
    Verdict.CONTRAINDICATED: Tone.STOP,
    Verdict.AVOID: Tone.STOP,
    Verdict.NOT_RECOMMENDED: Tone.STOP,
}

ACTION_TONES: Final[Mapping[str, Tone]] = {
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
    "later": Tone.QUIET,
}
