"""The clinician's terminal: it shows advice and decides nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathway.engine import Library
    from pathway.patient import Patient


def run(
    library: Library,
    patient: Patient,
    *,
    pathway: str | None = None,
    as_of: date | None = None,
    path: Path | None = None,
) -> int:
    """Open the terminal on one patient and return the exit code when it is closed.

    `path` is the file that the patient came from. Raises UsageError for an unknown pathway,
    before the screen is taken over.
    """
    from pathway.tui.app import PathwayApp
    from pathway.tui.session import Session

    session = Session(library, patient, as_of or date.today(), pathway, path)
    return PathwayApp(session).run() or 0
