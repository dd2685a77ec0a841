"""What the table of answers says of a row is what `advise` says of the patient who stands in it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pytest

from pathway.advice.advice import Advice
from pathway.advice.model import Option
from pathway.cohort.columns import answers, schema_of, therapies_of
from pathway.cohort.evaluation import Evaluated
from pathway.cohort.evaluator import CohortEvaluator
from pathway.cohort.table import read_batch
from pathway.engine import Library
from pathway.ground.vocabulary import BOOLEAN
from pathway.names import complete_name, flag_name, history_name, node_name
from pathway.patients.model import Patient

from . import random_pathways
from .rows import AS_OF, Row, patient_of, random_rows, table_of
from .test_agreement import DAYS, shipped


@pytest.mark.parametrize("id_", ["sciatica", "low-back-pain", "knee-osteoarthritis", "opioids-cdc"])
def test_every_column_is_what_advice_says(id_: str) -> None:
    program, rng = shipped().program(id_), Random(id_)
    assert len(checked(shipped(), id_, random_rows(program, rng, 60))) == 60


def checked(
    library: Library, id_: str, rows: Sequence[Row], as_of: date = AS_OF, *, typed: bool = True
) -> list[dict[str, Any]]:
    """The answers to some rows, of which each is what `advise` says of the patient in it."""
    program = library.program(id_)
    batch = read_batch(table_of(program, rows, typed=typed), program, as_of)
    therapies = therapies_of(program, batch.told)
    found = Evaluated(program, batch, as_of, strict=False)
    schema = schema_of(program, therapies, as_of)
    table: list[dict[str, Any]] = answers(found, schema, therapies, as_of).to_pylist()
    for number, row in enumerate(rows):
        patient = patient_of(program, row)
        assert table[number] == _advised(library.advise(patient, id_, as_of), therapies), row
        assert batch.patient(number, program) == patient
    return table


def test_the_columns_of_people_on_their_way() -> None:
    """People who are eligible and were asked nearly everything: they stand at steps."""
    program, rng = shipped().program("sciatica"), Random(1)
    meant = {"leg_pain": "radicular", "age": Decimal(57), "history_taken": True}
    asked = [a.name for a in program.vocabulary.attributes.values() if a.type == BOOLEAN]
    rows: list[Row] = []
    for row in random_rows(program, rng, 60):
        no = {name: False for name in asked if rng.random() < 0.95}
        no |= {name: value for name, value in row.items() if name.partition(".")[2]}
        tried = {"nsaid.ongoing": True, "nsaid.start": date(2026, 11, 2)}
        whole = {**no, **meant, **(tried if rng.random() < 0.3 else {})}
        rows.append({**whole, "id": row["id"], "recorded_on": AS_OF})
    answered = checked(shipped(), "sciatica", rows)
    found = Counter(column for row in answered for column, value in row.items() if value)
    assert [n for n in ("steps", "reached", "begun", "review_by", "finished") if not found[n]] == []


def _advised(advice: Advice, therapies: tuple[str, ...]) -> dict[str, object]:
    told: dict[str, object] = {
        "id": advice.patient.id,
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
    steps = [node for node in advice.program.nodes if node.kind == "step"]
    reached = [node.node for node in advice.path if node.kind == "step" and node.reached]
    told["eligible"] = {True: "yes", False: "no", None: "unknown"}[advice.eligible]
    told["reached"] = _ids(reached)
    told["begun"] = _ids(n.id for n in steps if n.id in reached and _was_taken(advice, n.offers))
    told["finished"] = _ids(node.id for node in steps if _was_left(advice, node.id))
    by = advice.next.review_by
    told["review_by"] = None if by is None else date.fromisoformat(by)
    for therapy in therapies:
        option: Option | None = advice.options.get(therapy)
        told[f"{therapy}.verdict"] = None if option is None else str(option.verdict)
        told[f"{therapy}.action"] = None if option is None else str(option.action)
        told[f"{therapy}.reasons"] = None if option is None else _ids(_reasons(advice, option))
        lines = () if option is None else option.cautions
        told[f"{therapy}.cautions"] = _ids(line.rule for line in lines if line.holds)
    return told


def _reasons(advice: Advice, option: Option) -> Iterator[str]:
    """What closes an option or holds it back, as the advice names it."""
    yield from (line.rule for line in option.reasons if line.holds)
    for one in option.positions:
        if one.adopted and one.applies == "directly" and one.direction == "against":
            yield one.recommendation
    flags = advice.program.all_flags
    yield from (flag_name(f.id) for f in flags if f.title in option.held_by)


def _was_taken(advice: Advice, therapies: Iterable[str]) -> bool:
    return any(advice.walk[history_name(one, "ever")] is True for one in therapies)


def _was_left(advice: Advice, step: str) -> bool:
    return any(advice.walk[node_name(step, p)] is True for p in ("resolved", "stepped_up"))


def _ids(ids: Iterable[str]) -> str | None:
    return " ".join(ids) or None


def test_what_a_table_says_of_itself() -> None:
    program = shipped().program("sciatica")
    schema = schema_of(program, therapies_of(program, ()), AS_OF)
    assert schema.metadata == {
        b"pathway": b"sciatica",
        b"version": program.version.encode(),
        b"digest": program.digest.encode(),
        b"as_of": b"2026-11-20",
    }
    assert schema.names[:7] == [
        *("id", "left_out", "outcome", "urgency", "red_flags", "steps", "alerts")
    ]
    assert schema.names[7:15] == [
        *("eligible", "reached", "begun", "finished", "review_by"),
        *(f"emergency_referral.{part}" for part in ("verdict", "action", "reasons")),
    ]
    others = [one for one in list(schema)[2:] if not pa.types.is_dictionary(one.type)]
    assert others == [pa.field("review_by", pa.date32())]


@pytest.mark.parametrize(
    "number", [pytest.param(n, marks=() if n < 10 else pytest.mark.slow) for n in range(200)]
)
def test_every_column_of_random_pathways(number: int, tmp_path: Path) -> None:
    """Twenty patients of each, on days that end a month, with dates that are only partly known."""
    rng = Random(number)
    library = random_pathways.a_library(rng, tmp_path)
    program, as_of, typed = library.program("way"), rng.choice(DAYS), number % 2 == 0
    rows = random_rows(program, rng, 20, as_of, known=0.7, partly=not typed)
    assert len(checked(library, "way", rows, as_of, typed=typed)) == 20


@pytest.mark.parametrize("strict", [False, True])
def test_the_first_question_is_that_of_advice(strict: bool) -> None:
    """An attribute, a list, or what was tried, of people of whom little is known or much."""
    program, rng = shipped().program("sciatica"), Random(5)
    rows = random_rows(program, rng, 20)
    meant = {"leg_pain": "radicular", "age": Decimal(57), "recorded_on": AS_OF}
    flags = dict.fromkeys(program.red_flag_attributes, False)
    rows += [{**row, **flags, **meant, "id": f"known-{at}"} for at, row in enumerate(rows)]
    table = table_of(program, rows, typed=True)
    evaluator = CohortEvaluator(program, table.schema.names, AS_OF, strict=strict, questions=True)
    found = evaluator.evaluate(table).answers
    assert found.schema == evaluator.schema
    told = found.column(found.schema.names.index("asks")).to_pylist()
    assert told == [_asked_first(patient_of(program, row), strict=strict) for row in rows]
    assert len(set(told)) > 5


def _asked_first(patient: Patient, *, strict: bool) -> str | None:
    questions = shipped().advise(patient, "sciatica", AS_OF, strict=strict).questions
    for first in questions:
        return first.attribute if first.list is None else complete_name(first.list)
    return None
