"""The walk: what every definition of a program comes to for one resolved patient.

`walk` is the reference, which evaluates each of them in order. `quick_walk` has the planes say what
is known, and asks the reference only for numbers, and for what an unknown value hangs on, once
somebody wants to know that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Any, Final, NamedTuple, TypeVar, cast

from pathway.frozen import frozen
from pathway.ground.cached import cached_property
from pathway.ground.vocabulary import NOT_APPLICABLE, Base, Value
from pathway.language.evaluate import FALSE, TRUE, evaluate
from pathway.language.syntax import NOTHING, Apply, Assumed, Expr, Name, Result, names
from pathway.names import is_dose
from pathway.patients.at_date import Resolved, learn, of_nobody, result_of
from pathway.patients.model import Why
from pathway.planes.columns import News
from pathway.planes.fill import Cases, Known
from pathway.planes.generate import of_doses
from pathway.program import CompiledProgram, Definition

T = TypeVar("T")

_NO: Final = FALSE
#: Of what these join, each unknown part is one that an unknown whole hangs on.
_JOINED: Final = frozenset({"and", "or", "implies", "at least"})


@frozen(slots=False)
class Walk:
    """What each definition came to; `values` also holds the resolved attributes.

    `told` is what is known without looking into `values`, where that takes longer.
    """

    program: CompiledProgram
    resolved: Resolved
    values: Mapping[str, Result]
    told: Mapping[str, Value | None] | None = None
    _made: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def known(self) -> Known:
        """The patient as planes take it."""
        return in_planes(self.program, self.resolved)

    def __getitem__(self, name: str) -> Value | None:
        """The value of an attribute or definition; None is unknown."""
        return self.values[name].value if self.told is None else self.told[name]

    def once(self, key: object, make: Callable[[], T]) -> T:
        """What is looked at again and again, made when first asked for; a key means one thing."""
        if key not in self._made:
            self._made[key] = make()
        return cast("T", self._made[key])

    def hangs_on(self, *names: str) -> frozenset[str]:
        """The unknown attributes that the named definitions hang on."""
        open_ = names if self.told is None else [one for one in names if self.told[one] is None]
        return NOTHING.union(*(self.values[name].hangs_on for name in open_))


def walk(program: CompiledProgram, resolved: Resolved) -> Walk:
    """Evaluate all definitions of `program`, each once."""
    settled = dict(resolved.values)
    _settle(program.definitions, settled, _certain(settled), _doses(program))
    return Walk(program, resolved, settled)


def quick_walk(program: CompiledProgram, resolved: Resolved) -> Walk:
    """The same by the planes of `program`."""
    known = in_planes(program, resolved)
    cases = known.cases()
    values = _BesidePlanes(program, resolved, cases)
    made = Walk(program, resolved, values, _Told(resolved.values, cases, values))
    vars(made)["known"] = known
    return made


def in_planes(program: CompiledProgram, resolved: Resolved) -> Known:
    """A resolved patient as planes take it."""
    before = resolved.unguarded
    values = {**resolved.values, **{name: result_of(fact) for name, fact in before.items()}}
    open_ = (n for n, f in before.items() if not f.recorded and f.why is not Why.CONFLICTING)
    silent = (n for n, f in before.items() if f.silent and not resolved.strict)
    walked = _Walked(program, resolved)
    known = Known(program.planes, values, frozenset(open_), frozenset(silent), walked)
    if resolved.told is None:
        return known

    def nobody() -> Sequence[int]:
        return replace(known, values=of_nobody(program, resolved.patient)[1]).once

    filled = program.once(("inputs of nobody", resolved.patient.trials is None), nobody)
    return replace(known, nobody=filled, told=resolved.told)


def settle(definitions: Iterable[Definition], values: Mapping[str, Result]) -> Mapping[str, Result]:
    """The values together with what the definitions come to; *not applicable* is no."""
    settled, listed = dict(values), list(definitions)
    certain = _certain(settled)
    doses = of_doses((one.name, one.expr) for one in listed) if certain is not None else NOTHING
    _settle(listed, settled, certain, doses)
    return settled


class AsNeeded(Mapping[str, Result]):
    """The values of a walk, each definition evaluated when somebody first looks at it.

    Of thirty therapies a spec asks about one; the others then cost nothing.
    """

    def __init__(self, program: CompiledProgram, resolved: Mapping[str, Result]) -> None:
        self._program = program
        self._resolved = resolved
        self._settled = dict(resolved)

    @property
    def settled(self) -> Mapping[str, Result]:
        """The resolved attributes, and the definitions that somebody has looked at."""
        return self._settled

    def settle(self, names: Iterable[str]) -> None:
        """Evaluate these definitions, together with all that they need."""
        wanted = (one for one in self._program.closure(names) if one.name not in self._settled)
        _settle(wanted, self._settled, self._certain, self._doses)

    @cached_property
    def _doses(self) -> frozenset[str]:
        """What says how much of a therapy may be taken, where anything is assumed."""
        return NOTHING if self._certain is None else _doses(self._program)

    @cached_property
    def _certain(self) -> dict[str, Result] | None:
        return _certain(self._resolved)

    def __getitem__(self, name: str) -> Result:
        if name not in self._settled:
            self.settle((name,))
        return self._settled[name]

    def __contains__(self, name: object) -> bool:
        return name in self._settled or name in self._program.by_name

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._settled, *self._program.by_name)))

    def __len__(self) -> int:
        return len(self._settled.keys() | self._program.by_name.keys())


# -- private -------------------------------------------------------------------------------


class _Walked:
    """The reference once more is known, for the few comparisons that read definitions."""

    def __init__(self, program: CompiledProgram, resolved: Resolved) -> None:
        self._program = program
        self._resolved = resolved
        self._walks: dict[tuple[frozenset[tuple[str, Value]], bool], AsNeeded] = {}

    def __call__(self, news: News, certain: bool) -> AsNeeded:
        key = (frozenset(news.items()), certain)
        if key not in self._walks:
            values = self._resolved.values
            if news:
                values = learn(self._resolved, self._program, news).values
            if certain:
                values = _certain(values) or values
            self._walks[key] = AsNeeded(self._program, values)
        return self._walks[key]


class _Told(dict[str, "Value | None"]):
    """What is known of each name: by the planes where they say it, else by the reference."""

    def __init__(
        self, resolved: Mapping[str, Result], cases: Cases, values: Mapping[str, Result]
    ) -> None:
        self._resolved = resolved
        self._yes_no = cases.code.yes_no
        self._registers = cases.registers
        self._values = values

    def __missing__(self, name: str) -> Value | None:
        both = self._yes_no.get(name)
        if both is not None:
            true, false = self._registers[both[0]], self._registers[both[1]]
            value: Value | None = True if true & 1 else False if false & 1 else None
        else:
            found = self._resolved.get(name)
            value = self._values[name].value if found is None else found.value
        self[name] = value
        return value


class _BesidePlanes(AsNeeded):
    """The same where the planes say what is known: only what is unknown is evaluated.

    Of a definition of which they say that it is unknown only what it hangs on is worked out.
    """

    def __init__(self, program: CompiledProgram, resolved: Resolved, cases: Cases) -> None:
        super().__init__(program, resolved.values)
        self._assumed = resolved.assumed
        self._cases = cases
        self._parts: dict[str, _Parts] = program.once("parts of definitions", dict)

    def settle(self, names: Iterable[str]) -> None:
        """Evaluate these definitions, and of what they need whatever is not known."""
        settled, parts = self._settled, self._parts
        todo = [name for name in names if name not in settled and not self._is_told(name)]
        while todo:
            name = todo[-1]
            if name in settled:
                todo.pop()
                continue
            part = parts.get(name) or parts.setdefault(name, _parts(self._program.by_name[name]))
            open_ = [one for one in part.reads if one not in settled and not self._is_told(one)]
            todo += open_
            if not open_:
                self._evaluate(todo.pop(), part)

    @cached_property
    def _certain(self) -> dict[str, Result] | None:
        return _certain(self._resolved) if self._assumed else None

    def _is_told(self, name: str) -> bool:
        """Whether a name is known, from the planes or because nothing defines it; it is kept."""
        settled, cases = self._settled, self._cases
        if name not in self._program.by_name:
            settled[name] = Result(None, frozenset((name,)))
            return True
        if name in self._doses or not cases.has(name):
            return False
        value = cases.value(name)
        if value is None:
            return False
        settled[name] = TRUE if value is True else FALSE if value is False else Result(value)
        return True

    def _evaluate(self, name: str, parts: _Parts) -> None:
        """An unknown logical one hangs on what its unknown parts hang on."""
        settled = self._settled
        if parts.names is None or name in self._doses or name not in self._cases.code.yes_no:
            _settle((self._program.by_name[name],), settled, self._certain, self._doses)
            return
        found = [settled[one].hangs_on for one in parts.names]
        found += [evaluate(one, settled).hangs_on for one in parts.others]
        settled[name] = Result(None, found[0] if len(found) == 1 else NOTHING.union(*found))


class _Parts(NamedTuple):
    """What a definition reads, and, of a logical one, its parts: names, and all others."""

    reads: Sequence[str]
    names: Sequence[str] | None
    others: Sequence[Expr]


def _parts(definition: Definition) -> _Parts:
    expr = _without_not(definition.expr)
    whole: tuple[Expr, ...] | None = (expr,) if isinstance(expr, Name) else None
    if isinstance(expr, Apply) and expr.op in _JOINED:
        whole = tuple(map(_without_not, expr.args))
    return _Parts(
        tuple(dict.fromkeys(names(definition.expr))),
        None if whole is None else tuple(one.name for one in whole if isinstance(one, Name)),
        tuple(one for one in whole or () if isinstance(one, Apply)),
    )


def _without_not(expr: Expr) -> Expr:
    """What is left of a condition without *not*: it hangs on the same."""
    while isinstance(expr, Apply) and expr.op == "not":
        expr = expr.args[0]
    return expr


def _doses(program: CompiledProgram) -> frozenset[str]:
    named = ((one.name, one.expr) for one in program.definitions)
    return program.once("doses", lambda: of_doses(named))


def _certain(values: Mapping[str, Result]) -> dict[str, Result] | None:
    """The values without the numbers that are only assumed; None where there are none of these."""
    if Assumed not in set(map(type, values.values())):
        return None
    assumed = [name for name, result in values.items() if type(result) is Assumed]
    return {**values, **{name: Result(None, frozenset((name,))) for name in assumed}}


def _settle(
    definitions: Iterable[Definition],
    settled: dict[str, Result],
    certain: dict[str, Result] | None,
    doses: frozenset[str],
) -> None:
    """An assumed number decides rules, but never how much of a therapy may be taken.

    `doses` are the definitions of that with all that they need: what they come to without what is
    assumed is kept in `certain`.
    """
    for definition in definitions:
        name = definition.name
        if certain is not None and name in doses:
            certain[name] = _come_to(definition, certain)
            if is_dose(name):
                settled[name] = certain[name]
                continue
        settled[name] = _come_to(definition, settled)


def _come_to(definition: Definition, values: Mapping[str, Result]) -> Result:
    result = evaluate(definition.expr, values)
    if result.value is NOT_APPLICABLE and definition.expr.type.base is Base.BOOLEAN:
        return _NO
    return result
