"""The tables of the records, and how a database comes to have them.

Each change of the tables is a script in `migrations/versions`; a database is brought up to
date when it is opened, and one that a newer version made is left alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, inspect, text
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

#: Facts about the store itself, such as the check of the pseudonyms' key.
ABOUT: Final = Table(
    "records_about",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

#: The newest script in `migrations/versions`.
CURRENT: Final = "0001"


def is_current(connection: Connection, place: str, *, create: bool) -> bool:
    """Whether the tables are there as this version knows them.

    Raises RecordsError for a database of something else or of a newer version, and, unless
    they may be created, where there are no tables.
    """
    found = revision(connection)
    if found == CURRENT:
        return True
    if found is None and inspect(connection).get_table_names():
        message = f"`{place}` is a database of something else"
        raise RecordsError([Problem("P704", message, hint="name another file or database")])
    if found is not None and found not in _known():
        message = f"the records `{place}` were made by a newer version of this program"
        raise RecordsError([Problem("P704", message, hint="update pathway-cds")])
    if found is None and not create:
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
