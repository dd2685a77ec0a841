"""What the table of answers says of a row is what `advise` says of the patient who stands in it."""

from collections.abc import Iterable
from random import Random

import pyarrow as pa
import pytest

from pathway.advice.model import Option
from pathway.cohort.columns import answers, schema_of, therapies_of
from pathway.cohort.evaluation import Evaluated
from pathway.cohort.table import read_batch
from pathway.names import node_name
from pathway.patients.model import Patient

from .rows import AS_OF, patient_of, random_rows, table_of
from .test_agreement import shipped


@pytest.mark.parametrize("id_", ["sciatica", "low-back-pain", "knee-osteoarthritis", "opioids-cdc"])
def test_every_column_is_what_advice_says(id_: str) -> None:
    program, rng = shipped().program(id_), Random(id_)
    rows = random_rows(program, rng, 60)
    batch = read_batch(table_of(program, rows, typed=True), program, AS_OF)
    therapies = therapies_of(program, batch.told)
    found = Evaluated(program, batch, AS_OF, strict=False)
    table = answers(found, schema_of(program, therapies), therapies).to_pylist()
    for number, row in enumerate(rows):
        patient = patient_of(program, row)
        assert table[number] == _advised(patient, id_, therapies), row
        assert batch.patient(number, program) == patient


def _advised(patient: Patient, id_: str, therapies: tuple[str, ...]) -> dict[str, object]:
    advice = shipped().advise(patient, id_, AS_OF)
    told: dict[str, object] = {
        "id": patient.id,
        "left_out": False,
        "outcome": advice.outcome,
        "urgency": "none" if advice.urgency is None else str(advice.urgency),
        "red_flags": advice.red_flags,
        "steps": _ids(
            node.id
            for node in advice.program.nodes
            if node.kind == "step" and advice.walk[node_name(node.id, "current")] is True
        ),
        "alerts": _ids(
            flag.id
            for flag in advice.program.all_flags
            if any(a.id == flag.id and a.state == "present" for a in advice.alerts)
        ),
    }
    for therapy in therapies:
        option: Option | None = advice.options.get(therapy)
        told[f"{therapy}.verdict"] = None if option is None else str(option.verdict)
        told[f"{therapy}.action"] = None if option is None else str(option.action)
    return told


def _ids(ids: Iterable[str]) -> str | None:
    return " ".join(ids) or None


def test_what_a_table_says_of_itself() -> None:
    program = shipped().program("sciatica")
    schema = schema_of(program, therapies_of(program, ()))
    assert schema.metadata == {
        b"pathway": b"sciatica",
        b"version": program.version.encode(),
        b"digest": program.digest.encode(),
    }
    assert schema.names[:7] == [
        *("id", "left_out", "outcome", "urgency", "red_flags", "steps", "alerts")
    ]
    assert all(pa.types.is_dictionary(one.type) for one in list(schema)[2:])
