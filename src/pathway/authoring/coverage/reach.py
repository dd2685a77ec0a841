"""Patients for what nobody has exercised yet, and what no patient seems to reach.

What the structure of a program excludes is out of reach for certain; for the rest a patient is
looked for step by step, and what no patient was found for is listed as that and not as proven.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice, product
from random import Random
from typing import Final, Protocol, TypeAlias

from pathway.authoring.coverage.bounds import Bounds
from pathway.authoring.coverage.conditions import ANSWERS, WrittenCondition
from pathway.authoring.coverage.items import CoverageItem
from pathway.authoring.coverage.meter import Meter
from pathway.authoring.search.claim import Claim
from pathway.authoring.search.shrink import smallest
from pathway.authoring.search.slice import excerpt
from pathway.authoring.search.space import Sketch, Space
from pathway.authoring.search.steering import YES, Steering, Wish
from pathway.authoring.search.trying import Trying
from pathway.ground.truth import Truth
from pathway.ground.vocabulary import BOOLEAN, TEXT
from pathway.language.syntax import Apply, Literal, Name, Result, names
from pathway.patients.model import Patient
from pathway.program import CompiledProgram

#: Why an item is out of reach.
EXCLUDED: Final = "the pathway is built so that it cannot be"
PROVED: Final = "proved: no patient can be"
NOT_FOUND: Final = "no patient was found for it"


@dataclass
class Reached:
    """For each item a patient who exercises it, as small as may be, or why there is none."""

    patients: dict[str, Patient] = field(default_factory=dict)
    out_of_reach: dict[str, str] = field(default_factory=dict)


#: That there is certainly no such patient: false.
Nobody: TypeAlias = bool


class Solve(Protocol):
    """Whoever can say for certain whether a patient can exercise an item, and show one."""

    def __call__(
        self,
        program: CompiledProgram,
        item: CoverageItem,
        condition: WrittenCondition | None,
        as_of: date,
    ) -> Patient | Nobody | None:
        """A patient who exercises it, False where there is none; None where there is no telling."""
        ...


def reach(
    program: CompiledProgram,
    wanted: Iterable[CoverageItem],
    as_of: date,
    seed: int = 0,
    solve: Solve | None = None,
) -> Reached:
    """Look for a patient for each wanted item of a program; the same answer every time.

    Where `solve` says for certain that there is none, no patient is looked for.
    """
    meter, bounds, reached = Meter(program), Bounds(program), Reached()
    for item in wanted:
        if item.key not in meter.inventory.items:
            continue
        if item.kind == "verdict on" and bounds.excludes(item.name, item.outcome):
            reached.out_of_reach[item.key] = EXCLUDED
            continue
        condition = meter.inventory.conditions.get(item.name)
        known = solve(program, item, condition, as_of) if solve is not None else None
        if known is False:
            reached.out_of_reach[item.key] = PROVED
            continue
        shown = known if isinstance(known, Patient) else None
        patient = _Quest(meter, item, as_of, seed).patient() or shown
        if patient is None:
            reached.out_of_reach[item.key] = NOT_FOUND
        else:
            reached.patients[item.key] = patient
    return reached


# -- private -------------------------------------------------------------------------------

#: So many ways in which an atom may decide are tried, from so many beginnings, in so many steps.
_WAYS: Final = 12
_BEGINNINGS: Final = 4
_STEPS: Final = 80
#: A condition of more atoms than this has too many ways to list them all; so many are drawn.
_MOST_ATOMS: Final = 7
_MANY: Final = 3000


class _Quest:
    """The search for a patient who exercises one item."""

    def __init__(self, meter: Meter, item: CoverageItem, as_of: date, seed: int) -> None:
        self._meter = meter
        self._item = item
        self._condition = meter.inventory.conditions.get(item.name)
        self._subject = item.holder if item.kind == "verdict on" else item.name
        self._rng = Random(f"{item.key} {seed}")  # noqa: S311 -- patients are tried
        claim = Claim(meter.program, as_of, Patient("somebody"))
        self._space = Space.of(claim, excerpt(meter.program, self._needed()))
        self._trying = Trying(self._space)

    def patient(self) -> Patient | None:
        """The patient, or None where none was found."""
        steering = Steering(self._trying, self._rng)
        for wishes in self._ways():
            for beginning in range(_BEGINNINGS):
                start = self._space.ordinary if beginning % 2 == 0 else {}
                for sketch, _ in steering.towards(wishes, start, _STEPS):
                    if self._fits(sketch):
                        return self._space.patient(smallest(sketch, self._space, self._fits))
        return None

    # -- private ---------------------------------------------------------------------------

    def _fits(self, sketch: Sketch) -> bool:
        values = self._trying.resolved(sketch)
        return self._item.key in self._meter.exercised(values, (self._subject,))

    def _needed(self) -> Sequence[str]:
        """The definitions, and the attributes, that the item hangs on."""
        view = self._meter.view(self._subject)
        needed = [definition.name for definition in view.definitions]
        if self._condition is not None and self._item.name not in self._meter.program.by_name:
            needed += [self._condition.holder, *names(self._condition.expr)]
        return needed

    def _ways(self) -> Iterator[list[Wish]]:
        """What to wish for, so that the item is exercised; the likeliest way first."""
        if self._item.kind == "verdict on":
            verdict = Literal(self._item.outcome, TEXT)
            asked = Apply("=", (Name(self._item.name, type=TEXT), verdict), type=BOOLEAN)
            yield [Wish(asked, YES)]
        elif self._condition is None:
            yield [Wish(Name(self._item.name, type=BOOLEAN), YES)]
        else:
            yield from islice(self._deciding(self._condition), _WAYS)

    def _deciding(self, condition: WrittenCondition) -> Iterator[list[Wish]]:
        """The answers to all atoms with which the item's atom decides, as it should."""
        place = condition.texts.index(self._item.part)
        around = [Wish(Name(name, type=BOOLEAN), YES) for name in condition.beside]
        given = dict.fromkeys(condition.beside, Result(value=True))
        for answers in self._answers(condition, place):
            if place in condition.deciding(answers, given):
                told = zip(condition.atoms, answers, strict=True)
                yield [*around, *(Wish(atom, frozenset((answer,))) for atom, answer in told)]

    def _answers(self, condition: WrittenCondition, place: int) -> Iterator[tuple[Truth, ...]]:
        """The answers to consider: the item's own, and of the others first those that are alike."""
        wanted = next(truth for truth, said in ANSWERS.items() if said == self._item.outcome)
        count = len(condition.atoms)
        choices = (False, True, None)
        if count <= _MOST_ATOMS:
            ways: Iterable[tuple[Truth, ...]] = product(choices, repeat=count - 1)
        else:
            ways = (tuple(self._rng.choices(choices, k=count - 1)) for _ in range(_MANY))
            ways = chain(((other,) * (count - 1) for other in choices), ways)
        for others in ways:
            yield (*others[:place], wanted, *others[place:])
