"""Records and heads as files for other programs: JSON Lines, for their owner alone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from pathway.ground.problems import Problem, UsageError
from pathway.records.model import BEGINNING, HEAD_SCHEMA, Head

if TYPE_CHECKING:
    from pathway.records.served_store import ServedRecords
    from pathway.records.store import Records


def lines(records: Records | ServedRecords) -> Iterator[bytes]:
    """Every record as one line of JSON, many lines at a time."""
    some: list[bytes] = []
    for record in records.records():
        some.append(orjson.dumps(record.to_dict()) + b"\n")
        if len(some) == _AT_ONCE:
            yield b"".join(some)
            some = []
    yield b"".join(some)


def head_line(records: Records | ServedRecords, schema: str = HEAD_SCHEMA) -> bytes:
    """The end of the chain as one line of JSON; of an empty chain its beginning."""
    head = records.head() or Head(0, BEGINNING)
    return orjson.dumps(head.to_dict(schema)) + b"\n"


def save_new(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file that was not there and that only its owner may read, all or nothing.

    Raises UsageError where it cannot be written.
    """
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as error:
        raise _refused(path, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
    except BaseException as error:
        path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _refused(path, error) from error
        raise


_AT_ONCE = 200


def _refused(path: Path, error: OSError) -> UsageError:
    if isinstance(error, FileExistsError):
        return UsageError([Problem("P508", f"`{path}` is already there", hint="name another file")])
    reason = (error.strerror or "it cannot be written").lower()
    return UsageError([Problem("P509", f"cannot write `{path}`: {reason}")])
