"""Conditions in CQL: to every expression the text that comes to the same in three values.

A number or a date is an interval in CQL, from the lowest to the highest it may be: `72` is
`Interval[72.0, 72.0]`, the date `2014` a year. A comparison holds where it holds for every value
between. What *does not apply* is null in CQL, and a definition beside it says that it is known.
What CQL would come to otherwise is refused with its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from pathway.cql.literals import PLACES, call, ends, fits, inner, joined, number, string
from pathway.frozen import frozen
from pathway.ground.problems import Problems
from pathway.ground.source import Span
from pathway.ground.units import canonical, exact_decimal
from pathway.ground.vocabulary import Base
from pathway.language.printer import canonical as text_of
from pathway.language.syntax import Apply, Expr, Literal, Name

#: The code of what CQL cannot say.
CODE: Final = "P210"


@frozen
class Term:
    """What a name is called in CQL; `outside` is the definition that it does not apply."""

    text: str
    base: Base
    outside: str | None = None


class Writer:
    """Writes expressions over `terms`; what CQL cannot say becomes one of `problems`.

    `texts` are the definitions of texts that are spelt like some name, which translators take for
    a slip. `span` is where the definition at hand stands, for expressions without a place.
    """

    def __init__(
        self, terms: Mapping[str, Term], problems: Problems, texts: Mapping[str, str]
    ) -> None:
        self._terms = terms
        self._problems = problems
        self._texts = texts
        self._writers: Mapping[str, Callable[[Apply], str]] = {
            "and": self._many,
            "or": self._many,
            "not": self._not,
            "implies": self._implies,
            "at least": self._at_least,
            "is null": self._is,
            "is true": self._is,
            "is false": self._is,
            "if": self._either,
            "first known": self._either,
            "between": self._between,
            "in": self._in,
            **dict.fromkeys(("=", "!=", "<", "<=", ">", ">="), self._compared),
        }
        self.span: Span | None = None

    def text(self, expr: Expr) -> str:
        """The expression as CQL."""
        base = self.base(expr)
        if base is Base.BOOLEAN:
            return self.yes_no(expr)
        if base in (Base.TEXT, Base.DATE, Base.NULL) or base in _NUMBERS:
            return self._value(expr, base)
        return self._refused(expr, f"a {base.value} as a value")

    def base(self, expr: Expr) -> Base:
        """What kind of value an expression has; NULL where it has none at all."""
        if isinstance(expr, Name):
            return self._terms[expr.name].base
        if isinstance(expr, Literal):
            return Base.NULL if expr.value is None else expr.type.base
        if expr.op in _ARITHMETIC or expr.op in _CHOICES:
            parts = [self.base(arg) for arg in _values_of(expr)]
            return next((one for one in parts if one is not Base.NULL), Base.NULL)
        return Base.LIST if expr.op == "list" else Base.BOOLEAN

    # -- yes/no ----------------------------------------------------------------------------

    def yes_no(self, expr: Expr) -> str:
        """A yes/no expression; what does not apply is no."""
        if isinstance(expr, Name):
            return self._terms[expr.name].text
        if isinstance(expr, Literal):
            return _NULL_TRUTH if expr.value is None else "true" if expr.value is True else "false"
        write = self._writers.get(expr.op)
        return self._refused(expr) if write is None else write(expr)

    def outside(self, expr: Expr) -> str | None:
        """That the value of an expression does not apply; None where it always does."""
        if isinstance(expr, Name):
            return self._terms[expr.name].outside
        if isinstance(expr, Literal):
            return None
        if expr.op in _ARITHMETIC:
            parts = [one for one in map(self.outside, expr.args) if one is not None]
            return joined("or", parts) if parts else None
        if expr.op not in _CHOICES:
            return None
        parts = [self.outside(arg) or "false" for arg in _values_of(expr)]
        if all(part == "false" for part in parts):
            return None
        if expr.op == "first known":
            return self._first(expr, parts)
        condition = self.yes_no(expr.args[0])
        return f"{call('if applies', (condition, *parts))}"

    def _many(self, expr: Apply) -> str:
        if not expr.args:
            return "true" if expr.op == "and" else "false"
        return joined(expr.op, [self.yes_no(arg) for arg in expr.args])

    def _not(self, expr: Apply) -> str:
        return f"not {inner(self.yes_no(expr.args[0]))}"

    def _implies(self, expr: Apply) -> str:
        left, right = (inner(self.yes_no(arg)) for arg in expr.args)
        return f"(not {left}) or {right}"

    def _at_least(self, expr: Apply) -> str:
        needed, *tests = expr.args
        count = needed.value if isinstance(needed, Literal) else None
        if not isinstance(count, Decimal | int):
            return self._refused(expr)
        texts = [self.yes_no(test) for test in tests]
        counts = [
            " + ".join(call(function, (text,)) for text in texts) or "0"
            for function in ("one if known", "one unless denied")
        ]
        return call("at least", (str(-int(-Decimal(count) // 1)), *counts))

    def _is(self, expr: Apply) -> str:
        (arg,) = expr.args
        if expr.op != "is null" or self.base(arg) is Base.BOOLEAN:
            return f"{inner(self.yes_no(arg))} {expr.op}"
        if self.base(arg) is Base.NULL:
            return "true"
        test, outside = f"{inner(self.text(arg))} is null", self.outside(arg)
        return test if outside is None else f"({test}) and not {inner(outside)}"

    def _if_yes_no(self, expr: Apply) -> str:
        return call("if yes/no", [self.yes_no(arg) for arg in expr.args])

    def _first_yes_no(self, expr: Apply) -> str:
        return self._first(expr, [self.yes_no(arg) for arg in _values_of(expr)])

    def _either(self, expr: Apply) -> str:
        """A choice between values, of which only those that are yes/no stand here."""
        return self._if_yes_no(expr) if expr.op == "if" else self._first_yes_no(expr)

    # -- comparisons -----------------------------------------------------------------------

    def _compared(self, expr: Apply) -> str:
        return self._comparison(expr.op, expr.args[0], expr.args[1])

    def _between(self, expr: Apply) -> str:
        value, low, high = expr.args
        tests = (self._comparison("<=", low, value), self._comparison("<=", value, high))
        return joined("and", tests)

    def _in(self, expr: Apply) -> str:
        left, *others = expr.args
        return joined("or", [self._comparison("=", left, other) for other in others])

    def _comparison(self, op: str, left: Expr, right: Expr) -> str:
        """One test of two values; where one of them does not apply it fails, `!=` holds."""
        test = self._test(op, left, right)
        parts = [one for one in map(self.outside, (left, right)) if one is not None]
        if not parts:
            return test
        outside = joined("or", parts)
        if op == "!=":
            return joined("or", (outside, test))
        return joined("and", (f"not {inner(outside)}", test))

    def _test(self, op: str, left: Expr, right: Expr) -> str:
        bases = [one for one in (self.base(left), self.base(right)) if one is not Base.NULL]
        if len(bases) < 2:
            return _NULL_TRUTH
        if bases[0] in (Base.BOOLEAN, Base.TEXT):
            return f"{inner(self.text(left))} {op} {inner(self.text(right))}"
        (a, b), (c, d) = self._rounded(left), self._rounded(right)
        if op in ("=", "!="):
            yes, no = ("true", "false") if op == "=" else ("false", "true")
            same = " and ".join(dict.fromkeys(f"{x} = {y}" for x, y in ((a, c), (b, d), (a, d))))
            return f"case when {b} < {c} or {d} < {a} then {no} when {same} then {yes} {_OPEN}"
        if op == "<":
            return f"case when {b} < {c} then true when {a} >= {d} then false {_OPEN}"
        if op == "<=":
            return f"case when {b} <= {c} then true when {a} > {d} then false {_OPEN}"
        if op == ">":
            return f"case when {a} > {d} then true when {b} <= {c} then false {_OPEN}"
        return f"case when {a} >= {d} then true when {b} < {c} then false {_OPEN}"

    # -- numbers and dates -----------------------------------------------------------------

    def _rounded(self, expr: Expr) -> tuple[str, str]:
        """The ends of a value that is compared.

        CQL computes with eight decimals, but some engines with binary fractions: rounding their
        results to what CQL holds makes them exact.
        """
        low, high = self.ends(expr)
        if isinstance(expr, Apply) and expr.op in _ARITHMETIC and self.base(expr) in _NUMBERS:
            return f"Round({low}, {PLACES})", f"Round({high}, {PLACES})"
        return low, high

    def ends(self, expr: Expr) -> tuple[str, str]:
        """The lowest and the highest a number or a day may be."""
        if isinstance(expr, Literal):
            return self._literal(expr)
        if isinstance(expr, Apply) and expr.op in _ARITHMETIC:
            if self.base(expr) is Base.DATE:
                return self._shifted(expr)
            return self._computed(expr)
        text = inner(self.text(expr))
        return f"start of {text}", f"end of {text}"

    def _literal(self, literal: Literal) -> tuple[str, str]:
        value = literal.value
        if value is None:
            return ("null as Decimal",) * 2
        if isinstance(value, Decimal) and not fits(value):
            refused = self._refused(literal, f"the number {text_of(literal)}", _TOO_LONG)
            return refused, refused
        found = ends(value)
        if found is None:
            raise TypeError(f"no number and no date: {value!r}")
        return found

    def _computed(self, expr: Apply) -> tuple[str, str]:
        if expr.op == "negate":
            low, high = map(inner, self.ends(expr.args[0]))
            return f"-{high}", f"-{low}"
        left, right = expr.args
        if expr.op in ("+", "-"):
            (a, b), (c, d) = map(self._inner_ends, (left, right))
            if expr.op == "+":
                return f"{a} + {c}", f"{b} + {d}"
            return f"{a} - {d}", f"{b} - {c}"
        factor = self._factor(expr)
        if factor is None:
            return ("null as Decimal",) * 2
        other = left if isinstance(right, Literal) else right
        low, high = self._inner_ends(other)
        if factor < 0:
            low, high = high, low
        return f"{low} * {number(factor)}", f"{high} * {number(factor)}"

    def _inner_ends(self, expr: Expr) -> tuple[str, str]:
        low, high = self.ends(expr)
        return inner(low), inner(high)

    def _factor(self, expr: Apply) -> Decimal | None:
        """By what a number is multiplied; None where that is refused."""
        left, right = expr.args
        constant = right if isinstance(right, Literal) or expr.op == "/" else left
        value = constant.value if isinstance(constant, Literal) else None
        if not isinstance(value, Decimal):
            self._refused(expr, hint=_NO_CONSTANT)
            return None
        if expr.op == "/":
            quotient = exact_decimal(1 / Fraction(value)) if value else None
            if quotient is None or not fits(quotient):
                self._refused(expr, hint=_NO_END)
                return None
            value = quotient
        if not fits(value):
            self._refused(expr, hint=_TOO_LONG)
            return None
        return value

    def _shifted(self, expr: Apply) -> tuple[str, str]:
        """A day moved by a written number of days, weeks, months or years."""
        moved, amount = expr.args
        value = amount.value if isinstance(amount, Literal) else None
        word = _CALENDAR.get(canonical(amount.type.unit or "") or "")
        if expr.op == "negate" or not isinstance(value, Decimal) or word is None:
            refused = self._refused(expr, hint=_NO_AMOUNT)
            return refused, refused
        low, high = self._inner_ends(moved)
        count, op = int(value), expr.op
        if count < 0:
            count, op = -count, "-" if op == "+" else "+"
        return f"{low} {op} {count} {word}", f"{high} {op} {count} {word}"

    # -- values ----------------------------------------------------------------------------

    def _value(self, expr: Expr, base: Base) -> str:
        if isinstance(expr, Name):
            return self._terms[expr.name].text
        if isinstance(expr, Literal):
            if expr.value is None:
                return "null"
            if isinstance(expr.value, str):
                return self._texts.get(expr.value) or string(expr.value)
            low, high = self._literal(expr)
            return f"Interval[{low}, {high}]"
        if expr.op == "if":
            condition, *both = expr.args
            parts = (self.yes_no(condition), *(self._value(arg, base) for arg in both))
            return call(f"if {_CALLED[base]}", parts)
        if expr.op == "first known":
            return self._first(expr, [self._value(arg, base) for arg in _values_of(expr)])
        if expr.op not in _ARITHMETIC:
            return self._refused(expr)
        low, high = self._rounded(expr)
        kind = "date interval" if base is Base.DATE else "interval"
        return call(kind, (low, high))

    def _first(self, expr: Apply, values: list[str]) -> str:
        """The value after the first condition that is known to be true, else the last one."""
        conditions = [self.yes_no(arg) for arg in expr.args[:-1:2]]
        cases = zip(conditions, values[:-1], strict=True)
        told = " ".join(f"when {condition} then {value}" for condition, value in cases)
        return f"case {told} else {values[-1]} end" if told else values[-1]

    # -- refusals --------------------------------------------------------------------------

    def _refused(self, expr: Expr, what: str = "", hint: str | None = None) -> str:
        """Note that CQL cannot say this; what stands in its place is never used."""
        shown = text_of(expr)
        said = what or f"`{shown if len(shown) <= _SHOWN else shown[:_SHOWN] + '…'}`"
        message = f"CQL cannot say {said} with the same result"
        self._problems.add(CODE, message, getattr(expr, "span", None) or self.span, hint)
        return "null"


# -- private -------------------------------------------------------------------------------

_NUMBERS: Final = frozenset({Base.INTEGER, Base.DECIMAL})
_ARITHMETIC: Final = frozenset({"+", "-", "*", "/", "negate", "convert"})
_CHOICES: Final = frozenset({"if", "first known"})
_NULL_TRUTH: Final = "(null as Boolean)"
_OPEN: Final = "else null end"
_SHOWN: Final = 60
_CALENDAR: Final = {"d": "days", "wk": "weeks", "months": "months", "years": "years"}
_CALLED: Final = {
    Base.TEXT: "text",
    Base.DATE: "date",
    Base.INTEGER: "number",
    Base.DECIMAL: "number",
    Base.NULL: "text",
}
_TOO_LONG: Final = f"a number of CQL has at most {PLACES} decimals"
_NO_END: Final = f"CQL rounds to {PLACES} decimals: multiply the other side instead"
_NO_CONSTANT: Final = "only a product with a written number has the same ends"
_NO_AMOUNT: Final = "CQL moves a day by a written number of days, weeks, months or years"


def _values_of(expr: Apply) -> tuple[Expr, ...]:
    """The operands that an expression may come to."""
    if expr.op == "if":
        return expr.args[1:]
    if expr.op == "first known":
        return (*expr.args[1::2], *(expr.args[-1:] if len(expr.args) % 2 else ()))
    return expr.args
