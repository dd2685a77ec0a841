"""A small interpreter of the CQL that is exported, after the language's own rules.

It reads the text and knows nothing of the program; the official engines run in the slow lane.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

#: What an expression comes to, given what names stand for; an interval is a pair of its ends.
Meaning = Callable[["Scope"], Any]
TOKEN = re.compile(
    r"""\s*(?: (?P<comment>//[^\n]*) | (?P<name>"(?:\\.|[^"\\])*") | (?P<text>'(?:\\.|[^'\\])*')
    | (?P<day>@\d{4}-\d\d-\d\d) | (?P<number>\d+(?:\.\d+)?) | (?P<word>[A-Za-z]+)
    | (?P<sign><=|>=|!=|[-+*=<>()\[\],:{}]) )""",
    re.VERBOSE,
)
UNITS = {"days", "weeks", "months", "years"}


class Scope:
    """What names stand for: parameters and operands, and definitions worked out once."""

    def __init__(self, library: SmallCql, told: Mapping[str, Any]) -> None:
        self.library, self.told, self.found = library, told, dict[str, Any]()

    def value(self, name: str) -> Any:
        if name in self.told:  # an operand of a function hides a definition
            return self.told[name]
        if name in self.library.defined:
            if name not in self.found:
                self.found[name] = self.library.defined[name](self)
            return self.found[name]
        return self.library.parameters[name]


class SmallCql:
    """A library, read."""

    def __init__(self, text: str) -> None:
        self._tokens = list(tokens(text))
        self._at = 0
        self.parameters: dict[str, Any] = {}
        self.functions: dict[str, tuple[list[str], Meaning]] = {}
        self.defined: dict[str, Meaning] = {}
        while self._at < len(self._tokens):
            self._statement()

    def values(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """What every definition comes to."""
        scope = Scope(self, told)
        return {name: scope.value(name) for name in self.defined}

    # -- statements ------------------------------------------------------------------------

    def _statement(self) -> None:
        word = self._next()
        if word == "library":
            self._next()
            self._expect("version")
            self._next()
        elif word == "parameter":
            name = self._name()
            self._type()
            self.parameters[name] = False if self._maybe("default") and self._next() else None
        else:
            assert word == "define", word
            if self._maybe("function"):
                self._function()
            else:
                name = self._name()
                self._expect(":")
                self.defined[name] = self._or()

    def _function(self) -> None:
        name, operands = self._name(), list[str]()
        self._expect("(")
        while not self._maybe(")"):
            operands.append(self._next())
            self._type()
            self._maybe(",")
        self._expect(":")
        self.functions[name] = (operands, self._or())

    def _type(self) -> None:
        self._next()
        if self._maybe("<"):
            self._next()
            self._expect(">")

    # -- expressions, loosest first --------------------------------------------------------

    def _or(self) -> Meaning:
        parts = [self._and()]
        while self._maybe("or"):
            parts.append(self._and())
        return parts[0] if len(parts) == 1 else lambda s: any_of(p(s) for p in parts)

    def _and(self) -> Meaning:
        parts = [self._compared()]
        while self._maybe("and"):
            parts.append(self._compared())
        return parts[0] if len(parts) == 1 else lambda s: no(any_of(no(p(s)) for p in parts))

    def _compared(self) -> Meaning:
        left = self._sum()
        if self._peek() in COMPARE:
            test, right = COMPARE[self._next()], self._sum()
            return lambda s: known(test, left(s), right(s))
        return left

    def _sum(self) -> Meaning:
        left = self._product()
        while self._peek() in ("+", "-"):
            left = self._added(left, -1 if self._next() == "-" else 1, self._product())
        return left

    @staticmethod
    def _added(left: Meaning, sign: int, right: Meaning) -> Meaning:
        return lambda s: known(lambda a, b: plus(a, b, sign), left(s), right(s))

    def _product(self) -> Meaning:
        left = self._not()
        while self._maybe("*"):
            first, second = left, self._not()
            left = self._times(first, second)
        return left

    @staticmethod
    def _times(first: Meaning, second: Meaning) -> Meaning:
        return lambda s: known(lambda a, b: a * b, first(s), second(s))

    def _not(self) -> Meaning:
        if self._maybe("not"):
            inner = self._not()
            return lambda s: no(inner(s))
        if self._maybe("-"):
            inner = self._not()
            return lambda s: known(lambda a, b: -a, inner(s), 0)
        if self._peek() in ("start", "end") and self._peek(1) == "of":
            at = 0 if self._next() == "start" else 1
            self._next()
            inner = self._not()
            return lambda s: known(lambda pair, _: pair[at], inner(s), 0)
        return self._tested(self._atom())

    def _tested(self, inner: Meaning) -> Meaning:
        while self._peek() in ("is", "as"):
            if self._next() == "as":
                self._type()
                continue
            wanted = {"true": True, "false": False, "null": None}[self._next()]
            inner = self._test(inner, wanted)
        return inner

    @staticmethod
    def _test(inner: Meaning, wanted: bool | None) -> Meaning:
        return lambda s: inner(s) is wanted

    # -- atoms -----------------------------------------------------------------------------

    def _atom(self) -> Meaning:
        token = self._next()
        if token in ("true", "false", "null"):
            value: Any = {"true": True, "false": False, "null": None}[token]
            return lambda s: value
        if token == "(":
            inner = self._or()
            self._expect(")")
            return inner
        if token in ("case", "if"):
            return self._case(single=token == "if")
        if token == "Interval":
            low, high = self._operands("[", "]")
            return lambda s: (low(s), high(s))
        if token == "Round":
            number, places = self._operands("(", ")")
            return lambda s: known(lambda a, b: round(a, int(b)), number(s), places(s))
        return self._single(token)

    def _single(self, token: str) -> Meaning:
        if token[0] == "'":
            text = unquoted(token)
            return lambda s: text
        if token[0] == "@":
            day = date.fromisoformat(token[1:])
            return lambda s: day
        if token[0].isdigit():
            number: Any = Decimal(token)
            if self._peek() in UNITS:
                number = (number, self._next())
            return lambda s: number
        name = unquoted(token) if token[0] == '"' else token
        if name in self.functions and self._peek() == "(":
            return self._call(name)
        return lambda s: s.value(name)

    def _call(self, name: str) -> Meaning:
        (operands, body), given = self.functions[name], self._operands("(", ")")
        assert len(operands) == len(given)

        def called(s: Scope) -> Any:
            told = {o: g(s) for o, g in zip(operands, given, strict=True)}
            return body(Scope(s.library, told))

        return called

    def _case(self, *, single: bool) -> Meaning:
        cases = list[tuple[Meaning, Meaning]]()
        while single or self._maybe("when"):
            condition = self._or()
            self._expect("then")
            cases.append((condition, self._or()))
            if single:
                break
        self._expect("else")
        other = self._or()
        if not single:
            self._expect("end")

        def chosen(s: Scope) -> Any:
            return next((value(s) for when, value in cases if when(s) is True), None)

        def meaning(s: Scope) -> Any:
            return chosen(s) if any(when(s) is True for when, _ in cases) else other(s)

        return meaning

    def _operands(self, opening: str, closing: str) -> list[Meaning]:
        self._expect(opening)
        found = [self._or()]
        while self._maybe(","):
            found.append(self._or())
        self._expect(closing)
        return found

    # -- tokens ----------------------------------------------------------------------------

    def _peek(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._tokens[at] if at < len(self._tokens) else ""

    def _next(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1]

    def _name(self) -> str:
        return unquoted(self._next())

    def _maybe(self, token: str) -> bool:
        found = self._peek() == token
        self._at += found
        return found

    def _expect(self, token: str) -> None:
        assert self._next() == token, (token, self._tokens[self._at - 5 : self._at + 3])


# -- private -------------------------------------------------------------------------------


def tokens(text: str) -> Iterator[str]:
    at, whole = 0, text.rstrip()
    while at < len(whole):
        found = TOKEN.match(whole, at)
        assert found, whole[at : at + 40]
        if found.lastgroup != "comment":
            yield found[0].strip()
        at = found.end()


def unquoted(token: str) -> str:
    return re.sub(r"\\(.)", r"\1", token[1:-1])


def any_of(values: Iterator[Any]) -> bool | None:
    found = list(values)
    return True if True in found else None if None in found else False


def no(value: bool | None) -> bool | None:
    return None if value is None else not value


def known(compute: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
    return None if left is None or right is None else compute(left, right)


def plus(left: Any, right: Any, sign: int) -> Any:
    if isinstance(left, str):
        return left + right
    if not isinstance(left, date):
        return left + sign * right
    count, unit = int(right[0]) * sign, right[1]
    if unit in ("days", "weeks"):
        return left + timedelta(days=count * (7 if unit == "weeks" else 1))
    month = left.year * 12 + left.month - 1 + count * (12 if unit == "years" else 1)
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(left.day, monthrange(year, month)[1]))


COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: bool(a == b),
    "!=": lambda a, b: bool(a != b),
    "<": lambda a, b: bool(a < b),
    "<=": lambda a, b: bool(a <= b),
    ">": lambda a, b: bool(a > b),
    ">=": lambda a, b: bool(a >= b),
}
