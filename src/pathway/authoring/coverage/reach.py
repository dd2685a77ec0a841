"""Of what nobody has exercised yet: what no patient can exercise, and patients for the rest.

Only a proof says that there is no such patient. Without one, an item stays what it is: not
exercised.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Final, Protocol, TypeAlias

from pathway.authoring.coverage.items import CoverageItem, WrittenCondition
from pathway.authoring.coverage.meter import Meter
from pathway.authoring.search.claim import Claim, excerpt
from pathway.authoring.search.sampling import draw
from pathway.authoring.search.shrink import smallest
from pathway.authoring.search.space import Space
from pathway.language.syntax import names
from pathway.patients.at_date import resolve
from pathway.patients.model import Patient
from pathway.program import CompiledProgram
from pathway.walk import walk

#: Why an item is out of reach.
PROVED: Final = "proved: no patient can be"


@dataclass
class Reached:
    """For each item a patient who exercises it, or that there is none, or that this is open."""

    patients: dict[str, Patient] = field(default_factory=dict)
    nobody: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)

    @property
    def out_of_reach(self) -> Mapping[str, str]:
        """The items that no patient can exercise in any program, and why."""
        return dict.fromkeys(sorted(self.nobody - self.patients.keys() - self.open), PROVED)

    def add(self, other: Reached) -> None:
        """What was found of another program, in which some of the same items stand."""
        self.patients = {**other.patients, **self.patients}
        self.nobody |= other.nobody
        self.open |= other.open


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
    program: CompiledProgram, wanted: Iterable[CoverageItem], as_of: date, solve: Solve
) -> Reached:
    """A patient for each wanted item of a program, or that there is none; some stay open."""
    inventory, reached = Meter(program).inventory, Reached()
    for item in (item for item in wanted if item.key in inventory.items):
        found = solve(program, item, inventory.conditions.get(item.name), as_of)
        if isinstance(found, Patient):
            reached.patients[item.key] = found
        else:
            (reached.open if found is None else reached.nobody).add(item.key)
    return reached


def examples(
    program: CompiledProgram,
    wanted: Sequence[CoverageItem],
    as_of: date,
    known: Mapping[str, Patient],
) -> Mapping[str, Patient]:
    """A small patient for each wanted item: one who was drawn at random, else one who is known.

    The same are drawn every time; items for whom there is nobody are left out.
    """
    meter = Meter(program)
    having = [item for item in wanted if item.key in meter.inventory.items]
    patients = {**known, **dict(_drawn(meter, having, as_of))}
    found = {}
    for item in having:
        if item.key in patients:
            found[item.key] = _smallest(meter, item, patients[item.key], as_of)
    return found


# -- private -------------------------------------------------------------------------------

#: So many patients are drawn.
_DRAWN: Final = 400


def _subject(item: CoverageItem) -> str:
    return item.holder if item.kind == "verdict on" else item.name


def _drawn(
    meter: Meter, wanted: Sequence[CoverageItem], as_of: date
) -> Iterator[tuple[str, Patient]]:
    """Items, each with a patient who exercises it, as far as somebody was drawn who does."""
    program = meter.program
    space = Space.of(Claim(program, as_of, Patient("somebody")), program)
    rng = Random("pathway")  # noqa: S311 -- patients are tried, no secret is kept
    open_ = {item.key: _subject(item) for item in wanted}
    for _ in range(_DRAWN if open_ else 0):
        patient = space.patient(draw(space, rng))
        values = walk(program, resolve(patient, program, as_of)).values
        subjects = dict.fromkeys(open_.values())
        for key in sorted(meter.exercised(values, subjects) & open_.keys()):
            yield key, patient
            del open_[key]


def _smallest(meter: Meter, item: CoverageItem, patient: Patient, as_of: date) -> Patient:
    """The patient with only what it takes to exercise the item."""
    part = excerpt(meter.program, _needed(meter, item))
    space = Space.of(Claim(part, as_of, Patient(patient.id)), part)

    def exercises(one: Patient) -> bool:
        return item.key in meter.exercised(resolve(one, part, as_of).values, (_subject(item),))

    return smallest(patient, space, exercises) if exercises(patient) else patient


def _needed(meter: Meter, item: CoverageItem) -> Sequence[str]:
    """The definitions, and the attributes, that the item hangs on."""
    needed = [definition.name for definition in meter.view(_subject(item)).definitions]
    condition = meter.inventory.conditions.get(item.name)
    if condition is not None and item.name not in meter.program.by_name:
        needed += [condition.holder, *names(condition.expr)]
    return needed
