"""From a sketch towards a patient for whom something holds, one change at a time.

Where the goal does not hold, some part of it stands in the way, and below that part some
attribute. Changing that attribute so that the part gives way is one step; a step may undo an
earlier one, and many steps from many beginnings find what no random patient shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Final, NamedTuple, TypeAlias

from pathway.authoring.search.space import HISTORY_TAKEN, Sketch
from pathway.authoring.search.trying import Trying
from pathway.ground.truth import Truth
from pathway.ground.vocabulary import Base
from pathway.language.evaluate import evaluate, truth
from pathway.language.syntax import Apply, Expr, Literal, Name, Result, names
from pathway.names import complete_name, history_name
from pathway.names.reading import read_history
from pathway.walk import settle

#: The answers that will do.
Answers: TypeAlias = frozenset[Truth]

YES: Final[Answers] = frozenset((True,))
NO: Final[Answers] = frozenset((False,))
NOT_YES: Final[Answers] = frozenset((False, None))


class Wish(NamedTuple):
    """A condition, and the answers that will do."""

    expr: Expr
    answers: Answers


class Steering:
    """Changes sketches until some wishes come true."""

    def __init__(self, trying: Trying, rng: Random) -> None:
        self._trying = trying
        self._program = trying.space.excerpt
        self._rng = rng
        self._needed: dict[str, tuple[str, ...]] = {}

    def towards(
        self, wishes: Sequence[Wish], sketch: Sketch, steps: int
    ) -> Iterator[tuple[dict[str, int], Mapping[str, Result]]]:
        """Each sketch on the way with its values; the last one is there if the way was found."""
        now = dict(sketch)
        for _ in range(steps):
            values = self._trying.settled(now)
            yield now, values
            missing = [wish for wish in wishes if not _granted(wish, values)]
            if not missing:
                return
            now = self._changed(self._aim(self._rng.choice(missing), values), now)

    def fulfilled(self, wishes: Sequence[Wish], values: Mapping[str, Result]) -> bool:
        """Whether all wishes have come true."""
        return all(_granted(wish, values) for wish in wishes)

    # -- private ---------------------------------------------------------------------------

    def _aim(self, wish: Wish, values: Mapping[str, Result]) -> Wish:
        """The part at the bottom of what stands in the way of a wish."""
        while True:
            expr = wish.expr
            if isinstance(expr, Name) and expr.name in self._program.by_name:
                wish = Wish(self._program.by_name[expr.name].expr, wish.answers)
            elif isinstance(expr, Apply):
                below = self._below(expr, wish.answers, values)
                if below is None:
                    return wish
                wish = below
            else:
                return wish

    def _below(self, expr: Apply, answers: Answers, values: Mapping[str, Result]) -> Wish | None:
        """The part of an expression that should give way; None where it has no such part."""
        args = [Wish(arg, answers) for arg in expr.args]
        match expr.op:
            case "not":
                turned = frozenset(None if one is None else not one for one in answers)
                return Wish(expr.args[0], turned)
            case "and":
                return self._pick(args, values, all_=True in answers)
            case "or":
                return self._pick(args, values, all_=True not in answers)
            case "at least":
                return self._pick(args[1:], values, all_=True)
            case "implies":
                turned = frozenset(None if one is None else not one for one in answers)
                both = [Wish(expr.args[0], turned), args[1]]
                return self._pick(both, values, all_=True not in answers)
            case "is true":
                return Wish(expr.args[0], YES if True in answers else NOT_YES)
            case "if" if expr.type.base is Base.BOOLEAN:
                return self._of_branches(expr, answers, values)
            case "=" | "!=":
                return self._of_rows(expr, answers, values)
        return None

    def _pick(self, wishes: list[Wish], values: Mapping[str, Result], *, all_: bool) -> Wish:
        """One wish to be granted: of those that are not, where all have to be."""
        open_ = [wish for wish in wishes if not _granted(wish, values)] if all_ else wishes
        return self._rng.choice(open_ or wishes)

    def _of_branches(self, expr: Apply, answers: Answers, values: Mapping[str, Result]) -> Wish:
        condition, then, other = expr.args
        holds = truth(evaluate(condition, values))
        if holds is None or self._rng.random() < _DETOUR:
            return Wish(condition, YES if holds is not True else NO)
        return Wish(then if holds else other, answers)

    def _of_rows(self, expr: Apply, answers: Answers, values: Mapping[str, Result]) -> Wish | None:
        """Whether a verdict is this one: the wish for the row that gives such a verdict."""
        name, wanted = expr.args
        if not (isinstance(name, Name) and isinstance(wanted, Literal)):
            return None
        definition = self._program.by_name.get(name.name)
        if definition is None or not isinstance(definition.expr, Apply):
            return None
        if definition.expr.op != "first known":
            return None
        *rows, _ = args = definition.expr.args
        labels = [*rows[1::2], args[-1]]
        fitting = [
            i
            for i, label in enumerate(labels)
            if truth(evaluate(Apply(expr.op, (label, wanted)), values)) in answers
        ]
        if not fitting:
            return None
        first = _first_true(rows[::2], values)
        chosen = self._rng.choice(fitting)
        if first < chosen:
            return Wish(rows[2 * first], NOT_YES)
        return Wish(rows[2 * chosen], YES) if chosen < len(labels) - 1 else None

    # -- changing a sketch -------------------------------------------------------------------

    def _changed(self, wish: Wish, sketch: dict[str, int]) -> dict[str, int]:
        """The sketch with one thing recorded in another way, so that the wish is granted.

        Where no single change grants it, some change is made all the same.
        """
        ways = [
            (name, number)
            for name in self._beneath(wish.expr)
            for number in range(len(self._trying.space.parts[name]) + 1)
            if number != sketch.get(name, 0)
        ]
        if not ways:
            return self._shaken(sketch)
        self._rng.shuffle(ways)
        definitions = self._program.closure(
            name for name in names(wish.expr) if name in self._program.by_name
        )
        for name, number in ways[:_LOOKS]:
            changed = with_part(sketch, name, number)
            values = settle(definitions, self._trying.resolved(changed))
            if _granted(wish, values):
                return changed
        return with_part(sketch, *ways[0])

    def _shaken(self, sketch: dict[str, int]) -> dict[str, int]:
        """Some change, where nothing can be done about what stands in the way."""
        name = self._rng.choice(list(self._trying.space.parts))
        number = self._rng.randrange(len(self._trying.space.parts[name]) + 1)
        return with_part(sketch, name, number)

    def _beneath(self, expr: Expr) -> tuple[str, ...]:
        """The things that may be recorded on which an expression rests."""
        found: dict[str, None] = {}
        for name in names(expr):
            for part in self._parts_of(name):
                found.setdefault(part)
        return tuple(found)

    def _parts_of(self, name: str) -> tuple[str, ...]:
        if name not in self._needed:
            read = self._program.reads.get(name, frozenset((name,)))
            parts = dict.fromkeys(part for one in sorted(read) for part in self._ways_to(one))
            known = self._trying.space.parts
            self._needed[name] = tuple(part for part in parts if part in known)
        return self._needed[name]

    def _ways_to(self, name: str) -> Iterator[str]:
        """The things recorded that decide on an attribute or a part of a history."""
        yield name
        attribute = self._program.vocabulary.attributes.get(name)
        if attribute is not None:
            yield attribute.since or name
            yield complete_name(attribute.absent.value) if attribute.absent else name
        elif (part := read_history(name)) is not None and part.therapy in self._program.therapies:
            therapy = part.therapy
            yield HISTORY_TAKEN
            if part.part not in ("declined", "unavailable"):
                yield history_name(therapy, "trials")
                return
            yield history_name(therapy, "wish")
            yield history_name(self._program.therapies[therapy].kind.value, "wish")


def with_part(sketch: Sketch, name: str, number: int) -> dict[str, int]:
    """A sketch with one thing recorded in another way; the number 0 takes it out."""
    changed = dict(sketch)
    changed[name] = number
    if not number:
        del changed[name]
    return changed


# -- private -------------------------------------------------------------------------------

#: How many changes are looked at before one is taken blindly.
_LOOKS: Final = 24
#: How often the other branch of an `if` is tried.
_DETOUR: Final = 0.2


def _granted(wish: Wish, values: Mapping[str, Result]) -> bool:
    return truth(evaluate(wish.expr, values)) in wish.answers


def _first_true(conditions: Sequence[Expr], values: Mapping[str, Result]) -> int:
    for index, condition in enumerate(conditions):
        if truth(evaluate(condition, values)) is True:
            return index
    return len(conditions)
