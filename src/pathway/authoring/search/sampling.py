"""Patients drawn at random, to try a claim on where no solver decides it.

Some are of all sorts, some ordinary but for a few things, and some differ in few respects
from a patient who is as given, or for whom the occasion of the claim was there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Final

from pathway.authoring.search.claim import Claim, Finding, Held, Refuted, excerpt
from pathway.authoring.search.shrink import smallest
from pathway.authoring.search.space import HISTORY_TAKEN, Sketch, Space, sort_of
from pathway.frozen import frozen
from pathway.ground.vocabulary import Base
from pathway.patients.at_date import resolve
from pathway.patients.model import Patient
from pathway.program import CompiledProgram
from pathway.walk import AsNeeded

#: On how many patients a claim is tried.
PATIENTS: Final = 2000


@frozen(slots=False)
class RandomSearch:
    """Tries a claim on so many patients; the same seed gives the same answer.

    What holds for all of them is not proved.
    """

    seed: int = 0
    patients: int = PATIENTS

    def decide(self, claim: Claim) -> Finding:
        """Whether one of the patients breaks the claim."""
        part = excerpt(claim.program, claim.names())
        claim = replace(claim, program=part)
        space, rng = Space.of(claim, part), _rng(self.seed)
        tried, given, near = 0, list[Sketch](), list[Sketch]()
        for _ in range(self.patients * _LOOKS):
            sketch = draw(space, rng, near or given)
            patient = space.patient(sketch)
            resolved = resolve(patient, part, claim.as_of, strict=claim.strict)
            values = AsNeeded(part, resolved.values)
            if not claim.concerns(values):
                continue
            tried += 1
            given.append(sketch)
            if claim.occurs(values):
                near.append(sketch)
                if claim.broken(values):
                    return Refuted(smallest(patient, space, claim.broken_by))
            if tried == self.patients:
                break
        return Held(tried)


def sample(claim: Claim, seed: int, patients: int) -> Iterator[Patient]:
    """Random patients with all that a claim fixes; about a third of the rest is unknown."""
    space = Space.of(claim, excerpt(claim.program, claim.names()))
    rng = _rng(seed)
    for _ in range(patients):
        yield space.patient(random_sketch(space, rng))


def anybody(program: CompiledProgram, as_of: date, seed: int, patients: int) -> Iterator[Patient]:
    """Random patients of a whole pathway, ordinary ones among them."""
    space, rng = Space.of(Claim(program, as_of, Patient("somebody")), program), _rng(seed)
    for _ in range(patients):
        yield space.patient(draw(space, rng))


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


def draw(space: Space, rng: Random, near: Sequence[Sketch] = ()) -> Sketch:
    """A patient of all sorts, or one who differs in a few respects from one who is ordinary."""
    lot = rng.random()
    if lot < _OF_ALL_SORTS or not space.parts:
        return random_sketch(space, rng)
    found = dict(rng.choice(near) if near and lot < _NEAR else space.ordinary)
    for name in rng.choices(list(space.parts), k=rng.randint(1, _FEW)):
        found[name] = rng.randint(0, len(space.parts[name]))
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
#: Up to here a patient is of all sorts, from there to the next near one found before.
_OF_ALL_SORTS: Final = 0.2
_NEAR: Final = 0.6
#: In how many respects a patient differs at most.
_FEW: Final = 8
#: So many are drawn, at most, for every patient who is as the claim says.
_LOOKS: Final = 5


def _rng(seed: int) -> Random:
    return Random(f"pathway {seed}")  # noqa: S311 -- patients are tried, no secret is kept
