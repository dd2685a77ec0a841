"""What is only assumed decides rules, for the solver as for the engine, but no dose."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import cast

import pytest

from pathway.authoring.verify.encoded import Encoded
from pathway.authoring.verify.formulas import Bit, both, every, opposite
from pathway.authoring.verify.learning import Learning, Learnt
from pathway.authoring.verify.values import Number
from pathway.patients.at_date import resolve
from pathway.patients.model import Entry, Patient, Trial
from pathway.program import CompiledProgram
from pathway.walk import walk
from tests.verify.comparing import AS_OF, Comparing
from tests.verify.shared import shipped

CLEARANCE = "creatinine_clearance"


@cache
def program() -> CompiledProgram:
    return shipped().program("sciatica")


def taking(*clearances: Entry, drug: str | None = None) -> Patient:
    """Somebody who takes gabapentin, with what is recorded of the kidneys.

    `drug` says why it is only assumed which of two drugs it is.
    """
    entries: dict[str, tuple[Entry, ...]] = {
        "dialysis": (Entry(value=False, on=AS_OF),),
        "gabapentinoid_drug": (Entry("gabapentin", on=AS_OF, assumed=drug),),
    }
    if clearances:
        entries[CLEARANCE] = clearances
    trial = Trial("gabapentinoid", ongoing=True, weeks=Decimal(8), dose=Decimal(1800))
    return Patient("x", entries=entries, trials=(trial,))


def entry(value: int, source: str = "one", assumed: str | None = None) -> Entry:
    return Entry(Decimal(value), on=AS_OF, source=source, assumed=assumed)


def everyone() -> Iterator[Patient]:
    for drug in (None, "it was hard to read"):
        yield taking(drug=drug)
        for value in (10, 40, 90):
            yield taking(entry(value), drug=drug)
            yield taking(entry(value), entry(95, "another"), drug=drug)
            yield taking(entry(value, assumed="it was hard to read"), drug=drug)


def test_engine_and_solver_agree_on_every_definition() -> None:
    comparing = Comparing(program())
    for strict in (False, True):
        for patient in everyone():
            assert comparing.differences(patient, strict=strict) == []


def _asked(encoded: Encoded) -> list[Bit]:
    """That everything a dose hangs on has a value, the drug runs, and no dose is known."""
    clearance = encoded.meaning(CLEARANCE)
    assert isinstance(clearance, Number)
    return [
        clearance.known,
        encoded.truth("dialysis").no,
        encoded.text("gabapentinoid_drug").values["gabapentin"],
        encoded.truth("gabapentinoid.ongoing").yes,
        encoded.truth("dose.gabapentinoid.open").yes,
    ]


def test_a_number_of_a_counterexample_is_assumed_because_sources_disagree() -> None:
    encoded = Encoded.of(program(), AS_OF)
    certain = opposite(encoded.anybody.record("gabapentinoid_drug").assumed)
    found = encoded.solve(*_asked(encoded), certain)
    assert isinstance(found, Patient)
    one, another = found.entries[CLEARANCE]
    assert (one.source, another.source) == ("one", "another")
    assert another.value == cast("Decimal", one.value) + 1  # for the lowest counts
    assert walk(program(), resolve(found, program(), AS_OF))["dose.gabapentinoid.open"] is True


def test_anything_else_is_assumed_because_its_entry_says_so() -> None:
    encoded = Encoded.of(program(), AS_OF)
    certain = opposite(encoded.anybody.record(CLEARANCE).assumed)
    found = encoded.solve(*_asked(encoded), certain)
    assert isinstance(found, Patient)
    assert found.entries["gabapentinoid_drug"] == (
        Entry("gabapentin", on=AS_OF, assumed="the worse of what it may be"),
    )


def test_where_nothing_is_assumed_there_is_none() -> None:
    encoded = Encoded.of(program(), AS_OF, strict=True)
    assert encoded.solve(*_asked(encoded)) is None


@pytest.mark.parametrize("disputed", [True, False])
def test_what_is_told_says_whether_it_is_assumed(disputed: bool) -> None:
    told = taking(*((entry(40), entry(80, "another")) if disputed else (entry(40),)))
    encoded = Encoded.of(program(), AS_OF)
    above = encoded.truth("dose.gabapentinoid.above").yes
    assert encoded.is_possible(above, told=told) is not disputed


def test_an_answer_is_no_assumption() -> None:
    learning = Learning(program(), AS_OF)
    before, after = (one.anybody.record(CLEARANCE) for one in (learning.before, learning.after))
    for one in (learning.before, learning.after):
        one.meaning(CLEARANCE)
    assert learning.solve(both(opposite(before.assumed), after.assumed), 10) is None
    found = learning.solve(every((before.assumed, opposite(after.assumed))), 10)
    assert isinstance(found, Learnt)
    assert [len(one.entries[CLEARANCE]) for one in (found.before, found.after)] == [2, 1]
