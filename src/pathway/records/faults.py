"""What databases complain about, as problems in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from pathway.ground.problems import Problem, RecordsError

#: What is saved unless something else is said.
DECISION: Final = "the decision"


def not_opened(place: str, error: SQLAlchemyError) -> RecordsError:
    """The records cannot be opened or read."""
    return RecordsError([Problem("P702", f"cannot open the records `{place}`: {reason(error)}")])


def not_saved(place: str, error: SQLAlchemyError, what: str = DECISION) -> RecordsError:
    """Something was not written, for certain."""
    message = f"{what} was not saved: {reason(error)} (records `{place}`)"
    return RecordsError([Problem("P703", message)])


def not_known(place: str, error: SQLAlchemyError, again: str, what: str = DECISION) -> RecordsError:
    """The connection was lost at the one moment in which nobody knows what was written.

    `again` says how to try again.
    """
    message = f"whether {what} was saved is not known: {reason(error)} (records `{place}`)"
    hint = f"{again}: it will be saved once, not twice"
    return RecordsError([Problem("P703", message, hint=hint)])


def vanished(place: str, what: str = DECISION) -> RecordsError:
    """The file was removed or replaced while it was open."""
    message = f"{what} was not saved: the file is no longer there, or is another one"
    hint = "bring the file back, and start again what has it open"
    return RecordsError([Problem("P703", f"{message} (records `{place}`)", hint=hint)])


def reason(error: SQLAlchemyError) -> str:
    """The complaint in a few words."""
    cause = getattr(error, "orig", None) or error
    name = str(getattr(cause, "sqlite_errorname", ""))
    for start, words in _SQLITE.items():
        if name.startswith(start):
            return words
    told = getattr(getattr(cause, "diag", None), "message_primary", None) or str(cause)
    lines = [line.strip() for line in str(told).splitlines() if line.strip()]
    return lines[0] if lines else type(cause).__name__


def is_locked(error: SQLAlchemyError) -> bool:
    """Whether another connection was in the way for a moment."""
    cause = getattr(error, "orig", None)
    return str(getattr(cause, "sqlite_errorname", "")).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def is_lost(error: SQLAlchemyError) -> bool:
    """Whether the connection to a server was lost or could not be made."""
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    return error.connection_invalidated or state is None or state.startswith(("08", "57P"))


def leaves_doubt(error: SQLAlchemyError) -> bool:
    """Whether a failed commit may have reached the disk all the same."""
    name = str(getattr(getattr(error, "orig", None), "sqlite_errorname", ""))
    return name.endswith("_FSYNC")


# -- private -------------------------------------------------------------------------------

#: The beginnings of SQLite's names of errors.
_SQLITE: Final[Mapping[str, str]] = {
    "SQLITE_BUSY": "another program keeps the database locked",
    "SQLITE_LOCKED": "another program keeps the database locked",
    "SQLITE_FULL": "the disk is full",
    "SQLITE_READONLY": "the database may not be written",
    "SQLITE_CANTOPEN": "the file cannot be opened, or its folder not written",
    "SQLITE_NOTADB": "the file is not a database",
    "SQLITE_CORRUPT": "the file is damaged",
    "SQLITE_IOERR": "the disk reports an error",
    "SQLITE_PERM": "the file may not be used",
}
