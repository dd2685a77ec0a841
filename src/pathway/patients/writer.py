"""From a Patient back to the text of a patient file, and safely onto the disk.

What is written reads back as the same patient, so that an example found by a check can be
kept, shared and tried again.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeVar

from pathway.frozen import frozen
from pathway.ground.source import Placed
from pathway.ground.vocabulary import Range, Value, Vocabulary
from pathway.patients.allergies import NONE_KNOWN
from pathway.patients.model import Allergy, Entry, Override, Patient, Trial
from pathway.yaml.located import FORBIDDEN
from pathway.yaml.scalars import resolve
from pathway.yaml.values import Day, day_of, plain


def write_patient(patient: Patient, vocabulary: Vocabulary, usual: Usual | None = None) -> str:
    """The text of a patient file that reads back as `patient`.

    Raises ValueError for a value that no file can hold (an interval of numbers).
    """
    patient = as_said(patient)
    lines = list(_called(patient))
    if patient.example is not None:
        lines.append(f"example: {{as of: {patient.example}}}")
    usual = usual or Usual.of(patient)
    if usual.on is not None:
        lines.append(f"recorded: {_day(usual.on)}")
    if usual.source is not None:
        lines.append(f"source: {scalar(usual.source)}")
    if patient.complete:
        lines.append(f"complete: {listed(sorted(patient.complete))}")
    if patient.reconciled is not None:
        lines.append(f"reconciled: {patient.reconciled}")
    if patient.reconciled_by is not None:
        lines.append(f"reconciled by: {scalar(patient.reconciled_by)}")
    lines += _gaps(patient)
    lines += _allergies(patient, usual)
    lines += _attributes(patient, vocabulary, usual)
    if patient.trials is not None:
        lines.append("trials:" if patient.trials else "trials: []")
        tried = (trial_members(trial, vocabulary, usual) for trial in patient.trials)
        lines += [f"  - {flow(members)}" for members in tried]
    lines += _preferences(patient)
    if patient.overrides:
        lines += [
            "overrides:",
            *(f"  - {flow(override_members(one))}" for one in patient.overrides),
        ]
    return "\n".join(lines) + "\n"


def _called(patient: Patient) -> Iterator[str]:
    """How the patient is told from others: the key, and what else is recorded."""
    for key, text in (
        ("patient", patient.id),
        ("label", patient.label),
        ("name", patient.name),
        ("record number", patient.record_number),
    ):
        if text or key == "patient":
            yield f"{key}: {scalar(text)}"


def gaps_of(patient: Patient) -> dict[str, str]:
    """What is written of why lists are not complete; who declares one complete closes its gaps."""
    open_ = ((name, why) for name, why in patient.gaps.items() if name not in patient.complete)
    return {name.value: listed(reasons) for name, reasons in open_}


def as_said(patient: Patient) -> Patient:
    """The patient without what only repeats the list of allergies; reading adds that again."""
    told = {name: tuple(e for e in es if not e.listed) for name, es in patient.entries.items()}
    return replace(patient, entries={name: entries for name, entries in told.items() if entries})


def save(path: Path, content: str | bytes) -> None:
    """Write a file that only its owner may read, all of it or nothing."""
    data = content if isinstance(content, bytes) else content.encode()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


T = TypeVar("T")


@frozen
class Usual:
    """The usual date and source of a patient's values, written once in a file.

    What differs from them is written beside the value.
    """

    on: Day | None
    source: str | None

    @classmethod
    def of(cls, patient: Patient) -> Usual:
        """The most frequent ones, where every value has one."""
        entries = [entry for entries in patient.entries.values() for entry in entries]
        days: list[Day | None] = [entry.on for entry in entries]
        days += [allergy.on for allergy in patient.allergies]
        sources = [entry.source for entry in entries]
        sources += [allergy.source for allergy in patient.allergies]
        sources += [trial.source for trial in patient.trials or ()]
        return cls(_usual(days), _usual(sources))


def _usual(members: list[T]) -> T | None:
    """The most frequent member; None where one is missing, as nothing else could say so."""
    if None in members or not members:
        return None
    return Counter(members).most_common(1)[0][0]


# -- parts of the file -----------------------------------------------------------------------


def _gaps(patient: Patient) -> list[str]:
    lines = [f"  {name}: {text}" for name, text in gaps_of(patient).items()]
    return ["not complete:", *lines] if lines else []


def _allergies(patient: Patient, usual: Usual) -> list[str]:
    lines = [f"  - {allergy(one, usual)}" for one in patient.allergies]
    return ["allergies:", *lines] if lines else []


def _attributes(patient: Patient, vocabulary: Vocabulary, usual: Usual) -> list[str]:
    if not patient.entries:
        return []
    lines = ["attributes:"]
    for name, entries in patient.entries.items():
        unit = vocabulary.attributes[name].type.unit if name in vocabulary.attributes else None
        if len(entries) == 1:
            lines.append(f"  {name}: {_entry(entries[0], unit, usual)}")
        elif entries:
            lines.append(f"  {name}:")
            lines += [f"    - {_entry(entry, unit, usual)}" for entry in entries]
    return lines if len(lines) > 1 else []


def entry_members(entry: Entry, unit: str | None, usual: Usual) -> dict[str, str]:
    """What is written of one value, by key; a single `value` may stand without its key."""
    on = None if entry.on == usual.on else _day(entry.on)
    source = None if entry.source == usual.source else _optional(entry.source)
    return _written(
        value=None if entry.value is None else _value(entry.value, unit),
        unknown=None if entry.why is None else scalar(entry.why),
        on=on,
        source=source,
        detail=_optional(entry.detail),
        assumed=_optional(entry.assumed),
        settles=_optional(entry.settles),
    )


def allergy_members(allergy: Allergy, usual: Usual) -> dict[str, str]:
    """What is written of one allergy, by key; `to` alone may stand without its key."""
    return _written(
        to=scalar(allergy.to),
        codes=listed(" ".join(code) for code in allergy.codes) if allergy.codes else None,
        reaction=_optional(allergy.reaction),
        severity=_optional(allergy.severity),
        intolerance="yes" if allergy.intolerance else None,
        doubt=_optional(allergy.doubt),
        on=None if allergy.on == usual.on else _day(allergy.on),
        source=None if allergy.source == usual.source else _optional(allergy.source),
    )


def allergy(one: Allergy, usual: Usual) -> str:
    """An allergy on one line."""
    members = allergy_members(one, usual)
    bare = members.keys() == {"to"} and one.to != NONE_KNOWN
    return members["to"] if bare else flow(members)


def trial_members(trial: Trial, vocabulary: Vocabulary, usual: Usual) -> dict[str, str]:
    """What is written of one trial, by key; a dose with its unit."""
    unit = vocabulary.therapies.get(trial.therapy)
    return _written(
        therapy=scalar(trial.therapy),
        **{"from": _day(trial.start)},
        to=_day(trial.end),
        ongoing="yes" if trial.ongoing else None if trial.end is not None else "no",
        weeks=_number(trial.weeks),
        sessions=_number(trial.sessions),
        dose=None if trial.dose is None else _quantity(plain(trial.dose), unit),
        adequate=None if trial.adequate is None else _yes_no(yes=trial.adequate),
        outcome=None if trial.outcome is None else scalar(trial.outcome),
        source=None if trial.source == usual.source else _optional(trial.source),
    )


def _entry(entry: Entry, unit: str | None, usual: Usual) -> str:
    members = entry_members(entry, unit, usual)
    return members["value"] if members.keys() == {"value"} else flow(members)


def _preferences(patient: Patient) -> list[str]:
    chosen = patient.preferences
    parts = (
        ("wants", chosen.wants),
        ("declines", chosen.declines),
        ("unavailable", chosen.unavailable),
    )
    lines = [f"  {key}: {listed(sorted(names))}" for key, names in parts if names]
    return ["preferences:", *lines] if lines else []


def override_members(override: Override) -> dict[str, str]:
    """What is written of one override, by key."""
    return _written(
        rule=scalar(override.rule),
        actor=scalar(override.actor),
        reason=scalar(override.reason),
        until=_day(override.until),
    )


# -- single values ---------------------------------------------------------------------------


def flow(members: Mapping[str, str]) -> str:
    """A mapping on one line."""
    inside = ", ".join(f"{key}: {value}" for key, value in members.items())
    return f"{{{inside}}}"


def listed(items: Iterable[str]) -> str:
    """Texts as a list on one line."""
    return f"[{', '.join(map(scalar, items))}]"


def _written(**members: str | None) -> dict[str, str]:
    return {key: value for key, value in members.items() if value is not None}


def _value(value: Value, unit: str | None) -> str:
    if isinstance(value, bool):
        return _yes_no(yes=value)
    if isinstance(value, Decimal):
        return _quantity(plain(value), unit)
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Range) and isinstance(value.low, Decimal):
        return _quantity(f"{plain(value.low)} to {plain(value.high)}", unit)
    day = _day(value) if isinstance(value, date | Range) else None
    if day is None:
        raise ValueError(f"a patient file cannot hold {value!r}")
    return day


def _day(day: object) -> str | None:
    if day is None:
        return None
    if not isinstance(day, Range):
        return str(day)
    if not isinstance(day.low, date):
        raise ValueError(f"a patient file cannot hold {day!r}")
    for text in (f"{day.low.year:04}", f"{day.low.year:04}-{day.low.month:02}"):
        if day_of(Placed(text), None) == day:
            return text
    return f"{day.low}/{day.high}"


def _quantity(number: str, unit: str | None) -> str:
    if unit is None:
        return number
    text = f"{number} {unit}"
    return text if _PLAIN_UNIT.fullmatch(unit) else _quoted(text)


def _yes_no(*, yes: bool) -> str:
    return "yes" if yes else "no"


def _number(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)


def _optional(text: str | None) -> str | None:
    return None if text is None else scalar(text)


def scalar(text: str) -> str:
    """A text as YAML: plain where that is safe, else in double quotes."""
    if text not in ("yes", "no") and _PLAIN.fullmatch(text) and resolve(text) == text:
        return str(text)
    return _quoted(text)


def _quoted(text: str) -> str:
    """A text in double quotes, with escapes for what may not stand in a file as it is."""
    hidden = {match.start() for match in FORBIDDEN.finditer(str(text))}
    written = (_character(c, hidden=i in hidden) for i, c in enumerate(text))
    return f'"{"".join(written)}"'


def _character(char: str, *, hidden: bool) -> str:
    if char in '"\\':
        return f"\\{char}"
    return f"\\U{ord(char):08x}" if hidden or not char.isprintable() else char


_PLAIN_UNIT: Final = re.compile(r"[A-Za-z0-9*/%.]+")
_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*")
