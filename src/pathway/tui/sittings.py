"""The patients that are open here, and which other terminals have a patient's file open.

The second terminal that opens a file is told of the first.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pathway.tui.recovery import Sitting, place_of
from pathway.tui.setting import state_folder

if TYPE_CHECKING:
    from pathway.tui.session import Session


class Sittings:
    """The patients that are open, in the order in which they were opened."""

    def __init__(self, first: Session | None = None) -> None:
        self._open: list[Session] = [] if first is None else [first]

    def __iter__(self) -> Iterator[Session]:
        return iter(self._open)

    def __len__(self) -> int:
        return len(self._open)

    @property
    def unsaved(self) -> Session | None:
        """The first one in which something was told that no file holds."""
        return next((one for one in self._open if one.unsaved), None)

    @property
    def last(self) -> Session | None:
        """The one that was opened last."""
        return self._open[-1] if self._open else None

    def add(self, session: Session, now: Session | None) -> Session:
        """A sitting that is begun, or the one in which the same patient is open already.

        Where that is the one in front, `now`, its file is read again, and the new one counts.
        """
        same = (one for one in self._open if one.path is not None and one.path == session.path)
        again = next((one for one in same if one.patient.id == session.patient.id), None)
        if again is None:
            self._open.append(session)
        elif again is now:
            self._open[self._open.index(again)] = session
        else:
            return again
        self._count()
        return session

    def after(self, session: Session) -> Session:
        """The one that was opened after it; after the last comes the first."""
        return self._open[(self._open.index(session) + 1) % len(self._open)]

    def close(self, session: Session) -> None:
        """Take one off."""
        if session in self._open:
            unmark(session)
            self._open.remove(session)
            self._count()

    def unmark_all(self) -> None:
        """Say that nobody is open here any more."""
        for one in self._open:
            unmark(one)

    def _count(self) -> None:
        for one in self._open:
            one.beside = len(self._open) - 1


def mark(session: Sitting) -> None:
    """Say that this terminal has the file open; where that cannot be written, nobody is told."""
    if session.path is None:
        return
    place = _place(session, session.sitting)
    told = {"pid": os.getpid(), "at": datetime.now().astimezone().isoformat(timespec="minutes")}
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.write_text(json.dumps(told), "utf-8")


def unmark(session: Sitting) -> None:
    """Say that the file is no longer open here."""
    with suppress(OSError):
        _place(session, session.sitting).unlink(missing_ok=True)


def elsewhere(session: Sitting) -> str:
    """Since when another terminal on this computer has the file open; empty where none has."""
    if session.path is None:
        return ""
    pattern = _place(session, "*")
    found = (_since(path) for path in sorted(pattern.parent.glob(pattern.name)))
    return next(filter(None, found), "")


# -- private -------------------------------------------------------------------------------


def _place(session: Sitting, sitting: str) -> Path:
    return state_folder() / "open" / place_of(session, sitting).name


def _since(path: Path) -> str:
    try:
        told = json.loads(path.read_text("utf-8"))
        pid, at = int(told["pid"]), datetime.fromisoformat(told["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    if pid == os.getpid() or not _runs(pid):
        return ""
    return f"{at:%H:%M}" if at.date() == datetime.now().astimezone().date() else f"{at:%Y-%m-%d}"


def _runs(pid: int) -> bool:
    """Whether a process of this computer is there; one that went down left its mark behind."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
