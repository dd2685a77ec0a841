"""The store: decisions are appended, one after the other, and read back.

An append takes its turn, looks for the end of the chain, and writes one row, all in one
transaction that is on the disk before it is acknowledged.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, bindparam, insert, select
from sqlalchemy.exc import SQLAlchemyError

from pathway.ground.problems import Problem, RecordsError
from pathway.records import chain, faults
from pathway.records.accepting import check, check_superseded
from pathway.records.model import (
    BEGINNING,
    COLUMNS,
    DECISION,
    Decision,
    Head,
    Record,
    hash_of,
)
from pathway.records.places import place_of
from pathway.records.pseudonym import check_of, fits, make_key, pseudonym, read_key
from pathway.records.schema import ABOUT, RECORDS, bring_up_to_date, is_current


class Records:
    """Open records; threads may share them, processes open their own."""

    def __init__(
        self, place: str | Path, *, key: Path | None, patience: float, create: bool
    ) -> None:
        self._place = place_of(place, key, patience, create=create)
        self._patience = patience
        self._reader = self._place.engine
        self._writer = self._place.engine.execution_options(writing=True)
        self._key: bytes | None = None
        try:
            self._open(create=create)
        except BaseException:
            self.close()
            raise

    @property
    def name(self) -> str:
        """Where the records are, without any password."""
        return self._place.name

    def pseudonym(self, patient: str) -> str:
        """The key under which a patient is kept; makes the key file when first needed."""
        if self._key is None:
            self._key = self._find_key()
        return pseudonym(self._key, patient)

    def append(self, decision: Decision) -> Record:
        """Write a decision at the end of the chain; once, however often it is tried.

        Raises RecordsError where it cannot be written, and says so if that is not certain.
        """
        check(decision)
        until = time.monotonic() + self._patience
        in_doubt, pause = False, 0.02
        while True:
            attempt = _Attempt()
            try:
                return self._append(decision, attempt)
            except SQLAlchemyError as error:
                lost = self._place.remote and faults.is_lost(error)
                in_doubt |= attempt.committing and (lost or faults.leaves_doubt(error))
                if not lost or time.monotonic() >= until:
                    if in_doubt:
                        raise faults.not_known(self.name, error, decision.request) from error
                    raise faults.not_saved(self.name, error) from error
            time.sleep(pause)
            pause = min(pause * 2, 1.0)

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

    def close(self) -> None:
        """Give the connections back."""
        self._place.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # -- private ---------------------------------------------------------------------------

    def _append(self, decision: Decision, attempt: _Attempt) -> Record:
        with self._writer.connect() as connection, connection.begin():
            self._place.take_turns(connection)
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
            attempt.committing = True
        return Record(row[0], now, decision, end.hash, row[-1])

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._reader.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise faults.not_opened(self.name, error) from error

    def _open(self, *, create: bool) -> None:
        """Bring the tables up to date; somebody else may be doing the same."""
        until = time.monotonic() + self._patience
        while True:
            try:
                with self._reader.connect() as connection:
                    if is_current(connection, self.name, create=create):
                        return
                with self._writer.connect() as connection, connection.begin():
                    if self._place.remote:
                        connection.exec_driver_sql(_OPENING)
                    if not is_current(connection, self.name, create=create):
                        bring_up_to_date(connection)
                return
            except SQLAlchemyError as error:
                if not faults.is_locked(error) or time.monotonic() >= until:
                    raise faults.not_opened(self.name, error) from error
            time.sleep(0.02)

    def _find_key(self) -> bytes:
        path = self._place.key
        key = read_key(path)
        try:
            with self._writer.connect() as connection, connection.begin():
                if self._place.remote:
                    connection.exec_driver_sql(_OPENING)
                query = select(ABOUT.c.value).where(ABOUT.c.name == "key_check")
                known: str | None = connection.execute(query).scalar()
                fits(key, known, path)
                key = key or make_key(path)
                if known is None:
                    about = {"name": "key_check", "value": check_of(key)}
                    connection.execute(insert(ABOUT), about)
        except SQLAlchemyError as error:
            raise faults.not_saved(self.name, error) from error
        return key


class _Attempt:
    """One try to append, and whether it got as far as to commit."""

    committing = False


#: One at a time makes the tables or the key; any number that nobody else uses would do.
_OPENING = "select pg_advisory_xact_lock(7013628550911)"


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
