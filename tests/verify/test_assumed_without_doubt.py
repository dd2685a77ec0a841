"""What is assumed without a reason to doubt, for the solver as for the engine."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

import pytest

from pathway.authoring.verify.encoded import Encoded
from pathway.authoring.verify.formulas import both
from pathway.authoring.verify.learning import Learning
from pathway.authoring.verify.properties import properties
from pathway.authoring.verify.properties.model import ProofOutcome
from pathway.authoring.verify.proving import prove
from pathway.patients.model import Entry, Patient, Trial, Why
from pathway.program import CompiledProgram
from tests.patients.doubtful import library_in
from tests.verify.comparing import AS_OF, Comparing

NO = (Entry(value=False, on=AS_OF),)
YES = (Entry(value=True, on=AS_OF),)
NOT_KNOWN = (Entry(None, Why.DOES_NOT_KNOW, on=AS_OF),)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> CompiledProgram:
    return library_in(tmp_path_factory.mktemp("doubtful")).program("leg")


def everyone() -> Iterator[Patient]:
    answers = (None, NO, YES)
    number = (None, NOT_KNOWN, (Entry(Decimal(20), on=AS_OF),), (Entry(Decimal(90), on=AS_OF),))
    sexes = (None, (Entry("female", on=AS_OF),))
    trial = Trial("drug", ongoing=True, weeks=Decimal(8), dose=Decimal(150))
    for kidneys, chemotherapy, egfr, platelets, sex in product(
        answers, answers, number, number[:3], sexes
    ):
        told = {
            "kidneys": kidneys,
            "chemotherapy": chemotherapy,
            "egfr": egfr,
            "platelets": platelets,
            "sex": sex,
        }
        entries = {name: entry for name, entry in told.items() if entry is not None}
        yield Patient("x", entries=entries, trials=() if sex is None else (trial,))


def test_engine_and_solver_agree_on_every_definition(program: CompiledProgram) -> None:
    comparing = Comparing(program)
    for strict in (False, True):
        for patient in everyone():
            assert comparing.differences(patient, strict=strict) == []


def test_a_patient_of_whom_nothing_was_recorded_is_found(program: CompiledProgram) -> None:
    encoded = Encoded.of(program, AS_OF)
    limit = encoded.truth("rule.drug.platelets").no
    found = encoded.solve(limit, encoded.assumed("platelets"))
    assert isinstance(found, Patient)
    assert "platelets" not in found.entries


def test_where_nothing_is_assumed_there_is_none(program: CompiledProgram) -> None:
    encoded = Encoded.of(program, AS_OF, strict=True)
    encoded.truth("rule.drug.platelets")
    assert encoded.solve(encoded.assumed("platelets")) is None


def test_what_is_assumed_is_not_learnt_and_silence_ends_with_a_value(
    program: CompiledProgram,
) -> None:
    learning = Learning(program, AS_OF)
    before, after = learning.before, learning.after
    for one in (before, after):
        one.meaning("rule.drug.platelets")
    there = after.anybody.record("platelets").value.known
    assert learning.solve(both(before.assumed("platelets"), there), 10) is None
    lost = both(before.assumed("platelets"), before.truth("rule.drug.platelets").no)
    unknown = after.truth("rule.drug.platelets").unknown
    assert learning.solve(both(lost, unknown), 10) is None


def test_all_that_is_promised_of_every_pathway_holds(program: CompiledProgram) -> None:
    wanted = ("contraindicated", "unknown-contraindication", "progress", "not-stuck", "monotone")
    proofs = [prove(one, AS_OF) for one in properties(program, AS_OF) if one.id in wanted]
    assert [(one.about.id, one.verdict) for one in proofs] == [
        (id_, ProofOutcome.PROVED) for id_ in wanted
    ]
