"""Which histories of a therapy are possible, as `resolve` reads them: all of them, worked out.

Trials follow one another, and each changes what has failed, partly helped or was not tolerated
in one of a few ways. So the histories that any number of trials can lead to are found by
following every way from every state; with each comes a shortest list of trials that leads there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, product
from typing import Final, TypeAlias

from pathway.patient import Outcome, Trial
from pathway.program import AdequateTrial
from pathway.resolve.history import is_adequate
from pathway.truth import Truth, and_, not_, or_

#: What is asked of an adequate trial, once for each program that shares the patient.
Demands: TypeAlias = tuple[AdequateTrial | None, ...]

#: The parts of a history that do not depend on what is adequate.
SHARED: Final = ("partly_helped", "helped", "not_tolerated")
#: Those that do, each once for every demand.
DEMANDED: Final = ("adequate", "failed")


@dataclass(frozen=True)
class Histories:
    """The possible histories of a therapy that was tried.

    `parts` names what each history says; `witnesses` holds for every history its trials, and
    `impossible` the smallest combinations that never occur, by the numbers of the parts.
    """

    parts: tuple[str, ...]
    witnesses: Mapping[tuple[Truth, ...], tuple[Trial, ...]]
    impossible: tuple[Mapping[int, Truth], ...]


@lru_cache(maxsize=256)
def histories(demands: Demands) -> Histories:
    """All histories of tried therapies of which this is demanded."""
    parts = (*(f"{part}.{k}" for part in DEMANDED for k in range(len(demands))), *SHARED)
    witnesses = _reached(demands)
    return Histories(parts, witnesses, tuple(_impossible(len(parts), witnesses)))


def unit_trials(demands: Demands) -> Mapping[tuple[Truth, ...], Trial]:
    """For each way in which one trial may be adequate, demand by demand, such a trial."""
    numbers = (
        _numbers([d.weeks for d in demands if d]),
        _numbers([d.sessions for d in demands if d]),
        _numbers([d.dose for d in demands if d]),
    )
    found: dict[tuple[Truth, ...], Trial] = {}
    for stated in (True, False, None):
        for weeks, sessions, dose in product(*numbers):
            trial = Trial("", weeks=weeks, sessions=sessions, dose=dose, adequate=stated)
            vector = tuple(is_adequate(trial, demand, date.max) for demand in demands)
            found.setdefault(vector, trial)
    return found


# -- private -------------------------------------------------------------------------------

_State: TypeAlias = tuple[tuple[Truth, ...], Truth, Truth]


def _numbers(minima: Sequence[Decimal | None]) -> tuple[Decimal | None, ...]:
    """No number, each that is demanded, and one below them all."""
    asked = sorted({number for number in minima if number is not None})
    return (None, Decimal(0), *asked) if asked else (None,)


def _reached(demands: Demands) -> Mapping[tuple[Truth, ...], tuple[Trial, ...]]:
    start: _State = (tuple(False for _ in demands), False, False)
    paths: dict[_State, tuple[Trial, ...]] = {start: ()}
    found: dict[tuple[Truth, ...], tuple[Trial, ...]] = {}
    todo = [start]
    for state in todo:
        for vector, trial in unit_trials(demands).items():
            for outcome in (*Outcome, None):
                after, helped = _step(state, vector, outcome)
                path = (*paths[state], replace(trial, outcome=outcome))
                failed, partly, not_tolerated = after
                found.setdefault((*vector, *failed, partly, helped, not_tolerated), path)
                if after not in paths:
                    paths[after] = path
                    todo.append(after)
    return found


def _step(
    state: _State, vector: tuple[Truth, ...], outcome: Outcome | None
) -> tuple[_State, Truth]:
    """What one more trial makes of a history, as `resolve.history` has it."""

    def was(wanted: Outcome) -> Truth:
        return None if outcome is None else outcome is wanted

    failed, partly, not_tolerated = state
    helped = was(Outcome.HELPED)
    anyhow = or_((was(Outcome.WORSE), was(Outcome.NOT_TOLERATED)))
    now = (or_((and_((v, was(Outcome.NO_RESPONSE))), anyhow)) for v in vector)
    after = tuple(
        and_((or_((old, new)), not_(helped))) for old, new in zip(failed, now, strict=True)
    )
    return (
        after,
        and_((or_((partly, was(Outcome.PARTLY_HELPED))), not_(helped))),
        and_((or_((not_tolerated, was(Outcome.NOT_TOLERATED))), not_(helped))),
    ), helped


def _impossible(
    count: int, possible: Mapping[tuple[Truth, ...], object]
) -> Iterator[Mapping[int, Truth]]:
    """The smallest combinations of values that no history has."""
    found: list[frozenset[tuple[int, Truth]]] = []
    for size in range(1, count + 1):
        for places in combinations(range(count), size):
            seen = {tuple(history[place] for place in places) for history in possible}
            for values in product((True, False, None), repeat=size):
                if values in seen:
                    continue
                cube = frozenset(zip(places, values, strict=True))
                if not any(smaller <= cube for smaller in found):
                    found.append(cube)
                    yield dict(cube)
