"""How much a day, where a proposal says so in words: `400 mg three times a day`.

All words have to be understood. An amount without how often is a dose, but not one of a day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from pathway.frozen import frozen
from pathway.ground.units import canonical


@frozen
class SpokenDose:
    """An amount in a unit, and how many times a day; None where that was not said."""

    words: str
    amount: Decimal
    unit: str
    times: int | None


def dose_in(words: str) -> SpokenDose | None:
    """The dose that the words say; None where they say anything else, or more than that."""
    found = _DOSE.fullmatch(words.casefold().strip())
    if found is None or canonical(found["unit"]) is None:
        return None
    amount = Decimal(found["amount"])
    if amount <= 0:
        return None
    often, rate = found["often"], found["rate"]
    times = 1 if rate is not None else None if often is None else _times(often)
    if often is not None and (times is None or rate is not None):
        return None
    return SpokenDose(words.strip(), amount, found["unit"], times)


# -- private -------------------------------------------------------------------------------

_DOSE: Final = re.compile(
    r"(?P<amount>\d{1,6}(?:\.\d{1,4})?)\s?(?P<unit>[a-zµμ]{1,12})"
    r"(?:\s?/\s?(?P<rate>d|day))?(?:\s(?P<often>.+))?",
    re.ASCII,
)
_COUNTS: Final[Mapping[str, int]] = {
    "once": 1,
    "twice": 2,
    **{f"{word} times": n for n, word in enumerate(("two", "three", "four", "five", "six"), 2)},
    **{f"{n} times": n for n in range(1, 13)},
    **{f"{n} x": n for n in range(1, 13)},
}
_A_DAY: Final = re.compile(r"(?:(?P<count>.+?)\s)?(?:a day|per day|each day|daily)")
_EVERY: Final = re.compile(r"every (?P<hours>\d{1,2}) hours")
_HOURS: Final = 24


def _times(often: str) -> int | None:
    words = " ".join(often.split())
    if every := _EVERY.fullmatch(words):
        hours = int(every["hours"])
        return _HOURS // hours if hours and _HOURS % hours == 0 else None
    daily = _A_DAY.fullmatch(words)
    if daily is None:
        return None
    return 1 if daily["count"] is None else _COUNTS.get(daily["count"])
