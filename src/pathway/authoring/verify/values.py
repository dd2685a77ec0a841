"""The value of an expression for the symbolic patient: three-valued, as formulas.

The three kinds of value are a truth, a text out of few, and a number (or a day) that may be
known only to lie between two ends. Unknown is what none of their bits says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from pathway.authoring.verify.formulas import Bit, Term, both, either, every, none, opposite, some
from pathway.ground.source import Span


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Text:
    """One of some texts; each has the bit that it is this one."""

    values: Mapping[str, Bit]
    inapplicable: Bit = False

    @property
    def known(self) -> Bit:
        """Whether it is known and applies."""
        return some(self.values.values())


@dataclass(frozen=True, slots=True)
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
