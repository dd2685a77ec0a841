"""The key under which patients are kept: HMAC-SHA256 of their id, with a key in a file.

Whoever has the records and not the key cannot tell whom they are about, nor try out ids.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
from pathlib import Path
from typing import Final

from pathway.ground.problems import Problem, RecordsError
from pathway.yaml.reading import read_file


def pseudonym(key: bytes, patient: str) -> str:
    """The pseudonymous key of a patient's id, in hexadecimal."""
    return hmac.new(key, _PATIENT + patient.encode(), hashlib.sha256).hexdigest()


def check_of(key: bytes) -> str:
    """What is kept beside the records to recognise their key, which does not tell the key."""
    return hmac.new(key, _CHECK, hashlib.sha256).hexdigest()


def read_key(path: Path) -> bytes | None:
    """The key in a file; None where there is no file. Raises RecordsError for an unsafe one."""
    try:
        about = path.stat()
        text = read_file(path).strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _refused(path, (error.strerror or "it cannot be read").lower()) from error
    if about.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise _refused(path, "others may read it", hint=f"chmod 600 {path}")
    try:
        key = bytes.fromhex(text.decode("ascii"))
    except ValueError:
        key = b""
    if len(key) != _LENGTH:
        raise _refused(path, "it does not hold a key")
    return key


def make_key(path: Path) -> bytes:
    """A new key in a new file; of several makers at a time one wins, and all get its key."""
    new = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_bytes(_LENGTH).hex().encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
            _give_name(new, path)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        raise _refused(path, (error.strerror or "it cannot be written").lower()) from error
    key = read_key(path)
    if key is None:
        raise _refused(path, "it has gone again")
    return key


def fits(key: bytes | None, check: str | None, path: Path) -> None:
    """Whether a key is the one of these records; raises RecordsError where it is not."""
    if check is None or (key is not None and hmac.compare_digest(check_of(key), check)):
        return
    reason = "it is not the one that the records were made with"
    if key is None:
        reason = "it is missing, and the records were made with it"
    hint = "bring the file back from a copy; under another key nobody would be recognised"
    raise _refused(path, reason, hint)


# -- private -------------------------------------------------------------------------------

_LENGTH: Final = 32
_PATIENT: Final = b"pathway patient\0"
_CHECK: Final = b"pathway key check\0"


def _give_name(new: Path, path: Path) -> None:
    """Name the finished file, unless another maker was faster."""
    try:
        path.hardlink_to(new)
    except FileExistsError:
        return


def _refused(path: Path, reason: str, hint: str | None = None) -> RecordsError:
    message = f"cannot use the key of the records `{path}`: {reason}"
    return RecordsError([Problem("P706", message, hint=hint)])
