"""Bits: true, false, or a formula over what may be recorded of a patient.

They are joined through z3's plain functions, a tenth of the cost of its operators; constants
never get into a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeAlias

import z3

#: A truth that is settled, or a formula of the solver.
Bit: TypeAlias = Any
#: A number of the solver.
Term: TypeAlias = Any

_CONTEXT: Final = z3.main_ctx()
_REF: Final = _CONTEXT.ref()
_COMPLETE: Final = True


def every(bits: Iterable[Bit]) -> Bit:
    """That all of them hold (true for none)."""
    kept: list[Bit] = []
    for bit in bits:
        if bit is False:
            return False
        if bit is not True:
            kept.append(bit)
    if not kept:
        return True
    return kept[0] if len(kept) == 1 else _joined(z3.Z3_mk_and, kept)


def some(bits: Iterable[Bit]) -> Bit:
    """That at least one of them holds (false for none)."""
    kept: list[Bit] = []
    for bit in bits:
        if bit is True:
            return True
        if bit is not False:
            kept.append(bit)
    if not kept:
        return False
    return kept[0] if len(kept) == 1 else _joined(z3.Z3_mk_or, kept)


def both(one: Bit, other: Bit) -> Bit:
    """That this and that hold."""
    return every((one, other))


def either(one: Bit, other: Bit) -> Bit:
    """That this or that holds."""
    return some((one, other))


def opposite(bit: Bit) -> Bit:
    """That it does not hold."""
    if bit is True or bit is False:
        return not bit
    return z3.BoolRef(z3.Z3_mk_not(_REF, bit.ast), _CONTEXT)


def none(bits: Iterable[Bit]) -> Bit:
    """That none of them holds."""
    return opposite(some(bits))


def same(one: Bit, other: Bit) -> Bit:
    """That both hold or neither does."""
    if one is True or one is False:
        return other if one else opposite(other)
    if other is True or other is False:
        return one if other else opposite(one)
    return one == other


def count(needed: int, bits: Sequence[Bit]) -> Bit:
    """That at least so many of them hold."""
    needed -= sum(bit is True for bit in bits)
    open_ = [bit for bit in bits if bit is not True and bit is not False]
    if needed <= 0:
        return True
    if needed > len(open_):
        return False
    if needed == 1:
        return some(open_)
    return every(open_) if needed == len(open_) else z3.AtLeast(*open_, needed)


def choose(condition: Bit, then: Term, other: Term) -> Term:
    """One of two terms."""
    if condition is True or condition is False:
        return then if condition else other
    return then if then is other else z3.If(condition, then, other)


def formula(bit: Bit) -> Any:  # noqa: ANN401 -- z3 has no types
    """A bit as the solver takes it."""
    return z3.BoolVal(bit) if bit is True or bit is False else bit


def holds(bit: Bit, model: Any) -> bool:  # noqa: ANN401 -- z3 has no types
    """Whether a bit is true in a model of the solver; what the model leaves open is false."""
    if bit is True or bit is False:
        return bit is True
    found = (z3.Ast * 1)()
    z3.Z3_model_eval(_REF, model.model, bit.ast, _COMPLETE, found)
    return bool(z3.Z3_get_bool_value(_REF, found[0]) == z3.Z3_L_TRUE)


# -- private -------------------------------------------------------------------------------


def _joined(make: Any, bits: Sequence[Bit]) -> Bit:  # noqa: ANN401 -- z3 has no types
    array = (z3.Ast * len(bits))(*(bit.ast for bit in bits))
    return z3.BoolRef(make(_REF, len(bits), array), _CONTEXT)
