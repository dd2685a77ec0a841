"""The kinds of fault that are planted, in the words of a report."""

from __future__ import annotations

from enum import Enum


class Fault(Enum):
    """What is wrong with a mutant."""

    THRESHOLD = "threshold off by one"
    LIMIT = "limit taken in or left out"
    COMPARISON = "comparison the wrong way round"
    AND_OR = "`and` for `or`, or `or` for `and`"
    CLAUSE = "part of a condition dropped"
    NEGATION = "`not` dropped"
    RULE = "rule dropped"
    SEVERITY = "severity lowered"
    BRANCHES = "branches in the wrong order"
    OFFER = "offer dropped"
    ANSWER = "answer of a test dropped"
    CHOICE = "choice not limited"
    WAY = "way on dropped"
    UNKNOWN = "unknown taken lightly"
    TRIAL = "length of a trial changed"
    DOSE = "dose dropped"
    FLAG = "red flag dropped"
    URGENCY = "urgency lowered"
    HOLD = "red flag holds nothing"
    DIRECTION = "recommendation the wrong way round"
    PARTNER = "partner dropped"
    GUIDELINE = "guideline not adopted"
