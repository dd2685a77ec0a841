"""Answers that no file holds yet, kept for the case that the terminal goes away."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pathway.files.patient_file import save, write_patient
from pathway.tui.setting import state_folder

if TYPE_CHECKING:
    from pathway.tui.session import Session


@dataclass(frozen=True, slots=True)
class Kept:
    """The answers of an earlier sitting: the whole patient, and what was told in words.

    `digest` is the file's at that time, so that one can say whether it was changed since.
    """

    at: datetime
    said: tuple[str, ...]
    patient: str
    digest: str | None


def keep(session: Session) -> None:
    """Keep what is not saved, and nothing once everything is; raises OSError and ValueError."""
    place = _place(session)
    if not session.unsaved:
        place.unlink(missing_ok=True)
        return
    kept = {
        "schema": _SCHEMA,
        "at": datetime.now().astimezone().isoformat(timespec="seconds"),
        "said": [told.said for told in session.told],
        "patient": write_patient(session.patient, session.library.vocabulary),
        "digest": session.digest,
    }
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    save(place, json.dumps(kept, ensure_ascii=False))


def drop(session: Session) -> None:
    """Forget what was kept; raises OSError."""
    _place(session).unlink(missing_ok=True)


def find(session: Session) -> Kept | None:
    """What was kept of this patient's file, or of a new patient with this id."""
    try:
        found = json.loads(_place(session).read_bytes())
    except (OSError, ValueError):
        return None
    match found:
        case {"schema": str(schema), "at": str(at), "said": [*said], "patient": str(text)} if (
            schema == _SCHEMA
        ):
            digest = found.get("digest")
            try:
                return Kept(datetime.fromisoformat(at), tuple(map(str, said)), text, digest)
            except ValueError:
                return None
    return None


# -- private -------------------------------------------------------------------------------

_SCHEMA: Final = "pathway-recovery/1"


def _place(session: Session) -> Path:
    if session.path is not None:
        about = f"file {session.path.resolve()}"
    else:
        about = f"new {session.patient.id}"
    name = hashlib.sha256(about.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return state_folder() / "recovery" / f"{name}.json"
