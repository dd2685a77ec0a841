"""Three-valued logic (Kleene's strong tables): true, false and unknown.

Unknown is written ``None``, so a truth value is an ordinary ``bool | None`` and
`x is True` asks the question that matters in this field: is it *known* to hold?
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

Truth: TypeAlias = bool | None

UNKNOWN: Truth = None


def not_(value: Truth) -> Truth:
    """Negation; unknown stays unknown."""
    return None if value is None else not value


def and_(values: Iterable[Truth]) -> Truth:
    """False if any is false, else unknown if any is unknown, else true (true for none)."""
    result: Truth = True
    for value in values:
        if value is False:
            return False
        if value is None:
            result = None
    return result


def or_(values: Iterable[Truth]) -> Truth:
    """True if any is true, else unknown if any is unknown, else false (false for none)."""
    result: Truth = False
    for value in values:
        if value is True:
            return True
        if value is None:
            result = None
    return result
