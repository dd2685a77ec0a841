"""Which histories of a therapy are possible, as `resolve` reads them: all of them, worked out.

A history is what the trials but the latest have come to, and how the latest one is judged. Each
trial changes in one of a few ways what has failed, partly helped or was not tolerated, so what
any number of them can come to is found by following every way from every state; with each comes
a shortest list of trials that leads there. What the whole history says follows from both by the
same connectives as in `resolve.history`, here over bits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, product
from typing import Final, TypeAlias

from pathway.authoring.verify.formulas import Bit, both, either, opposite, some
from pathway.authoring.verify.values import Truth
from pathway.ground.truth import Truth as Answer
from pathway.patients.history import TrialStanding, is_adequate, is_enough, is_over
from pathway.patients.model import Outcome, Trial
from pathway.program import AdequateTrial

#: What is asked of an adequate trial, once for each program that shares the patient.
Demands: TypeAlias = tuple[AdequateTrial | None, ...]
#: What earlier trials have come to, or how a trial is judged, part by part.
Answers: TypeAlias = tuple[Answer, ...]

#: The parts of a history that do not depend on what is adequate.
SHARED: Final = ("partly_helped", "helped", "not_tolerated", "no_response")
#: Those that do, each once for every demand.
DEMANDED: Final = ("adequate", "failed", "failed_before", "inadequate")
#: What earlier trials leave behind: for every demand, and whatever is demanded.
_LEFT: Final = ("failed", "inadequate")
_LEFT_ANYHOW: Final = ("partly", "not_tolerated")
#: How a trial is judged, for every demand.
JUDGED: Final = ("adequate", "over", "enough")


@dataclass(frozen=True)
class Histories:
    """The possible histories of a therapy that was tried.

    `before` holds, for all that earlier trials can have come to, such trials (none at first);
    `latest` a trial for each way in which one can be judged. `impossible` and `unjudged` are the
    smallest combinations that never occur of the parts named in `left` and in `judged`.
    """

    left: tuple[str, ...]
    judged: tuple[str, ...]
    before: Mapping[Answers, tuple[Trial, ...]]
    latest: Mapping[Answers, Trial]
    impossible: tuple[Mapping[int, Answer], ...]
    unjudged: tuple[Mapping[int, Answer], ...]


@lru_cache(maxsize=256)
def histories(demands: Demands) -> Histories:
    """All histories of tried therapies of which this is demanded."""
    places = range(len(demands))
    left = (*(f"{part}.{k}" for part in _LEFT for k in places), *_LEFT_ANYHOW)
    judged = tuple(f"{part}.{k}" for part in JUDGED for k in places)
    latest = unit_trials(demands)
    before = _reached(demands, latest)
    return Histories(
        left,
        judged,
        before,
        latest,
        tuple(_impossible(len(left), before)),
        tuple(_impossible(len(judged), latest)),
    )


def unit_trials(demands: Demands) -> Mapping[Answers, Trial]:
    """For each way in which one trial may be judged, demand by demand, such a trial."""
    numbers = (
        _numbers([n for d in demands if d for n in (d.weeks, d.no_effect)]),
        _numbers([d.sessions for d in demands if d]),
        _numbers([d.dose for d in demands if d]),
    )
    found: dict[Answers, Trial] = {}
    for stated in (True, False, None):
        for weeks, sessions, dose in product(*numbers):
            trial = Trial("", weeks=weeks, sessions=sessions, dose=dose, adequate=stated)
            found.setdefault(_judged(trial, demands), trial)
    return found


@dataclass(frozen=True)
class ToldHistory:
    """What a history says, as bits, given what came before and how the latest trial went.

    `running` is that the latest trial is under way, `outcomes` has the bit of each outcome.
    """

    left: Mapping[str, Truth]
    judged: Mapping[str, Truth]
    outcomes: Mapping[Outcome, Bit]
    running: Bit
    demands: int

    def parts(self) -> Mapping[str, Truth]:
        """Every part of the history, by its name and the number of its demand."""
        helped, alone = self._was(Outcome.HELPED), self.running
        partly = self._was(Outcome.PARTLY_HELPED)
        bad = self._was(Outcome.NOT_TOLERATED)
        found = {
            "partly_helped": self._own(alone, self.left["partly"], partly),
            "helped": helped,
            "not_tolerated": _and(_or(self.left["not_tolerated"], bad), _not(helped)),
            "no_response": self._was(Outcome.NO_RESPONSE),
        }
        for k in range(self.demands):
            before, fails = self.left[f"failed.{k}"], self._fails(k)
            enough = _and(partly, self.judged[f"enough.{k}"])
            lacking = _or(_or(self.left[f"inadequate.{k}"], fails), enough)
            found[f"adequate.{k}"] = self.judged[f"adequate.{k}"]
            found[f"failed.{k}"] = self._own(alone, before, fails)
            found[f"failed_before.{k}"] = _and(before, _not(helped))
            found[f"inadequate.{k}"] = _and(lacking, _not(helped))
        return found

    def _was(self, wanted: Outcome) -> Truth:
        others = (bit for outcome, bit in self.outcomes.items() if outcome is not wanted)
        return Truth(self.outcomes[wanted], some(others))

    def _fails(self, k: int) -> Truth:
        no_effect = _and(self.judged[f"over.{k}"], self._was(Outcome.NO_RESPONSE))
        anyhow = _or(self._was(Outcome.WORSE), self._was(Outcome.NOT_TOLERATED))
        return _or(no_effect, anyhow)

    def _own(self, alone: Bit, before: Truth, now: Truth) -> Truth:
        """Together with what came before, unless the latest trial is judged by itself."""
        unhelped = _not(self._was(Outcome.HELPED))
        by_itself, so_far = _and(now, unhelped), _and(_or(before, now), unhelped)
        whole = opposite(alone)
        return Truth(
            either(both(alone, by_itself.yes), both(whole, so_far.yes)),
            either(both(alone, by_itself.no), both(whole, so_far.no)),
        )


# -- private -------------------------------------------------------------------------------


def _and(one: Truth, other: Truth) -> Truth:
    return Truth(both(one.yes, other.yes), either(one.no, other.no))


def _or(one: Truth, other: Truth) -> Truth:
    return Truth(either(one.yes, other.yes), both(one.no, other.no))


def _not(one: Truth) -> Truth:
    return Truth(one.no, one.yes)


def _judged(trial: Trial, demands: Demands) -> Answers:
    judges = (is_adequate, is_over, is_enough)
    return tuple(judge(trial, demand, date.max) for judge in judges for demand in demands)


def _numbers(minima: Sequence[Decimal | None]) -> tuple[Decimal | None, ...]:
    """No number, each that is demanded, and one below them all."""
    asked = sorted({number for number in minima if number is not None})
    return (None, Decimal(0), *asked) if asked else (None,)


_State: TypeAlias = tuple[TrialStanding, ...]


def _reached(
    demands: Demands, units: Mapping[Answers, Trial]
) -> Mapping[Answers, tuple[Trial, ...]]:
    start: _State = tuple(TrialStanding() for _ in demands)
    paths: dict[_State, tuple[Trial, ...]] = {start: ()}
    todo = [start]
    for state in todo:
        for unit in units.values():
            for outcome in (*Outcome, None):
                trial = replace(unit, outcome=outcome)
                pairs = zip(state, demands, strict=True)
                after = tuple(one.after(trial, demand, date.max) for one, demand in pairs)
                if after not in paths:
                    paths[after] = (*paths[state], trial)
                    todo.append(after)
    return {_left(state): path for state, path in paths.items()}


def _left(state: _State) -> Answers:
    demanded = (getattr(one, part) for part in _LEFT for one in state)
    return (*demanded, *(getattr(state[0], part) for part in _LEFT_ANYHOW))


def _impossible(count: int, possible: Mapping[Answers, object]) -> Iterator[Mapping[int, Answer]]:
    """The smallest combinations of values that none of these has."""
    found: list[frozenset[tuple[int, Answer]]] = []
    for size in range(1, count + 1):
        for places in combinations(range(count), size):
            seen = {tuple(one[place] for place in places) for one in possible}
            for values in product((True, False, None), repeat=size):
                if values in seen:
                    continue
                cube = frozenset(zip(places, values, strict=True))
                if not any(smaller <= cube for smaller in found):
                    found.append(cube)
                    yield dict(cube)
