"""The tables of the records, and how a database comes to have them.

Each change of the tables is a script in `migrations/versions`; a database is brought up to
date when it is opened, and one that a newer version made is left alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import (
    Column,
    Connection,
    Double,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    inspect,
    text,
)
from sqlalchemy.types import BigInteger

from pathway.ground.problems import Problem, RecordsError
from pathway.records.model import nothing_at

#: SQLite has one kind of integer, and only this spelling makes it the row's own number.
NUMBER: Final = BigInteger().with_variant(Integer, "sqlite")

METADATA: Final = MetaData()

#: The records; the columns stand in the order of `model.COLUMNS`.
RECORDS: Final = Table(
    "decision_record",
    METADATA,
    Column("sequence", NUMBER, primary_key=True, autoincrement=False),
    Column("recorded_at", Text, nullable=False),
    Column("request", Text, nullable=False, unique=True),
    Column("actor", Text, nullable=False),
    Column("patient", Text, nullable=False, index=True),
    Column("pathway", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("engine", Text, nullable=False),
    Column("snapshot", Text, nullable=False),
    Column("advice", Text, nullable=False),
    Column("shown", Text, nullable=False),
    Column("therapy", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("rule", Text),
    Column("reason", Text),
    Column("supersedes", NUMBER),
    Column("previous", Text, nullable=False, unique=True),
    Column("hash", Text, nullable=False),
)

#: What the service said and what it was answered; in the order of `served.COLUMNS`.
SERVED: Final = Table(
    "service_record",
    METADATA,
    Column("sequence", NUMBER, primary_key=True, autoincrement=False),
    Column("recorded_at", Text, nullable=False),
    Column("request", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("client", Text, nullable=False),
    Column("patient", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("previous", Text, nullable=False, unique=True),
    Column("hash", Text, nullable=False),
    Index("ix_service_record_patient", "patient", "kind", "sequence"),
)

#: In which of the service's records a card stands.
CARDS: Final = Table(
    "service_card",
    METADATA,
    Column("uuid", Text, primary_key=True),
    Column("sequence", NUMBER, nullable=False),
)

#: Tokens that were used, by a hash, until they would have expired (seconds since 1970).
TOKENS: Final = Table(
    "service_token",
    METADATA,
    Column("token", Text, primary_key=True),
    Column("until", Double, nullable=False, index=True),
    Column("claimant", Text, nullable=False),
)

#: Facts about the store itself, such as the check of the pseudonyms' key.
ABOUT: Final = Table(
    "records_about",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)


def is_current(connection: Connection, place: str, needs: str, *, create: bool) -> bool:
    """Whether the tables are there that are needed, as the script of this number made them.

    What is newer serves as well, as far as this version knows it: who only decides needs no
    tables of the service, and a role or an archive that cannot get them goes on as before.
    Raises RecordsError for a database of something else or of a newer version, and, unless
    they may be created, where there are no tables.
    """
    found = revision(connection)
    if found is not None and found >= needs and found in _known():
        return True
    if found is None and inspect(connection).get_table_names():
        message = f"`{place}` is a database of something else"
        raise RecordsError([Problem("P704", message, hint="name another file or database")])
    if found is not None and found not in _known():
        message = f"the records `{place}` were made by a newer version of this program"
        raise RecordsError([Problem("P704", message, hint="update pathway-cds")])
    if not create:
        raise nothing_at(place)
    return False


def bring_up_to_date(connection: Connection) -> None:
    """Make or change the tables inside the open transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def revision(connection: Connection) -> str | None:
    """The script that last changed the database; None where none ever did."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("select version_num from alembic_version")).scalar()
    return found


# -- private -------------------------------------------------------------------------------

_SCRIPTS: Final = Path(__file__).parent / "migrations"


def _known() -> set[str]:
    return {path.name[1:5] for path in (_SCRIPTS / "versions").glob("v*.py")}
