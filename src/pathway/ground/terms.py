"""The closed sets of words of the domain: kinds, verdicts, actions, urgencies, severities.

They are written the same way in files, code, advice and on the screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from pathway.names import RowPart


class Kind(StrEnum):
    """What sort of thing a therapy is; red flags hold therapies by kind."""

    SELF_CARE = "self-care"
    DRUG = "drug"
    EXERCISE = "exercise"
    PSYCHOLOGICAL = "psychological"
    MANUAL = "manual"
    NEEDLE = "needle"
    INJECTION = "injection"
    SURGERY = "surgery"
    EDUCATION = "education"
    REFERRAL = "referral"
    INVESTIGATION = "investigation"
    SAFETY_MEASURE = "safety measure"
    PRACTICE = "practice"


class Verdict(StrEnum):
    """What is advised about an option: the first row of the verdict table that is true."""

    CONTRAINDICATED = "contraindicated"
    AVOID = "avoid"
    NOT_RECOMMENDED = "not recommended"
    DECLINED = "declined"
    UNAVAILABLE = "unavailable"
    TRIED = "tried"
    ONGOING = "ongoing"
    NOT_INDICATED = "not indicated"
    LATER = "later"
    RECOMMENDED = "recommended"
    PENDING = "pending"


#: The rows in order; `option.<therapy>.<row>` is the definition of each.
ROWS: Final[Mapping[Verdict, RowPart]] = {
    Verdict.CONTRAINDICATED: "contraindicated",
    Verdict.AVOID: "avoid",
    Verdict.NOT_RECOMMENDED: "not_recommended",
    Verdict.DECLINED: "declined",
    Verdict.UNAVAILABLE: "unavailable",
    Verdict.TRIED: "tried",
    Verdict.ONGOING: "ongoing",
    Verdict.NOT_INDICATED: "not_indicated",
    Verdict.LATER: "later",
    Verdict.RECOMMENDED: "recommended",
}

#: The rows that close a therapy: it is not waited for any more.
CLOSING: Final = (
    *(Verdict.CONTRAINDICATED, Verdict.AVOID, Verdict.NOT_RECOMMENDED),
    *(Verdict.DECLINED, Verdict.UNAVAILABLE, Verdict.TRIED),
)

#: The verdicts as a reader meets them: what can be done, what waits, what is closed.
READING_ORDER: Final = (
    Verdict.RECOMMENDED,
    Verdict.ONGOING,
    Verdict.PENDING,
    Verdict.LATER,
    Verdict.CONTRAINDICATED,
    Verdict.AVOID,
    Verdict.NOT_RECOMMENDED,
    Verdict.TRIED,
    Verdict.DECLINED,
    Verdict.UNAVAILABLE,
    Verdict.NOT_INDICATED,
)


#: The rows that may say that a therapy harms.
HARMFUL: Final = (Verdict.CONTRAINDICATED, Verdict.AVOID, Verdict.NOT_RECOMMENDED)

#: The same order for news: what must not be done is told first.
HARM_FIRST: Final = (*HARMFUL, *(one for one in READING_ORDER if one not in HARMFUL))


class Action(StrEnum):
    """What to do about an option now."""

    STOP = "stop"
    TAPER = "taper"
    #: Reserved: goes on until what replaces it has started.
    CHANGE = "change"
    DO_NOT_START = "do not start"
    ASK_FIRST = "ask first"
    ADJUST = "adjust"
    CONTINUE = "continue"
    WAIT = "wait"
    START = "start"
    CHOOSE = "choose"


#: What is done about an option now, be it that it begins, goes on or is one of a choice.
GOING: Final = (Action.START, Action.CHOOSE, Action.CONTINUE, Action.ADJUST)
#: What begins, at once or once the patient has chosen.
BEGINNING: Final = (Action.START, Action.CHOOSE)


class Urgency(StrEnum):
    """How soon a red flag must be acted on, strongest first."""

    EMERGENCY = "emergency"
    WITHIN_48_HOURS = "within 48 h"
    WITHIN_2_WEEKS = "within 2 weeks"
    SOON = "soon"
    ROUTINE = "routine"


class Severity(StrEnum):
    """What a therapy's rule does when its condition holds."""

    CONTRAINDICATED = "contraindicated"
    AVOID = "avoid"
    CAUTION = "caution"


class Characteristic(StrEnum):
    """What may be personal about a value, in the words of the rules on transparency."""

    RACE = "race"
    ETHNICITY = "ethnicity"
    LANGUAGE = "language"
    SEXUAL_ORIENTATION = "sexual orientation"
    GENDER_IDENTITY = "gender identity"
    SEX = "sex"
    DATE_OF_BIRTH = "date of birth"
    SOCIAL_DETERMINANTS = "social determinants"
    HEALTH_STATUS = "health status"
