"""What is known of a patient, in one case or in many, as the inputs of planes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import Final

from pathway.frozen import frozen
from pathway.ground.cached import cached_property
from pathway.ground.vocabulary import NOT_APPLICABLE, Value
from pathway.language.evaluate import evaluate
from pathway.language.syntax import Assumed, Result
from pathway.planes.code import Comparison, Input, Kind, PlaneCode
from pathway.planes.columns import Columns, News, Table, table_of

#: The values of a patient once something more is known, with or without what is assumed.
Walked = Callable[[News, bool], Mapping[str, Result]]

_UNKNOWN: Final = Result(None)
_NEITHER: Final = (None, None)


@frozen(slots=False)
class Known:
    """A patient as planes take it.

    `values` are those of attributes before it is settled whether they apply or are assumed; `open`
    are the attributes of which nobody recorded a value that counts, `silent` those that may be
    assumed, of which nothing at all was recorded; `walked` evaluates by the reference.
    `nobody` are the inputs of whom nothing is known, from which only those of `told` names differ.
    """

    code: PlaneCode
    values: Mapping[str, Result]
    open: frozenset[str]
    silent: frozenset[str]
    walked: Walked
    nobody: Sequence[int] = ()
    told: Iterable[str] = ()

    def cases(self, answers: Sequence[News] = ()) -> Cases:
        """The patient as known, the first case, and then one case for each set of answers."""
        if not answers:
            return Cases(self.code, self.code.run(self.once, 1), 1)
        return self.tabled(table_of(answers))

    def tabled(self, table: Table) -> Cases:
        """The cases of a table, of which the first is the patient as known."""
        every = (1 << table.count) - 1
        filled = [every if bit else 0 for bit in self.once]
        self._fill(filled, table.columns, every)
        return Cases(self.code, self.code.run(filled, table.count), table.count)

    @cached_property
    def once(self) -> Sequence[int]:
        """The inputs of one case, in which nothing more is known."""
        code, values = self.code, self.values
        filled = list(self.nobody) or [0] * len(code.inputs)
        truths = code.truths
        for name in truths.keys() & self.told if self.nobody else truths:
            true, false = truths[name]
            found = values.get(name, _UNKNOWN)[0]
            if true is not None:
                filled[true] = 1 if found is True else 0
            if false is not None:
                filled[false] = 1 if found is False or found is NOT_APPLICABLE else 0
        for one in self._to_compare() if self.nobody else code.comparisons:
            decided = self._decided(one, {})
            if one.holds is not None:
                filled[one.holds] = 1 if decided is True else 0
            if one.fails is not None:
                filled[one.fails] = 1 if decided is False else 0
        for number in code.others:
            filled[number] = self._other(code.inputs[number], {}, 1)
        return filled

    def decided(self, one: Comparison) -> Value | None:
        """Whether a condition holds for the patient as known; None where it is not known."""
        return self._decided(one, {})

    # -- private ---------------------------------------------------------------------------

    def _to_compare(self) -> Iterable[Comparison]:
        """The conditions that may be otherwise than for whom nothing is known."""
        code, told = self.code, self.told
        if 2 * len(code.compared.keys() & told) > len(code.compared):
            return code.comparisons  # to find out which takes longer than to compare the rest
        reading = (one for name in told for one in code.compared.get(name, ()))
        return {id(one): one for one in (*reading, *code.walked)}.values()

    def _fill(self, filled: list[int], columns: Columns, every: int) -> None:
        """Set the inputs on which it has a bearing what more is known."""
        code, varied = self.code, dict[int, Comparison]()
        for name, column in columns.items():
            true, false = code.truths.get(name, _NEITHER)
            if true is not None:
                filled[true] = column.get(True, 0) | filled[true] & ~sum(column.values())
            if false is not None:
                no = column.get(False, 0) | column.get(NOT_APPLICABLE, 0)
                filled[false] = no | filled[false] & ~sum(column.values())
            varied |= {id(one): one for one in code.compared.get(name, ())}
        for one in varied.values():
            self._compare(one, filled, columns, every)
        for number in code.others:
            if code.inputs[number].reads[0] in columns:
                filled[number] = self._other(code.inputs[number], columns, every)

    def _other(self, row: Input, columns: Columns, every: int) -> int:
        """That an attribute is open, that it has a value, or that it has this one."""
        name = row.reads[0]
        column = columns.get(name, {})
        rest = every & ~sum(column.values())
        if row.kind in (Kind.OPEN, Kind.SILENT):
            return rest if name in (self.open if row.kind is Kind.OPEN else self.silent) else 0
        found = self._value(name, {}, certain=row.certain).value
        if row.kind is Kind.KNOWN:
            return every & ~rest | (rest if found is not None else 0)
        told = sum(plane for value, plane in column.items() if value == row.value)
        return told | (rest if found == row.value else 0)

    def _compare(self, one: Comparison, filled: list[int], columns: Columns, every: int) -> None:
        varied = [name for name in one.row.reads if name in columns]
        true = false = 0
        for news, here in _combined(varied, columns, every):
            decided = self._decided(one, news)
            true |= here if decided is True else 0
            false |= here if decided is False else 0
        if one.holds is not None:
            filled[one.holds] = true
        if one.fails is not None:
            filled[one.fails] = false

    def _decided(self, one: Comparison, news: News) -> Value | None:
        """Whether a condition holds where this is so; None where it is not known."""
        row = one.row
        if one.decide is not None:
            name = row.reads[0]
            value = news[name] if name in news else self._value(name, {}, certain=row.certain).value
            if value is None or type(value) is Decimal:
                return None if value is None else one.decide(value)
        if row.expr is None:
            return None
        if row.walked:
            return evaluate(row.expr, self.walked(news, row.certain)).value
        if not news and not row.certain:
            return evaluate(row.expr, self.values).value
        values = {name: self._value(name, news, certain=row.certain) for name in row.reads}
        return evaluate(row.expr, values).value

    def _value(self, name: str, news: News, *, certain: bool) -> Result:
        if name in news:
            return Result(news[name])
        found = self.values.get(name, _UNKNOWN)
        return _UNKNOWN if certain and isinstance(found, Assumed) else found


@frozen(slots=False)
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

    def has(self, name: str) -> bool:
        """Whether the planes say anything of a name."""
        return name in self.code.yes_no or name in self.code.choices

    def value(self, name: str, case: int = 0) -> Value | None:
        """What a yes/no or text definition comes to in a case; None is unknown."""
        registers, both = self.registers, self.code.yes_no.get(name)
        if both is not None:
            if registers[both[0]] >> case & 1:
                return True
            return False if registers[both[1]] >> case & 1 else None
        for value, at in self.code.choices[name].items():
            if registers[at] >> case & 1:
                return value
        return None

    def changed(self, name: str, case: int = 0) -> int:
        """The cases in which a definition comes to something else than in one of them."""
        both = self.code.yes_no.get(name)
        planes = both if both is not None else tuple(self.code.choices[name].values())
        found, registers = 0, self.registers
        for at in planes:
            plane = registers[at]
            if plane:
                found |= ~plane & self.every if plane >> case & 1 else plane
        return found


# -- private -------------------------------------------------------------------------------


def _combined(varied: Sequence[str], columns: Columns, every: int) -> Iterator[tuple[News, int]]:
    """Each combination of values that the attributes have in some case, with those cases."""
    parts: list[list[tuple[News, int]]] = []
    for name in varied:
        told = [({name: value}, plane) for value, plane in columns[name].items()]
        rest = every & ~sum(columns[name].values())
        parts.append([*told, *([({}, rest)] if rest else [])])
    if len(parts) == 1:
        yield from parts[0]
        return
    for chosen in product(*parts):
        here = every
        for _, plane in chosen:
            here &= plane
        if here:
            yield {name: value for news, _ in chosen for name, value in news.items()}, here
