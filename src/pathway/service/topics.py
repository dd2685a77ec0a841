"""What cards are about: codes that stay the same for ever, so that clients can count by them.

`docs/topics.md` lists those of the shipped library; a code that is no longer used stays on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pathway.engine import Library
from pathway.frozen import frozen
from pathway.names import flag_name

#: The systems of the codes.
TOPICS: Final = "urn:pathway-cds:topic"
OVERRIDES: Final = "urn:pathway-cds:override-reason"


@frozen
class Topic:
    """What a card is about."""

    code: str
    display: str

    def to_dict(self) -> dict[str, str]:
        """The topic as a Coding."""
        return {"system": TOPICS, "code": self.code, "display": self.display}


ASK_FIRST: Final = Topic("questions", "What has to be asked before anything is decided")
TO_DO: Final = Topic("advice", "What to do now")
UNREADABLE: Final = Topic("record-not-read", "The record could not be read")
DIED: Final = Topic("patient-died", "The record says that the patient has died")
NOT_CHECKED: Final = Topic("order-not-checked", "An order that could not be checked")


def flag_topic(id_: str, title: str) -> Topic:
    """A red flag."""
    return Topic(flag_name(id_), title)


def order_topic(id_: str, title: str) -> Topic:
    """An order of a therapy."""
    return Topic(f"order.{id_}", f"An order: {title}")


def topics_of(library: Library) -> Iterable[Topic]:
    """Every topic that a card on this library may have."""
    yield from (ASK_FIRST, TO_DO, UNREADABLE, DIED, NOT_CHECKED)
    flags = {flag.id: flag.title for id_ in library.pathways for flag in library.program(id_).flags}
    yield from (flag_topic(*one) for one in sorted(flags.items()))
    for id_, therapy in sorted(library.therapies.items()):
        yield order_topic(id_, therapy.title)
