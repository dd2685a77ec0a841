"""Decisions that clinicians took before, told beside an advice; none of them changes it.

A decision is neither a fact about the patient nor a preference: verdicts, actions, plan and
digest are the same with it and without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import Any, Final

from pathway.frozen import frozen
from pathway.ground.vocabulary import NotApplicable, Range
from pathway.names import history_name
from pathway.names.reading import read_history
from pathway.patients.at_date import Fact

#: Decisions after which a treatment is given.
ACCEPTED: Final = ("accept", "override")
#: The history of a therapy that nobody tried, in one line.
NEVER_TRIED: Final = "never tried"


@frozen
class Decided:
    """One decision on one therapy: accept, decline or override.

    `record` is its number and `at` the time in UTC, where it is on record; `rules` are what was
    passed over. `earlier` is whether it was read back and not taken in this sitting. `known` are
    the values of that day in words, `verdict` and `do` what was advised then; empty where they
    are not on record.
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
    known: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    verdict: str = ""
    do: str = ""

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


def recorded_words(facts: Mapping[str, Fact]) -> dict[str, str]:
    """Every resolved value in words, as records keep them; a therapy never tried is one line."""
    said = {name: _said(fact) for name, fact in facts.items()}
    histories: dict[str, list[str]] = {}
    for name in said:
        if (part := read_history(name)) is not None:
            histories.setdefault(part.therapy, []).append(name)
    alike: dict[str, str] = {}
    for therapy, names in histories.items():
        words = _ALIKE.get(frozenset([said[name] for name in names]))
        if words is not None:
            alike[history_name(therapy, "history")] = words
            for name in names:
                del said[name]
    return said | alike


# -- private -------------------------------------------------------------------------------

_UNKNOWN = "unknown: not asked"
#: Histories in which every member says the same.
_ALIKE: Mapping[frozenset[str], str] = {
    frozenset(("no", "not applicable")): NEVER_TRIED,
    frozenset((_UNKNOWN,)): _UNKNOWN,
}


def _said(fact: Fact) -> str:
    match fact.value:
        case None:
            return f"unknown: {fact.why.value if fact.why is not None else ''}"
        case bool(value):
            text = "yes" if value else "no"
        case Range(low=low, high=high):
            text = f"{low}/{high}"
        case NotApplicable():
            text = "not applicable"
        case Decimal() as number:
            text = f"{number:f}"
        case other:
            text = str(other)
    return f"{text} (assumed)" if fact.assumed else text
