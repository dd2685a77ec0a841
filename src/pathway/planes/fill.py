"""What is known of a patient, in one case or in many, as the inputs of planes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from pathway.ground.vocabulary import NOT_APPLICABLE, Value
from pathway.language.evaluate import evaluate
from pathway.language.syntax import Assumed, Expr, Result
from pathway.planes.code import Input, Kind, PlaneCode

#: What an answer says: the value of each attribute that it names.
News = Mapping[str, Value]
#: The values of a patient once something more is known, with or without what is assumed.
Walked = Callable[[News, bool], Mapping[str, Result]]

_UNKNOWN = Result(None)


@dataclass(frozen=True)
class Known:
    """A patient as planes take it.

    `values` are those of attributes before it is settled whether they apply or are assumed; `open`
    are the attributes of which nobody recorded a value that counts, `silent` those that may be
    assumed, of which nothing at all was recorded; `walked` evaluates by the reference.
    """

    code: PlaneCode
    values: Mapping[str, Result]
    open: frozenset[str]
    silent: frozenset[str]
    walked: Walked

    def cases(self, answers: Sequence[News] = ()) -> Cases:
        """The patient as known, the first case, and then one case for each set of answers."""
        count = len(answers) + 1
        every = (1 << count) - 1
        columns: dict[str, dict[Value, int]] = {}
        for at, news in enumerate(answers, 1):
            for name, value in news.items():
                column = columns.setdefault(name, {})
                column[value] = column.get(value, 0) | 1 << at
        filled = [every if bit else 0 for bit in self._once]
        for number in self._reading(columns):
            filled[number] = self._plane(self.code.inputs[number], columns, every)
        return Cases(self.code, self.code.run(filled, count), count)

    # -- private ---------------------------------------------------------------------------

    @cached_property
    def _once(self) -> list[int]:
        return [self._plane(row, {}, 1) for row in self.code.inputs]

    def _reading(self, columns: Mapping[str, object]) -> set[int]:
        by_name = self.code.by_name
        return {number for name in columns for number in by_name.get(name, ())}

    def _plane(self, row: Input, columns: Mapping[str, Mapping[Value, int]], every: int) -> int:
        if row.kind in (Kind.OPEN, Kind.SILENT):
            (name,) = row.reads
            told = sum(columns.get(name, {}).values())
            among = self.open if row.kind is Kind.OPEN else self.silent
            return every & ~told if name in among else 0
        varied = [name for name in row.reads if name in columns]
        plane = 0
        for news, here in _combined(varied, columns, every):
            if self._holds(row, news):
                plane |= here
        return plane

    def _holds(self, row: Input, news: News) -> bool:
        """Whether an input is set in the cases in which this is so."""
        if row.walked and row.expr is not None:
            value = evaluate(row.expr, self.walked(news, row.certain)).value
            return value is (row.kind is Kind.HOLDS)
        found = [self._value(name, news, certain=row.certain) for name in row.reads]
        if row.expr is not None:
            values = dict(zip(row.reads, found, strict=True))
            return _decided(row.expr, values) is (row.kind is Kind.HOLDS)
        value = found[0].value
        match row.kind:
            case Kind.TRUE:
                return value is True
            case Kind.FALSE:
                return value is False or value is NOT_APPLICABLE
            case Kind.KNOWN:
                return value is not None
            case _:
                return value == row.value

    def _value(self, name: str, news: News, *, certain: bool) -> Result:
        if name in news:
            return Result(news[name])
        found = self.values.get(name, _UNKNOWN)
        return _UNKNOWN if certain and isinstance(found, Assumed) else found


@dataclass(frozen=True)
class Cases:
    """What a program comes to in each case; the first case is bit 0."""

    code: PlaneCode
    registers: Sequence[int]
    count: int

    @property
    def every(self) -> int:
        """The plane of all cases."""
        return (1 << self.count) - 1

    def true(self, name: str) -> int:
        """The cases in which a definition is known to be true."""
        return self.registers[self.code.yes_no[name][0]]

    def false(self, name: str) -> int:
        """The cases in which a definition is known to be false."""
        return self.registers[self.code.yes_no[name][1]]

    def value(self, name: str, case: int = 0) -> Value | None:
        """What a yes/no or text definition comes to in a case; None is unknown."""
        both = self.code.yes_no.get(name)
        if both is not None:
            if self.registers[both[0]] >> case & 1:
                return True
            return False if self.registers[both[1]] >> case & 1 else None
        values = self.code.choices[name].items()
        return next((value for value, at in values if self.registers[at] >> case & 1), None)

    def changed(self, name: str, case: int = 0) -> int:
        """The cases in which a definition comes to something else than in one of them."""
        both = self.code.yes_no.get(name)
        planes = both if both is not None else tuple(self.code.choices[name].values())
        found = 0
        for at in planes:
            plane = self.registers[at]
            found |= ~plane & self.every if plane >> case & 1 else plane
        return found


# -- private -------------------------------------------------------------------------------


def _decided(expr: Expr, values: Mapping[str, Result]) -> bool | None:
    value = evaluate(expr, values).value
    return value if isinstance(value, bool) else None


def _combined(
    varied: Sequence[str], columns: Mapping[str, Mapping[Value, int]], every: int
) -> Iterator[tuple[News, int]]:
    """Each combination of values that the attributes have in some case, with those cases."""
    parts: list[list[tuple[News, int]]] = []
    for name in varied:
        told = [({name: value}, plane) for value, plane in columns[name].items()]
        rest = every & ~sum(columns[name].values())
        parts.append([*told, *([({}, rest)] if rest else [])])
    for chosen in product(*parts):
        here = every
        for _, plane in chosen:
            here &= plane
        if here:
            yield {name: value for news, _ in chosen for name, value in news.items()}, here
