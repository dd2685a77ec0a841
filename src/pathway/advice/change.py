"""What would change an option's verdict: a bounded search, and it says how far it went.

It tries every single change of an attribute that the option hangs on (for a number, the
values on either side of each threshold), then pairs of unknown ones, then one set of answers
to all open questions under which the option is recommended. It proves nothing beyond that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, groupby, product
from operator import itemgetter
from typing import Final, cast

from pathway.advice.answers import STEP, around, thresholds
from pathway.advice.explanation import Change, Changes
from pathway.advice.options import pending_on
from pathway.advice.words import said, title, unit_of
from pathway.ground.problems import Problem, UsageError, suggestion
from pathway.ground.terms import BEGINNING, ROWS, Action, Severity, Verdict
from pathway.ground.vocabulary import NOT_APPLICABLE, Base, Value
from pathway.language.syntax import names
from pathway.names import ELIGIBLE, option_name, rule_name
from pathway.planes.columns import News
from pathway.planes.fill import Cases
from pathway.program import Definition
from pathway.walk import Walk

#: What an option has to come to, for its answers to be worth telling.
_WANTED: Final = tuple((Verdict.RECOMMENDED, action) for action in BEGINNING)

#: Pairs are tried over at most this many unknown attributes.
_PAIRS_AMONG = 12

#: Whoever can say for certain which changes are the fewest that make an option recommended, out
#: of the values that attributes may be given; False where none will do, True without an answer.
Fewest = Callable[[Walk, str, Mapping[str, Sequence[Value]]], News | bool]


def what_would_change(walk: Walk, id_: str, fewest: Fewest | None = None) -> Changes:
    """The smallest changes found; raises UsageError where there is no such therapy.

    `fewest` proves how few changes would make the option recommended.
    """
    if id_ not in walk.program.therapies:
        hint = suggestion(id_, walk.program.therapies)
        raise UsageError([Problem("P503", f"unknown therapy `{id_}`", hint=hint)])
    return _Search(walk, id_).run(fewest)


def what_would_recommend(walk: Walk, id_: str) -> Change | None:
    """One set of answers to what is open under which an option would be recommended."""
    search = _Search(walk, id_)
    search.favourable([name for name in pending_on(walk, id_) if name in search.read()])
    return search.found[0] if search.found else None


class _Search:
    """One search: the part of the program that decides the option, and what it found."""

    def __init__(self, walk: Walk, id_: str) -> None:
        self.walk = walk
        self.id = id_
        self.needed = _needed(
            walk, [option_name(id_, "verdict"), option_name(id_, "action"), ELIGIBLE]
        )
        self.now = (
            Verdict(str(walk[option_name(id_, "verdict")])),
            Action(str(walk[option_name(id_, "action")])),
        )
        self.found: list[Change] = []
        self.tried = 0

    def run(self, fewest: Fewest | None = None) -> Changes:
        """Single changes, then pairs of unknown attributes, then a favourable set of answers."""
        read = self.read()
        unknown = [name for name in pending_on(self.walk, self.id) if name in read]
        rest = [name for name in read if name not in unknown]
        effective = {name for name in (*unknown, *rest) if self._try_each(name)}
        self._try_all(list(self._groups(unknown)))
        for one, other in combinations(unknown[:_PAIRS_AMONG], 2):
            if one not in effective and other not in effective:
                both = product(self._candidates(one), self._candidates(other))
                self._try_all([{one: a, other: b} for a, b in both])
        self.favourable(unknown)
        searched = (
            f"searched {self.tried} changes: every single value of {len(read)} attributes, and "
            "pairs of unknown ones that change nothing alone; not further"
        )
        if fewest is not None and self.now[0] is not Verdict.RECOMMENDED:
            searched += self._fewest(unknown, read, fewest)
        return Changes(self.id, tuple(self.found), searched)

    def _fewest(self, unknown: list[str], read: list[str], fewest: Fewest) -> str:
        """Add the fewest harmless answers that make the option recommended; what is proved."""
        harmless = {name: self._harmless(name) for name in unknown}
        news = fewest(self.walk, self.id, harmless)
        if isinstance(news, bool):
            every = {name: self._candidates(name) for name in read}
            none = not news and fewest(self.walk, self.id, every) is False
            return "; proved: no change of these attributes would recommend it" if none else ""
        (then,) = self._after([news])
        if then not in _WANTED:
            return ""
        least = min((len(one.values) for one in self.found if one.verdict is then[0]), default=None)
        if least is None or least > len(news):
            told = [(n, self._chosen_words(n, v, list(harmless[n]))) for n, v in news.items()]
            self._add(tuple(told), then, self._all_words(told))
        if len(news) == 1:
            return ""
        return f"; proved: it takes {len(news)} answers to open questions to recommend it, no fewer"

    def read(self) -> list[str]:
        """The attributes that the verdict reads and that apply, in the vocabulary's order.

        What only red flags of other fields read is left out.
        """
        program = self.walk.program
        rows = (program.reads[option_name(self.id, row)] for row in ROWS.values())
        read = program.read_at_all.intersection(frozenset[str]().union(*rows))
        return [
            name
            for name in self.walk.program.vocabulary.attributes
            if name in read and self.walk[name] is not NOT_APPLICABLE
        ]

    def _candidates(self, name: str) -> tuple[Value, ...]:
        attribute = self.walk.program.vocabulary.attributes[name]
        current = self.walk[name]
        if attribute.type.base is Base.BOOLEAN:
            every: Iterable[Value] = (True, False)
        elif attribute.type.choices is not None:
            every = attribute.type.choices
        elif attribute.type.is_number:
            every = around(attribute, self._limits(name))
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

    def _try_each(self, name: str) -> bool:
        """Every value of one attribute; neighbouring numbers with one verdict are one change."""
        attribute = self.walk.program.vocabulary.attributes[name]
        candidates = self._candidates(name)
        if not attribute.type.is_number:
            return self._try_all([{name: value} for value in candidates])
        after = self._after([{name: value} for value in candidates])
        verdicts = list(zip(candidates, after, strict=True))
        found = False
        for then, run in groupby(verdicts, key=itemgetter(1)):
            values = [value for value, _ in run]
            if then is not None:
                self._add(((name, self._run_words(name, values)),), then)
                found = True
        return found

    def favourable(self, unknown: Iterable[str]) -> None:
        """One set of answers to everything open under which the option would be recommended."""
        news: dict[str, Value] = {}
        told: list[tuple[str, str]] = []
        for name in unknown:
            candidates = self._candidates(name)
            after = self._after([{**news, name: value} for value in candidates])
            fitting = [v for v, then in zip(candidates, after, strict=True) if _stays_open(then)]
            if not fitting:
                return
            news[name] = self._most_harmless(name, fitting)
            if news[name] not in fitting:
                return
            told.append((name, self._chosen_words(name, news[name], fitting)))
        (then,) = self._after([news])
        if news and then in _WANTED:
            self._add(tuple(told), then, self._all_words(told))

    def _most_harmless(self, name: str, fitting: list[Value]) -> Value:
        """The value that sets off the fewest rules of any therapy, whether it fits or not.

        Without this the search would propose a platelet count low enough to rule out an
        earlier drug as a way to reach what comes after it.
        """
        alarms = self._alarms(name)

        def harm(value: Value) -> tuple[int, bool, bool]:
            return alarms[value], value not in fitting, value is not False

        return min(self._candidates(name), key=harm)

    def _harmless(self, name: str) -> Sequence[Value]:
        """The values that set off the fewest rules."""
        alarms = self._alarms(name)
        return [value for value, count in alarms.items() if count == min(alarms.values())]

    def _alarms(self, name: str) -> Mapping[Value, int]:
        """How many rules of any therapy each value sets off."""
        program = self.walk.program
        rules = [
            rule_name(rule.id)
            for therapy in program.therapies.values()
            for rule in therapy.rules
            if rule.severity is not Severity.CAUTION and name in program.reads[rule_name(rule.id)]
        ]
        candidates = self._candidates(name)
        cases = self.walk.known.cases([{name: value} for value in candidates])
        return {
            value: sum(cases.true(rule) >> case & 1 for rule in rules)
            for case, value in enumerate(candidates, 1)
        }

    def _chosen_words(self, name: str, value: Value, fitting: list[Value]) -> str:
        """The value, or the whole run of numbers around it that would do as well."""
        attribute = self.walk.program.vocabulary.attributes[name]
        fitting = _run_around(value, fitting, self._candidates(name))
        return self._run_words(name, fitting) if attribute.type.is_number else said(value)

    def _run_words(self, name: str, run: list[Value]) -> str:
        """The numbers of one run of candidates, said with the thresholds at its ends."""
        unit = unit_of(self.walk, name)
        candidates = self._candidates(name)
        first, last = cast("Decimal", run[0]), cast("Decimal", run[-1])
        limits = self._limits(name)
        start = f"above {said(first - STEP, unit)}" if first - STEP in limits else ""
        end = f"below {said(last + STEP, unit)}" if last + STEP in limits else ""
        if first == candidates[0]:
            return end or f"{said(last, unit)} or less"
        if last == candidates[-1]:
            return start or f"{said(first, unit)} or more"
        if first == last:
            return said(first, unit)
        return f"{start or f'from {said(first, unit)}'} and {end or f'up to {said(last, unit)}'}"

    def _limits(self, name: str) -> set[Decimal]:
        return {t for d in self.needed for t in thresholds(d.expr, name)}

    def _all_words(self, told: list[tuple[str, str]]) -> str:
        red = [name for name, value in told if value == "no" and self._is_red_flag(name)]
        parts = ["none of the red flags"] if red else []
        parts += [f"{title(self.walk, n)} {value}" for n, value in told if n not in red]
        return " and ".join(parts)

    def _is_red_flag(self, name: str) -> bool:
        vocabulary = self.walk.program.vocabulary
        group = vocabulary.attributes[name].group
        return bool(group) and vocabulary.groups[group].red_flag

    def _try_all(self, many: Sequence[News]) -> bool:
        """Whether any of these changes it; each that does is kept."""
        found = False
        for news, then in zip(many, self._after(many), strict=True):
            if then is not None:
                told = ((name, said(v, unit_of(self.walk, name))) for name, v in news.items())
                self._add(tuple(told), then, self._words(news))
                found = True
        return found

    def _after(self, many: Sequence[News]) -> list[tuple[Verdict, Action] | None]:
        """The verdict if each of these were so; None where it stays or is open, or cannot count."""
        self.tried += len(many)
        cases = self.walk.known.cases(many)
        return [self._in_case(cases, case) for case in range(1, len(many) + 1)]

    def _in_case(self, cases: Cases, case: int) -> tuple[Verdict, Action] | None:
        verdict, action = (
            cases.value(option_name(self.id, p), case) for p in ("verdict", "action")
        )
        then = (Verdict(str(verdict)), Action(str(action)))
        gone = cases.value(ELIGIBLE, case) is False
        return None if then == self.now or then[0] is Verdict.PENDING or gone else then

    def _add(
        self, values: tuple[tuple[str, str], ...], then: tuple[Verdict, Action], words: str = ""
    ) -> None:
        told = words or " and ".join(f"{title(self.walk, name)} {v}" for name, v in values)
        change = Change(values, told, *then)
        if change not in self.found:
            self.found.append(change)

    def _words(self, news: News) -> str:
        if len(news) > 2 and all(self._is_red_flag(name) for name in news):
            return "none of the unanswered red flags"
        if len(news) > 2:
            return f"none of: {', '.join(title(self.walk, name) for name in news)}"
        return " and ".join(
            f"{title(self.walk, name)} {said(value, unit_of(self.walk, name))}"
            for name, value in news.items()
        )


# -- private -------------------------------------------------------------------------------


def _needed(walk: Walk, defined: Iterable[str]) -> tuple[Definition, ...]:
    """The named definitions and all that they rest on, in program order."""
    wanted = set(defined)
    kept = []
    for definition in reversed(walk.program.definitions):
        if definition.name in wanted:
            kept.append(definition)
            wanted.update(names(definition.expr))
    return tuple(reversed(kept))


def _stays_open(then: tuple[Verdict, Action] | None) -> bool:
    return then is None or then[0] is Verdict.RECOMMENDED


def _run_around(value: Value, fitting: list[Value], candidates: Sequence[Value]) -> list[Value]:
    """The unbroken run of fitting candidates that `value` stands in."""
    runs = [list(run) for fits, run in groupby(candidates, fitting.__contains__) if fits]
    return next(run for run in runs if value in run)
