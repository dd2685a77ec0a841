"""What may be recorded of one attribute, as variables of the solver and the rules they obey."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

import z3

from pathway.authoring.verify.formulas import Bit, both, either, every, formula, none, opposite
from pathway.authoring.verify.meaning import exact
from pathway.authoring.verify.values import Meant, NotEncodable, Number, Text, Truth
from pathway.ground.vocabulary import Attribute, Base, Worse
from pathway.yaml.values import EARLIEST

YEARS: Final = ("years", "year", "a")
WEEKS: Final = ("weeks", "week", "wk")


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is recorded of one attribute: a value, or nothing; `conflicting` is neither.

    `assumed` is that the value is only the worse of what it may be, which the engine tells apart
    for all but a yes or no.
    """

    attribute: Attribute
    value: Meant
    conflicting: Bit
    assumed: Bit = False

    @property
    def in_dispute(self) -> bool:
        """Whether it is assumed because sources disagree; elsewhere a single entry says so."""
        return is_in_dispute(self.attribute)


@dataclass(frozen=True, slots=True)
class SolverRules:
    """Where the rules on one patient are kept: of every patient, and of those easy to write."""

    as_of: date
    tag: str
    rules: list[Any]
    tidy: list[Any]


def recorded(attribute: Attribute, rules: SolverRules) -> Recorded:
    """The variables of what is recorded of an attribute."""
    conflicting = z3.Bool(rules.tag + f"{attribute.name} conflicting")
    value = _value(attribute, rules)
    rules.rules.append(formula(none((both(conflicting, value.known),))))
    if isinstance(value, Truth):
        return Recorded(attribute, value, conflicting)
    assumed = z3.Bool(rules.tag + f"{attribute.name} assumed")
    rules.rules.append(formula(either(opposite(assumed), value.known)))
    if isinstance(value, Number) and attribute.type.is_number:
        certain = opposite(assumed)
        rules.tidy.extend([either(certain, one) for one in _in_range(attribute, value)])
    return Recorded(attribute, value, conflicting, assumed)


def is_in_dispute(attribute: Attribute) -> bool:
    """Whether the worse of two numbers counts where sources disagree."""
    return attribute.type.is_number and attribute.disagree in (Worse.LOWEST, Worse.HIGHEST)


def at_most_one(bits: Sequence[Bit]) -> Iterator[Any]:
    """That no two of them hold."""
    for place, bit in enumerate(bits):
        yield from (formula(none((both(bit, other),))) for other in bits[:place])


def joined(one: Attribute | None, other: Attribute) -> Attribute:
    """An attribute as two vocabularies have it; they may differ in all but what it is."""
    if one is None or one == other:
        return other
    first, second = one.type, other.type
    if first.base is not second.base or first.unit != second.unit or one.since != other.since:
        raise NotEncodable(f"attribute `{other.name}`, which changes its type,", other.span)
    choices = second.choices
    if first.choices is not None and second.choices is not None:
        choices = tuple(dict.fromkeys((*first.choices, *second.choices)))
    return replace(
        other,
        type=replace(second, choices=choices),
        lowest=_wider(one.lowest, other.lowest, min),
        highest=_wider(one.highest, other.highest, max),
    )


# -- private -------------------------------------------------------------------------------


def _value(attribute: Attribute, rules: SolverRules) -> Meant:
    kind, name = attribute.type, attribute.name
    if kind.base is Base.BOOLEAN:
        yes, no = z3.Bool(rules.tag + f"{name} yes"), z3.Bool(rules.tag + f"{name} no")
        rules.rules.append(formula(none((both(yes, no),))))
        return Truth(yes, no)
    if kind.base is Base.TEXT and kind.choices is not None:
        bits = {choice: z3.Bool(rules.tag + f"{name} {choice}") for choice in kind.choices}
        rules.rules.extend(at_most_one(list(bits.values())))
        return Text(bits)
    if kind.is_number or kind.base is Base.DATE:
        return _number(attribute, rules)
    raise NotEncodable(f"attribute `{name}` of a text that may be anything", attribute.span)


def _number(attribute: Attribute, rules: SolverRules) -> Number:
    name, known = attribute.name, z3.Bool(rules.tag + f"{attribute.name} known")
    if attribute.type.base is Base.DATE:
        low, high = z3.Int(rules.tag + f"{name} first"), z3.Int(rules.tag + f"{name} last")
        earliest = date(EARLIEST, 1, 1).toordinal()
        rules.rules.extend([low >= earliest, low <= high, high <= rules.as_of.toordinal()])
        return Number(known, low, high)
    if attribute.since is not None:
        return _counted(attribute, known, rules)
    value = (
        z3.ToReal(z3.Int(rules.tag + name))
        if attribute.type.base is Base.INTEGER
        else z3.Real(rules.tag + name)
    )
    if attribute.lowest is not None:
        rules.rules.append(value >= exact(attribute.lowest))
    if attribute.highest is not None:
        rules.rules.append(value <= exact(attribute.highest))
    return Number(known, value, value)


def _counted(attribute: Attribute, known: Bit, rules: SolverRules) -> Number:
    """An age or a duration: it goes on, and may be known only as an interval."""
    name = attribute.name
    low, high = z3.Real(rules.tag + f"{name} from"), z3.Real(rules.tag + f"{name} to")
    lowest = min(attribute.lowest or Decimal(0), Decimal(0))
    rules.rules.extend([low >= exact(lowest), low <= high])
    if attribute.highest is not None:
        days = (rules.as_of - date(EARLIEST, 1, 1)).days
        rules.rules.append(high <= exact(attribute.highest + days))
        rules.tidy.append(high <= exact(attribute.highest))
    per = 7 if attribute.type.unit in WEEKS else 1
    ends = (
        z3.Int(rules.tag + f"{name} from, whole"),
        z3.Int(rules.tag + f"{name} to, whole"),
    )
    whole = every((low * per == z3.ToReal(ends[0]), high * per == z3.ToReal(ends[1]), low >= 0))
    lowest_known = exact(attribute.lowest or Decimal(0))
    rules.tidy.append(either(both(low == high, low >= lowest_known), whole))
    return Number(known, low, high)


def _in_range(attribute: Attribute, value: Number) -> Iterator[Any]:
    """That a number is one, and leaves room for the better one of another source."""
    yield value.low == value.high
    if attribute.disagree is Worse.LOWEST and attribute.highest is not None:
        yield value.low + 1 <= exact(attribute.highest)
    if attribute.disagree is Worse.HIGHEST and attribute.lowest is not None:
        yield value.low - 1 >= exact(attribute.lowest)


def _wider(
    one: Decimal | None, other: Decimal | None, pick: Callable[[Decimal, Decimal], Decimal]
) -> Decimal | None:
    return None if one is None or other is None else pick(one, other)
