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

from pathway.patient import Outcome, Patient, Trial
from pathway.program import AdequateTrial, Therapy
from pathway.resolve.history import history_of
from pathway.terms import Kind
from pathway.truth import Truth
from pathway.verify.histories import DEMANDED, SHARED, histories
from tests.chance import examples

AS_OF = date(2026, 11, 20)
#: What is demanded of an adequate trial: nothing that is said, weeks, all of it, nothing at all.
DEMANDS: Sequence[AdequateTrial | None] = (
    None,
    AdequateTrial(weeks=Decimal(4)),
    AdequateTrial(Decimal(6), Decimal(8), Decimal(1000)),
    AdequateTrial(),
)


def history(trials: Sequence[Trial], demand: AdequateTrial | None) -> dict[str, Any]:
    """What the engine makes of trials."""
    therapy = Therapy("x", "x", Kind.DRUG, (), adequate=demand)
    patient = Patient("somebody", trials=tuple(trials))
    facts = history_of(patient, {"x": therapy}, AS_OF)
    return {fact.name.removeprefix("x."): fact.value for fact in facts}


def parts(trials: Sequence[Trial], demands: Sequence[AdequateTrial | None]) -> tuple[Truth, ...]:
    """The same, in the order of the solver's parts."""
    found = [history(trials, demand) for demand in demands]
    demanded = [one[part] for part in DEMANDED for one in found]
    return (*demanded, *(found[0][part] for part in SHARED))


def trials() -> st.SearchStrategy[list[Trial]]:
    return st.lists(
        st.builds(
            Trial,
            therapy=st.just("x"),
            weeks=st.sampled_from([None, Decimal(1), Decimal(4), Decimal(5), Decimal(6)]),
            sessions=st.sampled_from([None, Decimal(7), Decimal(8)]),
            dose=st.sampled_from([None, Decimal(0), Decimal(1000)]),
            adequate=st.sampled_from([None, True, False]),
            outcome=st.sampled_from([None, *Outcome]),
        ),
        min_size=1,
        max_size=5,
    )


@settings(max_examples=examples(120))
@given(trials(), st.sampled_from([*((d,) for d in DEMANDS), (DEMANDS[1], DEMANDS[2])]))
def test_every_history_is_one_of_them(
    tried: list[Trial], demands: tuple[AdequateTrial | None, ...]
) -> None:
    found, possible = parts(tried, demands), histories(demands)
    assert found in possible.witnesses
    assert not any(
        all(found[place] is answer for place, answer in one.items()) for one in possible.impossible
    )


@pytest.mark.parametrize("demand", DEMANDS)
def test_each_of_them_has_trials_that_lead_to_it(demand: AdequateTrial | None) -> None:
    possible = histories((demand,))
    assert len(possible.witnesses) > 20
    for wanted, tried in possible.witnesses.items():
        assert parts([Trial("x", **_told(trial)) for trial in tried], (demand,)) == wanted


@pytest.mark.parametrize("demand", DEMANDS)
def test_nothing_else_is_allowed(demand: AdequateTrial | None) -> None:
    possible = histories((demand,))
    for combination in product((True, False, None), repeat=len(possible.parts)):
        excluded = any(
            all(combination[place] is answer for place, answer in one.items())
            for one in possible.impossible
        )
        assert excluded is (combination not in possible.witnesses)


def test_two_programs_may_ask_for_different_trials() -> None:
    """Five weeks without response fail where four are enough, and not where six are needed."""
    demands = (AdequateTrial(weeks=Decimal(4)), AdequateTrial(weeks=Decimal(6)))
    possible = histories(demands)
    first, second = (possible.parts.index(f"failed.{k}") for k in range(2))
    apart = {(found[first], found[second]) for found in possible.witnesses}
    assert (True, False) in apart
    assert (False, True) not in apart


def _told(trial: Trial) -> dict[str, Any]:
    names = ("weeks", "sessions", "dose", "adequate", "outcome")
    return {name: getattr(trial, name) for name in names}
