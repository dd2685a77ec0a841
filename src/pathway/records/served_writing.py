"""What is done in a transaction of the service's records: entries appended, tokens claimed.

All callers of a group share it, and only the one whose turn it is writes. So what is found at its
beginning holds to its end, and a caller whose entry does not fit is told so without harm to others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from typing import Final, TypeAlias
from uuid import uuid4

from sqlalchemy import Connection, bindparam, delete, insert, select, text, update

from pathway.frozen import frozen
from pathway.ground.problems import Problem, RecordsError
from pathway.records.model import BEGINNING
from pathway.records.schema import CARDS, SERVED, TOKENS
from pathway.records.served import ServiceEntry, ServiceRecord, made, read


@frozen
class Appending:
    """Entries to append, all or none, and the uuids of the cards in each."""

    entries: tuple[ServiceEntry, ...]
    cards: tuple[tuple[str, ...], ...]


@frozen
class Claiming:
    """A token to claim; `claimant` lets the same claim be tried again after a lost connection."""

    issuer: str
    jti: str
    until: float
    now: float
    claimant: str = field(default_factory=lambda: uuid4().hex)


@frozen
class Looking:
    """Nothing to write: only to see whether it could be."""


Job: TypeAlias = Appending | Claiming | Looking


def write_all(connection: Connection, jobs: Sequence[Job], now: str) -> list[object]:
    """Do all jobs; for each its result, or the RecordsError to raise."""
    appending = [job for job in jobs if isinstance(job, Appending)]
    claiming = [job for job in jobs if isinstance(job, Claiming)]
    chain = _Chain(connection, appending, now) if appending else None
    forgotten = connection.execute(_FORGOTTEN).scalar() if claiming else None
    results: list[object] = []
    for job in jobs:
        match job:
            case Appending():
                results.append(None if chain is None else chain.append(job))
            case Claiming():
                results.append(_claimed(connection, job, float(forgotten or 0)))
            case Looking():
                results.append(connection.execute(_ANY).first())
    if chain is not None:
        chain.write()
    return results


def forget(connection: Connection, now: float) -> None:
    """Remove tokens that nobody accepts any more, and remember up to when."""
    before = {"before": now - _LEEWAY}
    connection.execute(_MOVED, before)
    connection.execute(_REMOVED, before)


# -- private -------------------------------------------------------------------------------

#: Seconds after its end for which a token is kept: clocks differ.
_LEEWAY: Final = 300
#: The row that is no token: up to when tokens were forgotten.
_NO_TOKEN: Final = ""

# Made once: making a statement takes longer than carrying it out.
_LAST: Final = select(SERVED.c.sequence, SERVED.c.hash).order_by(SERVED.c.sequence.desc()).limit(1)
_REQUESTED: Final = select(SERVED).where(SERVED.c.request.in_(bindparam("asked", expanding=True)))
_SHOWN: Final = select(CARDS.c.uuid).where(CARDS.c.uuid.in_(bindparam("asked", expanding=True)))
_ADDED: Final = insert(SERVED)
_INDEXED: Final = insert(CARDS)
_ANY: Final = select(SERVED.c.sequence).limit(1)
_FORGOTTEN: Final = select(TOKENS.c.until).where(TOKENS.c.token == _NO_TOKEN)
_CLAIMED: Final = text(
    "insert into service_token (token, until, claimant) values (:token, :until, :claimant) "
    "on conflict do nothing"
)
_CLAIMANT: Final = select(TOKENS.c.claimant).where(TOKENS.c.token == bindparam("asked"))
_MOVED: Final = (
    update(TOKENS)
    .where(TOKENS.c.token == _NO_TOKEN, TOKENS.c.until < bindparam("before"))
    .values(until=bindparam("before"))
)
_REMOVED: Final = delete(TOKENS).where(
    TOKENS.c.token != _NO_TOKEN, TOKENS.c.until < bindparam("before")
)


class _Chain:
    """The end of the chain, and what goes on from there."""

    def __init__(self, connection: Connection, jobs: Iterable[Appending], now: str) -> None:
        self._connection, self._now = connection, now
        asked = [entry.request for job in jobs for entry in job.entries]
        rows = connection.execute(_REQUESTED, {"asked": asked}).all()
        self._written = {one.entry.request: one for one in map(read, rows)}
        uuids = [uuid for job in jobs for cards in job.cards for uuid in cards]
        self._shown = (
            set(connection.execute(_SHOWN, {"asked": uuids}).scalars()) if uuids else set()
        )
        end = connection.execute(_LAST).first()
        self._end = (0, BEGINNING) if end is None else (end[0], end[1])
        self._rows: list[dict[str, object]] = []
        self._cards: list[dict[str, object]] = []

    def append(self, job: Appending) -> tuple[ServiceRecord, ...] | RecordsError:
        """The records of a job's entries, or why there are none."""
        new: dict[str, ServiceRecord] = {}
        uuids: dict[str, int] = {}
        found: list[ServiceRecord] = []
        sequence, previous = self._end
        for entry, cards in zip(job.entries, job.cards, strict=True):
            before = self._written.get(entry.request) or new.get(entry.request)
            if before is not None:
                if before.entry != entry:
                    return _used(before)
                found.append(_again(before))
                continue
            if (
                twice := next((c for c in cards if c in self._shown or c in uuids), None)
            ) is not None:
                return _twice(twice)
            record = made(sequence + 1, self._now, entry, previous)
            sequence, previous = record.sequence, record.hash
            new[entry.request] = record
            uuids |= dict.fromkeys(cards, sequence)
            found.append(record)
        self._end = (sequence, previous)
        self._written |= new
        self._shown |= uuids.keys()
        self._rows += [record.to_dict() for record in new.values()]
        self._cards += [{"uuid": uuid, "sequence": number} for uuid, number in uuids.items()]
        return tuple(found)

    def write(self) -> None:
        """Write all that was appended."""
        if self._rows:
            self._connection.execute(_ADDED, self._rows)
        if self._cards:
            self._connection.execute(_INDEXED, self._cards)


def _claimed(connection: Connection, claim: Claiming, forgotten: float) -> bool:
    if claim.until < forgotten:
        return False
    named = f"{len(claim.issuer)} {claim.issuer} {claim.jti}".encode("utf-8", "surrogatepass")
    token = hashlib.sha256(named).hexdigest()
    row = {"token": token, "until": claim.until, "claimant": claim.claimant}
    if connection.execute(_CLAIMED, row).rowcount:
        return True
    return bool(connection.execute(_CLAIMANT, {"asked": token}).scalar() == claim.claimant)


def _again(record: ServiceRecord) -> ServiceRecord:
    return replace(record, repeated=True)


def _used(record: ServiceRecord) -> RecordsError:
    request = record.entry.request
    message = f"the request `{request}` was used for record {record.sequence} of the service"
    hint = "each answer has a request of its own; only a repetition may use it again"
    return RecordsError([Problem("P707", message, hint=hint)])


def _twice(uuid: str) -> RecordsError:
    hint = "each card that is shown has a uuid of its own"
    return RecordsError([Problem("P707", f"the card `{uuid}` was recorded before", hint=hint)])
