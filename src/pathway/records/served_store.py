"""The store of the service: what it said and was answered, appended and read back.

Callers in many threads share transactions (see `grouping`), and programs take turns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Final, cast

from sqlalchemy import bindparam, select

from pathway.ground.problems import Problem, RecordsError
from pathway.records import chain
from pathway.records.database import Attempt, Database
from pathway.records.grouping import ClosedError, Grouping
from pathway.records.model import Head
from pathway.records.places import RecordPlace
from pathway.records.schema import CARDS, SERVED
from pathway.records.served import CARDS as CARDS_KIND
from pathway.records.served import FEEDBACK, SCHEMA, ServiceEntry, ServiceRecord, checked, read
from pathway.records.served_writing import Appending, Claiming, Job, Looking, forget, write_all
from pathway.records.turns import Turns


class ServedRecords(Database):
    """The open records of the service; threads may share them, processes open their own."""

    NEEDS = "0002"
    _what = "the answer of the service"
    _table = "service_record"

    def __init__(
        self, place: str | Path | RecordPlace, *, key: Path | None, patience: float, create: bool
    ) -> None:
        self._group: Grouping[Job] = Grouping(self._write)
        self._forgotten = monotonic()
        self._turns: Turns | None = None
        super().__init__(place, key=key, patience=patience, create=create)
        if self._place.file is not None:
            self._turns = Turns(self._place.file, patience)

    def append(self, entries: Sequence[ServiceEntry]) -> tuple[ServiceRecord, ...]:
        """Write entries at the end of the chain, all or none; each once, however often tried.

        Returns when they are on the disk. Raises RecordsError where they cannot be written, and
        says so if that is not certain.
        """
        return self.submit(entries).result()

    def submit(self, entries: Sequence[ServiceEntry]) -> Future[tuple[ServiceRecord, ...]]:
        """`append` for who does not wait in a thread of its own: the future has the records."""
        cards = tuple(checked(entry) for entry in entries)
        found = self._handed_in(Appending(tuple(entries), cards))
        return cast("Future[tuple[ServiceRecord, ...]]", found)

    def claim(self, issuer: str, jti: str, until: float, now: float) -> bool:
        """Whether a token is used for the first time, by any program on these records.

        `until` is when it expires, in seconds since 1970. Later it is forgotten; a clock that is
        set back brings none of the forgotten back to life.
        """
        return bool(self._handed_in(Claiming(issuer, jti, until, now)).result())

    def card(self, uuid: str) -> ServiceRecord | None:
        """The record of the answer in which a card stood."""
        with self._reading() as connection:
            row = connection.execute(_CARD, {"uuid": uuid}).first()
        if row is None:
            return None
        found = read(row)
        if not any(card["uuid"] == uuid for card in found.body["cards"]):
            message = f"record {found.sequence} of the service does not have the card `{uuid}`"
            raise RecordsError([Problem("P702", message)])
        return found

    def cards_of(self, patient: str, last: int) -> tuple[ServiceRecord, ...]:
        """The last answers with cards about a patient, by pseudonym, in order."""
        asked = {"patient": patient, "kind": CARDS_KIND, "last": last}
        with self._reading() as connection:
            rows = connection.execute(_LAST_OF, asked).all()
        return tuple(read(row) for row in reversed(rows))

    def feedback_of(self, patient: str) -> tuple[ServiceRecord, ...]:
        """All feedback about a patient, by pseudonym, in order."""
        with self._reading() as connection:
            rows = connection.execute(_ALL_OF, {"patient": patient, "kind": FEEDBACK}).all()
        return tuple(read(row) for row in rows)

    def record(self, sequence: int) -> ServiceRecord:
        """One record; raises RecordsError where there is none."""
        with self._reading() as connection:
            row = connection.execute(select(SERVED).where(SERVED.c.sequence == sequence)).first()
        if row is None:
            raise RecordsError([Problem("P705", f"there is no record {sequence} of the service")])
        return read(row)

    def records(
        self, patient: str | None = None, last: int | None = None
    ) -> Iterator[ServiceRecord]:
        """The records in order, all or those of one pseudonym, of these the last few."""
        query = select(SERVED).order_by(SERVED.c.sequence)
        if patient is not None:
            query = query.where(SERVED.c.patient == patient)
        if last is not None:
            newest = query.order_by(None).order_by(SERVED.c.sequence.desc()).limit(last)
            query = select(newest.subquery()).order_by("sequence")
        with self._reading() as connection:
            for row in connection.execution_options(yield_per=500).execute(query):
                yield read(row)

    def head(self) -> Head | None:
        """The end of the chain; None where nothing was recorded."""
        query = select(SERVED.c.sequence, SERVED.c.hash).order_by(SERVED.c.sequence.desc())
        with self._reading() as connection:
            row = connection.execute(query.limit(1)).first()
        return None if row is None else Head(row[0], row[1])

    def verify(self, head: Head | None = None) -> chain.Verification:
        """Whether the chain is whole, and goes on from a head that was kept elsewhere."""
        query = select(SERVED).order_by(SERVED.c.sequence)
        with self._reading() as connection:
            rows = connection.execution_options(yield_per=1000).execute(query)
            return chain.verify(rows, head, SCHEMA)

    def ping(self, within: float = 1.0) -> None:
        """Take a turn as a writer and write nothing; raises RecordsError where that fails.

        `within` is how many seconds to wait for other writers.
        """
        waiting = self._handed_in(Looking())
        try:
            waiting.result(within)
        except FutureTimeoutError:
            waiting.cancel()
            message = f"the records `{self.name}` do not answer within {within:g} s"
            raise RecordsError([Problem("P703", message)]) from None

    def close(self) -> None:
        """Write what was handed in, and give the connections back."""
        self._group.close()
        if self._turns is not None:
            self._turns.close()
        super().close()

    # -- private ---------------------------------------------------------------------------

    def _handed_in(self, job: Job) -> Future[object]:
        try:
            return self._group.submit(job)
        except ClosedError:
            message = f"{self._what} was not saved: the records `{self.name}` were closed"
            raise RecordsError([Problem("P703", message)]) from None

    def _write(self, jobs: Sequence[Job]) -> Sequence[object]:
        with nullcontext() if self._turns is None else self._turns.taken():
            return self._lasting(lambda attempt: self._transaction(jobs, attempt), _AGAIN)

    def _transaction(self, jobs: Sequence[Job], attempt: Attempt) -> Sequence[object]:
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        # A token lives for minutes: to forget the last ones in a loss of power is no harm.
        soon = not any(isinstance(job, Appending) for job in jobs)
        with self._writing(attempt, soon=soon) as connection:
            results = write_all(connection, jobs, now)
            claims = [job for job in jobs if isinstance(job, Claiming)]
            if claims and monotonic() - self._forgotten > _FORGET_EVERY:
                forget(connection, max(claim.now for claim in claims))
                self._forgotten = monotonic()
        return results


# -- private -------------------------------------------------------------------------------

_AGAIN: Final = "send the request again"
#: Seconds between two times that old tokens are removed.
_FORGET_EVERY: Final = 30

# Made once: making a statement takes longer than carrying it out.
_CARD: Final = (
    select(SERVED)
    .join(CARDS, CARDS.c.sequence == SERVED.c.sequence)
    .where(CARDS.c.uuid == bindparam("uuid"))
)
_ALL_OF: Final = (
    select(SERVED)
    .where(SERVED.c.patient == bindparam("patient"), SERVED.c.kind == bindparam("kind"))
    .order_by(SERVED.c.sequence)
)
_LAST_OF: Final = _ALL_OF.order_by(None).order_by(SERVED.c.sequence.desc()).limit(bindparam("last"))
