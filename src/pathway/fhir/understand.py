"""The journey of a record: resources, claims, findings, a patient."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from pathway.fhir.advice_answers import is_response, read_response, with_responses
from pathway.fhir.advice_drafts import ADVICE, is_advice
from pathway.fhir.advice_forms import patient_id
from pathway.fhir.bundle import Given, HealthRecord, read_record
from pathway.fhir.cumulative_dose import add_up
from pathway.fhir.elements import Doubt, Json
from pathway.fhir.findings import (
    read_allergy,
    read_conclusion,
    read_condition,
    read_device,
    read_implant,
)
from pathway.fhir.listed import contradicted
from pathway.fhir.measured import read_answers, read_observation, read_report, refused_report
from pathway.fhir.medicines import read_medicine
from pathway.fhir.people import reference_of
from pathway.fhir.person import (
    key_of_patient,
    name_of_person,
    read_person,
    record_number,
    stops,
)
from pathway.fhir.reading import Reading, ReadingNote, ResourceClaim, missing_values, problem_of
from pathway.fhir.reconcile import settle
from pathway.fhir.record_text import parsed
from pathway.fhir.resource import Resource
from pathway.fhir.rules import Rules
from pathway.fhir.treatments import history, read_order, read_procedure
from pathway.fhir.understanding import RecordFinding, Understanding
from pathway.fhir.wholeness import PROBLEMS, RESULTS, TREATMENTS, Sign, of_patient
from pathway.ground.problems import PatientError, Problem, Problems
from pathway.ground.vocabulary import RecordList, Value, Vocabulary
from pathway.patients.model import Entry, Patient, Trial, Why


class RecordRequest(NamedTuple):
    """What is asked of a record: the day, and whose it is.

    `patient` says whose record is meant where a bundle has several patients (a reference, an id or
    a record number), `base` is the address of its server; `noting` also says what was left aside in
    good order. `signs` say what is missing from the record for whoever fetched it, beside what it
    says of that itself.
    """

    as_of: date
    today: date
    patient: str | None = None
    base: str | None = None
    noting: bool = True
    signs: Sequence[Sign] = ()


def understood(
    given: Given, rules: Rules, vocabulary: Vocabulary, asked: RecordRequest
) -> Understanding:
    """What a record says on a day; raises PatientError where it cannot be read at all."""
    problems = Problems()
    named = asked.patient
    if named is not None and "/" not in named:
        named = reference_of(given, named, problems)
    record = None if problems.errors else read_record(given, named, problems, asked.base)
    if record is None:
        raise PatientError(problems.errors)
    reading = Reading(record, rules, vocabulary, asked.as_of, asked.today, noting=asked.noting)
    signs = (*asked.signs, *record.signs, *of_patient(record.patient.json))
    for sign in signs:
        for name in sorted(sign.lists):
            reading.gaps.setdefault(name, []).append(sign.text)
    _read_all(reading)
    for sign in signs:
        _leave_open(reading, sign)
    add_up(reading)
    findings = settle(reading, reading.claims)
    trials, no_history = history(reading, _onset(findings, rules))
    if asked.noting:
        _note_treatments(reading, findings, trials)
        _note_silent(reading, findings)
    return _understood(reading, findings, trials, no_history)


def answered(
    patient: Patient, given: Given, rules: Rules, vocabulary: Vocabulary, asked: RecordRequest
) -> Patient:
    """A patient with what responses to questionnaires of advice say; raises PatientError."""
    problems = Problems()
    value = parsed(given, problems) if isinstance(given, str | bytes) else given
    listed = value if isinstance(value, list | tuple) else [value]
    record = None
    if not problems.errors:
        record = read_record([_only_named(patient), *listed], None, problems)
    if record is None:
        raise PatientError(problems.errors)
    reading = Reading(record, rules, vocabulary, asked.as_of, asked.today)
    for sign in record.signs:
        for name in sorted(sign.lists):
            reading.gaps.setdefault(name, []).append(sign.text)
    for resource in record.resources:
        if is_response(resource):
            read_response(reading, resource)
    return with_responses(reading, patient)[0]


# -- reading -------------------------------------------------------------------------------


def _only_named(patient: Patient) -> Json:
    """A bundle of a patient of whom nothing is said but how references name them."""
    known, server = patient_id(patient.id), patient.id.partition("@")[2]
    whose = {"resourceType": "Patient", "id": known or patient.id}
    entry: Json = {"resource": whose}
    if known is not None and server:
        entry = {"resource": whose, "fullUrl": f"https://{server}/Patient/{known}"}
    return {"resourceType": "Bundle", "entry": [entry]}


def _leave_open(reading: Reading, sign: Sign) -> None:
    """Claim as unknown what missing entries may say of what another list would say no to."""
    lists = sign.lists if sign.entries is None else sign.entries
    doubt = Doubt("P440", "", sign.text, Why.NOT_FETCHED)
    source = reading.record.patient.label
    for name in sorted({name for one in lists for name in reading.rules.across.get(one, ())}):
        answered_by = reading.vocabulary.attributes[name].absent
        if answered_by is not None and answered_by.value not in reading.gaps:
            reading.claims.append(ResourceClaim(name, None, source, doubt=doubt, maybe=True))


Reader = Callable[[Reading, Resource], None]


def _read_all(reading: Reading) -> None:
    refused = _refused_results(reading.record)
    other: Counter[str] = Counter()
    for resource in reading.record.resources:
        kind = resource.kind
        if is_advice(resource.json):
            reading.ignore(resource, ADVICE)
        elif kind == "Observation":
            read_observation(reading, resource, refused.get(resource.label))
        elif kind == "Patient":
            if reading.record.is_patient(resource):
                read_person(reading, resource)
        elif (reader := _READERS.get(kind)) is not None:
            reader(reading, resource)
        elif kind != "Medication":
            other[kind] += 1
    for kind, number in other.items():
        text = f"{number} of this kind, which is not read"
        reading.ignore(Resource(kind, kind, {}), Doubt("P439", "", text))


def _report(reading: Reading, resource: Resource) -> None:
    read_report(reading, resource)
    read_conclusion(reading, resource)


def _response(reading: Reading, resource: Resource) -> None:
    (read_response if is_response(resource) else read_answers)(reading, resource)


_READERS: Final[Mapping[str, Reader]] = {
    "Condition": read_condition,
    "AllergyIntolerance": read_allergy,
    "MedicationRequest": read_medicine,
    "MedicationStatement": read_medicine,
    "MedicationAdministration": read_medicine,
    "MedicationDispense": read_medicine,
    "Procedure": read_procedure,
    "ServiceRequest": read_order,
    "Device": read_implant,
    "DeviceUseStatement": read_device,
    "DiagnosticReport": _report,
    "QuestionnaireResponse": _response,
}
#: Read only where another resource refers to them.
_TARGETS: Final = frozenset({"Medication", "Device"})


def _refused_results(record: HealthRecord) -> dict[str, Doubt]:
    """The observations of reports that are in error."""
    found: dict[str, Doubt] = {}
    for resource in record.resources:
        if resource.kind != "DiagnosticReport" or (doubt := refused_report(resource)) is None:
            continue
        results = resource.json.get("result")
        for reference in results if isinstance(results, list) else ():
            result = record.resolve(reference, resource)
            if result is not None:
                found[result.label] = doubt
    return found


# -- the patient ---------------------------------------------------------------------------


def _note_treatments(
    reading: Reading, findings: tuple[RecordFinding, ...], trials: tuple[Trial, ...] | None
) -> None:
    """Say of every treatment that no trial comes from why that is, and of others nothing."""
    used = ", ".join(trial.source or "" for trial in trials or ()).split(", ")
    reading.notes = [note for note in reading.notes if not _is_of_trial(note, used)]
    told = {note.resource for note in reading.notes} | {f.entry.source for f in findings}
    for course in reading.courses:
        if course.source in told or course.source in used:
            continue
        text = "a treatment before this episode, or for another reason"
        doubt = Doubt("P446", "", text)
        if trials is None:
            doubt = Doubt(
                "P445", "", f"{reading.title(course.therapy)}, in a history that is not known"
            )
        reading.notes.append(
            ReadingNote(course.source, problem_of(course.source, doubt), course.code)
        )


def _is_of_trial(note: ReadingNote, used: Sequence[str]) -> bool:
    """Whether a note only says that something is over, of which there is a trial."""
    return note.problem.code == "P432" and note.resource in used


def _note_silent(reading: Reading, findings: tuple[RecordFinding, ...]) -> None:
    """Say of every resource that left no trace that its codes are known to say nothing."""
    told = {note.resource for note in reading.notes} | {course.source for course in reading.courses}
    for finding in findings:
        told |= set((finding.entry.source or "").split(", "))
    told |= {response.resource.label for response in reading.responses}
    for resource in reading.record.resources:
        if resource.label in told or resource.kind in told or resource.kind in _TARGETS:
            continue
        named = reading.called.get(resource.label)
        text = "nothing that is asked about"
        text = text if named is None else f"{named}: {text}"
        if resource.label in reading.empty:
            text = "it says that there are none"
        if resource.kind == "DiagnosticReport":
            text = "its results are read one by one"
        reading.ignore(resource, Doubt("P447", "code", text))


def _onset(findings: tuple[RecordFinding, ...], rules: Rules) -> Value | None:
    entries = [finding.entry for finding in findings if finding.attribute == rules.onset]
    return entries[0].value if len(entries) == 1 else None


def _understood(
    reading: Reading,
    findings: tuple[RecordFinding, ...],
    trials: tuple[Trial, ...] | None,
    no_history: str,
) -> Understanding:
    entries = _entries(reading, findings)
    contradicted(reading)
    lists = (reading.rules.complete - {TREATMENTS, RESULTS}) | reading.none_known.keys()
    declared = sorted(set(RecordList) & {RecordList(name) for name in lists})
    open_ = {name: tuple(sorted(found)) for name in declared if (found := _gaps(reading, name))}
    gaps = {name.value: _told(reasons) for name, reasons in open_.items()}
    for name, gap in gaps.items():
        message = f"the list of {name} does not count as complete: {gap}"
        reading.notes.append(_note(reading, "P440", message))
    if "treatments" in reading.rules.complete and trials is None:
        message = f"the history of treatments is not known: {no_history}"
        reading.notes.append(_note(reading, "P445", message))
    complete = frozenset(name for name in declared if name.value not in gaps)
    patient = Patient(
        id=key_of_patient(reading.record.patient),
        name=name_of_person(reading.record.patient.json),
        record_number=record_number(reading.record.patient.json),
        entries=entries,
        trials=trials,
        complete=complete,
        reconciled_by=_reconciled(reading) if complete else None,
        gaps=open_,
        allergies=tuple(sorted(reading.allergies, key=lambda one: (one.source or "", one.to))),
    )
    patient, told = with_responses(reading, patient)
    return Understanding(
        patient=patient,
        findings=(*findings, *told),
        notes=tuple(
            sorted(reading.notes, key=lambda n: (n.resource, n.problem.code, n.problem.message))
        ),
        resources=dict(sorted(Counter(one.kind for one in reading.record.resources).items())),
        gaps=gaps,
        no_history=no_history,
        site=reading.rules.site,
        as_of=reading.as_of,
        stops=stops(reading),
        titles=reading.rules.titles,
        called=reading.called,
    )


def _entries(reading: Reading, findings: tuple[RecordFinding, ...]) -> dict[str, tuple[Entry, ...]]:
    entries: dict[str, tuple[Entry, ...]] = {}
    for finding in findings:
        entries[finding.attribute] = (*entries.get(finding.attribute, ()), finding.entry)
    return {**entries, **_not_whole(reading, entries)}


def _not_whole(
    reading: Reading, entries: Mapping[str, tuple[Entry, ...]]
) -> Mapping[str, tuple[Entry, ...]]:
    """Why nothing may be assumed of what is not recorded, where what says it may be missing."""
    found = {}
    for attribute in reading.vocabulary.attributes.values():
        if not attribute.assumable or attribute.name in entries:
            continue
        if text := _may_be_missing(reading, attribute.name):
            entry = Entry(None, Why.NOT_FETCHED, reading.as_of, None, text)
            found[attribute.name] = (entry,)
    return found


def _may_be_missing(reading: Reading, name: str) -> str:
    """Why an attribute may be recorded where nobody looked; empty where it surely is not."""
    gaps: list[str] = [*reading.gaps.get(RESULTS, ()), *missing_values(reading, name)]
    if gaps:
        return min(gaps)
    if RESULTS not in reading.rules.complete:
        return "nothing says that all results are in the record"
    lists = {_KEPT_WITH.get(one, one) for one in reading.rules.spoken_of_by.get(name, ())}
    return min((text for one in lists for text in reading.gaps.get(one, ())), default="")


#: What was done stands among the problems, as far as it says something that lasts.
_KEPT_WITH: Final[Mapping[str, str]] = {"procedures": PROBLEMS}


def _reconciled(reading: Reading) -> str:
    """Who says that lists are complete: the site, and entries that say that there are none."""
    site = [f"settings of {reading.rules.site}"] if reading.rules.site else []
    return ", ".join([*site, *sorted(set(reading.none_known.values()))])


def _gaps(reading: Reading, name: RecordList) -> set[str]:
    return set(reading.gaps.get(name.value, ()))


def _told(reasons: Sequence[str]) -> str:
    return reasons[0] if len(reasons) == 1 else f"{reasons[0]} and {len(reasons) - 1} more"


def _note(reading: Reading, code: str, message: str) -> ReadingNote:
    return ReadingNote(reading.record.patient.label, Problem(code, message))
