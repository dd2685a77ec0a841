"""The journey on one screen: open a library, read a patient, give advice.

library = open_library()
patient = library.patient_from_file("patient.yaml")
advice  = library.advise(patient, pathway="sciatica", as_of=date(2026, 11, 20))
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pathway.advice import advise
from pathway.advice.advice import Advice
from pathway.advice.choice import Complaint, PathwayChoice, choose, complaints
from pathway.advice.lookup import DrugNames
from pathway.compile_cache import keep, kept
from pathway.content.folder import LibraryFolder, read_folder
from pathway.fhir import drug_names as drugs
from pathway.fhir import looks_like_fhir, only_for_fhir
from pathway.fhir.allergies import with_allergies
from pathway.ground.problems import (
    LibraryError,
    PatientError,
    Problem,
    Problems,
    UsageError,
    suggestion,
)
from pathway.ground.vocabulary import Vocabulary
from pathway.library import Content, compiled, prepare, shipped, sound_parts
from pathway.patients.at_date import Resolved, a_day, resolve
from pathway.patients.model import Patient
from pathway.patients.reader import patient_from_mapping, read_patient
from pathway.program import CompiledProgram, Therapy
from pathway.yaml.reading import read_file

if TYPE_CHECKING:
    from pathway.compiler.shared import Shared
    from pathway.content.load import LibraryModels
    from pathway.fhir.bundle import Given
    from pathway.fhir.rules import Rules
    from pathway.fhir.site import Site
    from pathway.fhir.understanding import Understanding
    from pathway.fhir.wholeness import Sign
    from pathway.graph import Graph


def open_library(folder: str | Path | None = None) -> Library:
    """Open a folder of pathway files, or the shipped content.

    Raises LibraryError with all problems of all files; nothing is ever half open.
    """
    problems = Problems()
    read = read_folder(shipped() if folder is None else Path(folder), problems)
    if read is None:
        raise LibraryError(problems.errors)
    content = None if problems.errors else kept(read.digest, Content)
    if content is not None:
        return Library(read, content, key=read.digest)
    content, models = compiled(read, problems)
    keep(read.digest, content)
    return Library(read, content, models, key=read.digest)


class Library:
    """An open pathway library; it never changes, so threads may share it."""

    def __init__(
        self,
        folder: LibraryFolder,
        content: Content,
        models: LibraryModels | None = None,
        key: str | None = None,
    ) -> None:
        self._folder = folder
        self._content = content
        self._models = models
        self._key = key  # under which findings can be kept
        # A service is asked for whatever its clients think of: not all of it is kept.
        self._adopting = lru_cache(maxsize=32)(self._adopt)

    @property
    def title(self) -> str:
        """What the library is called."""
        return self._content.title

    @property
    def pathways(self) -> tuple[str, ...]:
        """The pathways' ids, in the order in which they are tried."""
        return tuple(self._content.programs)

    @property
    def current(self) -> tuple[str, ...]:
        """The pathways that are not retired; all of them where every one is."""
        programs = self._content.programs.items()
        return tuple(id_ for id_, one in programs if one.status != "retired") or self.pathways

    @property
    def vocabulary(self) -> Vocabulary:
        """The attributes that patients may have."""
        return self._content.vocabulary

    @property
    def therapies(self) -> Mapping[str, Therapy]:
        """All therapies by id."""
        return self._content.therapies

    @property
    def drug_names(self) -> DrugNames:
        """The therapies behind the names of drugs and of classes of drugs."""
        rules = self._content.rules
        return DrugNames(
            lambda name: drugs.therapies_with(name, rules),
            lambda name: drugs.therapies_of_class(name, rules),
            lambda name: drugs.is_drug(name, rules),
            lambda name: drugs.therapies_of_all_in(name, rules),
        )

    def program(self, pathway: str, adopts: Sequence[str] | None = None) -> CompiledProgram:
        """The compiled program of a pathway, adopting other guidelines if told so.

        Raises UsageError for an unknown pathway or guideline.
        """
        if pathway not in self._content.programs:
            near = suggestion(pathway, self._content.programs)
            hint = near or f"there are: {', '.join(self.pathways)}"
            raise UsageError([Problem("P502", f"unknown pathway `{pathway}`", hint=hint)])
        if adopts is None:
            return self._content.programs[pathway]
        return self._adopting(pathway, tuple(adopts))

    def graph(self, pathway: str) -> Graph:
        """A pathway as a networkx graph: see `pathway.graph.build` for what nodes and edges carry.

        Raises UsageError for an unknown pathway.
        """
        from pathway.graph import build

        return build(self.program(pathway))

    def patient(self, mapping: Mapping[str, Any], *, today: date | None = None) -> Patient:
        """A patient from a mapping with the keys of a patient file; raises PatientError."""
        problems = Problems()
        patient = patient_from_mapping(
            mapping,
            self.vocabulary,
            self._content.kinds,
            self._content.avoidable,
            problems,
            a_day(today or date.today(), "today"),
        )
        return with_allergies(_usable(patient, problems), self._content.rules)

    def patient_from_text(
        self,
        text: str | bytes,
        name: str = "patient",
        *,
        today: date | None = None,
        as_of: date | None = None,
        site: Site = None,
        base: str | None = None,
        patient: str | None = None,
    ) -> Patient:
        """A patient from YAML or JSON text; raises PatientError with all problems.

        The text of a FHIR record is read as `patient_from_fhir` does.
        """
        data = text.encode("utf-8", "replace") if isinstance(text, str) else text
        if looks_like_fhir(data):
            return self.patient_from_fhir(
                data, site=site, as_of=as_of, today=today, base=base, patient=patient
            )
        only_for_fhir(site, base, patient)
        problems = Problems()
        read = read_patient(
            text,
            name,
            self.vocabulary,
            self._content.kinds,
            self._content.avoidable,
            problems,
            a_day(today or date.today(), "today"),
        )
        return with_allergies(_usable(read, problems), self._content.rules)

    def patient_from_file(
        self,
        path: str | Path,
        *,
        today: date | None = None,
        as_of: date | None = None,
        site: Site = None,
        base: str | None = None,
        patient: str | None = None,
    ) -> Patient:
        """A patient from a YAML or JSON file, or a FHIR record; raises PatientError."""
        path = Path(path)
        try:
            data = read_file(path)
        except OSError as error:
            reason = (error.strerror or "cannot be read").lower()
            raise PatientError([Problem("P501", f"cannot read `{path}`: {reason}")]) from error
        return self.patient_from_text(
            data, str(path), today=today, as_of=as_of, site=site, base=base, patient=patient
        )

    def patient_from_fhir(
        self,
        record: Given,
        *,
        site: Site = None,
        as_of: date | None = None,
        today: date | None = None,
        patient: str | None = None,
        base: str | None = None,
        signs: Sequence[Sign] = (),
    ) -> Patient:
        """What `understand_fhir` finds in FHIR R4, as far as advice needs it; raises PatientError.

        Of somebody who has died, or whose record was replaced, there is none.
        """
        found = self.understand_fhir(
            record,
            site=site,
            as_of=as_of,
            today=today,
            patient=patient,
            base=base,
            noting=False,
            signs=signs,
        )
        if found.stops:
            raise PatientError(found.stops)
        return found.patient

    def understand_fhir(
        self,
        record: Given,
        *,
        site: Site = None,
        as_of: date | None = None,
        today: date | None = None,
        patient: str | None = None,
        base: str | None = None,
        noting: bool = True,
        signs: Sequence[Sign] = (),
    ) -> Understanding:
        """What a FHIR record says as it stood on a day (`as_of`, else today), and what was ignored.

        `site` is the file, or a mapping, with the settings of its site; `patient` (`Patient/7`,
        address, id or record number) says whose record is meant where there are several; `base` is
        the address of the server, where bundles do not say it. `noting` says also what was left
        aside in good order, which takes longer. `signs` are what is known to be missing from it,
        which reopens lists. Raises PatientError, and LibraryError for faulty settings.
        """
        from pathway.fhir.understand import RecordRequest, understood

        now = a_day(today or date.today(), "today")
        day = a_day(as_of or now)
        asked = RecordRequest(day, max(now, day), patient, base, noting, tuple(signs))
        rules = self.record_rules(site)
        found = understood(record, rules, self.vocabulary, asked)
        return replace(found, patient=with_allergies(found.patient, rules))

    def with_responses(self, patient: Patient, given: Given, as_of: date | None = None) -> Patient:
        """The patient with what was answered to questionnaires of advice (`advice.to_fhir`).

        `given` is a response, several or a bundle of them; what does not fit makes unknown what it
        is about. Raises PatientError where it cannot be read at all.
        """
        from pathway.fhir.understand import RecordRequest, answered

        day = a_day(as_of or patient.example or date.today())
        asked = RecordRequest(day, max(day, date.today()))
        return answered(patient, given, self._content.rules, self.vocabulary, asked)

    def record_rules(self, site: Site = None) -> Rules:
        """What codes and elements of a record mean at a site.

        Whoever reads many records of a site passes these as `site` instead of its file, which is
        then read once. Raises LibraryError for faulty settings.
        """
        from pathway.fhir.site import rules_at

        return rules_at(site, self._content.rules, self.vocabulary)

    def choose(self, patient: Patient, as_of: date, *, strict: bool = False) -> str | None:
        """The pathway to follow where none is named: see `pathway.advice.choice`."""
        return self._choice(patient, a_day(as_of), strict=strict).pathway

    def advise(
        self,
        patient: Patient,
        pathway: str | None = None,
        as_of: date | None = None,
        *,
        strict: bool = False,
        adopts: Sequence[str] | None = None,
    ) -> Advice:
        """What to do for a patient at a date (today unless said), with all the reasons.

        An example's date is the one that it speaks of, unless said. Where `choose` finds no pathway
        there are red flags and the question for the complaint. Raises UsageError for an unknown
        pathway or guideline. Same input, same advice.
        """
        as_of = a_day(as_of or patient.example or date.today())
        choice = None if pathway else self._choice(patient, as_of, strict=strict)
        named = choice.pathway if choice is not None else pathway
        program = self._content.undecided if named is None else self.program(named, adopts)
        if adopts is None:
            prepare(program, self._key)
        elif named is None:  # then too a guideline that nobody knows is refused
            self.program(self.current[0], adopts)
        return advise(program, patient, as_of, strict=strict, choice=choice)

    def complaints(self, as_of: date | None = None) -> tuple[Complaint, ...]:
        """What a patient may come with: each answer that alone leads to a pathway, and to which."""
        return complaints([*map(self.program, self.current)], as_of or date.today())

    def resolved(self, patient: Patient, as_of: date, pathway: str | None = None) -> Resolved:
        """What is known of a patient on a day, as a pathway sees it (the one chosen unless named).

        Raises UsageError for an unknown pathway.
        """
        named = pathway or self.choose(patient, a_day(as_of)) or self.current[0]
        return resolve(patient, self.program(named), as_of)

    def findings(self, today: date | None = None) -> tuple[Problem, ...]:
        """What the checks find in content that can be used: warnings, not errors."""
        today = today or date.today()
        key = f"{self._key} findings {today}" if self._key else None
        found = kept(key, tuple) if key else None
        if found is not None:
            return found
        from pathway.checks import Subject, examine

        found = examine(Subject(self.models, self._content.programs, today))
        if key:
            keep(key, found)
        return found

    @cached_property
    def models(self) -> LibraryModels:
        """What the files say, from which everything was compiled."""
        return self._models or sound_parts(self._folder, Problems())[0]

    def with_versions(
        self, models: LibraryModels, programs: Mapping[str, CompiledProgram]
    ) -> Library:
        """The same library with other versions of its pathways, compiled from `models`."""
        therapies, tried = dict(self._content.therapies), dict(self.vocabulary.therapies)
        for program in programs.values():  # none has the therapies of other fields
            therapies.update(program.therapies)
            tried.update(program.vocabulary.therapies)
        content = replace(
            self._content,
            vocabulary=replace(next(iter(programs.values())).vocabulary, therapies=tried),
            therapies=therapies,
            programs={**self._content.programs, **programs},
        )
        return Library(self._folder, content, models)

    # -- private ---------------------------------------------------------------------------

    def _choice(self, patient: Patient, as_of: date, *, strict: bool) -> PathwayChoice:
        programs = (self._content.programs[id_] for id_ in self.current)
        return choose(programs, patient, as_of, strict=strict)

    @cached_property
    def _shared(self) -> Shared:
        """The compiled parts that pathways share, needed again where guidelines are chosen."""
        from pathway.compiler import compile_shared

        return compile_shared(self.models, Problems())

    def _adopt(self, pathway: str, adopts: tuple[str, ...]) -> CompiledProgram:
        from pathway.compiler import compile_pathway

        problems = Problems()
        program = compile_pathway(self._shared, pathway, problems, adopts)
        if program is None:
            raise UsageError([Problem("P504", p.message, hint=p.hint) for p in problems.errors])
        return program


# -- private -------------------------------------------------------------------------------


def _usable(patient: Patient | None, problems: Problems) -> Patient:
    if patient is None or problems.errors:
        raise PatientError(problems.errors)
    return patient
