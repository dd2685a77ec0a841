"""A patient's file: whether somebody else changed it, and how it is written without a loss."""

from __future__ import annotations

import errno
import hashlib
from pathlib import Path

from pathway.fhir import looks_like_fhir
from pathway.ground.vocabulary import Vocabulary
from pathway.patients.model import Patient
from pathway.patients.reader import save, write_patient
from pathway.patients.update import updated
from pathway.yaml.reading import read_file


class FileChanged(Exception):  # noqa: N818 it is no error of anybody here
    """The file is no longer the one that was opened; writing would undo what somebody did."""


def digest_of(data: bytes | None) -> str | None:
    """What tells two contents of a file apart; None for no file."""
    return None if data is None else hashlib.sha256(data).hexdigest()


def contents(path: Path | None) -> bytes | None:
    """What a file holds now; None where there is none."""
    try:
        return None if path is None else read_file(path)
    except FileNotFoundError:
        return None


def write(path: Path, patient: Patient, vocabulary: Vocabulary, *, known: bytes | None) -> bytes:
    """Write a patient's file, all of it or nothing, and give back what it now holds.

    What is `known` to stand in the file keeps its comments and its order. Raises OSError, and
    ValueError for what no file can hold.
    """
    if known is not None and looks_like_fhir(known):
        raise ValueError("this is a health record; name another file for the answers")
    before = _text(known)
    if before is None:
        text = write_patient(patient, vocabulary)
    else:
        text = updated(before, patient, vocabulary).text
    save(path.resolve(), text)
    return text.encode()


def fault_of(error: OSError) -> str:
    """Why a file cannot be written, and what to do about it."""
    said = (error.strerror or "unknown reason").lower()
    return f"cannot write: {said}{_HINTS.get(error.errno or 0, '')}"


_HINTS = {
    errno.ENOSPC: "; free some space, or write to another disk",
    errno.EDQUOT: "; free some space, or write to another disk",
    errno.EACCES: "; name a folder that you may write to",
    errno.EPERM: "; name a folder that you may write to",
    errno.EROFS: "; name a folder that you may write to",
    errno.ENOENT: "; name a folder that exists",
}


def _text(data: bytes | None) -> str | None:
    try:
        return None if data is None else data.decode("utf-8")
    except UnicodeDecodeError:
        return None
