"""An open database of records: made or brought up to date, written in turns, closed again.

What is kept in it is for `store` (decisions) and `served_store` (what the service said).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar, cast

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import SQLAlchemyError

from pathway.records import faults
from pathway.records.places import RecordPlace, place_of
from pathway.records.pseudonym import check_of, fits, make_key, pseudonym, read_key
from pathway.records.schema import ABOUT, bring_up_to_date, is_current

T = TypeVar("T")


class Database:
    """A database of records; threads may share it, processes open their own."""

    #: The oldest form of the tables that serves (see `schema`), what is written, and its table.
    NEEDS = "0001"
    _what = faults.DECISION
    _table = "decision_record"

    def __init__(
        self, place: str | Path | RecordPlace, *, key: Path | None, patience: float, create: bool
    ) -> None:
        known = place if isinstance(place, RecordPlace) else None
        self._place = known or place_of(cast("str | Path", place), key, patience, create=create)
        self._patience = patience
        self._reader = self._place.engine
        self._writer = self._place.engine.execution_options(writing=True)
        self._key: bytes | None = None
        try:
            self._open(create=create)
            self._identity = self._place.identity()
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

    def _lasting(self, work: Callable[[Attempt], T], again: str) -> T:
        """What the work comes to, tried again while a server's connection is lost.

        Raises RecordsError where it fails, and says so if that is not certain; `again` is what
        to do then.
        """
        until = time.monotonic() + self._patience
        in_doubt, pause = False, 0.02
        while True:
            attempt = Attempt()
            try:
                return work(attempt)
            except SQLAlchemyError as error:
                lost = self._place.remote and faults.is_lost(error)
                in_doubt |= attempt.committing and (lost or faults.leaves_doubt(error))
                if not lost or time.monotonic() >= until:
                    if in_doubt:
                        raise faults.not_known(self.name, error, again, self._what) from error
                    raise faults.not_saved(self.name, error, self._what) from error
            time.sleep(pause)
            pause = min(pause * 2, 1.0)

    @contextmanager
    def _writing(self, attempt: Attempt, *, soon: bool = False) -> Iterator[Connection]:
        """A transaction of the only writer; on the disk when it ends, or soon afterwards.

        Raises RecordsError where the file is no longer the one that was opened: what is written
        into a file without a name is lost.
        """
        self._still_there()
        with self._writer.connect() as connection:
            self._place.keep_soon(connection, soon=soon)
            with connection.begin():
                self._place.take_turns(connection, self._table)
                yield connection
                attempt.committing = True
        self._still_there()

    def _still_there(self) -> None:
        if self._place.identity() != self._identity:
            raise faults.vanished(self.name, self._what)

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
                    if is_current(connection, self.name, self.NEEDS, create=create):
                        return
                with self._writer.connect() as connection, connection.begin():
                    if self._place.remote:
                        connection.exec_driver_sql(_OPENING)
                    if not is_current(connection, self.name, self.NEEDS, create=create):
                        bring_up_to_date(connection)
                return
            except SQLAlchemyError as error:
                if not faults.is_locked(error) or time.monotonic() >= until:
                    raise faults.not_opened(self.name, error) from error
            time.sleep(0.02)

    def _find_key(self) -> bytes:
        path = self._place.key
        try:
            with self._writer.connect() as connection, connection.begin():
                if self._place.remote:
                    connection.exec_driver_sql(_OPENING)
                query = select(ABOUT.c.value).where(ABOUT.c.name == "key_check")
                known: str | None = connection.execute(query).scalar()
                # Read only now: whoever had the turn before may have made it.
                key = read_key(path)
                fits(key, known, path)
                key = key or make_key(path)
                if known is None:
                    about = {"name": "key_check", "value": check_of(key)}
                    connection.execute(insert(ABOUT), about)
        except SQLAlchemyError as error:
            raise faults.not_saved(self.name, error, self._what) from error
        return key


class Attempt:
    """One try to write, and whether it got as far as to commit."""

    committing = False


# -- private -------------------------------------------------------------------------------

#: One at a time makes the tables or the key; any number that nobody else uses would do.
_OPENING = "select pg_advisory_xact_lock(7013628550911)"
