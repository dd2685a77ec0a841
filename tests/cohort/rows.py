"""Random rows of a table, and the same people as patients, who are made without the table."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final

import pyarrow as pa

from pathway.authoring.search.space import boundary_values
from pathway.ground.vocabulary import Base, Range, RecordList, Value
from pathway.patients.model import Entry, Outcome, Patient, Preferences, Trial
from pathway.program import CompiledProgram

AS_OF = date(2026, 11, 20)
#: Days that random pathways name, with those before and after.
NAMED = tuple(
    day + timedelta(days=shift)
    for day in (date(2024, 2, 29), date(2026, 10, 31))
    for shift in (-1, 0, 1)
)
Row = Mapping[str, Any]


def random_rows(
    program: CompiledProgram,
    rng: Random,
    count: int,
    as_of: date = AS_OF,
    *,
    known: float = 0.4,
    partly: bool = False,
) -> list[Row]:
    """People on both sides of every threshold; `known` is the share of values that they have.

    Dates are also at the ends of months and on leap days, and `partly` some are only known in part.
    """
    values = program.once(("values of tests", as_of), lambda: _values(program, as_of))
    therapies = sorted(program.therapies)
    drawing = _Drawing(values, therapies, rng, as_of, known, partly)
    return [drawing.row(number) for number in range(count)]


def table_of(program: CompiledProgram, rows: Sequence[Row], *, typed: bool) -> pa.RecordBatch:
    """The rows as a table, each column with its own type, or all of them as texts."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = [[row.get(name) for row in rows] for name in names]
    arrays = [
        _typed(program, name, column) if typed else pa.array([*map(_written, column)], pa.string())
        for name, column in zip(names, columns, strict=True)
    ]
    return pa.record_batch(arrays, names)


def stored_otherwise(table: pa.RecordBatch, rng: Random) -> pa.RecordBatch:
    """The same rows as other programs may hand them over.

    Texts with numbers of their own or with long offsets, whole numbers as such, days as points in
    time, columns without a type where nothing is known, and rows in the middle of a larger batch.
    """
    columns = [_stored(column, rng) for column in table.columns]
    before = rng.choice((0, 1, 7, 65))
    longer = [pa.concat_arrays([c.slice(0, min(before, len(c))), c]) for c in columns]
    whole = pa.record_batch(longer, table.schema.names)
    return whole.slice(whole.num_rows - table.num_rows)


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


def _values(program: CompiledProgram, as_of: date) -> Mapping[str, Sequence[Value]]:
    """Both sides of every threshold, and of dates the days and months beside them."""
    found: dict[str, Sequence[Value]] = {}
    for name, values in boundary_values(program, as_of).items():
        days = [value for value in values if isinstance(value, date)]
        beside = [one for day in days for one in _beside(day) if one <= as_of]
        if program.vocabulary.attributes[name].type.base is Base.DATE:
            beside += [day for day in NAMED if day <= as_of]
        months = [_month(day) for day in days if _month(day).high <= as_of]
        found[name] = tuple(dict.fromkeys((*values, *beside, *months)))
    return found


def _beside(day: date) -> Sequence[date]:
    """The ends of a month and of the February before, and the leap day before."""
    first = date(day.year - (day.month < 3), 3, 1)
    leap = date(day.year - day.year % 4, 2, 29)
    return (day.replace(day=1), _month(day).high, first - timedelta(days=1), first, leap)


def _month(day: date) -> Range[date]:
    after = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    return Range(day.replace(day=1), after - timedelta(days=1))


class _Drawing:
    """Rows drawn one after the other."""

    def __init__(
        self,
        values: Mapping[str, Sequence[Value]],
        therapies: Sequence[str],
        rng: Random,
        as_of: date,
        known: float,
        partly: bool,
    ) -> None:
        self._therapies, self._rng, self._as_of = therapies, rng, as_of
        self._known, self._partly = known, partly
        self._values = {
            name: usable
            for name, among in values.items()
            if (usable := [one for one in among if partly or not isinstance(one, Range)])
        }
        days = [as_of - timedelta(days=days) for days in (1, 7, 13, 14, 15, 28, 84, 85)]
        days += [as_of - timedelta(days=days) for days in (364, 365, 366, 367, 730, 731, 800)]
        self._days = [day for one in days for day in (one, *_beside(one)) if day <= as_of]

    def row(self, number: int) -> Row:
        rng = self._rng
        row: dict[str, Any] = {"id": f"p{number}"}
        if rng.random() < 0.8:
            row["recorded_on"] = self._day(0.6)
        for name, usable in self._values.items():
            if rng.random() < self._known:
                row[name] = rng.choice(usable)
                if rng.random() < 0.2:
                    row[f"{name}.on"] = self._day(0.2)
        for one in RecordList:
            if rng.random() < 0.3:
                row[f"complete.{one}"] = rng.random() < 0.8
        if rng.random() < 0.7:
            row["history_taken"] = True
            for id_ in self._some(3):
                row |= {f"{id_}.{part}": value for part, value in self._trial().items()}
        for id_ in self._some(2):
            row[f"{id_}.{rng.choice(('declines', 'unavailable'))}"] = rng.random() < 0.8
        return row

    def _some(self, most: int) -> Sequence[str]:
        count = min(len(self._therapies), self._rng.randint(0, most))
        return self._rng.sample(self._therapies, count)

    def _day(self, today: float) -> date | Range[date]:
        if self._rng.random() < today:
            return self._as_of
        day = self._rng.choice(self._days)
        in_part = self._partly and self._rng.random() < 0.2
        return _month(day) if in_part and _month(day).high <= self._as_of else day

    def _trial(self) -> Mapping[str, Any]:
        rng, parts = self._rng, dict[str, Any]()
        parts["outcome"] = str(rng.choice(list(Outcome)))
        parts["ongoing"] = rng.random() < 0.5
        parts["start"], parts["end"] = self._day(0.1), self._day(0.1)
        parts["weeks"] = Decimal(rng.choice((1, 3, 4, 5, 6, 12)))
        parts["sessions"] = Decimal(rng.choice((1, 5, 6, 10)))
        parts["dose"] = Decimal(rng.choice((10, 90)))
        parts["adequate"] = rng.random() < 0.5
        return {part: value for part, value in parts.items() if rng.random() < 0.5}


def _stored(column: pa.Array, rng: Random) -> pa.Array:
    if column.null_count == len(column):
        return rng.choice((column, pa.nulls(len(column))))
    return column.cast(rng.choice(_KINDS[column.type](column)))


def _numbers(column: pa.Array) -> Sequence[pa.DataType]:
    whole = all(value is None or value % 1 == 0 for value in column.to_pylist())
    if not whole:
        return (pa.float64(),)
    return (pa.float64(), pa.float32(), pa.int64(), pa.int16(), pa.decimal128(12, 3))


#: As which types a column may come.
_KINDS: Final[Mapping[pa.DataType, Callable[[pa.Array], Sequence[pa.DataType]]]] = {
    pa.bool_(): lambda _: (pa.bool_(),),
    pa.string(): lambda _: (
        *(pa.string(), pa.large_string()),
        pa.dictionary(pa.int16(), pa.string()),
    ),
    pa.date32(): lambda _: (pa.date32(), pa.date64(), pa.timestamp("us")),
    pa.float64(): _numbers,
}


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
    if isinstance(value, Range):  # a month or a year, by how many days it has
        return f"{value.low:%Y}" if value.low.month != value.high.month else f"{value.low:%Y-%m}"
    return value.isoformat() if isinstance(value, date) else str(value)
