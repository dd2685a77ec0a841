"""Opening a patient: from a file, from a health record, or somebody new."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from pathway.ground.problems import PathwayError, PatientError, Problem
from pathway.tui.listing import Listed
from pathway.tui.setting import Setting
from pathway.yaml.reading import read_file

if TYPE_CHECKING:
    from pathway.engine import Library
    from pathway.fhir.people import RecordPerson
    from pathway.patients.model import Patient
    from pathway.tui.newcomer import Newcomer
    from pathway.tui.recovery import Kept
    from pathway.tui.session import Session


class Opening:
    """Makes sessions; the library is opened when it is first needed, which takes a moment."""

    def __init__(self, setting: Setting, library: Library | None = None) -> None:
        self.setting = setting
        self._given = library
        self._once = Lock()

    @property
    def library(self) -> Library:
        """The pathways; raises LibraryError."""
        with self._once:
            return self._library

    def session(self, path: Path, whose: str | None = None) -> Session:
        """A sitting with the patient in a file; raises PatientError with all problems.

        `whose` says which patient of a record is meant where it has several.
        """
        data = read(path)
        return self._seated(self.patient(path, data, whose), path, data)

    def resumed(self, kept: Kept, folder: Path) -> Session:
        """The sitting of somebody who was never saved, gone on with; raises PatientError."""
        whose = kept.opened
        told = {"patient": whose.id, "label": whose.label, "name": whose.name}
        bare = {key: text for key, text in told.items() if text}
        session = self._seated(self.library.patient(bare, today=self._today), None, None)
        session.folder = folder
        session.recover(kept)
        return session

    def people(self, path: Path) -> tuple[RecordPerson, ...]:
        """Those whose record a file may be, where it is of several; none otherwise."""
        from pathway.fhir import looks_like_fhir

        try:
            data = read(path)
        except PatientError:
            return ()
        if not looks_like_fhir(data):
            return ()
        from pathway.fhir.people import people_in

        found = people_in(data)
        return found if len(found) > 1 else ()

    def new(self, somebody: Newcomer) -> Session:
        """A sitting with somebody of whom no file speaks yet; raises PatientError."""
        patient = self.library.patient(somebody.bare(), today=self._today)
        session = self._seated(patient, None, None)
        words, known = somebody.told(self.library, patient, session.as_of)
        if words:
            session.tell(words, known, question="who it is")
        return session

    def patient(self, path: Path, data: bytes, whose: str | None = None) -> Patient:
        """The patient in the content of a file; raises PatientError with all problems."""
        from pathway.fhir import looks_like_fhir, only_for_fhir

        day, today = self.setting.day, self._today
        if not looks_like_fhir(data):
            # Settings of a site are only for health records; a patient file needs none.
            only_for_fhir(None, None, whose)
            return self.library.patient_from_text(data, str(path), today=today, as_of=day)
        return self.library.patient_from_fhir(
            data, site=self.setting.site, as_of=day, today=today, patient=whose
        )

    def looked_into(self, one: Listed) -> Listed:
        """A listed file with what it says of the patient, or what is wrong with it first."""
        from pathway.tui.person import age_and_sex, birth_date

        try:
            if one.path.stat().st_size > _LARGE:
                return replace(one, label=one.label or "a large file, not looked into")
            patient = self.patient(one.path, read(one.path))
        except OSError as error:
            return replace(one, fault=(error.strerror or "cannot be read").lower())
        except PathwayError as error:
            if several := self.people(one.path):
                return replace(one, label=f"the record of {len(several)} people")
            first = error.problems[0]
            more = len(error.problems) - 1
            told = f"{first.code} {first.message}" + (f" (and {more} more)" if more else "")
            return replace(one, fault=told)
        library = self.library
        facts = library.resolved(patient, self.setting.day_for(patient), library.pathways[0]).facts
        person = age_and_sex(facts, library.vocabulary)
        return replace(
            one,
            id=patient.id,
            label=patient.label,
            name=patient.name,
            born=birth_date(patient, library.vocabulary),
            number=patient.record_number or patient.id,
            person=person,
            fault="",
        )

    # -- private ---------------------------------------------------------------------------

    @cached_property
    def _library(self) -> Library:
        from pathway.engine import open_library

        return self._given or open_library(self.setting.library)

    @property
    def _today(self) -> date:
        return max(self.setting.day, date.today())

    def _seated(self, patient: Patient, path: Path | None, data: bytes | None) -> Session:
        from pathway.tui.session import Session

        setting = self.setting
        return Session(self.library, patient, setting.day_for(patient), setting.pathway, path, data)


#: Files with more bytes are opened when somebody chooses them, and not before.
_LARGE: Final = 5_000_000


def read(path: Path) -> bytes:
    """The content of a file; raises PatientError."""
    try:
        return read_file(path)
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise PatientError([Problem("P501", f"cannot read `{path}`: {reason}")]) from error
