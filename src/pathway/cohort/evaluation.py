"""A batch of patients through the planes of a program."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final

from pathway.cohort.limits import limits
from pathway.cohort.memory import Decided
from pathway.cohort.settled import Column, attribute_column, history_columns, yes_or_not
from pathway.cohort.split import Split, Together, combined
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


class Evaluated:
    """The planes of a batch, and the columns that they were filled from."""

    def __init__(
        self,
        program: CompiledProgram,
        batch: Batch,
        as_of: date,
        *,
        strict: bool,
    ) -> None:
        self.program, self.batch = program, batch
        self._memory = batch.memory
        self._spelt: dict[str, Column] = {}
        self._combined: dict[tuple[str, ...], tuple[Split, Sequence[Together]]] = {}
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
        for condition, one in enumerate(code.comparisons):
            true, false = self._compared(condition, one)
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

    def _compared(self, condition: int, one: Comparison) -> tuple[int, int]:
        names = tuple(name for name in one.row.reads if name in self._columns)
        if len(names) == 1 and one.decide is not None:
            column = self._column(names[0])
            if column.numbers is not None:
                true = _against_limit(one, column)
                return true, column.known & ~true
        split, combinations = self._together(names)
        decided = self._memory.decided(condition)
        for case in decided.open(split.occurring, split.cases):
            told = zip(names, combinations[case], strict=True)
            facts = {name: self._spelt_out(name).facts[at] for name, at in told}
            decided.tell(case, self._worked_out(one, facts))
        true, false = (decided.cases == side for side in (Decided.TRUE, Decided.FALSE))
        return split.where(true), split.where(false)

    def _spelt_out(self, name: str) -> Column:
        if name not in self._spelt:
            known = self._memory.facts(name)
            column = self._column(name)
            self._spelt[name] = column.spelt_out(known, limits(self.program, name))
        return self._spelt[name]

    def _together(self, names: tuple[str, ...]) -> tuple[Split, Sequence[Together]]:
        """Each combination of facts as a case: the same for all conditions on these names."""
        if names not in self._combined:
            known = self._memory.together(names)
            split, keys = combined([self._spelt_out(name).split for name in names])
            into = {n: known.number(key, partial(tuple, key)) for n, key in enumerate(keys)}
            self._combined[names] = (split.merged(into, len(known.things)), known.things)
        return self._combined[names]

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


def _columns(
    program: CompiledProgram, batch: Batch, as_of: date, *, strict: bool
) -> Mapping[str, Column]:
    """Every name that definitions may read, as a column."""
    attributes, count = program.vocabulary.attributes, batch.count
    constant = Split(count, 1, {0: (1 << count) - 1})
    unknown, _ = of_nobody(program, Patient(""))
    made: dict[str, Column] = {}
    for name, one in attributes.items():
        spoken_of = name in batch.told or one.since in batch.told or one.absent in batch.complete
        if spoken_of:
            made[name] = attribute_column(
                one,
                batch.told,
                batch.complete,
                program,
                as_of,
                batch.memory,
                count,
                strict=strict,
            )
        else:
            made[name] = Column(constant, (unknown[name],))
    made.update(_histories(program, batch, as_of))
    made.update(batch.settled)
    return made


def _histories(program: CompiledProgram, batch: Batch, as_of: date) -> Mapping[str, Column]:
    made: dict[str, Column] = {}
    untried = yes_or_not(batch.count, batch.taken)
    nobody = (Patient(""), Patient("", trials=()))
    both = [tuple(history_of(one, program.therapies, as_of)) for one in nobody]
    for facts in zip(*both, strict=True):
        made[facts[0].name] = Column(untried, facts)
    for id_, parts in batch.therapies.items():
        made |= history_columns(program.therapies[id_], parts, batch.taken, as_of, batch.memory)
    return made


def _against_limit(one: Comparison, column: Column) -> int:
    """The rows in which a number compares so with a limit, all at once."""
    match one.row.expr:
        case Apply(op, (Name(), Literal(Decimal() as limit))):
            return column.holds(op, float(limit))
    raise TypeError(f"no comparison with a limit: {one.row.expr}")


def _counted(row: Input, found: Result) -> Result:
    """A value, unless it is only assumed and a condition is about what is certain."""
    return _UNKNOWN if row.certain and isinstance(found, Assumed) else found


def _plane(column: Column, says: Callable[[Value | None], bool]) -> int:
    return _of_facts(column, lambda fact: says(fact.value))


def _of_facts(column: Column, says: Callable[[Fact], bool]) -> int:
    return column.split.plane(tuple(map(says, column.facts)))
