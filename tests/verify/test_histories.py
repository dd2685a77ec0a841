"""The solver's histories are exactly those that trials can lead to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathway.authoring.verify.recorded import DEMANDED, SHARED, ToldHistory, histories
from pathway.authoring.verify.values import Truth
from pathway.ground.terms import Kind
from pathway.patients.history import TrialStanding, history_of, is_adequate, is_enough, is_over
from pathway.patients.model import Outcome, Patient, Trial
from pathway.program import AdequateTrial, Therapy

AS_OF = date(2026, 11, 20)
#: What is demanded of an adequate trial: nothing that is said, weeks, all of it, nothing at all.
DEMANDS: Sequence[AdequateTrial | None] = (
    None,
    AdequateTrial(weeks=Decimal(4)),
    AdequateTrial(Decimal(6), Decimal(8), Decimal(1000)),
    AdequateTrial(),
    AdequateTrial(weeks=Decimal(4), no_effect=Decimal(2)),
    AdequateTrial(no_effect=Decimal(2)),
)


def history(trials: Sequence[Trial], demand: AdequateTrial | None) -> dict[str, Any]:
    """What the engine makes of trials."""
    therapy = Therapy("x", "x", Kind.DRUG, (), adequate=demand)
    patient = Patient("somebody", trials=tuple(trials))
    facts = history_of(patient, {"x": therapy}, AS_OF)
    return {fact.name.removeprefix("x."): fact.value for fact in facts}


def answer(truth: Truth) -> bool | None:
    """A truth whose bits are settled."""
    assert {truth.yes, truth.no} <= {True, False}
    return True if truth.yes else False if truth.no else None


def bits(value: bool | None) -> Truth:
    return Truth(value is True, value is False)


def told(trials: Sequence[Trial], demands: Sequence[AdequateTrial | None]) -> dict[str, Any]:
    """What the solver makes of the same trials, once it has found them among its own."""
    possible = histories(tuple(demands))
    standing = [TrialStanding() for _ in demands]
    for trial in trials[:-1]:
        standing = [one.after(trial, d, AS_OF) for one, d in zip(standing, demands, strict=True)]
    parts = ("failed", "inadequate")
    left = (*(getattr(one, part) for part in parts for one in standing),)
    left += (standing[0].partly, standing[0].not_tolerated)
    last = trials[-1]
    judges = (is_adequate, is_over, is_enough)
    judged = tuple(judge(last, demand, AS_OF) for judge in judges for demand in demands)
    assert left in possible.before
    assert judged in possible.latest
    for found, excluded in ((left, possible.impossible), (judged, possible.unjudged)):
        assert not any(all(found[n] is a for n, a in one.items()) for one in excluded)
    history = ToldHistory(
        dict(zip(possible.left, map(bits, left), strict=True)),
        dict(zip(possible.judged, map(bits, judged), strict=True)),
        {outcome: last.outcome is outcome for outcome in Outcome},
        last.ongoing,
        len(demands),
    )
    return {part: answer(truth) for part, truth in history.parts().items()}


def trials() -> st.SearchStrategy[list[Trial]]:
    return st.lists(
        st.builds(
            Trial,
            therapy=st.just("x"),
            weeks=st.sampled_from([None, *map(Decimal, (1, 2, 4, 5, 6))]),
            sessions=st.sampled_from([None, Decimal(7), Decimal(8)]),
            dose=st.sampled_from([None, Decimal(0), Decimal(1000)]),
            adequate=st.sampled_from([None, True, False]),
            outcome=st.sampled_from([None, *Outcome]),
            ongoing=st.booleans(),
        ),
        min_size=1,
        max_size=5,
    )


@settings(max_examples=300, deadline=None)
@given(trials(), st.sampled_from([*((d,) for d in DEMANDS), (DEMANDS[1], DEMANDS[2])]))
def test_every_history_is_one_of_them_and_says_the_same(
    tried: list[Trial], demands: tuple[AdequateTrial | None, ...]
) -> None:
    found = told(tried, demands)
    for number, demand in enumerate(demands):
        engine = history(tried, demand)
        assert {part: found[f"{part}.{number}"] for part in DEMANDED} == {
            part: engine[part] for part in DEMANDED
        }
        assert {part: found[part] for part in SHARED} == {part: engine[part] for part in SHARED}


@pytest.mark.parametrize("demand", DEMANDS)
def test_each_of_them_has_trials_that_lead_to_it(demand: AdequateTrial | None) -> None:
    possible = histories((demand,))
    assert len(possible.before) > 5
    for wanted, tried in possible.before.items():
        standing = TrialStanding()
        for trial in tried:
            standing = standing.after(trial, demand, AS_OF)
        left = (standing.failed, standing.inadequate, standing.partly, standing.not_tolerated)
        assert left == wanted


@pytest.mark.parametrize("demand", DEMANDS)
def test_nothing_else_is_allowed(demand: AdequateTrial | None) -> None:
    possible = histories((demand,))
    for names, found, excluded in (
        (possible.left, possible.before, possible.impossible),
        (possible.judged, possible.latest, possible.unjudged),
    ):
        for combination in product((True, False, None), repeat=len(names)):
            out = any(all(combination[n] is a for n, a in one.items()) for one in excluded)
            assert out is (combination not in found)


def test_two_programs_may_ask_for_different_trials() -> None:
    """Five weeks without response fail where four are enough, and not where six are needed."""
    demands = (AdequateTrial(weeks=Decimal(4)), AdequateTrial(weeks=Decimal(6)))
    possible = histories(demands)
    first, second = (possible.left.index(f"failed.{k}") for k in range(2))
    apart = {(found[first], found[second]) for found in possible.before}
    assert (True, False) in apart
    assert (False, True) not in apart
