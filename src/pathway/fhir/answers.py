"""What somebody answered, added to what the record says.

An answer stands beside the recorded values and never takes the place of one: where the two
differ they are two sources that disagree, and the vocabulary says what follows from that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pathway.ground.problems import PatientError, Problem, in_backticks
from pathway.patients.model import Entry, Patient


def with_answers(patient: Patient, answers: Patient) -> Patient:
    """The patient with the values, treatments and preferences that somebody told as well.

    `answers` is read like any patient (`library.patient`), has the same id, and its values have
    a source, or they would not be told from others. A history of treatments that it gives takes
    the place of an unknown one. Raises PatientError where the two do not fit together.
    """
    problems = tuple(_unfitting(patient, answers))
    if problems:
        raise PatientError(problems)
    return replace(
        patient,
        entries=_together(patient.entries, answers.entries),
        allergies=(*patient.allergies, *answers.allergies),
        trials=patient.trials if answers.trials is None else answers.trials,
        preferences=replace(
            patient.preferences,
            wants=patient.preferences.wants | answers.preferences.wants,
            declines=patient.preferences.declines | answers.preferences.declines,
            unavailable=patient.preferences.unavailable | answers.preferences.unavailable,
        ),
        overrides=(*patient.overrides, *answers.overrides),
    )


# -- private -------------------------------------------------------------------------------

Entries = Mapping[str, tuple[Entry, ...]]


def _unfitting(patient: Patient, answers: Patient) -> list[Problem]:
    found = []
    if answers.id != patient.id:
        names = f"{in_backticks(answers.id)}, not of {in_backticks(patient.id)}"
        found.append(Problem("P409", f"the answers are of {names}"))
    if patient.trials is not None and answers.trials is not None:
        message = "the record and the answers both give a history of treatments"
        found.append(Problem("P409", message, hint="leave `trials` out of one of them"))
    both = answers.preferences.wants & patient.preferences.declines
    both |= answers.preferences.declines & patient.preferences.wants
    for name in sorted(both):
        found.append(Problem("P409", f"{in_backticks(name)} is wanted and declined"))
    for name, entries in answers.entries.items():
        if any(entry.source is None for entry in entries):
            message = f"the answer to {in_backticks(name)} has no source"
            found.append(Problem("P409", message, hint="say in `source` who answered, and how"))
    return found


def _together(recorded: Entries, answered: Entries) -> dict[str, tuple[Entry, ...]]:
    """An answer takes the place of an earlier one from the same source on the same day."""
    found = dict(recorded)
    for name, entries in answered.items():
        new = {(entry.source, entry.on) for entry in entries}
        kept = (e for e in recorded.get(name, ()) if (e.source, e.on) not in new)
        found[name] = (*kept, *entries)
    return found
