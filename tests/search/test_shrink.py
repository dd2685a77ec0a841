"""Whoever a solver found, the same small patient is shown."""

from pathway.authoring.search.claim import Claim
from pathway.authoring.search.shrink import smallest
from pathway.authoring.search.space import Space
from pathway.patients.at_date import resolve
from pathway.patients.model import Outcome, Patient, Trial
from pathway.walk import AsNeeded
from tests.search.claims import AS_OF, small


def test_a_trial_is_shown_in_the_plainest_way_that_will_do() -> None:
    program = small().program("back_pain")
    space = Space.of(Claim(program, AS_OF, Patient("somebody")), program)
    ways = [
        Trial("acupuncture", ongoing=True, adequate=True, outcome=Outcome.PARTLY_HELPED),
        Trial("acupuncture", adequate=True, outcome=Outcome.PARTLY_HELPED),
    ]
    shown = [smallest(Patient("x", trials=(way,)), space, inadequate).trials for way in ways]
    assert shown[0] == shown[1]
    assert [(t.ongoing, t.outcome) for t in shown[0] or ()] == [(False, Outcome.NO_RESPONSE)]


def inadequate(patient: Patient) -> bool:
    """Whether acupuncture was tried and is not known to have been enough."""
    program = small().program("back_pain")
    found = AsNeeded(program, resolve(patient, program, AS_OF).values)
    return found["option.acupuncture.inadequate"].value is True
