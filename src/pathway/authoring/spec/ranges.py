"""Ranges of numbers as people say them: `below 50`, `65 or more`, `between 20 and 30 weeks`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class SpokenRange:
    """An operator of the condition language and its limits, as written."""

    op: str
    limits: tuple[str, ...]


def bounds_of(text: str) -> SpokenRange | None:
    """The range that a text speaks of; None where it speaks of none."""
    text = " ".join(text.split())
    for pattern, op in _RANGES:
        found = pattern.fullmatch(text)
        if found is not None:
            return SpokenRange(op, _with_one_unit(found.groups()))
    return None


#: What a slot for a range fits.
RANGE: Final = (
    r"(?:below|under|less than|above|over|more than|at least|at most|between)\s.+"
    r"|\S.*?\sor\s(?:more|less)"
)

# -- private -------------------------------------------------------------------------------

_RANGES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), op)
    for pattern, op in (
        (r"(?:below|under|less than) (.+)", "<"),
        (r"(?:above|over|more than) (.+)", ">"),
        (r"at least (.+)|(.+) or more", ">="),
        (r"at most (.+)|(.+) or less", "<="),
        (r"between (.+?) and (.+)", "between"),
    )
)
_UNIT: Final = re.compile(r"[-+]?[0-9.]+(?:\s*(\S.*))?")


def _with_one_unit(limits: tuple[str | None, ...]) -> tuple[str, ...]:
    """The limits; a unit that only the second one has is that of both."""
    given = tuple(limit.strip() for limit in limits if limit is not None)
    last = _UNIT.fullmatch(given[-1])
    if len(given) == 2 and last is not None and last[1] and given[0].replace(".", "").isdigit():
        return f"{given[0]} {last[1]}", given[1]
    return given
