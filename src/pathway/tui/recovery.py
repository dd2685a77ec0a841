"""Answers that no file holds yet, kept for the case that the terminal goes away.

They are kept by the place that they belong to (a patient's file, or the folder in which somebody
new was entered) and by sitting, with the words of whom they are; and for a week at most, as they
stand on the disk in clear.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from pathway.frozen import frozen
from pathway.patients.reader import save, write_patient
from pathway.tui.person import birth_date
from pathway.tui.setting import state_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pathway.engine import Library
    from pathway.ground.vocabulary import Vocabulary
    from pathway.patients.model import Patient


class ToldWords(Protocol):
    """Something that was told in a sitting."""

    @property
    def said(self) -> str:
        """What was told, in words."""


class Sitting(Protocol):
    """What is asked of a sitting, to keep its answers."""

    sitting: str
    path: Path | None
    digest: str | None

    @property
    def library(self) -> Library:
        """The pathways."""

    @property
    def folder(self) -> Path:
        """The folder of the patient's file."""

    @property
    def patient(self) -> Patient:
        """The patient with everything that was told."""

    @property
    def saved(self) -> Patient:
        """The patient as last read or written."""

    @property
    def unsaved(self) -> bool:
        """Whether something was told that no file holds yet."""

    @property
    def told(self) -> Sequence[ToldWords]:
        """What was told, in order."""


#: How long answers are kept, counted from the last one.
KEPT_FOR: Final = timedelta(days=7)


@frozen
class Whose:
    """The words by which people tell patients apart; what is not known is empty."""

    id: str
    label: str
    name: str
    born: str

    @classmethod
    def of(cls, patient: Patient, vocabulary: Vocabulary) -> Whose:
        """Those of a patient."""
        return cls(patient.id, patient.label, patient.name, birth_date(patient, vocabulary))

    def __str__(self) -> str:
        born = f"born {self.born}" if self.born else ""
        named = (self.name, born, self.id, self.label)
        return " · ".join(filter(None, named if self.name else (self.id, self.label, born)))

    def may_be(self, other: Whose) -> bool:
        """Whether nothing that both say differs."""
        pairs = zip(_words(self), _words(other), strict=True)
        return all(_plain(one) == _plain(two) for one, two in pairs if one and two)


@frozen
class Kept:
    """The answers of an earlier sitting: the whole patient, and what was told in words.

    `whose` is the patient with the answers, `opened` the patient before the first of them, and
    `digest` the file's at that time, so that one can say whether it was changed since.
    """

    at: datetime
    said: tuple[str, ...]
    patient: str
    digest: str | None
    whose: Whose
    opened: Whose
    sitting: str

    @property
    def until(self) -> datetime:
        """When they are deleted."""
        return self.at + KEPT_FOR

    def may_be_of(self, session: Sitting) -> bool:
        """Whether they may be told to the patient of a sitting."""
        return self.opened.may_be(Whose.of(session.patient, session.library.vocabulary))


def keep(session: Sitting) -> None:
    """Keep what is not saved, and nothing once everything is; raises OSError and ValueError."""
    place = place_of(session, session.sitting)
    if not session.unsaved:
        place.unlink(missing_ok=True)
        return
    vocabulary = session.library.vocabulary
    kept = {
        "schema": _SCHEMA,
        "at": datetime.now().astimezone().isoformat(timespec="seconds"),
        "whose": _words(Whose.of(session.patient, vocabulary)),
        "opened": _words(Whose.of(session.saved, vocabulary)),
        "said": [told.said for told in session.told],
        "patient": write_patient(session.patient, vocabulary),
        "digest": session.digest,
    }
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    save(place, json.dumps(kept, ensure_ascii=False))


def drop(session: Sitting, kept: Kept | None = None) -> None:
    """Forget what a sitting kept, or what an earlier one had; raises OSError."""
    place_of(session, session.sitting if kept is None else kept.sitting).unlink(missing_ok=True)


def find(session: Sitting) -> tuple[Kept, ...]:
    """What earlier sittings kept of this file, the latest first; whoever it is about.

    Of somebody new: what was kept in the same folder under the same name.
    """
    pattern = place_of(session, "*")
    found = []
    for path in pattern.parent.glob(pattern.name):
        sitting = path.stem.rpartition("-")[2]
        kept = None if sitting == session.sitting else _read(path, sitting)
        if kept is not None and _concerns(kept, session):
            found.append(kept)
    return tuple(sorted(found, key=lambda kept: kept.at, reverse=True))


def unsaved_in(folder: Path) -> tuple[Kept, ...]:
    """What was told of people for whom no file was written in a folder yet, the latest first."""
    found = []
    for path in _folder().glob(f"{_key(None, folder)}-*.json"):
        kept = _read(path, path.stem.rpartition("-")[2])
        if kept is not None and datetime.now().astimezone() <= kept.until:
            found.append(kept)
    return tuple(sorted(found, key=lambda kept: kept.at, reverse=True))


def clear_away() -> None:
    """Delete what was kept longer than a week ago; what cannot be deleted stays."""
    with suppress(OSError):
        for path in _folder().iterdir():
            with suppress(OSError):
                if time.time() - path.lstat().st_mtime > KEPT_FOR.total_seconds():
                    path.unlink()


# -- private -------------------------------------------------------------------------------

_SCHEMA: Final = "pathway-recovery/3"


def _folder() -> Path:
    return state_folder() / "recovery"


def place_of(session: Sitting, sitting: str) -> Path:
    """Where a sitting keeps what it has not saved."""
    return _folder() / f"{_key(session.path, session.folder)}-{sitting}.json"


def _key(file: Path | None, folder: Path) -> str:
    """What is kept of a file, or of everybody new in a folder, begins with this."""
    about = f"new in {folder.resolve()}" if file is None else f"file {file.resolve()}"
    return hashlib.sha256(about.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _concerns(kept: Kept, session: Sitting) -> bool:
    if datetime.now().astimezone() > kept.until:
        return False
    return session.path is not None or _plain(kept.opened.id) == _plain(session.patient.id)


def _words(whose: Whose) -> list[str]:
    return [whose.id, whose.label, whose.name, whose.born]


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()


def _read(path: Path, sitting: str) -> Kept | None:
    try:
        match json.loads(path.read_bytes()):
            case {
                "schema": "pathway-recovery/3",
                "at": str(at),
                "whose": [str(), str(), str(), str()] as whose,
                "opened": [str(), str(), str(), str()] as opened,
                "said": [*said],
                "patient": str(text),
                "digest": None | str() as digest,
            }:
                words = tuple(map(str, said))
                when = datetime.fromisoformat(at).astimezone()
                return Kept(when, words, text, digest, Whose(*whose), Whose(*opened), sitting)
    except (OSError, ValueError):
        return None
    return None
