"""Where records are kept: a SQLite file or a PostgreSQL database, and how each is opened.

Both promise the same: a transaction that is acknowledged is on the disk, and only one
writer at a time may look for the end of the chain.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from pathway.frozen import frozen
from pathway.ground.extras import install_command
from pathway.ground.problems import Problem, RecordsError, UsageError
from pathway.records.home import home
from pathway.records.model import nothing_at


@frozen
class RecordPlace:
    """A database: what it is called in messages, its engine, its file if it has one."""

    name: str
    engine: Engine
    key: Path
    file: Path | None = None

    @property
    def remote(self) -> bool:
        """Whether a connection can be lost and made again."""
        return self.file is None

    def take_turns(self, connection: Connection, table: str) -> None:
        """Wait until no other writer of a table is at work; ends with the transaction."""
        if self.remote:
            connection.exec_driver_sql(_TURN.format(table=table))

    def keep_soon(self, connection: Connection, *, soon: bool) -> None:
        """Before a transaction: whether it may be on the disk only soon after its end.

        Then a crash of the program loses nothing, and a loss of power the last moment.
        """
        wanted = "normal" if soon else "full"
        if not self.remote and connection.info.get(_SYNCHRONOUS, "full") != wanted:
            cursor = connection.connection.cursor()  # which begins no transaction
            cursor.execute(f"pragma synchronous = {wanted}")
            cursor.close()
            connection.info[_SYNCHRONOUS] = wanted

    def identity(self) -> tuple[int, int] | None:
        """Which file stands under the name now; None where there is none, and for a server."""
        try:
            about = None if self.file is None else self.file.stat()
        except OSError:
            return None
        return None if about is None else (about.st_dev, about.st_ino)


def place_of(place: str | Path, key: Path | None, patience: float, *, create: bool) -> RecordPlace:
    """The database at a path or URL; nothing is connected yet, but a missing file is made."""
    url = _url(place) if isinstance(place, str) and "://" in place else None
    if url is None:
        return _sqlite(Path(place), key, patience, create=create)
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
        return _sqlite(Path(str(url.database)), key, patience, create=create)
    if url.get_backend_name() in ("postgresql", "postgres"):
        return _postgresql(url, key, patience)
    message = f"records cannot be kept in `{url.render_as_string()}`"
    raise UsageError([Problem("P510", message, hint=_HINT)])


# -- private -------------------------------------------------------------------------------

_HINT: Final = "name a file, or a URL such as postgresql://user@host/database"
#: One turn for each table of records in a database, given back at the transaction's end.
_TURN: Final = "select pg_advisory_xact_lock('{table}'::regclass::oid::bigint)"
#: Where a connection keeps how carefully it writes.
_SYNCHRONOUS: Final = "synchronous"


def _url(text: str) -> URL:
    try:
        return make_url(text)
    except ArgumentError:
        message = "the place of the records is not a URL that can be read"
        raise UsageError([Problem("P510", message, hint=_HINT)]) from None


def _sqlite(path: Path, key: Path | None, patience: float, *, create: bool) -> RecordPlace:
    _make_sure_of(path, create=create)
    if not create and _is_sealed(path):
        return RecordPlace(str(path), create_engine(_sealed(path)), _key_of(path, key), path)
    # A file that was removed is missed, and not made anew.
    query = {"mode": "rw", "uri": "true"}
    url = URL.create("sqlite", database=_file(path), query=query)
    # The driver leaves transactions to us: each begins as a reader or as the one writer.
    arguments = {"isolation_level": None, "timeout": patience, "check_same_thread": False}
    engine = create_engine(url, connect_args=arguments)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return RecordPlace(str(path), engine, _key_of(path, key), path)


def _key_of(path: Path, key: Path | None) -> Path:
    return key or path.with_name(f"{path.name}.key")


def _is_sealed(path: Path) -> bool:
    """Whether nobody can write here: an archive, or a copy on a medium that is only read."""
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return not writable and not path.with_name(f"{path.name}-wal").exists()


def _sealed(path: Path) -> URL:
    query = {"mode": "ro", "immutable": "1", "uri": "true"}
    return URL.create("sqlite", database=_file(path), query=query)


def _file(path: Path) -> str:
    return f"file:{quote(str(path.absolute()))}"


def _make_sure_of(path: Path, *, create: bool) -> None:
    """Make a missing file for its owner alone; SQLite gives its side files the same mode."""
    if path.exists():
        return
    if not create:
        raise nothing_at(str(path))
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        reason = (error.strerror or "it cannot be made").lower()
        message = f"cannot open the records `{path}`: {reason}"
        raise RecordsError([Problem("P702", message)]) from error


def _prepare_sqlite(connection: SqliteConnection, _: object) -> None:
    # An edited file may hold bytes that are no text; they must be seen, not stumbled over.
    connection.text_factory = _text
    connection.execute("pragma synchronous = full")
    if connection.execute("pragma journal_mode").fetchone()[0] != "wal":
        connection.execute("pragma journal_mode = wal")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("begin immediate" if writing else "begin")


def _postgresql(url: URL, key: Path | None, patience: float) -> RecordPlace:
    if find_spec("psycopg") is None:
        message = "keeping records in PostgreSQL needs an optional part that is not installed"
        raise UsageError([Problem("P506", message, hint=install_command("postgres"))])
    name = url.render_as_string(hide_password=True)
    wait = int(patience * 1000)
    # A server that vanished without a word is noticed, and not waited for.
    alive = {"keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3}
    arguments = {"connect_timeout": max(2, int(patience)), **alive}
    # Whoever waited for the turn has to see what the one before has written.
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args=arguments,
        isolation_level="READ COMMITTED",
    )

    def prepare(connection: Any, _: object) -> None:  # noqa: ANN401 - a driver's connection
        with connection.cursor() as cursor:
            cursor.execute(f"set lock_timeout = {wait}")
            cursor.execute("select current_setting('synchronous_commit')")
            if cursor.fetchone() == ("off",):
                cursor.execute("set synchronous_commit = on")
        connection.commit()

    event.listen(engine, "connect", prepare)
    return RecordPlace(name, engine, key or home() / "records.key")
