"""Which cards are not shown again: those that were answered, until a fact of theirs changes.

Whoever shows cards must not ask about emergencies here: they are shown whatever was answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from pathway.frozen import frozen

if TYPE_CHECKING:
    from pathway.records.served_store import ServedRecords


@frozen
class Standing:
    """The newest answer to a subject.

    `outcome` is accepted or overridden, `facts` what the card rested on, in words, as it was when
    the card was shown. A card that was put off comes back on the day `until`.
    """

    outcome: str
    facts: Mapping[str, str]
    until: date | None = None


def standing(records: ServedRecords, pseudonym: str) -> dict[str, Standing]:
    """Of each subject the newest answer about a patient; nothing where it is not known who it is.

    The subject of a card is its topic; of a card on an order, that order.

    Raises RecordsError where the records cannot be read, or one is not what was written.
    """
    found: dict[str, Standing] = {}
    if not pseudonym:
        return found
    for record in records.feedback_of(pseudonym):
        body = record.body
        subject = body.get("subject") or body.get("topic")
        if isinstance(subject, str):
            until = body.get("until")
            day = date.fromisoformat(until) if until else None
            found[subject] = Standing(body["outcome"], body["facts"], day)
    return found


def hidden(standing: Standing, facts_now: Mapping[str, str], as_of: date) -> bool:
    """Whether a card is not shown again on a day.

    Not after the day to which it was put off, and not when one of its facts is known to be another
    one than it was. What is unknown by now, or only assumed, has not changed; what was unknown or
    assumed then and is known by now, has.
    """
    if standing.until is not None and as_of >= standing.until:
        return False
    return not any(_differs(then, facts_now.get(name, "")) for name, then in standing.facts.items())


# -- private -------------------------------------------------------------------------------

#: How `advice/decided` words what is not known, and what is assumed.
_UNKNOWN: Final = "unknown"
_ASSUMED: Final = " (assumed)"


def _differs(then: str, now: str) -> bool:
    if not now or now.startswith(_UNKNOWN) or now.endswith(_ASSUMED):
        return False
    return then.removesuffix(_ASSUMED) != now
