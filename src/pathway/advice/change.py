"""What would change an option's verdict: a bounded search, and it says how far it went.

It tries every single change of an attribute that the option hangs on (for a number, the
values on either side of each threshold), then pairs of unknown ones, then all open
questions answered no at once. It proves nothing about what lies further.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations, product

from pathway.advice.model import Change, Changes
from pathway.advice.options import pending_on
from pathway.advice.words import said, title, unit_of
from pathway.compile.verdicts import ROWS
from pathway.conditions.evaluate import evaluate
from pathway.conditions.syntax import Apply, Expr, Literal, Name, names
from pathway.problems import Problem, UsageError, suggestion
from pathway.program import Action, Definition, Verdict
from pathway.resolve import learn
from pathway.vocabulary import Attribute, Base, Value
from pathway.walk import Walk

#: Pairs are tried over at most this many unknown attributes.
_PAIRS_AMONG = 12

News = Mapping[str, Value]


def what_would_change(walk: Walk, id_: str) -> Changes:
    """The smallest changes found; raises UsageError where there is no such therapy."""
    if id_ not in walk.program.therapies:
        hint = suggestion(id_, walk.program.therapies)
        raise UsageError([Problem("P503", f"unknown therapy `{id_}`", hint=hint)])
    return _Search(walk, id_).run()


class _Search:
    """One search: the part of the program that decides the option, and what it found."""

    def __init__(self, walk: Walk, id_: str) -> None:
        self.walk = walk
        self.id = id_
        self.needed = _needed(walk, id_)
        self.now = self._verdict(walk.values)
        self.found: list[Change] = []
        self.tried = 0

    def run(self) -> Changes:
        """Single changes, then pairs of unknown attributes, then all answers no."""
        read = self._read()
        unknown = [name for name in pending_on(self.walk, self.id) if name in read]
        rest = [name for name in read if name not in unknown]
        effective: set[frozenset[str]] = set()
        for name in (*unknown, *rest):
            for value in self._candidates(name):
                if self._try({name: value}):
                    effective.add(frozenset((name,)))
        for group in self._groups(unknown):
            self._try(group)
        for one, other in combinations(unknown[:_PAIRS_AMONG], 2):
            for a, b in product(self._candidates(one), self._candidates(other)):
                if not any({n} in effective for n in (one, other)):
                    self._try({one: a, other: b})
        self._try_all_no(unknown)
        searched = (
            f"searched {self.tried} changes: every single value of {len(read)} attributes, and "
            f"pairs of {min(len(unknown), _PAIRS_AMONG)} unknown ones; not further"
        )
        return Changes(self.id, tuple(self.found), searched)

    def _read(self) -> list[str]:
        """The attributes that the verdict reads, in the vocabulary's order."""
        read: frozenset[str] = frozenset().union(
            *(self.walk.program.reads[f"option.{self.id}.{row}"] for row in ROWS.values())
        )
        return [name for name in self.walk.program.vocabulary.attributes if name in read]

    def _candidates(self, name: str) -> tuple[Value, ...]:
        attribute = self.walk.program.vocabulary.attributes[name]
        current = self.walk[name]
        if attribute.type.base is Base.BOOLEAN:
            every: Iterable[Value] = (True, False)
        elif attribute.type.choices is not None:
            every = attribute.type.choices
        elif attribute.type.is_number:
            every = _around(attribute, self.needed)
        else:
            every = ()
        return tuple(value for value in every if value != current)

    def _groups(self, unknown: Iterable[str]) -> Iterator[News]:
        """All unanswered questions of one group answered *none of these*."""
        vocabulary = self.walk.program.vocabulary
        groups: dict[str, dict[str, Value]] = {}
        for name in unknown:
            attribute = vocabulary.attributes[name]
            if attribute.type.base is Base.BOOLEAN:
                groups.setdefault(attribute.group, {})[name] = False
        red = {
            n: v
            for g, news in groups.items()
            if g and vocabulary.groups[g].red_flag
            for n, v in news.items()
        }
        for news in (*groups.values(), red):
            if len(news) > 1:
                yield news

    def _try_all_no(self, unknown: Iterable[str]) -> None:
        attributes = self.walk.program.vocabulary.attributes
        news: dict[str, Value] = {
            name: False for name in unknown if attributes[name].type.base is Base.BOOLEAN
        }
        if len(news) > 2:
            self._try(news)

    def _try(self, news: News) -> bool:
        self.tried += 1
        resolved = learn(self.walk.resolved, self.walk.program, news)
        values = dict(resolved.values)
        for definition in self.needed:
            values[definition.name] = evaluate(definition.expr, values)
        then = self._verdict(values)
        if then == self.now or then[0] is Verdict.PENDING:
            return False
        change = Change(
            tuple((name, said(value, unit_of(self.walk, name))) for name, value in news.items()),
            self._words(news),
            *then,
        )
        if change not in self.found:
            self.found.append(change)
        return True

    def _verdict(self, values: Mapping[str, tuple[object, ...]]) -> tuple[Verdict, Action]:
        name = f"option.{self.id}"
        return Verdict(str(values[f"{name}.verdict"][0])), Action(str(values[f"{name}.action"][0]))

    def _words(self, news: News) -> str:
        if len(news) > 2:
            vocabulary = self.walk.program.vocabulary
            groups = {vocabulary.attributes[name].group for name in news}
            if all(g and vocabulary.groups[g].red_flag for g in groups):
                return "none of the unanswered red flags"
            if len(groups) == 1:
                return f"none of: {', '.join(title(self.walk, n) for n in news)}"
            return "every open question answered no"
        return " and ".join(
            f"{title(self.walk, name)} = {said(value, unit_of(self.walk, name))}"
            for name, value in news.items()
        )


# -- private -------------------------------------------------------------------------------


def _needed(walk: Walk, id_: str) -> tuple[Definition, ...]:
    """The definitions that the option's verdict and action rest on, in program order."""
    wanted = {f"option.{id_}.verdict", f"option.{id_}.action"}
    kept = []
    for definition in reversed(walk.program.definitions):
        if definition.name in wanted:
            kept.append(definition)
            wanted.update(names(definition.expr))
    return tuple(reversed(kept))


def _around(attribute: Attribute, definitions: Iterable[Definition]) -> tuple[Value, ...]:
    """The values on both sides of every threshold that a number is compared with."""
    step = Decimal(1) if attribute.type.base is Base.INTEGER else Decimal("0.1")
    found: set[Decimal] = set()
    for definition in definitions:
        for threshold in _thresholds(definition.expr, attribute.name):
            found.update((threshold - step, threshold, threshold + step))
    low = attribute.lowest if attribute.lowest is not None else min(found, default=Decimal(0))
    high = attribute.highest if attribute.highest is not None else max(found, default=Decimal(0))
    return tuple(sorted(value for value in found if low <= value <= high))


def _thresholds(expr: Expr, name: str) -> Iterator[Decimal]:
    if not isinstance(expr, Apply):
        return
    if any(isinstance(arg, Name) and arg.name == name for arg in expr.args):
        for arg in expr.args:
            if isinstance(arg, Literal) and isinstance(arg.value, Decimal):
                yield arg.value
    for arg in expr.args:
        yield from _thresholds(arg, name)
