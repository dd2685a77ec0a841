"""Random patients, of whom some numbers and dates are known only as a range."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from pathway.ground.vocabulary import Range
from pathway.patients.at_date import Resolved, resolve
from pathway.patients.model import Entry
from pathway.program import CompiledProgram
from tests.planes.test_planes import AS_OF, a_patient


def people(program: CompiledProgram, count: int, seed: int) -> list[Resolved]:
    """Random patients, every fifth of them without anything assumed."""
    rng, found = Random(seed), list[Resolved]()
    for number in range(count):
        patient = a_patient(program, rng)
        entries = {name: tuple(_wider(some, rng)) for name, some in patient.entries.items()}
        told = replace(patient, entries=entries)
        found.append(resolve(told, program, AS_OF, strict=number % 5 == 0))
    return found


# -- private -------------------------------------------------------------------------------


def _wider(entries: tuple[Entry, ...], rng: Random) -> Iterator[Entry]:
    """Some values as a range: `about 5`, `in May`."""
    for entry in entries:
        value = entry.value
        if rng.random() < 0.8:
            yield entry
        elif isinstance(value, Decimal):
            low = max(value - rng.choice((Decimal(0), Decimal("0.5"), Decimal(3))), Decimal(0))
            yield replace(entry, value=Range(low, value + rng.choice((1, 2))))
        elif isinstance(value, date):
            low_day = value - timedelta(days=rng.choice((30, 365)))
            yield replace(entry, value=Range(low_day, value))
        else:
            yield entry
