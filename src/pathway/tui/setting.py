"""What a terminal is opened with, whoever the patient is."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pathway.frozen import frozen

if TYPE_CHECKING:
    from pathway.patients.model import Patient


@frozen
class Setting:
    """The choices of the command line; what is None is the usual.

    `actor` is who decides, `records` where decisions are written (a file or a database's
    address) and `key` the file with the key of the pseudonyms. `whose` says which patient of the
    record is meant that the terminal is opened with.
    """

    library: Path | None = None
    pathway: str | None = None
    as_of: date | None = None
    site: Path | None = None
    actor: str | None = None
    records: str | None = None
    key: Path | None = None
    whose: str | None = None

    @property
    def day(self) -> date:
        """The day the advice is for."""
        return self.as_of or date.today()

    def day_for(self, patient: Patient) -> date:
        """The day of one patient's advice: the one asked for, an example's own, or today."""
        return self.as_of or patient.example or self.day


def state_folder() -> Path:
    """Where a program keeps what is neither the user's document nor its own configuration."""
    home = os.environ.get("XDG_STATE_HOME") or Path("~/.local/state").expanduser()
    return Path(home) / "pathway-cds"
