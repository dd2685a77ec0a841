"""What guards make of a recorded value, for the solver: it does not apply, or it is assumed."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

import z3

from pathway.authoring.verify.formulas import Bit, both, either, formula, opposite
from pathway.authoring.verify.meaning import exact
from pathway.authoring.verify.recorded import Recorded
from pathway.authoring.verify.values import Meant, Number, Text, Truth
from pathway.ground.vocabulary import Value


def where_it_applies(told: Recorded, no: Bit) -> Meant:
    """Without a recorded value it may not apply; `no` is that it does not."""
    # A single entry that is only assumed says nothing against that it does not apply.
    counts = opposite(both(no, False if told.in_dispute else told.assumed))
    absent = opposite(either(both(told.value.known, counts), told.conflicting))
    beside = both(no, absent)
    match told.value:
        case Truth() as value:
            return Truth(value.yes, either(value.no, beside), beside)
        case Text() as value:
            return Text({t: both(bit, counts) for t, bit in value.values.items()}, beside)
        case Number() as value:
            return Number(both(value.known, counts), value.low, value.high, beside)


def or_assumed(value: Meant, given: Bit, assumed: Value | None) -> Meant:
    """A value, or the one that is assumed where `given`; nothing is known then otherwise."""
    match value:
        case Truth():
            yes, no = (given, False) if assumed is True else (False, given)
            return Truth(either(value.yes, yes), either(value.no, no), value.inapplicable)
        case Text():
            more = {str(assumed): either(value.values.get(str(assumed), False), given)}
            return Text({**value.values, **more}, value.inapplicable)
        case Number():
            number, there = exact(cast("Decimal", assumed)), formula(given)
            low, high = (z3.If(there, number, end) for end in (value.low, value.high))
            return Number(either(value.known, given), low, high, value.inapplicable)
