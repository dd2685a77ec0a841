"""How much of a therapy: what an adequate trial of it is, and the most that may be taken."""

from __future__ import annotations

from decimal import Decimal

from pathway.frozen import frozen


@frozen
class DoseRow:
    """The most that may be taken; of several rows the first counts that holds.

    `definition` says whether it holds, and with `.most` added how much that is.
    """

    definition: str
    text: str
    sources: tuple[str, ...] = ()
    verified: str = "original"


@frozen
class AdequateTrial:
    """What counts as having tried a therapy properly.

    After `no_effect` weeks a therapy that had no effect at all is over, though a partial effect
    is judged only by the rest.
    """

    weeks: Decimal | None = None
    sessions: Decimal | None = None
    dose: Decimal | None = None
    no_effect: Decimal | None = None

    @property
    def defined(self) -> bool:
        """Whether anything is said of when a trial is adequate."""
        return any(part is not None for part in (self.weeks, self.sessions, self.dose))

    def __str__(self) -> str:
        parts = ((self.weeks, "{} weeks"), (self.sessions, "{} sessions"), (self.dose, "dose {}"))
        return ", ".join(wording.format(value) for value, wording in parts if value is not None)
