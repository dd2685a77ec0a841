"""A patient as recorded: under a pseudonym, and without what else would tell who it is.

Texts are kept apart as before, so that the same sources agree and disagree; only whoever has
the key could try out names.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from pathway.patients.model import Patient


def without_names(patient: Patient, pseudonym: Callable[[str], str]) -> Patient:
    """The patient under the pseudonym of the id, without label, name and record number.

    References to a record's resources (`Patient/17`, `urn:uuid:…`), and id, name and number
    themselves where they are long enough to be recognised, are replaced in sources and details.
    """

    def hidden(match: re.Match[str]) -> str:
        name = pseudonym(f"{_SOURCE}{match[0]}")[:_LENGTH]
        return f"{match['kind'] or ''}{name}"

    told = (patient.id, patient.name, patient.record_number)
    own = (rf"|(?<!\w){re.escape(one)}(?!\w)" for one in told if len(one) >= _RECOGNISED)
    pattern = re.compile(_REFERENCES + "".join(own))

    def clean(text: str | None) -> str | None:
        return None if text is None else pattern.sub(hidden, text)

    entries = {
        name: tuple(replace(e, source=clean(e.source), detail=clean(e.detail)) for e in recorded)
        for name, recorded in patient.entries.items()
    }
    trials = patient.trials
    if trials is not None:
        trials = tuple(replace(trial, source=clean(trial.source)) for trial in trials)
    allergies = tuple(
        replace(one, to=clean(one.to) or "", source=clean(one.source)) for one in patient.allergies
    )
    return replace(
        patient,
        allergies=allergies,
        id=pseudonym(patient.id),
        label="",
        name="",
        record_number="",
        entries=entries,
        trials=trials,
        reconciled_by=clean(patient.reconciled_by),
    )


# -- private -------------------------------------------------------------------------------

#: Kept apart from the pseudonyms of patients: no id begins like this.
_SOURCE: Final = "source\0"
_LENGTH: Final = 16
#: An id shorter than this is found in any text.
_RECOGNISED: Final = 4
_REFERENCES: Final = r"\b(?P<kind>[A-Z][A-Za-z]+/|urn:[a-z]+:)[A-Za-z0-9][\w.\-]*"
