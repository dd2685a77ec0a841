"""Small constructors for the expressions that the compiler writes itself.

They fold constants, so that a definition never says `true and x`, and they keep the
operands flat; names refer to definitions and are never replaced by what they stand for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from pathway.ground.vocabulary import BOOLEAN, INTEGER, TEXT, Type
from pathway.language.syntax import Apply, Expr, Literal, Name

TRUE = Literal(True, BOOLEAN)
FALSE = Literal(False, BOOLEAN)


def ref(name: str, type_: Type = BOOLEAN) -> Name:
    """A reference to a resolved attribute or an earlier definition."""
    return Name(name, type=type_)


def text(value: str) -> Literal:
    """A text constant."""
    return Literal(value, TEXT)


def every(parts: Iterable[Expr]) -> Expr:
    """The conjunction of `parts` (true for none)."""
    return _joined("and", parts, neutral=TRUE, absorbing=FALSE)


def some(parts: Iterable[Expr]) -> Expr:
    """The disjunction of `parts` (false for none)."""
    return _joined("or", parts, neutral=FALSE, absorbing=TRUE)


def none_of(*parts: Expr) -> Expr:
    """That none of `parts` holds."""
    whole = some(parts)
    if whole == FALSE:
        return TRUE
    if whole == TRUE:
        return FALSE
    return Apply("not", (whole,), type=BOOLEAN)


def known(part: Expr) -> Expr:
    """That `part` is known to be true; never unknown itself."""
    return Apply("is true", (part,), type=BOOLEAN)


def count(needed: int, parts: Sequence[Expr]) -> Expr:
    """That at least `needed` of `parts` are true, by Kleene's counting."""
    return Apply("at least", (Literal(Decimal(needed), INTEGER), *parts), type=BOOLEAN)


def first_of(cases: Iterable[tuple[Expr, str]], otherwise: str) -> Expr:
    """The text of the first case whose condition is known to hold."""
    args = [part for condition, label in cases for part in (condition, text(label))]
    return Apply("first known", (*args, text(otherwise)), type=TEXT)


# -- private -------------------------------------------------------------------------------


def _joined(op: str, parts: Iterable[Expr], *, neutral: Expr, absorbing: Expr) -> Expr:
    kept: list[Expr] = []
    for part in parts:
        if type(part) is Literal:  # comparing or hashing a large condition takes long
            if part == absorbing:
                return absorbing
            if part == neutral:
                continue
        kept.append(part)
    if len(kept) > 1:
        kept = list(dict.fromkeys(kept))
    if not kept:
        return neutral
    return kept[0] if len(kept) == 1 else Apply(op, tuple(kept), type=BOOLEAN)
