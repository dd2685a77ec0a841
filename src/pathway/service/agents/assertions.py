"""What a software agent says of a patient: a source of its own, which settles and clears nothing.

Whatever source its values claim, they stand there as the agent's. What only a clinician may say (an
override, which of two sources is right) is refused with a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from pathway.advice.words import said as in_words
from pathway.engine import Library
from pathway.fhir.rules import Rules
from pathway.ground.problems import Problem, UsageError, in_backticks, visible
from pathway.patients.model import Allergy, Entry, Patient, Preferences, Trial

#: How many values an agent may say at once.
MOST_VALUES: Final = 200
#: How a source begins that is an agent.
PREFIX: Final = "agent: "


def source_of(agent: str) -> str:
    """The source of what an agent says, by the name that it gives itself."""
    name = visible(" ".join(agent.split()))[:_LONGEST]
    return f"{PREFIX}{name or 'unnamed'}"


def values_said(said: object, source: str, library: Library, as_of: date) -> Patient:
    """What an agent says of single attributes; raises UsageError and PatientError."""
    if not isinstance(said, Mapping):
        raise _refused("`said` is not an object", "write {attribute: value}")
    if len(said) > MOST_VALUES:
        raise _refused(f"`said` has more than {MOST_VALUES} values")
    _check(said)
    mapping = {"patient": "said", "source": source, "recorded": as_of.isoformat()}
    read = library.patient({**mapping, "attributes": dict(said)}, today=_today(as_of))
    return _as_said(read, source)


def record_said(
    record: object, source: str, library: Library, rules: Rules, as_of: date
) -> Patient:
    """A whole patient as an agent gives one: a mapping as in a patient file, or a FHIR bundle.

    Raises UsageError and PatientError.
    """
    if not isinstance(record, Mapping):
        raise _refused("`record` is not an object", "a patient mapping, or a FHIR R4 bundle")
    if "resourceType" in record:
        read = library.patient_from_fhir(record, site=rules, as_of=as_of, today=_today(as_of))
    else:
        _check(record)
        given = {"patient": "said", "recorded": as_of.isoformat(), **record}
        read = library.patient(given, today=_today(as_of))
    return _as_said(read, source)


def beside(patient: Patient, said: Patient) -> Patient:
    """The patient with what an agent says beside all that was recorded."""
    names = dict.fromkeys((*patient.entries, *said.entries))
    entries = {
        name: (*patient.entries.get(name, ()), *said.entries.get(name, ())) for name in names
    }
    trials = patient.trials
    if said.trials is not None:
        trials = (*(trials or ()), *said.trials)
    return replace(
        patient,
        entries=entries,
        trials=trials,
        complete=patient.complete | said.complete,
        reconciled=said.reconciled or patient.reconciled,
        reconciled_by=said.reconciled_by or patient.reconciled_by,
        preferences=_preferred(patient.preferences, said.preferences),
        gaps={**patient.gaps, **said.gaps},
        allergies=(*patient.allergies, *said.allergies),
    )


def words_said(said: Patient, library: Library) -> Mapping[str, str]:
    """By attribute, in words, what an agent says of it."""
    known = library.vocabulary.attributes
    return {
        name: " or ".join(dict.fromkeys(_words(one, known[name].type.unit) for one in entries))
        for name, entries in said.entries.items()
        if name in known
    }


# -- private -------------------------------------------------------------------------------

_LONGEST: Final = 60
#: What only a clinician may say, and why an agent is refused it.
_OF_CLINICIANS: Final[Mapping[str, str]] = {
    "overrides": "lift a rule: that is a clinician's decision",
    "settles": "settle what sources disagree about: that is a clinician's decision",
    "assumed": "assume a value: say it, or leave it unknown",
    "example": "choose the day: that is set by whoever started this",
}
_DEEPEST: Final = 32


def _refused(message: str, hint: str | None = None) -> UsageError:
    return UsageError([Problem("P510", message, hint=hint)])


def _today(as_of: date) -> date:
    return max(as_of, date.today())


def _check(given: Mapping[str, Any]) -> None:
    """Refuse what only a clinician may say, wherever it stands."""
    for key in _keys(given, 0):
        if key in _OF_CLINICIANS:
            told = f"an agent cannot {_OF_CLINICIANS[key]}"
            raise _refused(told, f"leave out {in_backticks(key)}")


def _keys(value: object, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        raise _refused(f"what is said is nested deeper than {_DEEPEST} levels")
    members: Iterable[object] = ()
    if isinstance(value, Mapping):
        yield from map(str, value)
        members = value.values()
    elif isinstance(value, list | tuple):
        members = value
    for member in members:
        yield from _keys(member, depth + 1)


def _as_said(patient: Patient, source: str) -> Patient:
    """The patient with everything as the agent's own words, whoever it says to have it from."""
    entries = {
        name: tuple(_entry(one, source) for one in found) for name, found in patient.entries.items()
    }
    trials = patient.trials
    return replace(
        patient,
        entries=entries,
        trials=None if trials is None else tuple(_trial(one, source) for one in trials),
        allergies=tuple(_allergy(one, source) for one in patient.allergies),
        reconciled_by=source if patient.complete else None,
        overrides=(),
        example=None,
    )


def _preferred(one: Preferences, other: Preferences) -> Preferences:
    return Preferences(
        one.wants | other.wants, one.declines | other.declines, one.unavailable | other.unavailable
    )


def _entry(entry: Entry, source: str) -> Entry:
    return replace(entry, source=_citing(entry.source, source), settles=None)


def _trial(trial: Trial, source: str) -> Trial:
    return replace(trial, source=_citing(trial.source, source))


def _allergy(allergy: Allergy, source: str) -> Allergy:
    return replace(allergy, source=_citing(allergy.source, source))


def _citing(claimed: str | None, source: str) -> str:
    """The agent as the source; whom it cites is said after its own name."""
    return source if claimed is None or claimed == source else f"{source}, citing {claimed}"


def _words(entry: Entry, unit: str | None) -> str:
    if entry.value is None:
        return f"unknown ({entry.why})"
    return in_words(entry.value, unit)
