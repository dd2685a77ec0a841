"""What may be recorded of one attribute, and which histories of a therapy are possible.

Both are variables of the solver and the rules that bind them, as `resolve` reads a patient.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, product
from typing import Any, Final, TypeAlias

import z3

from pathway.authoring.verify.formulas import (
    Bit,
    both,
    either,
    every,
    formula,
    none,
    opposite,
    some,
)
from pathway.authoring.verify.meaning import exact
from pathway.authoring.verify.values import Meant, NotEncodable, Number, Text, Truth
from pathway.frozen import frozen
from pathway.ground.truth import Truth as Answer
from pathway.ground.vocabulary import Attribute, Base, Worse
from pathway.patients.history import TrialStanding, is_adequate, is_enough, is_over
from pathway.patients.model import Outcome, Trial
from pathway.program import AdequateTrial
from pathway.yaml.values import EARLIEST

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


@frozen(slots=False)
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


@frozen(slots=False)
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


YEARS: Final = ("years", "year", "a")
WEEKS: Final = ("weeks", "week", "wk")


@frozen
class Recorded:
    """What is recorded of one attribute: a value, or nothing; `conflicting` is neither.

    `assumed` is that the value is only the worse of what it may be, which the engine tells apart
    for all but a yes or no.
    """

    attribute: Attribute
    value: Meant
    conflicting: Bit
    assumed: Bit = False

    @property
    def in_dispute(self) -> bool:
        """Whether it is assumed because sources disagree; elsewhere a single entry says so."""
        return is_in_dispute(self.attribute)


@frozen
class SolverRules:
    """Where the rules on one patient are kept: of every patient, and of those easy to write."""

    as_of: date
    tag: str
    rules: list[Any]
    tidy: list[Any]


def recorded(attribute: Attribute, rules: SolverRules) -> Recorded:
    """The variables of what is recorded of an attribute."""
    conflicting = z3.Bool(rules.tag + f"{attribute.name} conflicting")
    value = _value(attribute, rules)
    rules.rules.append(formula(none((both(conflicting, value.known),))))
    if isinstance(value, Truth):
        return Recorded(attribute, value, conflicting)
    assumed = z3.Bool(rules.tag + f"{attribute.name} assumed")
    rules.rules.append(formula(either(opposite(assumed), value.known)))
    if isinstance(value, Number) and attribute.type.is_number:
        certain = opposite(assumed)
        rules.tidy.extend([either(certain, one) for one in _in_range(attribute, value)])
    return Recorded(attribute, value, conflicting, assumed)


def is_in_dispute(attribute: Attribute) -> bool:
    """Whether the worse of two numbers counts where sources disagree."""
    return attribute.type.is_number and attribute.disagree in (Worse.LOWEST, Worse.HIGHEST)


def at_most_one(bits: Sequence[Bit]) -> Iterator[Any]:
    """That no two of them hold."""
    for place, bit in enumerate(bits):
        yield from (formula(none((both(bit, other),))) for other in bits[:place])


def joined(one: Attribute | None, other: Attribute) -> Attribute:
    """An attribute as two vocabularies have it; they may differ in all but what it is."""
    if one is None or one == other:
        return other
    first, second = one.type, other.type
    if first.base is not second.base or first.unit != second.unit or one.since != other.since:
        raise NotEncodable(f"attribute `{other.name}`, which changes its type,", other.span)
    choices = second.choices
    if first.choices is not None and second.choices is not None:
        choices = tuple(dict.fromkeys((*first.choices, *second.choices)))
    return replace(
        other,
        type=replace(second, choices=choices),
        lowest=_wider(one.lowest, other.lowest, min),
        highest=_wider(one.highest, other.highest, max),
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


def _value(attribute: Attribute, rules: SolverRules) -> Meant:
    kind, name = attribute.type, attribute.name
    if kind.base is Base.BOOLEAN:
        yes, no = z3.Bool(rules.tag + f"{name} yes"), z3.Bool(rules.tag + f"{name} no")
        rules.rules.append(formula(none((both(yes, no),))))
        return Truth(yes, no)
    if kind.base is Base.TEXT and kind.choices is not None:
        bits = {choice: z3.Bool(rules.tag + f"{name} {choice}") for choice in kind.choices}
        rules.rules.extend(at_most_one(list(bits.values())))
        return Text(bits)
    if kind.is_number or kind.base is Base.DATE:
        return _number(attribute, rules)
    raise NotEncodable(f"attribute `{name}` of a text that may be anything", attribute.span)


def _number(attribute: Attribute, rules: SolverRules) -> Number:
    name, known = attribute.name, z3.Bool(rules.tag + f"{attribute.name} known")
    if attribute.type.base is Base.DATE:
        low, high = z3.Int(rules.tag + f"{name} first"), z3.Int(rules.tag + f"{name} last")
        earliest = date(EARLIEST, 1, 1).toordinal()
        rules.rules.extend([low >= earliest, low <= high, high <= rules.as_of.toordinal()])
        return Number(known, low, high)
    if attribute.since is not None:
        return _counted(attribute, known, rules)
    value = (
        z3.ToReal(z3.Int(rules.tag + name))
        if attribute.type.base is Base.INTEGER
        else z3.Real(rules.tag + name)
    )
    if attribute.lowest is not None:
        rules.rules.append(value >= exact(attribute.lowest))
    if attribute.highest is not None:
        rules.rules.append(value <= exact(attribute.highest))
    return Number(known, value, value)


def _counted(attribute: Attribute, known: Bit, rules: SolverRules) -> Number:
    """An age or a duration: it goes on, and may be known only as an interval."""
    name = attribute.name
    low, high = z3.Real(rules.tag + f"{name} from"), z3.Real(rules.tag + f"{name} to")
    lowest = min(attribute.lowest or Decimal(0), Decimal(0))
    rules.rules.extend([low >= exact(lowest), low <= high])
    if attribute.highest is not None:
        days = (rules.as_of - date(EARLIEST, 1, 1)).days
        rules.rules.append(high <= exact(attribute.highest + days))
        rules.tidy.append(high <= exact(attribute.highest))
    per = 7 if attribute.type.unit in WEEKS else 1
    ends = (
        z3.Int(rules.tag + f"{name} from, whole"),
        z3.Int(rules.tag + f"{name} to, whole"),
    )
    whole = every((low * per == z3.ToReal(ends[0]), high * per == z3.ToReal(ends[1]), low >= 0))
    lowest_known = exact(attribute.lowest or Decimal(0))
    rules.tidy.append(either(both(low == high, low >= lowest_known), whole))
    return Number(known, low, high)


def _in_range(attribute: Attribute, value: Number) -> Iterator[Any]:
    """That a number is one, and leaves room for the better one of another source."""
    yield value.low == value.high
    if attribute.disagree is Worse.LOWEST and attribute.highest is not None:
        yield value.low + 1 <= exact(attribute.highest)
    if attribute.disagree is Worse.HIGHEST and attribute.lowest is not None:
        yield value.low - 1 >= exact(attribute.lowest)


def _wider(
    one: Decimal | None, other: Decimal | None, pick: Callable[[Decimal, Decimal], Decimal]
) -> Decimal | None:
    return None if one is None or other is None else pick(one, other)
