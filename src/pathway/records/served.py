"""What the service said and what it was answered, as it is recorded: a chain of its own.

The form in which a record is hashed is written down in `docs/records.md` and never changes for
records that exist.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any, Final

import orjson

from pathway.frozen import frozen
from pathway.ground.problems import Problem, RecordsError, in_backticks
from pathway.records.model import hash_of, is_text

CARDS: Final = "cards"
FEEDBACK: Final = "feedback"
ADVICE: Final = "advice"
PROPOSAL: Final = "proposal"
KINDS: Final = (CARDS, FEEDBACK, ADVICE, PROPOSAL)


@frozen
class ServiceEntry:
    """One thing to record: an answer's cards, feedback on one, advice, or a proposal's verdict.

    `request` names it, so that it is written once however often it is tried; `client` is the
    issuer of the client's tokens, `patient` a pseudonym (empty where unknown), `about` the service
    that was asked, or the uuid of the card. `body` is JSON as `model.canonical` writes it.
    """

    request: str
    kind: str
    client: str
    patient: str
    about: str
    body: str


@frozen
class ServiceRecord:
    """An entry in its place in the chain; `recorded_at` is the computer's time in UTC.

    `repeated` says that it had been written before under the same request; it is no part of it.
    """

    sequence: int
    recorded_at: str
    entry: ServiceEntry
    previous: str
    hash: str
    repeated: bool = field(default=False, compare=False)

    @property
    def body(self) -> Mapping[str, Any]:
        """The body, read."""
        found: Mapping[str, Any] = orjson.loads(self.entry.body)
        return found

    def to_dict(self) -> dict[str, Any]:
        """The record as it is exported: every column by its name, in the order of hashing."""
        entry = {name: getattr(self.entry, name) for name in ENTRY}
        members = {"sequence": self.sequence, "recorded_at": self.recorded_at, **entry}
        return {**members, "previous": self.previous, "hash": self.hash}


#: The members of an entry, in the order of hashing.
ENTRY: Final = ("request", "kind", "client", "patient", "about", "body")
#: The columns of a record: all but the last are hashed, in this order.
COLUMNS: Final = ("sequence", "recorded_at", *ENTRY, "previous", "hash")

SCHEMA: Final = "pathway-service-record/1"


def made(sequence: int, recorded_at: str, entry: ServiceEntry, previous: str) -> ServiceRecord:
    """The record of an entry in its place, with its hash."""
    members = [getattr(entry, name) for name in ENTRY]
    digest = hash_of((sequence, recorded_at, *members, previous), SCHEMA)
    return ServiceRecord(sequence, recorded_at, entry, previous, digest)


def read(row: Sequence[Any]) -> ServiceRecord:
    """A row as the record that was written; raises RecordsError for anything else."""
    sequence, recorded_at, *members, previous, digest = row
    try:
        record = made(sequence, recorded_at, ServiceEntry(*members), previous)
    except TypeError:
        record = None
    if record is None or record.hash != digest:
        message = f"record {sequence} of the service is not what was written"
        hint = "`pathway records verify` says more"
        raise RecordsError([Problem("P702", message, hint=hint)])
    return record


def checked(entry: ServiceEntry) -> tuple[str, ...]:
    """The uuids of the cards in an entry; raises RecordsError where it cannot be recorded."""
    for name in ENTRY:
        value = getattr(entry, name)
        if not value.strip() and name not in ("client", "patient"):
            raise _refused(f"`{name}` is empty")
        if not is_text(value):
            raise _refused(f"`{name}` holds characters that are no text")
    if entry.kind not in KINDS:
        raise _refused(f"{in_backticks(entry.kind)} is not {', '.join(KINDS[:-1])} or {KINDS[-1]}")
    body = _loaded(entry.body)
    if not isinstance(body, dict):
        raise _refused("`body` is not a JSON object")
    return _uuids(body.get("cards")) if entry.kind == CARDS else ()


# -- private -------------------------------------------------------------------------------


def _loaded(text: str) -> object:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None


def _uuids(cards: object) -> tuple[str, ...]:
    listed = cards if isinstance(cards, list) else [None]
    uuids = [card.get("uuid") if isinstance(card, dict) else None for card in listed]
    found = tuple(one for one in uuids if isinstance(one, str) and one)
    if len(found) < len(listed):
        raise _refused("`cards` is no list of cards with a `uuid` each")
    if len(set(found)) < len(found):
        raise _refused("two cards have the same `uuid`")
    return found


def _refused(message: str) -> RecordsError:
    return RecordsError([Problem("P701", f"the answer of the service was not saved: {message}")])
