"""The hunt for a counterexample, near the edge first.

A random patient is hardly ever near the edge of a rule. So the search first finds patients for
whom the occasion of a claim is there but for what the claim gives, then gives it, and then
changes them in single respects: every value on both sides of every threshold, and unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from pathway.authoring.search.claim import ALWAYS, NEVER, Claim, Finding, Held, Refuted, SaysNothing
from pathway.authoring.search.shrink import smallest
from pathway.authoring.search.slice import excerpt
from pathway.authoring.search.space import HISTORY_TAKEN, Sketch, Space, sort_of
from pathway.authoring.search.steering import NOT_YES, YES, Steering, Wish, with_part
from pathway.authoring.search.trying import Trying
from pathway.ground.vocabulary import Base
from pathway.language.syntax import Result
from pathway.patients.model import Patient

#: How many patients are tried for a claim.
PATIENTS: Final = 2000


@dataclass(frozen=True)
class RandomSearch:
    """Decides a claim on about so many patients; the same seed gives the same answer."""

    seed: int = 0
    patients: int = PATIENTS

    def decide(self, claim: Claim) -> Finding:
        """Whether the claim holds, as far as this search can tell."""
        return _Hunt(claim, _rng(self.seed), self.patients).finding()


def sample(claim: Claim, seed: int, patients: int) -> Iterator[Patient]:
    """Random patients with all that a claim fixes; about a third of the rest is unknown."""
    space = Space.of(claim, excerpt(claim.program, claim.names()))
    rng = _rng(seed)
    for _ in range(patients):
        yield space.patient(random_sketch(space, rng))


def random_sketch(space: Space, rng: Random) -> dict[str, int]:
    """A patient of whom a third is unknown and most of the rest ordinary."""
    found: dict[str, int] = {}
    attributes = space.excerpt.vocabulary.attributes
    for name, parts in space.parts.items():
        lot = rng.random()
        if name not in attributes:
            chance = _CHANCE.get(sort_of(name)[0], 0.1)
            if lot < chance:
                found[name] = rng.randint(1, len(parts))
        elif attributes[name].type.base is Base.DATE:
            if lot < _DATED:
                found[name] = rng.randint(1, len(parts))
        elif lot < _ORDINARY:
            found[name] = space.ordinary[name]
        elif lot < _RECORDED:
            found[name] = rng.randint(1, len(parts))
    return found


# -- private -------------------------------------------------------------------------------

#: How often a thing that is no attribute is recorded.
_CHANCE: Final[Mapping[str, float]] = {
    HISTORY_TAKEN: 0.8,
    "complete": 0.6,
    "trials": 0.2,
    "wish": 0.05,
    "override": 0.1,
}
_DATED: Final = 0.15
#: Up to here an attribute is ordinary, from there to the next in any way, then not recorded.
_ORDINARY: Final = 0.5
_RECORDED: Final = 0.85

#: From so many beginnings a way to the occasion is sought, with so many steps each, until so
#: many patients are found.
_BEGINNINGS: Final = 20
_STEPS: Final = 150
_NEIGHBOURS: Final = 5
#: The steps of an attempt to break the claim.
_ATTEMPT: Final = 30
#: So many sketches are looked at, at most, for every patient that is wanted.
_LOOKS: Final = 3


def _rng(seed: int) -> Random:
    return Random(f"pathway {seed}")  # noqa: S311 -- patients are tried, no secret is kept


class _FoundError(Exception):
    """A counterexample was found; nothing else is of interest."""


class _Hunt:
    """One search through the patients of one claim."""

    def __init__(self, claim: Claim, rng: Random, patients: int) -> None:
        self._claim = claim
        self._rng = rng
        self._wanted = patients
        self._program = excerpt(claim.program, claim.names())
        self._space = Space.of(claim, self._program)
        self._trying = Trying(self._space)
        self._steering = Steering(self._trying, rng)
        self._given = [Wish(expr, YES) for expr in claim.constraints]
        self._seen: set[frozenset[tuple[str, int]]] = set()
        self._tried = self._near = 0
        self._broken: Sketch = {}

    def finding(self) -> Finding:
        """What comes of the hunt."""
        try:
            neighbours = self._neighbours()
            self._change_each(neighbours)
            self._attack(neighbours)
            self._roam(neighbours)
        except _FoundError:
            small = smallest(self._broken, self._space, self._fails)
            return Refuted(self._space.patient(small), self._tried)
        if not self._tried:
            return SaysNothing(nobody=True, tried=self._tried)
        if not neighbours and not self._needs_no_occasion:
            return SaysNothing(nobody=False, tried=self._tried)
        return Held(self._tried, self._near)

    # -- the edge ----------------------------------------------------------------------------

    @property
    def _needs_no_occasion(self) -> bool:
        """Whether the claim is that something never comes, whatever a patient is like."""
        return self._claim.conclusion == NEVER and self._claim.is_open

    def _neighbours(self) -> list[dict[str, int]]:
        """Patients of the claim who would have the occasion, were it not for what is given."""
        occasion = [Wish(self._claim.occasion, YES)]
        if self._needs_no_occasion:
            return []
        if self._claim.occasion == ALWAYS:
            return list(self._reached(self._steering, self._space, self._given))
        if self._claim.conclusion != NEVER:
            return list(self._reached(self._steering, self._space, [*self._given, *occasion]))
        free = Space.of(self._claim.unconditional, self._program)
        found = self._reached(Steering(Trying(free), self._rng), free, occasion)
        return [self._made_to_fit(self._space.within(sketch)) for sketch in found]

    def _reached(
        self, steering: Steering, space: Space, wishes: Sequence[Wish]
    ) -> Iterator[dict[str, int]]:
        """Patients for whom some wishes come true, from different beginnings."""
        found = 0
        for beginning in range(_BEGINNINGS):
            start = dict(space.ordinary) if beginning % 2 == 0 else random_sketch(space, self._rng)
            for sketch, values in steering.towards(wishes, start, _STEPS):
                if steering.fulfilled(wishes, values):
                    yield sketch
                    found += 1
            if found == _NEIGHBOURS:
                return

    def _made_to_fit(self, sketch: dict[str, int]) -> dict[str, int]:
        """The patient changed as little as may be, so that the claim speaks of them."""
        for changed, _ in self._steering.towards(self._given, sketch, _ATTEMPT):
            sketch = changed
        return sketch

    # -- trying ------------------------------------------------------------------------------

    def _change_each(self, neighbours: Sequence[dict[str, int]]) -> None:
        """The neighbours themselves, then each in single respects."""
        for sketch in neighbours:
            self._try(sketch, near=True)
        changes = [
            (sketch, name, number)
            for sketch in neighbours
            for name, parts in self._space.parts.items()
            for number in range(len(parts) + 1)
            if number != sketch.get(name, 0)
        ]
        self._rng.shuffle(changes)
        for sketch, name, number in changes:
            if self._tried >= self._wanted // 2:
                return
            self._try(with_part(sketch, name, number), near=True)

    def _attack(self, neighbours: Sequence[dict[str, int]]) -> None:
        """Steer straight for a counterexample, from near and from far."""
        claim = self._claim
        wishes = [*self._given, Wish(claim.occasion, YES), Wish(claim.conclusion, NOT_YES)]
        attempts = max(self._wanted // 4 // _ATTEMPT, 2)
        for attempt in range(attempts):
            near = neighbours and attempt % 2 == 0
            start = self._strayed(neighbours) if near else random_sketch(self._space, self._rng)
            for sketch, values in self._steering.towards(wishes, start, _ATTEMPT):
                self._look(sketch, values, near=False)

    def _roam(self, neighbours: Sequence[dict[str, int]]) -> None:
        """Random patients, and neighbours changed in several respects."""
        for look in range(self._wanted * _LOOKS):
            if self._tried >= self._wanted:
                return
            near = neighbours and look % 3
            sketch = self._strayed(neighbours) if near else random_sketch(self._space, self._rng)
            self._try(sketch, near=False)

    def _strayed(self, neighbours: Sequence[dict[str, int]]) -> dict[str, int]:
        sketch = self._rng.choice(neighbours)
        for _ in range(self._rng.randint(2, 4)):
            name = self._rng.choice(list(self._space.parts))
            number = self._rng.randint(0, len(self._space.parts[name]))
            sketch = with_part(sketch, name, number)
        return sketch

    def _try(self, sketch: Sketch, *, near: bool) -> None:
        self._look(sketch, None, near=near)

    def _look(self, sketch: Sketch, values: Mapping[str, Result] | None, *, near: bool) -> None:
        """Count a patient of whom the claim speaks; raises _FoundError where it fails."""
        key = frozenset(sketch.items())
        if key in self._seen:
            return
        self._seen.add(key)
        if values is None:
            values = self._trying.settled(sketch)
        if not self._claim.concerns(values):
            return
        self._tried += 1
        self._near += near or (self._claim.occasion != ALWAYS and self._claim.occurs(values))
        if self._claim.broken(values):
            self._broken = sketch
            raise _FoundError

    def _fails(self, sketch: Sketch) -> bool:
        values = self._trying.settled(sketch)
        return self._claim.concerns(values) and self._claim.broken(values)
