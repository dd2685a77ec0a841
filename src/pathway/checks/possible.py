"""Whether a condition can be true at all, and whether it can be false.

Every answer "impossible" is a proof: attributes take one value on each side of every
threshold they are compared with, and whatever is not such a comparison (sums, dates, two
attributes compared) is taken to be free. Where a proof would take too long, the answer is
"possible", so that no alarm is ever false.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from pathway.ground.vocabulary import BOOLEAN, NOT_APPLICABLE, Attribute, Base, Type, Value
from pathway.guards import applying
from pathway.language.evaluate import evaluate, truth
from pathway.language.syntax import Apply, Expr, Literal, Name, Result
from pathway.program import CompiledProgram


class Reasoner:
    """Answers for one program; conditions may read its named definitions."""

    def __init__(self, program: CompiledProgram) -> None:
        self._program = program
        self._guarded = frozenset(applying(program.guards))
        self._large: set[int] = set()
        self._left = MOST_WORK + WORK_EACH * len(program.definitions)

    @property
    def is_spent(self) -> bool:
        """Whether all that proofs about this program may cost is used up."""
        return self._left <= 0

    def can_be(self, expr: Expr, *, wanted: bool = True) -> bool:
        """False only where no patient at all gives `expr` this value."""
        question = _Question()
        asked = self._abstract(expr, question)
        if question.too_large:
            self._large.add(id(expr))
        if question.too_large or self.is_spent:
            return True
        free = {name: tuple(self._values(name, numbers)) for name, numbers in question.free.items()}
        search = _Search(asked, question.definitions, free, wanted)
        size = 1 + sum(map(_size, (asked, *question.definitions.values())))
        search.tries = max(MOST_STEPS // size, 10)
        before = search.tries
        found = search.succeeds({})
        self._left -= (before - search.tries) * size
        return found

    # -- private ---------------------------------------------------------------------------

    def _abstract(self, expr: Expr, question: _Question) -> Expr:
        """`expr` with everything replaced by a free answer that cannot be reasoned about."""
        if isinstance(expr, Literal) or question.too_large:
            return expr
        if isinstance(expr, Name):
            self._read(expr, question)
            return expr
        if expr.op in _LOGIC or (expr.op in ("=", "!=", "in") and not _numeric(expr)):
            if all(self._is_simple(arg) for arg in expr.args):
                args = tuple(self._abstract(arg, question) for arg in expr.args)
                return Apply(expr.op, args, type=expr.type)
        elif expr.op in _COMPARISONS and self._compares_an_attribute(expr, question):
            return expr
        return question.opaque(expr)

    def _is_simple(self, expr: Expr) -> bool:
        """Whether the values of `expr` are few and known: yes/no, or one of some texts."""
        if expr.type.base is not Base.TEXT or not isinstance(expr, Name):
            return expr.type.base in (Base.BOOLEAN, Base.TEXT)
        type_ = self._program.vocabulary.type_of(expr.name)
        return expr.name in self._program.by_name or bool(type_ and type_.choices)

    def _read(self, name: Name, question: _Question) -> None:
        definition = self._program.by_name.get(name.name)
        if definition is None:
            question.free.setdefault(name.name, set())
        elif len(question.definitions) >= MOST_DEFINITIONS or id(definition.expr) in self._large:
            question.too_large = True
        elif name.name not in question.definitions:
            question.definitions[name.name] = definition.expr  # in case it is met again below
            expr = self._abstract(definition.expr, question)
            del question.definitions[name.name]
            question.definitions[name.name] = expr

    def _compares_an_attribute(self, expr: Apply, question: _Question) -> bool:
        """Whether `expr` compares one attribute with numbers, which are then remembered."""
        named = [arg for arg in expr.args if isinstance(arg, Name)]
        numbers = [
            arg.value
            for arg in expr.args
            if isinstance(arg, Literal) and isinstance(arg.value, Decimal)
        ]
        if len(named) != 1 or len(numbers) + 1 != len(expr.args):
            return False
        name = named[0].name
        type_ = self._program.vocabulary.type_of(name)
        if name in self._program.by_name or type_ is None or not type_.is_number:
            return False
        question.free.setdefault(name, set()).update(numbers)
        return True

    def _values(self, name: str, thresholds: set[Decimal]) -> Iterator[Value]:
        """The values that can make a difference, each standing for all like it."""
        type_ = self._program.vocabulary.type_of(name) or BOOLEAN
        attribute = self._program.vocabulary.attributes.get(name)
        if type_.is_number:
            yield from _numbers(type_, attribute, sorted(thresholds))
        elif type_.choices is not None:
            yield from type_.choices
        else:
            yield from (True, False)
        if name in self._guarded or (attribute is None and type_.is_number):
            yield NOT_APPLICABLE


#: What a proof may cost, in parts of conditions evaluated, before it is given up; and what all
#: proofs about a program may cost together, with something for each of its definitions.
MOST_STEPS: Final = 20_000
MOST_WORK: Final = 100_000
WORK_EACH: Final = 200

#: A condition that reads more definitions is left in peace.
MOST_DEFINITIONS: Final = 30

# -- private -------------------------------------------------------------------------------

_LOGIC: Final = frozenset({"and", "or", "not", "implies", "if"})
_COMPARISONS: Final = frozenset({"=", "!=", "<", "<=", ">", ">=", "between", "in"})


@dataclass
class _Question:
    """The definitions a condition reads, and what is free to take any value."""

    definitions: dict[str, Expr] = field(default_factory=dict)
    free: dict[str, set[Decimal]] = field(default_factory=dict)
    too_large: bool = False
    _opaque: dict[Expr, Name] = field(default_factory=dict)

    def opaque(self, expr: Expr) -> Name:
        """A free answer in place of `expr`, the same one wherever it stands."""
        name = self._opaque.setdefault(expr, Name(f"?{len(self._opaque)}", type=BOOLEAN))
        self.free.setdefault(name.name, set())
        return name


@dataclass
class _Search:
    """The search for values that make a condition come out as wanted."""

    expr: Expr
    definitions: Mapping[str, Expr]
    free: Mapping[str, tuple[Value, ...]]
    wanted: bool
    tries: int = 0

    def succeeds(self, chosen: Mapping[str, Result]) -> bool:
        """Whether some choice of the values still open does it, or nobody can tell.

        Three-valued evaluation says which value to choose next, and when no more are needed.
        """
        self.tries -= 1
        if self.tries < 0:
            return True
        result = self._settled(chosen)
        value = truth(result)
        if value is not None:
            return value is self.wanted
        name = min(result.hangs_on, default="")
        if name not in self.free:
            return True
        return any(self.succeeds({**chosen, name: Result(one)}) for one in self.free[name])

    def _settled(self, chosen: Mapping[str, Result]) -> Result:
        values = dict(chosen)
        for name, expr in self.definitions.items():
            result = evaluate(expr, values)
            no = result.value is NOT_APPLICABLE and expr.type.base is Base.BOOLEAN
            values[name] = Result(value=False) if no else result
        return evaluate(self.expr, values)


def _size(expr: Expr) -> int:
    """How many parts an expression has."""
    return 1 + sum(map(_size, expr.args)) if isinstance(expr, Apply) else 1


def _numeric(expr: Apply) -> bool:
    return any(arg.type.is_number for arg in expr.args)


def _numbers(
    type_: Type, attribute: Attribute | None, thresholds: list[Decimal]
) -> Iterator[Decimal]:
    """Every threshold, and one number in every gap between and around them."""
    low, high = _bounds(attribute)
    whole = type_.base is Base.INTEGER and (attribute is None or attribute.since is None)
    first = low if low is not None else (thresholds[0] if thresholds else Decimal(0)) - 1
    last = high if high is not None else max((first, *thresholds[-1:])) + 1
    points = sorted({first, last, *(t for t in thresholds if first <= t <= last)})
    for number, point in enumerate(points):
        if not whole or point == point.to_integral_value():
            yield point
        if number + 1 < len(points):
            between = _between(point, points[number + 1], whole=whole)
            if between is not None:
                yield between


def _between(low: Decimal, high: Decimal, *, whole: bool) -> Decimal | None:
    """A number strictly between two others."""
    if not whole:
        return (low + high) / 2
    least = low.to_integral_value(ROUND_FLOOR) + 1
    return least if least <= high.to_integral_value(ROUND_CEILING) - 1 else None


def _bounds(attribute: Attribute | None) -> tuple[Decimal | None, Decimal | None]:
    """The range of an attribute; what is counted since a date may outgrow its upper end."""
    if attribute is None:
        return Decimal(0), None
    if attribute.since is not None:
        low = attribute.lowest
        return None if low is None else min(low, Decimal(0)), None
    return attribute.lowest, attribute.highest
