"""Random rows of a table, and the same people as patients, who are made without the table."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pyarrow as pa

from pathway.authoring.search.space import boundary_values
from pathway.ground.vocabulary import Base, Range, RecordList, Value
from pathway.patients.model import Entry, Outcome, Patient, Preferences, Trial
from pathway.program import CompiledProgram

AS_OF = date(2026, 11, 20)
Row = Mapping[str, Any]


def random_rows(program: CompiledProgram, rng: Random, count: int) -> list[Row]:
    """People on both sides of every threshold; of most attributes nothing is known."""
    values = program.once("boundary values of tests", lambda: boundary_values(program, AS_OF))
    therapies = sorted(program.therapies)
    return [_row(program, values, therapies, rng, number) for number in range(count)]


def table_of(program: CompiledProgram, rows: Sequence[Row], *, typed: bool) -> pa.RecordBatch:
    """The rows as a table, each column with its own type, or all of them as texts."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = [[row.get(name) for row in rows] for name in names]
    arrays = [
        _typed(program, name, column) if typed else pa.array([*map(_written, column)], pa.string())
        for name, column in zip(names, columns, strict=True)
    ]
    return pa.record_batch(arrays, names)


def patient_of(program: CompiledProgram, row: Row) -> Patient:
    """Who a row is, put together by hand."""
    attributes = program.vocabulary.attributes
    entries = {
        name: (Entry(_value(row[name]), on=row.get(f"{name}.on", row.get("recorded_on"))),)
        for name in attributes
        if row.get(name) is not None
    }
    trials = tuple(trial for id_ in program.therapies if (trial := _trial(row, id_)) is not None)
    wishes = {
        wish: frozenset(id_ for id_ in program.therapies if row.get(f"{id_}.{wish}"))
        for wish in ("declines", "unavailable")
    }
    return Patient(
        row["id"],
        entries=entries,
        trials=trials if row.get("history_taken") else None,
        complete=frozenset(one for one in RecordList if row.get(f"complete.{one}")),
        preferences=Preferences(**wishes),
    )


# -- private -------------------------------------------------------------------------------


def _row(
    program: CompiledProgram,
    values: Mapping[str, tuple[Value, ...]],
    therapies: Sequence[str],
    rng: Random,
    number: int,
) -> Row:
    row: dict[str, Any] = {"id": f"p{number}"}
    if rng.random() < 0.8:
        row["recorded_on"] = AS_OF - timedelta(days=rng.choice((0, 0, 0, 1, 30, 400)))
    for name, known in values.items():
        usable = [value for value in known if not isinstance(value, Range)]
        if usable and rng.random() < 0.4:
            row[name] = rng.choice(usable)
            if rng.random() < 0.2:
                row[f"{name}.on"] = AS_OF - timedelta(days=rng.choice((0, 7, 89, 91, 366, 800)))
    for one in RecordList:
        if rng.random() < 0.3:
            row[f"complete.{one}"] = rng.random() < 0.8
    if rng.random() < 0.7:
        row["history_taken"] = True
        for id_ in rng.sample(therapies, min(len(therapies), rng.randint(0, 3))):
            row |= {f"{id_}.{part}": value for part, value in _some_trial(rng).items()}
    for id_ in rng.sample(therapies, min(len(therapies), rng.randint(0, 2))):
        row[f"{id_}.{rng.choice(('declines', 'unavailable'))}"] = rng.random() < 0.8
    return row


def _some_trial(rng: Random) -> Mapping[str, Any]:
    parts = {
        "outcome": str(rng.choice(list(Outcome))),
        "ongoing": rng.random() < 0.5,
        "start": AS_OF - timedelta(days=rng.choice((3, 28, 42, 84, 200))),
        "weeks": Decimal(rng.choice((1, 4, 6, 12))),
        "sessions": Decimal(rng.choice((1, 6, 10))),
        "dose": Decimal(rng.choice((10, 90))),
        "adequate": rng.random() < 0.5,
    }
    return {part: value for part, value in parts.items() if rng.random() < 0.5}


def _trial(row: Row, id_: str) -> Trial | None:
    parts = ("outcome", "ongoing", "start", "end", "weeks", "sessions", "dose", "adequate")
    asked: dict[str, Any] = {part: row.get(f"{id_}.{part}") for part in parts}
    told = {part: value for part, value in asked.items() if value is not None}
    if not told:
        return None
    if "outcome" in told:
        told["outcome"] = Outcome(told["outcome"])
    return Trial(id_, **told)


def _value(value: Any) -> Value:
    found: Value = value
    return found


def _typed(program: CompiledProgram, name: str, column: Sequence[Any]) -> pa.Array:
    attribute = program.vocabulary.attributes.get(name)
    if attribute is not None and attribute.type.is_number:
        return pa.array([None if v is None else float(v) for v in column], pa.float64())
    if attribute is not None and attribute.type.base is Base.TEXT:
        return pa.array(column, pa.string())
    if any(isinstance(value, Decimal) for value in column):
        return pa.array([None if v is None else float(v) for v in column], pa.float64())
    return pa.array(column)


def _written(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)
