"""Guards: what becomes of attributes of which nobody recorded a value, before a program runs.

A program keeps them in the order in which they are settled. Each stands after the attributes that
its condition reads, and of one attribute whether it applies stands before what is assumed of it.
They read attributes and histories only, never definitions. Whoever settles a patient, or a
thousand cases of one, goes through them once, in order, for each case anew:

- `APPLIES`: an attribute that was recorded, or on which sources disagree, stays as it is. Else:
  where the condition is false, its value is *not applicable*, also in place of an assumption.
  Where the condition is unknown and the attribute has no value, it is unknown and hangs on what
  the condition hangs on. Otherwise it stays as it is.
- `ASSUMED` counts only where nothing at all was ever recorded of the attribute, it applies, and
  assumptions are allowed (not under *strict*). Where the condition, its reason to doubt, is false,
  the attribute has `value`, as an assumption; where that is unknown, the attribute is unknown and
  hangs on what the condition hangs on; where it is true, the attribute is unknown and asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from pathway.frozen import frozen
from pathway.ground.vocabulary import Value
from pathway.language.syntax import Expr
from pathway.names import applies_name, unless_name


class GuardKind(StrEnum):
    """What a guard decides."""

    APPLIES = "applies"
    ASSUMED = "assumed"


@frozen
class Guard:
    """A condition that decides about an attribute without a recorded value.

    `value` is what is assumed where the condition is false, and `because` says why that is safe;
    whether an attribute applies has neither.
    """

    attribute: str
    kind: GuardKind
    expr: Expr
    value: Value | None = None
    because: str = ""
    sources: tuple[str, ...] = ()
    verified: str = "original"


def guard_name(guard: Guard) -> str:
    """What the condition of a guard is called among definitions."""
    made = applies_name if guard.kind is GuardKind.APPLIES else unless_name
    return made(guard.attribute)


def applying(guards: Iterable[Guard]) -> Mapping[str, Expr]:
    """The conditions under which attributes apply, by attribute."""
    return {one.attribute: one.expr for one in guards if one.kind is GuardKind.APPLIES}


def assuming(guards: Iterable[Guard]) -> Mapping[str, Guard]:
    """What is assumed of attributes without a reason to doubt, by attribute."""
    return {one.attribute: one for one in guards if one.kind is GuardKind.ASSUMED}
