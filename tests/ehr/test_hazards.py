"""Law: whatever happens to a record, a hazard in it may become unknown, and never *no*."""

from random import Random
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathway.fhir.understanding import Understanding
from pathway.ground.problems import PatientError
from pathway.patients.at_date import resolve

from .hazards import Hazard, harm, is_safe, record
from .records import TODAY, library

SITE = {"site": "Test", "complete": ["problems", "medicines", "allergies"]}
#: Verdicts under which something is done; nothing that was held back may become one.
DONE = ("recommended",)


def read(bundle: dict[str, Any]) -> Understanding | None:
    """What is understood; nothing where the record is refused, with a reason."""
    try:
        return library().understand_fhir(orjson.dumps(bundle), site=SITE, as_of=TODAY, today=TODAY)
    except PatientError:
        return None


def value(found: Understanding, hazard: Hazard) -> object:
    program = library().program("low-back-pain")
    return resolve(found.patient, program, TODAY).facts[hazard.attribute].value


def vanished(chance: Random) -> object:
    """What made a hazard vanish, after up to three things happened to its record; else nothing."""
    bundle, hazard, at = record(chance)
    found = read(bundle)
    assert found is not None
    before = value(found, hazard)
    assert before is not None, hazard
    assert not is_safe(hazard, before), hazard
    what = []
    for _ in range(chance.randint(1, 3)):
        if at < len(bundle["entry"]):
            what.append(harm(bundle, at, chance))
    after = read(bundle)
    if after is not None and is_safe(hazard, value(after, hazard)):
        return hazard, what, bundle
    return None


@given(st.randoms(use_true_random=False))
@settings(max_examples=50, derandomize=True)
def test_a_hazard_never_vanishes(chance: Random) -> None:
    assert vanished(chance) is None


@pytest.mark.slow
def test_a_hazard_never_vanishes_from_two_thousand_records() -> None:
    for seed in range(2000):
        assert vanished(Random(seed)) is None, seed


def started(bundle: dict[str, Any]) -> set[str]:
    """Everything that is recommended on a record."""
    found = read(bundle)
    if found is None:
        return set()
    options = library().advise(found.patient, "low-back-pain", TODAY).options
    return {id_ for id_, option in options.items() if option.verdict in DONE}


def newly_started(chance: Random) -> set[str]:
    """What is recommended only once something has happened to the record."""
    bundle, _, at = record(chance)
    before = started(bundle)
    harm(bundle, at, chance)
    return started(bundle) - before


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, derandomize=True)
def test_nothing_that_was_held_back_is_recommended(chance: Random) -> None:
    assert newly_started(chance) == set()


@pytest.mark.slow
def test_nothing_that_was_held_back_is_recommended_of_a_hundred_records() -> None:
    for seed in range(100):
        assert newly_started(Random(seed)) == set(), seed
