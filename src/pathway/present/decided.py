"""What was decided in a sitting, as pages for people show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: Decisions after which a treatment is given.
ACCEPTED: Final = ("accept", "override")


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision on one therapy: accept, decline or override; `record` is its number, if kept."""

    therapy: str
    action: str
    actor: str = ""
    reason: str = ""
    record: int | None = None
