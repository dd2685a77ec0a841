"""One patient as the record has them, and, apart from that, as an agent says.

There are two advices: one without what the agent says, and one with it beside the record. Each tool
takes the worse of both, so that no word of an agent opens anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from pathway.advice.advice import Advice
from pathway.engine import Library
from pathway.fhir import looks_like_fhir
from pathway.fhir.bundle import Given
from pathway.fhir.rules import Rules
from pathway.fhir.site import Site
from pathway.frozen import frozen
from pathway.ground.problems import PathwayError, Problem, UsageError
from pathway.patients.model import Patient, Trial
from pathway.service.agents.assertions import (
    beside,
    record_said,
    source_of,
    values_said,
    words_said,
)
from pathway.service.agents.patient_folder import PatientFolder


@frozen
class AgentCase:
    """A patient with the advice by the record, and the one with what an agent says.

    `told` is None where the agent says nothing. `elsewhere` are the pathways that there are, where
    no complaint is known: only what harms is taken from them. `said` is what the agent says, in
    words, by attribute; `record` the health record, where there is one.
    """

    library: Library
    source: str
    patient: Patient
    #: The same patient with what the agent says.
    whole: Patient
    recorded: Advice
    told: Advice | None = None
    elsewhere: tuple[str, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    record: Given | None = None
    #: Whether the patient is one of the operator's; else only the agent knows them.
    by_record: bool = True
    _by: dict[tuple[str, bool], Advice] = field(default_factory=dict, repr=False, compare=False)

    @property
    def advices(self) -> tuple[Advice, ...]:
        """The advice by the record, then that with what the agent says."""
        return (self.recorded,) if self.told is None else (self.recorded, self.told)

    @property
    def agent(self) -> str:
        """The agent in a sentence."""
        return self.source.replace(": ", " ", 1)

    def by(self, pathway: str, *, said: bool) -> Advice:
        """The advice by a pathway that nobody chose, by the record or with what the agent says."""
        if (pathway, said) not in self._by:
            patient = self.whole if said else self.patient
            made = self.library.advise(patient, pathway, self.recorded.as_of)
            self._by[pathway, said] = made
        return self._by[pathway, said]

    def as_given(self, advice: Advice, therapy: str, dose: Decimal | None, *, said: bool) -> Advice:
        """An advice as it would be on the same day, were a therapy taken."""
        patient = self.whole if said else self.patient
        taken = Trial(therapy, start=advice.as_of, ongoing=True, dose=dose, source="as if given")
        then = replace(patient, trials=(*(patient.trials or ()), taken))
        return self.library.advise(then, advice.pathway.id or None, advice.as_of)

    def explaining(self, therapy: str) -> tuple[Advice, Advice | None]:
        """The advices that explain a therapy: those given, or where no pathway is followed others.

        The first is by the record, the second with what the agent says.
        """
        if therapy in self.recorded.program.therapies:
            return self.recorded, self.told
        programs = {id_: self.library.program(id_) for id_ in self.elsewhere}
        knowing = [id_ for id_, one in programs.items() if therapy in one.therapies]
        if not knowing:
            return self.recorded, self.told
        told = self.told
        if told is not None and therapy not in told.program.therapies:
            told = self.by(knowing[0], said=True)
        return self.by(knowing[0], said=False), told


class CaseRecords(Protocol):
    """Where answers on proposals are recorded."""

    def write(self, case: AgentCase, answer: Mapping[str, Any]) -> None:
        """Put an answer on record; raises RecordsError where that fails."""


class AgentCases:
    """Where patients come from: the operator's folder, his site's settings and his day."""

    def __init__(
        self,
        library: Library,
        folder: PatientFolder | None,
        *,
        site: Site = None,
        as_of: date | None = None,
        records: CaseRecords | None = None,
    ) -> None:
        """Raises LibraryError for faulty settings of the site.

        `records` is where answers on proposals are written before they are given.
        """
        self.library, self.folder, self.records = library, folder, records
        self._as_of = as_of
        self._rules = library.record_rules(site)

    @property
    def rules(self) -> Rules:
        """What the codes of health records mean at the site."""
        return self._rules

    def case(
        self, agent: str, patient: str | None = None, record: object = None, said: object = None
    ) -> AgentCase:
        """A patient by id, or as the agent gives one; raises UsageError and PatientError."""
        if (patient is None) == (record is None):
            hint = "`list_patients` gives the ids"
            message = "name either a `patient`, or give a `record`"
            raise UsageError([Problem("P510", message, hint=hint)])
        source = source_of(agent)
        if patient is None:
            return self._of_record(source, record, said)
        data = self._data(patient)
        found = self._read(data)
        day = self._as_of or found.example or date.today()
        fhir = data if looks_like_fhir(data) else None
        told = None if said is None else values_said(said, source, self.library, day)
        return self.case_of(source, found, told, day, fhir)

    def case_of(
        self,
        source: str,
        patient: Patient,
        said: Patient | None,
        day: date,
        record: Given | None = None,
        *,
        by_record: bool = True,
    ) -> AgentCase:
        """The case of a patient as recorded, and what an agent says beside it."""
        library = self.library
        whole = patient if said is None else beside(patient, said)
        recorded = library.advise(patient, None, day)
        followed = recorded.pathway.id or None
        return AgentCase(
            library,
            source,
            patient,
            whole,
            recorded,
            None if said is None else library.advise(whole, followed, day),
            () if followed else library.current,
            {} if said is None else words_said(said, library),
            record,
            by_record,
        )

    def unread(self) -> Mapping[str, Sequence[Problem]]:
        """Of the folder's patients those who cannot be read, each with what is wrong."""
        found: dict[str, Sequence[Problem]] = {}
        for id_ in () if self.folder is None else self.folder.files():
            try:
                self._read(self._data(id_))
            except PathwayError as error:
                found[id_] = error.problems
        return found

    # -- private ---------------------------------------------------------------------------

    def _of_record(self, source: str, record: object, said: object) -> AgentCase:
        """A patient whom only the agent knows: without it nothing at all is known."""
        day = self._as_of or date.today()
        nobody = self.library.patient({"patient": "said by an agent"})
        told = record_said(record, source, self.library, self._rules, day)
        if said is not None:
            told = beside(told, values_said(said, source, self.library, day))
        return self.case_of(source, nobody, told, day, by_record=False)

    def _data(self, id_: str) -> bytes:
        if self.folder is None:
            message = "there are no patients here: this was started without a folder of them"
            raise UsageError([Problem("P510", message, hint="give a `record`")])
        return self.folder.read(id_)

    def _read(self, data: bytes) -> Patient:
        site = self._rules if looks_like_fhir(data) else None
        day = self._as_of or date.today()
        today = max(day, date.today())
        return self.library.patient_from_text(
            data, "the patient", today=today, as_of=day, site=site
        )
