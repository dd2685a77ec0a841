"""Decision records: what clinicians decided, appended to one chain and never changed.

    with open_records("records.db") as records:
        record = records.append(decision)

A record carries the hash of the one before it, so that `verify` can name whatever was
edited, removed, put in or moved. SQL is loaded by `open_records` and by nothing else.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pathway.ground.problems import RecordsError
from pathway.records.chain import ChainFinding, Verification
from pathway.records.model import Decision, DecisionChoice, Head, Record
from pathway.records.replaying import Recomputed, Replay, ReplayDifference, replay
from pathway.records.served import ServiceEntry, ServiceRecord
from pathway.records.snapshot import Snapshot

if TYPE_CHECKING:
    from pathway.records.served_store import ServedRecords
    from pathway.records.store import Records

__all__ = [
    "ChainFinding",
    "Decision",
    "DecisionChoice",
    "Head",
    "Recomputed",
    "Record",
    "RecordsError",
    "Replay",
    "ReplayDifference",
    "ServiceEntry",
    "ServiceRecord",
    "Snapshot",
    "Verification",
    "open_records",
    "open_served",
    "replay",
]


#: The seconds that a writer waits for others, or for a database that restarts.
PATIENCE = 10.0


def open_records(
    place: str | Path | None,
    *,
    key: Path | None = None,
    patience: float | None = None,
    create: bool = True,
) -> Records:
    """The records in a SQLite file, in PostgreSQL where `place` is a URL, else this user's own.

    A file that is not there is made, readable by its owner alone, unless `create` is false.
    `key` is the file with the key of the pseudonyms; `patience` says for how many seconds to
    wait (10) for other writers or a database that restarts. Raises RecordsError, and UsageError
    where the optional part is not installed.
    """
    _need_sql()
    from pathway.records.home import usual_place
    from pathway.records.store import Records

    wait = PATIENCE if patience is None else patience
    return Records(place or usual_place(), key=key, patience=wait, create=create)


def open_served(
    place: str | Path | None,
    *,
    key: Path | None = None,
    patience: float | None = None,
    create: bool = True,
) -> ServedRecords:
    """What the service recorded, in the same database as decisions; as `open_records`.

    Tables that an older version made are brought up to date, unless `create` is false.
    """
    _need_sql()
    from pathway.records.home import usual_place
    from pathway.records.served_store import ServedRecords

    wait = PATIENCE if patience is None else patience
    return ServedRecords(place or usual_place(), key=key, patience=wait, create=create)


# -- private -------------------------------------------------------------------------------


def _need_sql() -> None:
    """Raise UsageError where the optional part is not installed."""
    from importlib.util import find_spec

    from pathway.ground.extras import install_command
    from pathway.ground.problems import Problem, UsageError

    for module in ("sqlalchemy", "alembic"):
        if find_spec(module) is None:
            message = "keeping records needs an optional part that is not installed"
            raise UsageError([Problem("P506", message, hint=install_command("records"))])
