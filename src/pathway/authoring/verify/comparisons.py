"""Comparing two values for the solver, *not applicable* being neither.

A comparison of intervals is decided where it is the same for every value in them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from pathway.authoring.verify.formulas import Bit, Term, both, either, every, opposite, some
from pathway.authoring.verify.values import (
    UNKNOWN,
    Meant,
    NotEncodable,
    Number,
    Text,
    Truth,
    negation,
)
from pathway.ground.source import Span

#: Of two numbers: the bit that a test holds, and the bit that it does not.
Test: TypeAlias = Callable[[Number, Number], tuple[Bit, Bit]]


def equal(one: Term, other: Term) -> Bit:
    """Whether two terms are the same number."""
    return True if one is other else one == other


def numbers_equal(left: Number, right: Number) -> tuple[Bit, Bit]:
    """Whether both are one value, and whether they cannot be."""
    exactly = every(
        (equal(left.low, left.high), equal(right.low, right.high), equal(left.low, right.low))
    )
    return exactly, either(left.high < right.low, right.high < left.low)


def less(left: Number, right: Number) -> tuple[Bit, Bit]:
    """Whether the left one is certainly less, and whether it certainly is not."""
    return left.high < right.low, left.low >= right.high


def at_most(left: Number, right: Number) -> tuple[Bit, Bit]:
    """Whether the left one is certainly not greater, and whether it certainly is."""
    return left.high <= right.low, left.low > right.high


def swapped(test: Test) -> Test:
    """The contrary test."""

    def contrary(left: Number, right: Number) -> tuple[Bit, Bit]:
        yes, no = test(left, right)
        return no, yes

    return contrary


def compared(
    left: Meant, right: Meant, test: Test, span: Span | None, *, negated: bool = False
) -> Truth:
    """A comparison; with something *not applicable* it is false (`!=` is true)."""
    found = _defined(left, right, test, span)
    if negated:
        found = negation(found)
    beside = either(left.inapplicable, right.inapplicable)
    if beside is False:
        return found
    applies = opposite(beside)
    yes, no = both(found.yes, applies), both(found.no, applies)
    return Truth(either(yes, beside), no) if negated else Truth(yes, either(no, beside))


# -- private -------------------------------------------------------------------------------


def _defined(left: Meant, right: Meant, test: Test, span: Span | None) -> Truth:
    """Two values compared, *not applicable* apart: neither yes nor no comes of that here."""
    if isinstance(left, Number) and isinstance(right, Number):
        defined = both(left.known, right.known)
        yes, no = test(left, right)
        return Truth(both(defined, yes), both(defined, no))
    if isinstance(left, Text) and isinstance(right, Text):
        return _texts_equal(left, right)
    if isinstance(left, Truth) and isinstance(right, Truth):
        one, other = left.plain_no, right.plain_no
        yes = either(both(left.yes, right.yes), both(one, other))
        return Truth(yes, either(both(left.yes, other), both(one, right.yes)))
    if UNKNOWN in (left, right):
        return UNKNOWN
    raise NotEncodable("a comparison of values of different kinds", span)


def _texts_equal(left: Text, right: Text) -> Truth:
    shared = [text for text in left.values if text in right.values]
    yes = some(both(left.values[text], right.values[text]) for text in shared)
    different = (
        both(bit, some(b for t, b in right.values.items() if t != text))
        for text, bit in left.values.items()
    )
    return Truth(yes, some(different))
