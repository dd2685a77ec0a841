"""What a command is asked for: which library, which patient, which day."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathway.advice.model import Advice
    from pathway.engine import Library
    from pathway.patient import Patient


@dataclass(frozen=True, slots=True)
class Request:
    """The options that every command about a patient takes."""

    patient: str | None
    pathway: str | None = None
    as_of: date | None = None
    strict: bool = False
    library: Path | None = None
    adopts: str | None = None

    @property
    def day(self) -> date:
        """The day the advice is for."""
        return self.as_of or date.today()

    def open(self) -> tuple[Library, Patient]:
        """The library and the patient; raises their errors."""
        library = opened(self.library)
        return library, read_patient(library, self.patient, self.day)

    def advise(self) -> Advice:
        """The advice; raises the errors of library, patient and request."""
        library, patient = self.open()
        adopts = None if self.adopts is None else _names(self.adopts)
        return library.advise(patient, self.pathway, self.day, strict=self.strict, adopts=adopts)


def opened(folder: Path | None) -> Library:
    """The library in a folder, or the shipped one."""
    from pathway.engine import open_library

    return open_library(folder)


def read_patient(library: Library, name: str | None, day: date) -> Patient:
    """The patient in a file or, for `-`, on standard input; nobody in particular without a name.

    A value dated after both today and the day asked about is an error.
    """
    today = max(day, date.today())
    if name is None:
        return library.patient({"patient": "nobody"}, today=today)
    if name == "-":
        return library.patient_from_text(sys.stdin.buffer.read(), "standard input", today=today)
    return library.patient_from_file(name, today=today)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
