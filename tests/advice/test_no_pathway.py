"""Advice for somebody of whom no complaint is known: red flags, and the question for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pathway.advice.brief import brief
from pathway.engine import Library, open_library
from pathway.ground.vocabulary import Base, RecordList
from pathway.patients.model import Entry, Patient

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
