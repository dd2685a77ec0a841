"""Advice for somebody of whom no complaint is known: red flags, and the question for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pathway.advice.brief import brief
from pathway.engine import Library, open_library
from pathway.ground.vocabulary import Base, RecordList
from pathway.patients.model import Entry, Patient, Why

DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


def patient(**values: bool) -> Patient:
    return Patient("p1", entries={name: (Entry(value),) for name, value in values.items()})


def test_a_flag_asks_about_a_therapy_that_only_the_pathways_offer(library: Library) -> None:
    advice = library.advise(patient(takes_other_opioid=True), None, DAY)
    assert advice.pathway.id == ""
    asked = [question.about for question in advice.questions]
    assert ("trials",) in asked


def test_a_treatment_that_only_the_pathways_offer_is_asked_for(library: Library) -> None:
    known = replace(patient(takes_other_opioid=True), complete=frozenset(RecordList), trials=())
    asked = [question.attribute for question in library.advise(known, None, DAY).questions]
    assert "opioid_mme" in asked


def test_whatever_else_is_known_there_is_an_advice(library: Library) -> None:
    attributes = library.vocabulary.attributes
    asked = [name for name, one in attributes.items() if one.type.base is Base.BOOLEAN]
    assert len(asked) > 50
    for name in asked:
        assert brief(library.advise(patient(**{name: True}), None, DAY)).ask


def test_the_complaint_that_a_record_speaks_for_is_asked_about_first(library: Library) -> None:
    """A record that knows a worn knee leaves open whether it hurts: that is asked first."""

    def asked(known: Patient) -> list[str]:
        found = [question.attribute for question in library.advise(known, None, DAY).questions]
        return [name for name in found if name in {"leg_pain", "low_back_pain", "knee_pain"}]

    left_open = {"knee_pain": (Entry(None, why=Why.LEFT_OPEN),)}
    knee = replace(patient(), entries=left_open)
    assert asked(patient()) == ["leg_pain", "low_back_pain"]
    assert asked(knee) == ["knee_pain", "leg_pain", "low_back_pain"]
    assert asked(replace(knee, entries={"leg_pain": (Entry(None, why=Why.LEFT_OPEN),)})) == [
        "leg_pain",
        "low_back_pain",
    ]
