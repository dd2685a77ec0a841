"""A batch of patients through the planes of a program."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

import numpy as np

from pathway.cohort.limits import limits
from pathway.cohort.settled import (
    Column,
    Grouping,
    attribute_column,
    combined,
    history_columns,
    packed,
)
from pathway.cohort.table import Batch
from pathway.ground.vocabulary import NOT_APPLICABLE, Value
from pathway.language.evaluate import evaluate
from pathway.language.syntax import Apply, Assumed, Literal, Name, Result
from pathway.patients.at_date import from_facts, of_nobody, result_of
from pathway.patients.history import history_of
from pathway.patients.model import Patient, Why
from pathway.patients.values import Fact
from pathway.planes.code import Comparison, Input, Kind
from pathway.planes.fill import Cases
from pathway.program import CompiledProgram
from pathway.walk import in_planes

#: What one condition came to, by the facts it depends on.
_Memory: TypeAlias = "dict[tuple[object, ...], Value | None]"
#: The same for every condition, by the numbers of its inputs.
Memory: TypeAlias = "dict[tuple[int | None, int | None], _Memory]"


class Evaluated:
    """The planes of a batch, and the columns that they were filled from."""

    def __init__(
        self,
        program: CompiledProgram,
        batch: Batch,
        as_of: date,
        *,
        strict: bool,
        memory: Memory | None = None,
    ) -> None:
        """`memory` keeps what was worked out, for other batches of the same run."""
        self.program, self.batch = program, batch
        self._memory = {} if memory is None else memory
        self._as_of, self._strict = as_of, strict
        self._columns = _columns(program, batch, as_of, strict=strict)
        code = program.planes
        filled = self._filled()
        self.cases = Cases(code, code.run(filled, batch.count), batch.count)

    def holds(self, name: str) -> int:
        """The rows in which an attribute, or a part of a history, is yes."""
        return _plane(self._column(name), lambda value: value is True)

    # -- private ---------------------------------------------------------------------------

    def _column(self, name: str) -> Column:
        return self._columns[name]

    def _filled(self) -> list[int]:
        code = self.program.planes
        filled = [0] * len(code.inputs)
        for number, row in enumerate(code.inputs):
            if row.expr is None:
                filled[number] = self._input(row)
        for one in code.comparisons:
            true, false = self._compared(one)
            if one.holds is not None:
                filled[one.holds] = true
            if one.fails is not None:
                filled[one.fails] = false
        return filled

    def _input(self, row: Input) -> int:
        name = row.reads[0]
        if name not in self._columns:  # that a rule is lifted: no table says so
            return self.every if row.kind is Kind.FALSE else 0
        column = self._column(name)
        match row.kind:
            case Kind.TRUE:
                return _plane(column, lambda value: value is True)
            case Kind.FALSE:
                return _plane(column, lambda value: value is False or value is NOT_APPLICABLE)
            case Kind.KNOWN:
                return _plane(column, lambda value: value is not None)
            case Kind.IS:
                return _plane(column, lambda value: value == row.value)
            case Kind.OPEN:
                return _of_facts(column, lambda f: not f.recorded and f.why is not Why.CONFLICTING)
            case _:
                return _of_facts(column, lambda fact: fact.silent and not self._strict)

    @property
    def every(self) -> int:
        """The plane of all rows."""
        return (1 << self.batch.count) - 1

    def _compared(self, one: Comparison) -> tuple[int, int]:
        names = [name for name in one.row.reads if name in self._columns]
        if len(names) == 1 and one.decide is not None:
            column = self._column(names[0])
            if column.numbers is not None:
                return _against_limit(one, column)
        columns = [self._column(name).spelt_out(limits(self.program, name)) for name in names]
        grouping = _together([column.grouping for column in columns])
        true, false = list[bool](), list[bool]()
        memory = self._memory.setdefault((one.holds, one.fails), {})
        for row in grouping.first_rows():
            facts = [column.facts[column.grouping.codes[row]] for column in columns]
            decided = self._decided(one, facts, memory)
            true.append(decided is True)
            false.append(decided is False)
        return grouping.plane(tuple(true)), grouping.plane(tuple(false))

    def _decided(self, one: Comparison, facts: Sequence[Fact], memory: _Memory) -> Value | None:
        """Whether a condition holds where this is so, as it is worked out for one patient."""
        key = tuple((f.value, f.why, f.recorded, f.silent, bool(f.assumed)) for f in facts)
        if key not in memory:
            memory[key] = self._worked_out(one, {fact.name: fact for fact in facts})
        return memory[key]

    def _worked_out(self, one: Comparison, told: Mapping[str, Fact]) -> Value | None:
        expr = one.row.expr
        if expr is not None and not one.row.walked:
            results = {name: result_of(fact) for name, fact in told.items()}
            values = {name: _counted(one.row, found) for name, found in results.items()}
            return evaluate(expr, values).value
        resolved = from_facts(self.program, told, self._as_of, strict=self._strict)
        return in_planes(self.program, resolved).decided(one)


# -- private -------------------------------------------------------------------------------

_UNKNOWN: Final = Result(None)
_OPERATORS: Final = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "=": np.equal,
}


def _columns(
    program: CompiledProgram, batch: Batch, as_of: date, *, strict: bool
) -> Mapping[str, Column]:
    """Every name that definitions may read, as a column."""
    attributes, count = program.vocabulary.attributes, batch.count
    constant = Grouping(np.zeros(count, dtype=np.int64), 1)
    unknown, _ = of_nobody(program, Patient(""))
    made: dict[str, Column] = {}
    for name, one in attributes.items():
        spoken_of = name in batch.told or one.since in batch.told or one.absent in batch.complete
        if spoken_of:
            made[name] = attribute_column(
                one, batch.told, batch.complete, program, as_of, count, strict=strict
            )
        else:
            made[name] = Column(constant, (unknown[name],))
    made.update(_histories(program, batch, as_of))
    made.update(batch.settled)
    return made


def _histories(program: CompiledProgram, batch: Batch, as_of: date) -> Mapping[str, Column]:
    made: dict[str, Column] = {}
    untried = Grouping(np.where(batch.taken == 1, 1, 0), 2)
    nobody = (Patient(""), Patient("", trials=()))
    both = [tuple(history_of(one, program.therapies, as_of)) for one in nobody]
    for facts in zip(*both, strict=True):
        made[facts[0].name] = Column(untried, facts)
    for id_ in dict.fromkeys((*batch.trials, *batch.wishes)):
        trial, wishes = batch.trials.get(id_, {}), batch.wishes.get(id_, {})
        therapy = program.therapies[id_]
        made |= history_columns(therapy, trial, wishes, batch.taken, as_of)
    return made


def _together(groupings: Sequence[Grouping]) -> Grouping:
    if len(groupings) == 1:
        return groupings[0]
    return combined([one.codes for one in groupings])


def _against_limit(one: Comparison, column: Column) -> tuple[int, int]:
    """A column of numbers compared with a limit, all rows at once."""
    match one.row.expr:
        case Apply(op, (Name(), Literal(Decimal() as limit))) if column.numbers is not None:
            known = ~np.isnan(column.numbers)
            holds = _OPERATORS[op](column.numbers, float(limit))
            return packed(holds & known), packed(~holds & known)
    raise TypeError(f"no comparison with a limit: {one.row.expr}")


def _counted(row: Input, found: Result) -> Result:
    """A value, unless it is only assumed and a condition is about what is certain."""
    return _UNKNOWN if row.certain and isinstance(found, Assumed) else found


def _plane(column: Column, says: Callable[[Value | None], bool]) -> int:
    return _of_facts(column, lambda fact: says(fact.value))


def _of_facts(column: Column, says: Callable[[Fact], bool]) -> int:
    return column.grouping.plane(tuple(map(says, column.facts)))
