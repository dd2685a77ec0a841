"""One patient as the record has them, and, apart from that, as an agent says.

There are two advices: one without what the agent says, and one with it beside the record. Each tool
takes the worse of both, so that no word of an agent opens anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from decimal import Decimal

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

    `told` is None where the agent says nothing; `elsewhere` are advices by other pathways, where
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
    elsewhere: tuple[Advice, ...] = ()
    elsewhere_told: tuple[Advice, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    record: Given | None = None

    @property
    def advices(self) -> tuple[Advice, ...]:
        """The advice by the record, then that with what the agent says."""
        return (self.recorded,) if self.told is None else (self.recorded, self.told)

    @property
    def agent(self) -> str:
        """The agent in a sentence."""
        return self.source.replace(": ", " ", 1)

    def as_given(self, advice: Advice, therapy: str, dose: Decimal | None) -> Advice:
        """An advice as it would be on the same day, were a therapy taken."""
        said = advice is self.told or advice in self.elsewhere_told
        patient = self.whole if said else self.patient
        taken = Trial(therapy, start=advice.as_of, ongoing=True, dose=dose, source="as if given")
        trials = (*(patient.trials or ()), taken)
        then = replace(patient, trials=trials)
        return self.library.advise(then, advice.pathway.id or None, advice.as_of)

    def explaining(self, therapy: str) -> tuple[Advice, Advice | None]:
        """The advices that explain a therapy: those given, or where no pathway is followed others.

        The first is by the record, the second with what the agent says.
        """
        if therapy in self.recorded.program.therapies:
            return self.recorded, self.told
        told = self.told
        if told is None or therapy not in told.program.therapies:
            told = _knowing(self.elsewhere_told, therapy)
        return _knowing(self.elsewhere, therapy) or self.recorded, told


class AgentCases:
    """Where patients come from: the operator's folder, his site's settings and his day."""

    def __init__(
        self,
        library: Library,
        folder: PatientFolder | None,
        *,
        site: Site = None,
        as_of: date | None = None,
    ) -> None:
        """Raises LibraryError for faulty settings of the site."""
        self.library, self.folder = library, folder
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
            day = self._as_of or date.today()
            nobody = self.library.patient({"patient": "said by an agent"})
            told = record_said(record, source, self.library, self._rules, day)
            whole = told
            if said is not None:
                more = values_said(said, source, self.library, day)
                whole = beside(told, more)
            return self._advised(source, nobody, whole, whole, day, None)
        data = self._data(patient)
        found = self._read(data)
        day = self._as_of or found.example or date.today()
        fhir = data if looks_like_fhir(data) else None
        if not said and said is not None and not isinstance(said, Mapping):
            values_said(said, source, self.library, day)
        if not said:
            return self._advised(source, found, None, None, day, fhir)
        told = values_said(said, source, self.library, day)
        return self._advised(source, found, beside(found, told), told, day, fhir)

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

    def _advised(
        self,
        source: str,
        patient: Patient,
        whole: Patient | None,
        said: Patient | None,
        day: date,
        record: Given | None,
    ) -> AgentCase:
        library = self.library
        recorded = library.advise(patient, None, day)
        followed = recorded.pathway.id or None
        told = None if whole is None else library.advise(whole, followed, day)
        others = () if followed else library.current
        return AgentCase(
            library,
            source,
            patient,
            patient if whole is None else whole,
            recorded,
            told,
            tuple(library.advise(patient, id_, day) for id_ in others),
            () if whole is None else tuple(library.advise(whole, id_, day) for id_ in others),
            {} if said is None else words_said(said, library),
            record,
        )


def _knowing(advices: Iterable[Advice], therapy: str) -> Advice | None:
    """The first advice by a pathway that knows a therapy."""
    return next((one for one in advices if therapy in one.program.therapies), None)
