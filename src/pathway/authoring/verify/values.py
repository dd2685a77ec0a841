"""The value of an expression for the symbolic patient: three-valued, as formulas.

The three kinds of value are a truth, a text out of few, and a number (or a day) that may be
known only to lie between two ends. Unknown is what none of their bits says.
In comparisons *not applicable* is neither of two values, and one of intervals is decided where it
is the same for every value in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from typing import TypeAlias

from pathway.authoring.verify.formulas import (
    Bit,
    Term,
    both,
    either,
    every,
    none,
    opposite,
    same,
    some,
)
from pathway.frozen import frozen
from pathway.ground.source import Span


@frozen
class Truth:
    """Yes, no, or neither of them: unknown. *Not applicable* is a no, and `inapplicable`."""

    yes: Bit
    no: Bit
    inapplicable: Bit = False

    @property
    def unknown(self) -> Bit:
        """Whether it is neither."""
        if self.yes is True or self.no is True:
            return False
        return none((self.yes, self.no))

    @property
    def plain_no(self) -> Bit:
        """Whether it is a no that is not just *not applicable*."""
        return both(self.no, opposite(self.inapplicable))

    @property
    def known(self) -> Bit:
        """Whether it is one of them."""
        return either(self.yes, self.no)


@frozen
class Text:
    """One of some texts; each has the bit that it is this one."""

    values: Mapping[str, Bit]
    inapplicable: Bit = False

    @property
    def known(self) -> Bit:
        """Whether it is known and applies."""
        return some(self.values.values())


@frozen
class Number:
    """A number between two ends, mostly the same; days are numbers too.

    `known` is that it is known and applies.
    """

    known: Bit
    low: Term
    high: Term
    inapplicable: Bit = False
    #: Its value where it is the same for every patient.
    constant: object = field(default=None, compare=False)


Meant: TypeAlias = Truth | Text | Number

YES = Truth(True, False)
NO = Truth(False, True)
UNKNOWN = Truth(False, False)


def truth_of(known: Bit) -> Truth:
    """A truth that is never unknown."""
    return Truth(known, opposite(known))


def negation(truth: Truth) -> Truth:
    """The contrary; *not applicable* is a no and becomes a plain yes."""
    return Truth(truth.no, truth.yes)


def conjunction(parts: Iterable[Truth]) -> Truth:
    """False if any is false, else unknown if any is unknown, else true."""
    parts = tuple(parts)
    return Truth(every(p.yes for p in parts), some(p.no for p in parts))


def disjunction(parts: Iterable[Truth]) -> Truth:
    """True if any is true, else unknown if any is unknown, else false."""
    parts = tuple(parts)
    return Truth(some(p.yes for p in parts), every(p.no for p in parts))


class NotEncodable(Exception):  # noqa: N818 -- said of a construct, not of a fault
    """A construct that cannot be said to the solver, with its place."""

    def __init__(self, construct: str, span: Span | None) -> None:
        super().__init__(construct)
        self.construct = construct
        self.span = span

    def __str__(self) -> str:
        place = f" ({self.span.source.name}:{self.span.line})" if self.span is not None else ""
        return f"{self.construct} cannot be said to the solver{place}"


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


def alike(one: Meant, other: Meant) -> Bit:
    """That two things come to the same; of numbers that cannot be said."""
    if isinstance(one, Truth) and isinstance(other, Truth):
        return every(
            (
                same(one.yes, other.yes),
                same(one.no, other.no),
                same(one.inapplicable, other.inapplicable),
            )
        )
    if isinstance(one, Text) and isinstance(other, Text):
        texts = dict.fromkeys((*one.values, *other.values))
        same_ = [same(one.values.get(t, False), other.values.get(t, False)) for t in texts]
        return every((*same_, same(one.inapplicable, other.inapplicable)))
    raise NotEncodable("a condition that comes to a number", None)


def exactly_known(value: Meant) -> Bit:
    """That it is one value and no interval, or does not apply."""
    if isinstance(value, Number):
        known = both(value.known, equal(value.low, value.high))
        return either(known, value.inapplicable)
    return either(value.known, value.inapplicable)


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
