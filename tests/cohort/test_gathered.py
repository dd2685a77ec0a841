"""Law: patients who were read one by one mean in a batch what each means alone."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest

from pathway.cohort.evaluation import Evaluated
from pathway.cohort.gathered import batch_of
from pathway.ground.vocabulary import Range, RecordList
from pathway.patients.at_date import resolve
from pathway.patients.model import Entry, Patient, Trial, Why
from pathway.program import CompiledProgram
from pathway.walk import quick_walk, walk
from tests.verify.small_pathways import a_pathway

from .rows import AS_OF, patient_of, random_rows
from .test_agreement import shipped


def a_record(patient: Patient, program: CompiledProgram, rng: Random) -> Patient:
    """The patient with what only a record says: several values, intervals, reasons, assumptions."""
    entries = dict(patient.entries)
    for name, told in patient.entries.items():
        [one] = told
        choice = rng.randrange(8)
        if choice == 0:
            entries[name] = (one, replace(one, on=AS_OF, source="another"))
        elif choice == 1:
            other = next(e for e in patient.entries.values())[0].value
            same = type(other) is type(one.value)
            entries[name] = (one, replace(one, value=other if same else one.value, source="b"))
        elif choice == 2:
            entries[name] = (Entry(None, rng.choice(list(Why)), on=AS_OF),)
        elif choice == 3:
            entries[name] = (replace(one, assumed="the worse of the two"),)
        elif choice == 4:
            entries[name] = (replace(one, on=Range(AS_OF - timedelta(90), AS_OF)),)
        elif choice == 5 and isinstance(one.value, Decimal):
            entries[name] = (replace(one, value=one.value / 3),)
    trials = patient.trials
    if trials and rng.random() < 0.5:
        start = AS_OF - timedelta(rng.choice((5, 60, 300)))
        trials = (*trials, Trial(trials[0].therapy, start=Range(start, AS_OF), ongoing=True))
    complete = frozenset(one for one in RecordList if rng.random() < 0.3)
    return replace(patient, entries=entries, trials=trials, complete=complete)


def compared(program: CompiledProgram, rng: Random, count: int) -> int:
    """How many values were compared."""
    rows = random_rows(program, rng, count)
    patients = [a_record(patient_of(program, row), program, rng) for row in rows]
    strict = rng.random() < 0.5
    batch = batch_of(patients, [False] * count, program, AS_OF, strict=strict)
    cases = Evaluated(program, batch, AS_OF, strict=strict).cases
    names = [*cases.code.yes_no, *cases.code.choices]
    for number, patient in enumerate(patients):
        resolved = resolve(patient, program, AS_OF, strict=strict)
        told = (walk if number % 10 == 0 else quick_walk)(program, resolved)
        for name in names:
            assert cases.value(name, number) == told[name], (name, patient)
    return count * len(names)


@pytest.mark.parametrize("id_", ["sciatica", "knee-osteoarthritis", "opioids-cdc"])
def test_shipped_pathways(id_: str) -> None:
    assert compared(shipped().program(id_), Random(id_), 60) > 60 * 1000


def test_small_pathways(tmp_path_factory: pytest.TempPathFactory) -> None:
    count = 0
    for number in range(20):
        program = a_pathway(Random(number), tmp_path_factory.mktemp("library"))
        count += compared(program, Random(number), 20)
    assert count > 20 * 20 * 20
