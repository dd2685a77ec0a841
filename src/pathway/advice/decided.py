"""Decisions that clinicians took before, told beside an advice; none of them changes it.

A decision is neither a fact about the patient nor a preference: verdicts, actions, plan and
digest are the same with it and without it.
"""

from __future__ import annotations

from typing import Any, Final

from pathway.frozen import frozen

#: Decisions after which a treatment is given.
ACCEPTED: Final = ("accept", "override")


@frozen
class Decided:
    """One decision on one therapy: accept, decline or override.

    `record` is its number and `at` the time in UTC, where it is on record; `rules` are what was
    passed over. `earlier` is whether it was read back and not taken in this sitting.
    """

    therapy: str
    action: str
    actor: str = ""
    reason: str = ""
    record: int | None = None
    rules: tuple[str, ...] = ()
    at: str = ""
    pathway: str = ""
    version: str = ""
    digest: str = ""
    earlier: bool = False

    @property
    def day(self) -> str:
        """The day on which it was recorded, in UTC."""
        return self.at.partition("T")[0]

    def to_dict(self) -> dict[str, Any]:
        """The decision as plain data, as in the records."""
        return {
            "therapy": self.therapy,
            "action": self.action,
            "actor": self.actor,
            "recorded_at": self.at or None,
            "reason": self.reason or None,
            "rules": list(self.rules),
            "pathway": self.pathway,
            "version": self.version,
            "digest": self.digest,
            "record": self.record,
        }


@frozen
class Decisions:
    """What is on record of a patient: of each therapy the decision that counts.

    `unread` says why nobody knows; then `found` is empty, and that is no "none".
    """

    found: tuple[Decided, ...] = ()
    unread: str = ""

    def on(self, therapy: str) -> Decided | None:
        """The decision on a therapy."""
        return next((one for one in reversed(self.found) if one.therapy == therapy), None)
