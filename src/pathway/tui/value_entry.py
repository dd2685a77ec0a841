"""A value as it is typed in a form: read by the rules of a patient file, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from pathway.advice.words import said
from pathway.ground.problems import Problem
from pathway.ground.source import Placed
from pathway.ground.vocabulary import Attribute, Base, Range, RecordList, Value
from pathway.patients.model import Entry, Patient, Why
from pathway.tui.answers import SOURCE
from pathway.tui.known import day_text, said_entry
from pathway.tui.session import Session
from pathway.tui.trial_entry import EntryFault, fault_words
from pathway.views.page import clean
from pathway.yaml.values import Day, day_of
from pathway.yaml.values import plain as plainly

#: Why a value may be missing, as a clinician can say it.
REASONS: Final = (Why.DOES_NOT_KNOW, Why.NOT_ASKED, Why.NOTHING_RECORDED, Why.NOT_FETCHED)
#: What becomes of the values that were recorded before.
BESIDE: Final = "beside"
INSTEAD: Final = "instead"


def written_entry(session: Session, attribute: Attribute, entry: Entry | None) -> dict[str, str]:
    """A recorded value as it stands in the fields; a new one is of the day of the advice."""
    if entry is None:
        day = session.as_of.isoformat()
        new = {"value": "", "unknown": "", "on": day, "source": SOURCE, "others": BESIDE}
        return {**new, "settles": ""}
    return {
        "value": "" if entry.value is None else _written(attribute, entry.value),
        "unknown": entry.why.value if entry.why is not None else "",
        "on": day_text(entry.on),
        "source": entry.source or "",
        "others": BESIDE,
        "settles": entry.settles or "",
    }


def read_entry(
    session: Session, attribute: Attribute, fields: Mapping[str, str]
) -> Entry | tuple[EntryFault, ...]:
    """The value in the fields; the faults where there is none."""
    faults: list[EntryFault] = []
    value: Value | None = None
    why = Why(fields["unknown"]) if fields["unknown"] else None
    if fields["value"].strip() and why is not None:
        message = "there is a value and a reason why there is none; clear one of them"
        faults.append(EntryFault("unknown", f"[!] {message}"))
    elif why is None:
        found = session.read(attribute, fields["value"])
        if isinstance(found, Problem):
            faults.append(EntryFault("value", _value_words(fields["value"], found)))
        else:
            value = found
    on = _day(session, fields["on"], faults)
    settles = " ".join(fields["settles"].split())
    if settles and why is not None:
        faults.append(EntryFault("settles", "[!] only a value settles what sources disagree about"))
    if faults:
        return tuple(faults)
    return Entry(value, why, on, fields["source"].strip() or None, settles=settles or None)


def echo(attribute: Attribute, typed: str, entry: Entry) -> str:
    """How a typed value is recorded, where that is not what was typed."""
    if entry.value is None:
        return ""
    words = said(entry.value, attribute.type.unit)
    return "" if words == typed.strip() else f"is recorded as {words}"


def with_entry(
    patient: Patient, attribute: Attribute, entry: Entry, place: int | None, others: str
) -> Patient:
    """The patient with one more value, or with one in the `place` of another.

    Where others give way, their wording is kept as a detail; a value of the same day and
    source always gives way, because a record cannot say both.
    """
    before = list(patient.entries.get(attribute.name, ()))
    if place is not None:
        old = before.pop(place)
        if (old.value, old.why) == (entry.value, entry.why):
            entry = replace(entry, detail=old.detail)
    elif others == INSTEAD and before:
        told = "; ".join(said_entry(attribute, one) for one in before)
        entry, before = replace(entry, detail=f"instead of {told}"), []
    kept = [one for one in before if (one.on, one.source) != (entry.on, entry.source)]
    return _with(patient, attribute.name, (*kept, entry))


def without_entry(patient: Patient, name: str, place: int) -> Patient:
    """The patient without one of the values of an attribute."""
    entries = patient.entries[name]
    return _with(patient, name, (*entries[:place], *entries[place + 1 :]))


def with_list(patient: Patient, listed: RecordList, on: date) -> Patient:
    """The patient with a list declared complete, or no longer so."""
    complete = patient.complete ^ {listed}
    return replace(
        patient, complete=complete, reconciled=(patient.reconciled or on) if complete else None
    )


# -- private -------------------------------------------------------------------------------


def _with(patient: Patient, name: str, entries: tuple[Entry, ...]) -> Patient:
    told = {**patient.entries, name: entries}
    return replace(patient, entries={key: values for key, values in told.items() if values})


def _value_words(typed: str, problem: Problem) -> str:
    if typed.strip():
        return fault_words(problem)
    return "[!] say the value, or below why it is not known"


def _day(session: Session, text: str, faults: list[EntryFault]) -> Day | None:
    if not text.strip():
        return None
    day = day_of(Placed(text.strip()), max(session.as_of, date.today()))
    if isinstance(day, Problem):
        faults.append(EntryFault("on", fault_words(day)))
        return None
    return day


def _written(attribute: Attribute, value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date | Range) and attribute.type.base is Base.DATE:
        return day_text(value)  # type: ignore[arg-type]
    if attribute.type.is_number and not isinstance(value, Range):
        return f"{plainly(value)} {attribute.type.unit or ''}".strip()  # type: ignore[arg-type]
    return clean(said(value))
