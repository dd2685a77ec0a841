"""Whether one condition is always at least as true as another, shown by their form alone.

The order is false, unknown, true: where this says yes, nobody for whom the first condition
holds, or may hold, is let go by the second. A no only means that it was not shown; no solver is
needed, and the answer depends on nothing but the two conditions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import TypeAlias

from pathway.frozen import frozen
from pathway.language.syntax import Apply, Expr, Literal, Name, names

#: The definitions that names stand for; a name without one is an attribute.
Meanings: TypeAlias = Mapping[str, Expr]


@frozen(slots=False)
class Entailment:
    """Compares conditions of two versions, each read with the definitions of its own version."""

    before: Meanings
    after: Meanings
    _known: dict[tuple[Expr, Expr, bool], bool] = field(default_factory=dict, repr=False)

    def kept(self, one: Expr, other: Expr) -> bool:
        """Whether `other`, read as it is now, is at least as true as `one` was."""
        return self._below(one, other, forward=True)

    def same(self, name: str) -> bool:
        """Whether a name means the same in both versions."""
        one = Name(name)
        return self._below(one, one, forward=True) and self._below(one, one, forward=False)

    # -- private ---------------------------------------------------------------------------

    def _below(self, one: Expr, other: Expr, *, forward: bool) -> bool:
        """Whether `other` is at least as true as `one`; forward, `one` is of the first version."""
        key = (one, other, forward)
        if key not in self._known:
            self._known[key] = False  # what leans on itself is not shown
            self._known[key] = self._shown(one, other, forward=forward)
        return self._known[key]

    def _shown(self, one: Expr, other: Expr, *, forward: bool) -> bool:
        if _literal(one) is False or _literal(other) is True:
            return True
        if one == other and not isinstance(one, Name) and self._all_same(one):
            return True
        if isinstance(one, Apply) and one.op == "or":
            return all(self._below(arg, other, forward=forward) for arg in one.args)
        if isinstance(other, Apply) and other.op == "and":
            return all(self._below(one, arg, forward=forward) for arg in other.args)
        return self._some_part(one, other, forward=forward) or self._by_name_or_number(
            one, other, forward=forward
        )

    def _some_part(self, one: Expr, other: Expr, *, forward: bool) -> bool:
        """One of several alternatives is enough, and so is one of several demands."""
        alternatives = other.args if isinstance(other, Apply) and other.op == "or" else ()
        demands = one.args if isinstance(one, Apply) and one.op == "and" else ()
        if any(self._below(one, arg, forward=forward) for arg in alternatives):
            return True
        if any(self._below(arg, other, forward=forward) for arg in demands):
            return True
        if isinstance(one, Apply) and isinstance(other, Apply) and one.op == other.op == "not":
            return self._below(other.args[0], one.args[0], forward=not forward)
        return False

    def _by_name_or_number(self, one: Expr, other: Expr, *, forward: bool) -> bool:
        first, second = (self.before, self.after) if forward else (self.after, self.before)
        meant = first.get(one.name) if isinstance(one, Name) else None
        means = second.get(other.name) if isinstance(other, Name) else None
        if meant is not None or means is not None:
            return self._below(meant or one, means or other, forward=forward)
        if isinstance(one, Name):
            return one == other
        if isinstance(one, Apply) and isinstance(other, Apply):
            return self._all_same(one.args[0]) and _narrower(one, other)
        return False

    def _all_same(self, expr: Expr) -> bool:
        return all(self.same(name) for name in dict.fromkeys(names(expr)))


# -- private -------------------------------------------------------------------------------


def _narrower(one: Apply, other: Apply) -> bool:
    """Whether a comparison, or a choice, lets nobody in whom the other one leaves out."""
    if len(one.args) < 2 or one.args[0] != other.args[0]:
        return False
    chosen, choices = _choices(one), _choices(other)
    if chosen and choices:
        return chosen <= choices
    limit, further = _limit(one), _limit(other)
    if limit is None or further is None or one.op[0] != other.op[0]:
        return False
    apart = further - limit if one.op[0] == "<" else limit - further
    return apart > 0 or (apart == 0 and (one.op == other.op or other.op.endswith("=")))


def _choices(expr: Apply) -> frozenset[object]:
    """The values that `= a` or `in {a, b}` lets in."""
    given = expr.args[1:] if expr.op in ("=", "in") else ()
    found = frozenset(arg.value for arg in given if isinstance(arg, Literal))
    return found if len(found) == len(set(given)) and None not in found else frozenset()


def _limit(expr: Apply) -> Decimal | None:
    """The number that a comparison has at its end."""
    last = expr.args[-1]
    if expr.op not in ("<", "<=", ">", ">=") or not isinstance(last, Literal):
        return None
    return last.value if isinstance(last.value, Decimal) else None


def _literal(expr: Expr) -> object:
    return expr.value if isinstance(expr, Literal) else None
