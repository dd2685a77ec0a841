"""What a record holds: a decision, its place in the chain, and the form in which it is hashed.

The form is a promise to other programs, written down in `docs/records.md`: it never changes
for a record that exists.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from typing import Any, Final
from uuid import uuid4

import orjson

from pathway.frozen import frozen
from pathway.ground.problems import Problem, RecordsError

SCHEMA: Final = "pathway-record/1"
HEAD_SCHEMA: Final = "pathway-records-head/1"
SERVICE_HEAD_SCHEMA: Final = "pathway-service-records-head/1"
#: What writes the head of each chain.
HEAD_COMMANDS: Final = {
    HEAD_SCHEMA: "pathway records head",
    SERVICE_HEAD_SCHEMA: "pathway records head --service",
}


def nothing_at(place: str) -> RecordsError:
    """There are no records where somebody wants to read some."""
    hint = "the first decision makes them; --records names another place"
    return RecordsError([Problem("P702", f"there are no records at `{place}`", hint=hint)])


def nothing_served_at(place: str) -> RecordsError:
    """There are no records of the service where somebody wants to read some."""
    hint = "the service makes them when it first runs there"
    message = f"there are no records of the service at `{place}`"
    return RecordsError([Problem("P702", message, hint=hint)])


class DecisionChoice(StrEnum):
    """What a clinician did about a therapy."""

    ACCEPT = "accept"
    DECLINE = "decline"
    OVERRIDE = "override"


@frozen
class Decision:
    """What a clinician decided about one therapy, and what was known and shown at that time.

    `patient` is the pseudonymous key; `snapshot` and `shown` are JSON texts. A decision that
    is written again under the same `request` is written once.
    """

    actor: str
    patient: str
    pathway: str
    version: str
    digest: str
    engine: str
    snapshot: str
    advice: str
    shown: str
    therapy: str
    action: str
    rule: str | None = None
    reason: str | None = None
    supersedes: int | None = None
    request: str = field(default_factory=lambda: uuid4().hex)


@frozen
class Record:
    """A decision in its place in the chain; `recorded_at` is the computer's time in UTC."""

    sequence: int
    recorded_at: str
    decision: Decision
    previous: str
    hash: str

    @classmethod
    def of(cls, row: Sequence[Any]) -> Record:
        """The record in a row with the members of COLUMNS."""
        named = dict(zip(COLUMNS, row, strict=True))
        decision = Decision(**{name: named[name] for name in DECISION})
        return cls(
            named["sequence"], named["recorded_at"], decision, named["previous"], named["hash"]
        )

    def to_dict(self) -> dict[str, Any]:
        """The record as it is exported: every column by its name, in the order of hashing."""
        decision = {name: getattr(self.decision, name) for name in DECISION}
        members = {"sequence": self.sequence, "recorded_at": self.recorded_at, **decision}
        return {**members, "previous": self.previous, "hash": self.hash}


@frozen
class Head:
    """The end of the chain at some time; kept elsewhere, it proves what existed by then."""

    sequence: int
    hash: str

    def to_dict(self, schema: str = HEAD_SCHEMA) -> dict[str, Any]:
        """The head as it is exported; the schema says of which chain."""
        return {"schema": schema, "sequence": self.sequence, "hash": self.hash}

    @classmethod
    def read(cls, data: bytes, name: str, schema: str = HEAD_SCHEMA) -> Head:
        """The head in an exported file; raises RecordsError where it is none of this chain."""
        try:
            found = orjson.loads(data)
        except orjson.JSONDecodeError:
            found = None
        match found:
            case {"schema": given, "sequence": int(sequence), "hash": str(digest)} if (
                given == schema and sequence >= 0
            ):
                return cls(sequence, digest)
        hint = f"`{HEAD_COMMANDS[schema]}` writes one"
        raise RecordsError([Problem("P510", f"`{name}` is not a head of records", hint=hint)])


#: The members of a decision, in the order of hashing.
DECISION: Final = (
    "request",
    "actor",
    "patient",
    "pathway",
    "version",
    "digest",
    "engine",
    "snapshot",
    "advice",
    "shown",
    "therapy",
    "action",
    "rule",
    "reason",
    "supersedes",
)
#: The columns of a record: all but the last are hashed, in this order.
COLUMNS: Final = ("sequence", "recorded_at", *DECISION, "previous", "hash")

#: What the first record follows.
BEGINNING: Final = "0" * 64


def hash_of(members: Sequence[object], schema: str = SCHEMA) -> str:
    """The sha256 over a JSON list of the schema and all columns but the hash, in hexadecimal.

    Raises TypeError for members that no record has (an edited file may hold anything).
    """
    return hashlib.sha256(orjson.dumps([schema, *members])).hexdigest()


def canonical(value: Mapping[str, object]) -> str:
    """A mapping as JSON text with sorted keys and no spaces."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def is_text(value: str) -> bool:
    """Whether every character can be kept and shown: no control characters, no halves of pairs."""
    return _NO_TEXT.search(value) is None


# -- private -------------------------------------------------------------------------------

#: The categories Cc, apart from line break and tab, and Cs of Unicode, which never change.
_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
