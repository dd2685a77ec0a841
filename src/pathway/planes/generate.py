"""A program becomes planes: every definition as bit operations on what is known of a patient.

Equal operations are made once. What is no bit operation (a comparison of numbers or dates) is an
input; one that reads definitions, such as that of a dose with its limit, is left to the reference.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce
from typing import Final

from pathway.frozen import frozen
from pathway.ground.vocabulary import Base
from pathway.guards import Guard, applying, assuming
from pathway.language.evaluate import evaluate
from pathway.language.syntax import Apply, Expr, Literal, Name, Result, names
from pathway.names import is_dose
from pathway.planes.code import ALWAYS, NEVER, Input, Kind, PlaneCode
from pathway.planes.registers import Registers

#: Where a yes/no expression is known to be true, and where to be false: two registers.
Both = tuple[int, int]

_TRUE: Final[Both] = (ALWAYS, NEVER)
_FALSE: Final[Both] = (NEVER, ALWAYS)
_NEITHER: Final[Both] = (NEVER, NEVER)
_COMPARISONS: Final = frozenset({"=", "!=", "<", "<=", ">", ">=", "between", "in"})
_ARITHMETIC: Final = frozenset({"+", "-", "*", "/", "negate", "convert"})


def generate(
    definitions: Iterable[tuple[str, Expr]],
    guards: Iterable[Guard],
    reads: Mapping[str, frozenset[str]],
) -> PlaneCode:
    """The planes of named definitions, each after those that it reads.

    `guards` say of attributes when they apply and what is assumed; `reads` which attributes a name
    depends on.
    """
    listed = list(definitions)
    making = _Making(tuple(guards), reads, of_doses(listed))
    for name, expr in listed:
        making.define(name, expr)
    return making.finished()


def of_doses(definitions: Iterable[tuple[str, Expr]]) -> frozenset[str]:
    """The definitions of doses with all that they read: what is assumed does not count there."""
    found = set[str]()
    for name, expr in reversed(list(definitions)):
        if is_dose(name) or name in found:
            found.add(name)
            found.update(names(expr))
    return frozenset(found)


@frozen(slots=False)
class _Choice:
    """A text: the register of each value (None: not listed), and that in which it is known."""

    register: Callable[[str], int]
    known: int
    values: tuple[str, ...] | None


@dataclass
class _World:
    """What the definitions come to so far: as everything is known, or without what is assumed."""

    certain: bool
    yes_no: dict[str, Both] = field(default_factory=dict)
    choices: dict[str, _Choice] = field(default_factory=dict)


class _Making:
    """The definitions so far, in both worlds."""

    def __init__(
        self,
        guards: tuple[Guard, ...],
        reads: Mapping[str, frozenset[str]],
        of_doses: frozenset[str],
    ) -> None:
        self._guards, self._assumptions = applying(guards), assuming(guards)
        self._values = {name: one.value for name, one in self._assumptions.items()}
        self._reads = reads
        self._of_doses = of_doses
        self._registers = Registers()
        self._plain, self._certain = _World(certain=False), _World(certain=True)
        self._outside: dict[str, int] = {}
        self._given: dict[str, int] = {}
        self._defined: set[str] = set()

    def define(self, name: str, expr: Expr) -> None:
        """Add a definition; one of a dose has its certain meaning in both worlds."""
        self._defined.add(name)
        if name in self._of_doses:
            self._enter(name, expr, self._certain)
        if is_dose(name):
            self._share(name)
        else:
            self._enter(name, expr, self._plain)

    def finished(self) -> PlaneCode:
        """The code of all definitions, without what none of them needs."""
        world = self._plain
        listed = {
            name: {value: choice.register(value) for value in choice.values or ()}
            for name, choice in world.choices.items()
        }
        wanted = [at for both in world.yes_no.values() for at in both]
        wanted += [at for values in listed.values() for at in values.values()]
        inputs, steps, places = self._registers.ordered(wanted)
        return PlaneCode(
            tuple(inputs),
            tuple(step[0] for step in steps),
            tuple(step[1] for step in steps),
            tuple(step[2] for step in steps),
            {name: (places[t], places[f]) for name, (t, f) in world.yes_no.items()},
            {name: {v: places[at] for v, at in vs.items()} for name, vs in listed.items()},
        )

    # -- definitions -----------------------------------------------------------------------

    def _enter(self, name: str, expr: Expr, world: _World) -> None:
        if expr.type.base is Base.BOOLEAN:
            world.yes_no[name] = self._yes_no(expr, world)
        elif expr.type.base is Base.TEXT:
            choice = self._choice(expr, world)
            if choice is not None and choice.values is not None:
                world.choices[name] = choice

    def _share(self, name: str) -> None:
        for kind in ("yes_no", "choices"):
            certain = getattr(self._certain, kind)
            if name in certain:
                getattr(self._plain, kind)[name] = certain[name]

    # -- yes/no ----------------------------------------------------------------------------

    def _yes_no(self, expr: Expr, world: _World) -> Both:
        if isinstance(expr, Literal):
            return _NEITHER if expr.value is None else _TRUE if expr.value is True else _FALSE
        if isinstance(expr, Name):
            found = world.yes_no.get(expr.name)
            return found if found is not None else self._attribute(expr.name)
        if expr.op in ("and", "or", "at least"):
            return self._of_many(expr, world)
        match expr.op, expr.args:
            case "not", (one,):
                true, false = self._yes_no(one, world)
                return false, true
            case "implies" | "xor" as op, (left, right):
                return self._of_two(op, self._yes_no(left, world), self._yes_no(right, world))
            case "if", (one, then, other):
                return self._if(*(self._yes_no(arg, world) for arg in (one, then, other)))
            case "is true", (one,):
                true, _ = self._yes_no(one, world)
                return true, self._registers.less(ALWAYS, true)
            case "is false", (one,):
                _, false = self._yes_no(one, world)
                return false, self._registers.less(ALWAYS, false)
            case "is null", (one,) if (known := self._known(one, world)) is not None:
                return self._registers.less(ALWAYS, known), known
        return self._compared(expr, world)

    def _of_many(self, expr: Apply, world: _World) -> Both:
        r = self._registers
        if expr.op == "at least":
            needed, *parts = expr.args
            return self._at_least(needed, [self._yes_no(part, world) for part in parts])
        both = [self._yes_no(arg, world) for arg in expr.args]
        true, false = [t for t, _ in both], [f for _, f in both]
        if expr.op == "and":
            return reduce(r.both, true), reduce(r.either, false)
        return reduce(r.either, true), reduce(r.both, false)

    def _of_two(self, op: str, one: Both, other: Both) -> Both:
        r, (left, not_left), (right, not_right) = self._registers, one, other
        if op == "implies":
            return r.either(not_left, right), r.both(left, not_right)
        differ = r.either(r.both(left, not_right), r.both(not_left, right))
        return differ, r.either(r.both(left, right), r.both(not_left, not_right))

    def _if(self, condition: Both, then: Both, other: Both) -> Both:
        true = self._either_way(condition, then[0], other[0])
        return true, self._either_way(condition, then[1], other[1])

    def _either_way(self, condition: Both, then: int, other: int) -> int:
        """Where it holds in the branch taken, or, if the condition is open, in both."""
        r = self._registers
        taken = r.either(r.both(condition[0], then), r.both(condition[1], other))
        return r.either(taken, r.both(then, other))

    def _at_least(self, needed: Expr, parts: list[Both]) -> Both:
        number = needed.value if isinstance(needed, Literal) else None
        if not isinstance(number, Decimal | int):
            raise TypeError("`at least` needs a number")
        least = math.ceil(number)
        certain = self._counted(least, [true for true, _ in parts])
        possible = [self._registers.less(ALWAYS, false) for _, false in parts]
        return certain, self._registers.less(ALWAYS, self._counted(least, possible))

    def _counted(self, least: int, planes: list[int]) -> int:
        """Where at least so many of the planes are."""
        if least <= 0:
            return ALWAYS
        r, reached = self._registers, [ALWAYS, *([NEVER] * least)]
        for plane in planes:
            for count in range(least, 0, -1):
                reached[count] = r.either(reached[count], r.both(reached[count - 1], plane))
        return reached[least]

    def _known(self, expr: Expr, world: _World) -> int | None:
        if expr.type.base is Base.BOOLEAN:
            return self._registers.either(*self._yes_no(expr, world))
        choice = self._choice(expr, world)
        return choice.known if choice is not None else None

    # -- attributes ------------------------------------------------------------------------

    def _attribute(self, name: str) -> Both:
        """A yes/no attribute; where it does not apply it is no."""
        r, kinds = self._registers, (Kind.TRUE, Kind.FALSE)
        true, false = (r.input(Input(kind, (name,))) for kind in kinds)
        true, false = self._assumed_too(name, (true, false), self._values.get(name))
        outside = self._not_applying(name)
        return r.less(true, outside), r.either(false, outside)

    def _assumed_too(self, name: str, found: Both, value: object) -> Both:
        """A truth where it is known or, `value` being it, where an attribute is assumed."""
        r, (true, false), given = self._registers, found, self._assumed(name)
        return (r.either(true, given), false) if value is True else (true, r.either(false, given))

    def _assumed(self, name: str) -> int:
        """Where nothing was recorded of an attribute and no guard stands against assuming it."""
        assumption, guard, r = self._assumptions.get(name), self._guards.get(name), self._registers
        if assumption is None:
            return NEVER
        if name not in self._given:
            _, undoubted = self._yes_no(assumption.expr, self._plain)
            applies, _ = self._yes_no(guard, self._plain) if guard is not None else _TRUE
            silent = r.input(Input(Kind.SILENT, (name,)))
            self._given[name] = r.both(r.both(undoubted, applies), silent)
        return self._given[name]

    def _not_applying(self, name: str) -> int:
        """Where a guard says that an attribute without a recorded value does not apply."""
        guard = self._guards.get(name)
        if guard is None:
            return NEVER
        if name not in self._outside:
            _, false = self._yes_no(guard, self._plain)
            open_ = self._registers.input(Input(Kind.OPEN, (name,)))
            self._outside[name] = self._registers.both(false, open_)
        return self._outside[name]

    # -- comparisons -----------------------------------------------------------------------

    def _compared(self, expr: Apply, world: _World) -> Both:
        if expr.op in ("=", "!="):
            equal = self._equal(expr.args[0], expr.args[1], world)
            if equal is not None:
                return equal if expr.op == "=" else (equal[1], equal[0])
        if expr.op == "in":
            tests = [self._equal(expr.args[0], arg, world) for arg in expr.args[1:]]
            known = [test for test in tests if test is not None]
            if len(known) == len(tests):
                r = self._registers
                return reduce(r.either, (t for t, _ in known)), reduce(
                    r.both, (f for _, f in known)
                )
        return self._atom(expr, world)

    def _equal(self, left: Expr, right: Expr, world: _World) -> Both | None:
        """A text compared with a written value; None for whatever else is compared."""
        if isinstance(left, Literal):
            left, right = right, left
        if not isinstance(right, Literal) or not isinstance(right.value, str):
            return None
        choice = self._choice(left, world)
        if choice is None:
            return None
        here = choice.register(right.value)
        return here, self._registers.less(choice.known, here)

    def _atom(self, expr: Apply, world: _World) -> Both:
        """A comparison that is filled in; where an attribute does not apply it is false."""
        r = self._registers
        read = tuple(dict.fromkeys(names(expr)))
        assumed = () if world.certain else tuple(n for n in read if n in self._assumptions)
        if not _is_plain(expr) or (assumed and read[1:]) or any(n in self._defined for n in read):
            reads = frozenset[str]().union(*(self._reads.get(n, frozenset((n,))) for n in read))
            row = (tuple(sorted(reads)), None, expr, world.certain)
            walked = True
        else:
            row, walked = (read, None, expr, world.certain), False
        true = r.input(Input(Kind.HOLDS, *row, walked=walked))
        false = r.input(Input(Kind.FAILS, *row, walked=walked))
        if walked:
            return true, false
        for name in assumed:
            there = evaluate(expr, {name: Result(self._values[name])}).value
            true, false = self._assumed_too(name, (true, false), there)
        for name in read:
            outside = self._not_applying(name)
            if expr.op == "!=":
                true, false = r.either(true, outside), r.less(false, outside)
            else:
                true, false = r.less(true, outside), r.either(false, outside)
        return true, false

    # -- texts -----------------------------------------------------------------------------

    def _choice(self, expr: Expr, world: _World) -> _Choice | None:
        """The planes of a text; None where it has none."""
        if expr.type.base is not Base.TEXT and not isinstance(expr, Name):
            return None
        if isinstance(expr, Literal):
            value = expr.value
            if not isinstance(value, str):
                return None
            return _Choice(lambda v: ALWAYS if v == value else NEVER, ALWAYS, (value,))
        if isinstance(expr, Name):
            if expr.name in self._defined:
                return world.choices.get(expr.name)
            return self._text(expr, world) if expr.type.base is Base.TEXT else None
        if expr.op == "if":
            return self._choice_if(expr.args, world)
        return self._first_known(expr.args, world) if expr.op == "first known" else None

    def _text(self, expr: Name, world: _World) -> _Choice:
        r, name = self._registers, expr.name
        outside = self._not_applying(name)
        given = NEVER if world.certain else self._assumed(name)

        def register(value: str) -> int:
            row = r.input(Input(Kind.IS, (name,), value, certain=world.certain))
            row = r.either(row, given) if value == self._values.get(name) else row
            return r.less(row, outside)

        known = r.either(r.input(Input(Kind.KNOWN, (name,), certain=world.certain)), given)
        return _Choice(register, r.either(known, outside), expr.type.choices)

    def _choice_if(self, args: tuple[Expr, ...], world: _World) -> _Choice | None:
        condition = self._yes_no(args[0], world)
        then, other = self._choice(args[1], world), self._choice(args[2], world)
        if then is None or other is None or then.values is None or other.values is None:
            return None
        r, first, second = self._registers, then, other
        same = [v for v in first.values or () if v in (second.values or ())]
        agreed = reduce(
            r.either, (r.both(first.register(v), second.register(v)) for v in same), NEVER
        )
        taken = r.either(r.both(condition[0], first.known), r.both(condition[1], second.known))
        return _Choice(
            lambda v: self._either_way(condition, first.register(v), second.register(v)),
            r.either(taken, agreed),
            tuple(dict.fromkeys((*then.values, *other.values))),
        )

    def _first_known(self, args: tuple[Expr, ...], world: _World) -> _Choice | None:
        """The value after the first condition that is known to be true, else the last."""
        r, left, found, unknown = self._registers, ALWAYS, dict[str, int](), NEVER
        for at in range(0, len(args), 2):
            last = at == len(args) - 1
            value = self._choice(args[at] if last else args[at + 1], world)
            if value is None or value.values is None:
                return None
            true = ALWAYS if last else self._yes_no(args[at], world)[0]
            here = r.both(left, true)
            unknown = r.either(unknown, r.less(here, value.known))
            for text in value.values:
                taken = r.both(here, value.register(text))
                found[text] = r.either(found.get(text, NEVER), taken)
            left = r.less(left, true)
        return _Choice(lambda v: found.get(v, NEVER), r.less(ALWAYS, unknown), tuple(found))


# -- private -------------------------------------------------------------------------------


def _is_plain(expr: Apply) -> bool:
    """Whether it compares nothing but names, literals and sums of these."""
    todo: list[Expr] = [*expr.args]
    while todo:
        part = todo.pop()
        if isinstance(part, Apply):
            if part.op not in _ARITHMETIC:
                return False
            todo += part.args
    return expr.op in _COMPARISONS
