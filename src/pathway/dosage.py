"""How much of a therapy: what an adequate trial of it is, and the most that may be taken."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class DoseRow:
    """The most that may be taken; of several rows the first counts that holds.

    `definition` says whether it holds, and with `.most` added how much that is.
    """

    definition: str
    text: str
    sources: tuple[str, ...] = ()
    verified: str = "original"


@dataclass(frozen=True, slots=True)
class AdequateTrial:
    """What counts as having tried a therapy properly."""

    weeks: Decimal | None = None
    sessions: Decimal | None = None
    dose: Decimal | None = None

    def __str__(self) -> str:
        parts = ((self.weeks, "{} weeks"), (self.sessions, "{} sessions"), (self.dose, "dose {}"))
        return ", ".join(wording.format(value) for value, wording in parts if value is not None)
