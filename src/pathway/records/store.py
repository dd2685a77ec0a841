"""The store: decisions are appended, one after the other, and read back.

An append takes its turn, looks for the end of the chain, and writes one row, all in one
transaction that is on the disk before it is acknowledged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, insert, select

from pathway.ground.problems import Problem, RecordsError
from pathway.records import chain
from pathway.records.accepting import check, check_superseded
from pathway.records.database import Attempt, Database
from pathway.records.model import (
    BEGINNING,
    COLUMNS,
    DECISION,
    Decision,
    Head,
    Record,
    hash_of,
)
from pathway.records.pseudonym import fits, pseudonym, read_key
from pathway.records.schema import ABOUT, RECORDS

if TYPE_CHECKING:
    from pathway.records.served_store import ServedRecords


class Records(Database):
    """Open records; threads may share them, processes open their own."""

    def append(self, decision: Decision) -> Record:
        """Write a decision at the end of the chain; once, however often it is tried.

        Raises RecordsError where it cannot be written, and says so if that is not certain.
        """
        check(decision)
        again = f"try again with `--request {decision.request}`"
        return self._lasting(lambda attempt: self._append(decision, attempt), again)

    def record(self, sequence: int) -> Record:
        """One record; raises RecordsError where there is none."""
        query = select(RECORDS).where(RECORDS.c.sequence == sequence)
        with self._reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise RecordsError([Problem("P705", f"there is no record {sequence}")])
        return _read(row)

    def records(self, patient: str | None = None, last: int | None = None) -> Iterator[Record]:
        """The records in order, all or those of one pseudonymous key, of these the last few."""
        query = select(RECORDS).order_by(RECORDS.c.sequence)
        if patient is not None:
            query = query.where(RECORDS.c.patient == patient)
        if last is not None:
            newest = query.order_by(None).order_by(RECORDS.c.sequence.desc()).limit(last)
            query = select(newest.subquery()).order_by("sequence")
        with self._reading() as connection:
            for row in connection.execution_options(yield_per=500).execute(query):
                yield _read(row)

    def of_patient(self, patient: str) -> Iterator[Record]:
        """The records of a patient, by id, in order; writes nothing, neither key nor lock.

        Raises RecordsError for a key that does not fit, and for a record that is not what was
        written.
        """
        query = select(ABOUT.c.value).where(ABOUT.c.name == "key_check")
        with self._reading() as connection:
            known: str | None = connection.execute(query).scalar()
        if known is None:  # nobody was ever written down under a pseudonym
            return
        key = read_key(self._place.key)
        fits(key, known, self._place.key)
        if key is not None:
            for record in self.records(pseudonym(key, patient)):
                yield _as_written(record)

    def superseded(self) -> dict[int, int]:
        """Which record supersedes which: the old one's number, and the new one's."""
        query = select(RECORDS.c.supersedes, RECORDS.c.sequence)
        with self._reading() as connection:
            rows = connection.execute(query.where(RECORDS.c.supersedes.is_not(None))).all()
        return {row[0]: row[1] for row in rows}

    def served(self) -> ServedRecords | None:
        """What the service recorded in the same database; None where no service ever ran."""
        from pathway.records.schema import revision
        from pathway.records.served_store import ServedRecords

        with self._reading() as connection:
            found = revision(connection)
        if found is None or found < ServedRecords.NEEDS:
            return None
        return ServedRecords(self._place, key=None, patience=self._patience, create=False)

    def head(self) -> Head | None:
        """The end of the chain; None where nothing was recorded."""
        with self._reading() as connection:
            return _end(connection)

    def verify(self, head: Head | None = None) -> chain.Verification:
        """Whether the chain is whole, and goes on from a head that was kept elsewhere."""
        query = select(RECORDS).order_by(RECORDS.c.sequence)
        with self._reading() as connection:
            rows = connection.execution_options(yield_per=1000).execute(query)
            return chain.verify(rows, head)

    # -- private ---------------------------------------------------------------------------

    def _append(self, decision: Decision, attempt: Attempt) -> Record:
        with self._writing(attempt) as connection:
            written = connection.execute(_REQUESTED, {"asked": decision.request}).first()
            if written is not None:
                return _same(_read(written), decision)
            check_superseded(connection, decision)
            end = _end(connection) or Head(0, BEGINNING)
            members = [getattr(decision, name) for name in DECISION]
            now = datetime.now(UTC).isoformat(timespec="microseconds")
            row = [end.sequence + 1, now, *members, end.hash]
            row.append(hash_of(row))
            connection.execute(_ADDED, dict(zip(COLUMNS, row, strict=True)))
        return Record(row[0], now, decision, end.hash, row[-1])


# What every append asks, made once: making a statement takes longer than carrying it out.
_REQUESTED = select(RECORDS).where(RECORDS.c.request == bindparam("asked"))
_LAST = select(RECORDS.c.sequence, RECORDS.c.hash).order_by(RECORDS.c.sequence.desc()).limit(1)
_ADDED = insert(RECORDS)


def _end(connection: Connection) -> Head | None:
    row = connection.execute(_LAST).first()
    return None if row is None else Head(row[0], row[1])


def _read(row: Sequence[Any]) -> Record:
    """A row as a record; raises RecordsError where an edited file holds what none can be."""
    for name, value in zip(COLUMNS, row, strict=True):
        number = name in ("sequence", "supersedes")
        known = isinstance(value, int) if number else isinstance(value, str) and _is_text(value)
        if not known and not (value is None and name in ("rule", "reason", "supersedes")):
            hint = "`pathway records verify` says more"
            raise RecordsError([Problem("P702", f"record {row[0]} cannot be read", hint=hint)])
    return Record.of(row)


def _as_written(record: Record) -> Record:
    """A record whose hash is that of what it says; raises RecordsError for any other."""
    if hash_of(list(record.to_dict().values())[:-1]) != record.hash:
        message = f"record {record.sequence} is not what was written"
        hint = "`pathway records verify` says more"
        raise RecordsError([Problem("P702", message, hint=hint)])
    return record


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _same(record: Record, decision: Decision) -> Record:
    """The record of a decision that was written before; another decision is refused."""
    if record.decision == decision:
        return record
    message = f"the request `{decision.request}` was used for record {record.sequence}"
    hint = "each decision has a request of its own; only a repetition may use it again"
    raise RecordsError([Problem("P707", message, hint=hint)])
