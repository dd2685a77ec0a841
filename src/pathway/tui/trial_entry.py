"""A trial as it is typed in a form: read by the rules of a patient file, field by field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from pathway.advice.words import said
from pathway.frozen import frozen
from pathway.ground.problems import PatientError, Problem, visible
from pathway.patients.model import Trial
from pathway.tui.answers import SOURCE
from pathway.tui.known import day_text
from pathway.tui.session import Session
from pathway.yaml.values import plain

#: The fields of the form; each is a key of a trial in a patient file.
FIELDS: Final = (
    "therapy",
    "from",
    "to",
    "ongoing",
    "outcome",
    "weeks",
    "sessions",
    "dose",
    "adequate",
    "source",
)


@frozen
class EntryFault:
    """What is wrong with one field, in the words of the engine."""

    field: str
    words: str


def fault_words(problem: Problem) -> str:
    """A problem with its hint, as it stands beneath a field."""
    hint = f" ({visible(problem.hint)})" if problem.hint else ""
    return f"[!] {visible(_without_path(problem.message))}{hint}"


def written(session: Session, trial: Trial | None) -> dict[str, str]:
    """A trial as it stands in the fields; a new one is still running."""
    if trial is None:
        return dict.fromkeys(FIELDS, "") | {"ongoing": "yes", "source": SOURCE}
    unit = session.library.vocabulary.therapies.get(trial.therapy)
    dose = f"{plain(trial.dose)} {unit or ''}".strip() if trial.dose is not None else ""
    return {
        "therapy": trial.therapy,
        "from": day_text(trial.start),
        "to": day_text(trial.end),
        "ongoing": "yes" if trial.ongoing else "no",
        "outcome": trial.outcome.value if trial.outcome is not None else "",
        "weeks": plain(trial.weeks),
        "sessions": plain(trial.sessions),
        "dose": dose,
        "adequate": "" if trial.adequate is None else said(trial.adequate),
        "source": trial.source or "",
    }


def read_trial(
    session: Session, fields: Mapping[str, str], others: tuple[Trial, ...]
) -> Trial | tuple[EntryFault, ...]:
    """The trial in the fields, beside the patient's other trials; the faults where it is none."""
    typed = {key: value.strip() for key, value in fields.items() if value.strip()}
    running = [{"therapy": trial.therapy, "ongoing": True} for trial in others if trial.ongoing]
    mapping = {"patient": "form", "trials": [*running, typed]}
    try:
        patient = session.library.patient(mapping, today=max(session.as_of, date.today()))
    except PatientError as error:
        return tuple(EntryFault(_field_of(p), fault_words(p)) for p in error.problems)
    return (patient.trials or ())[-1]


# -- private -------------------------------------------------------------------------------

_PATH: Final = re.compile(r"`trials\[\d+\](?:\.(\w+))?`: ")


def _without_path(message: str) -> str:
    return _PATH.sub("", message)


def _field_of(problem: Problem) -> str:
    """The field that a problem is about; whether a trial is over is asked where that is said."""
    if "is the trial of" in problem.message:
        return "ongoing"
    match = _PATH.match(problem.message)
    return (match[1] if match is not None else None) or "therapy"
