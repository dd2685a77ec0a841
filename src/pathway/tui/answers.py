"""What a clinician tells the terminal, added to the patient; the engine then reads it anew.

Every function returns another patient and leaves the one it was given as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from pathway.ground.vocabulary import RecordList, Value
from pathway.patients.model import Entry, Patient, Why, with_entry, with_whole_list

#: The source of every value that is entered here.
SOURCE: Final = "asked in the terminal"


def with_value(
    patient: Patient, attribute: str, value: Value, on: date, *, settles: str = ""
) -> Patient:
    """The patient with one more value.

    `settles` says who settles a disagreement, and why: the answer then counts alone, and what
    disagreed stays on file.
    """
    entry = Entry(value, on=on, source=SOURCE, settles=settles or None)
    return with_entry(patient, attribute, entry)


def with_values(patient: Patient, values: Iterable[tuple[str, Value]], on: date) -> Patient:
    """The patient with one more value of each of several attributes."""
    for attribute, value in values:
        patient = with_value(patient, attribute, value, on)
    return patient


def not_known(patient: Patient, attributes: Iterable[str], on: date) -> Patient:
    """The patient who was asked and does not know."""
    for attribute in attributes:
        patient = with_entry(patient, attribute, Entry(None, Why.DOES_NOT_KNOW, on, SOURCE))
    return patient


def all_listed(patient: Patient, list_: RecordList, on: date) -> Patient:
    """The patient with a list declared complete, whatever was missing of it before."""
    return with_whole_list(patient, list_, on)


def nothing_tried(patient: Patient) -> Patient:
    """The patient with a complete and empty history of treatments."""
    return replace(patient, trials=())
