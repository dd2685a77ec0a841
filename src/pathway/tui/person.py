"""Who the patient is: age and sex, as every screen says them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import cast

from pathway.advice.words import said
from pathway.ground.terms import Characteristic
from pathway.ground.vocabulary import DATE, Range, Vocabulary
from pathway.patients.at_date import Fact
from pathway.patients.model import Patient
from pathway.tui.known import day_text
from pathway.views.page import clean


def age_and_sex(facts: Mapping[str, Fact], vocabulary: Vocabulary) -> str:
    """`57 years, male`; what is not known is not said."""
    return ", ".join(_characteristics(facts, vocabulary))


def birth_date(patient: Patient, vocabulary: Vocabulary) -> str:
    """The date of birth as recorded last; empty where none is."""
    for name, attribute in vocabulary.attributes.items():
        if attribute.characteristic is Characteristic.DATE_OF_BIRTH and attribute.type == DATE:
            entries = [one for one in patient.entries.get(name, ()) if one.value is not None]
            if entries:
                # Of a record some know only the month or the year.
                return day_text(cast("date | Range[date]", entries[-1].value))
    return ""


# -- private -------------------------------------------------------------------------------


def _characteristics(facts: Mapping[str, Fact], vocabulary: Vocabulary) -> Iterator[str]:
    for wanted in (Characteristic.DATE_OF_BIRTH, Characteristic.SEX):
        for name, attribute in vocabulary.attributes.items():
            fact = facts.get(name)
            dated = wanted is Characteristic.DATE_OF_BIRTH and not attribute.type.is_number
            if attribute.characteristic is not wanted or dated or fact is None:
                continue
            if fact.value is not None:
                yield clean(said(fact.value, attribute.type.unit))
                break
