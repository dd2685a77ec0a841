"""What a library in CQL is told of a patient: its parameters, and how they are settled.

An attribute with a guard (it may not apply, or may be assumed) has parameters of its own for what
decides that, so that engines settle it as this one does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final

from pathway.frozen import frozen
from pathway.ground.vocabulary import BOOLEAN, Base, Type
from pathway.guards import applying, assuming
from pathway.language.syntax import names
from pathway.names import history_name
from pathway.names.reading import read_history
from pathway.planes.generate import of_doses
from pathway.program import CompiledProgram


class Told(StrEnum):
    """What a parameter says of its attribute."""

    VALUE = "value"
    #: Nobody recorded a value, and sources do not disagree: a guard may say it does not apply.
    OPEN = "open"
    #: Nothing at all was ever recorded, and assumptions are allowed.
    SILENT = "silent"
    #: The value given is only assumed; doses are not reckoned with it.
    ASSUMED = "assumed"
    #: A clinician lifts a rule.
    OVERRIDE = "override"


@frozen
class Input:
    """One parameter; `attribute` is the attribute, the part of a history or the override."""

    name: str
    attribute: str
    told: Told
    type: Type


def inputs_of(program: CompiledProgram) -> tuple[Input, ...]:
    """The parameters in the order in which they stand in the library."""
    read, certain = read_by(program), certain_attributes(program)
    applies, assumed = applying(program.guards), assuming(program.guards)
    lifted = set(program.overrides.values())
    found = list[Input]()
    for name in _in_order(program, read):
        if name in lifted:
            found.append(Input(name, name, Told.OVERRIDE, BOOLEAN))
            continue
        guarded = name in applies or name in assumed
        value = f"{name} as given" if guarded else name
        found.append(Input(value, name, Told.VALUE, type_of(program, name)))
        if name in applies:
            found.append(Input(f"{name} may not apply", name, Told.OPEN, BOOLEAN))
        if name in assumed:
            found.append(Input(f"{name} never recorded", name, Told.SILENT, BOOLEAN))
        if name in certain:
            found.append(Input(f"{name} is assumed", name, Told.ASSUMED, BOOLEAN))
    return tuple(found)


def read_by(program: CompiledProgram) -> frozenset[str]:
    """The names that definitions read, and the guards of those, without the definitions."""
    read = {name for one in program.definitions for name in names(one.expr)}
    for guard in reversed(program.guards):
        if guard.attribute in read:
            read.update(names(guard.expr))
    read.update(ever for name in tuple(read) if (ever := ever_of(program, name)) is not None)
    return frozenset(read - program.by_name.keys())


def ever_of(program: CompiledProgram, name: str) -> str | None:
    """For what is measured of a trial, whether there ever was one; else it does not apply."""
    part = read_history(name)
    if part is None or part.part not in ("weeks", "sessions", "dose"):
        return None
    return history_name(part.therapy, "ever") if name not in program.by_name else None


def certain_attributes(program: CompiledProgram) -> frozenset[str]:
    """The numbers, dates and texts that doses read: what is assumed does not count there."""
    doses = of_doses((one.name, one.expr) for one in program.definitions)
    read = doses & read_by(program)
    return frozenset(n for n in read if type_of(program, n).base is not Base.BOOLEAN)


def type_of(program: CompiledProgram, name: str) -> Type:
    """The type of a name that no definition has; an override is yes/no."""
    return program.vocabulary.type_of(name) or BOOLEAN


def cql_type(type_: Type) -> str:
    """The type of a parameter in CQL."""
    return _TYPES[type_.base]


# -- private -------------------------------------------------------------------------------


def _in_order(program: CompiledProgram, read: Iterable[str]) -> Sequence[str]:
    """The attributes as the vocabulary has them, then histories and overrides by name."""
    order: Mapping[str, int] = {n: at for at, n in enumerate(program.vocabulary.attributes)}
    return sorted(read, key=lambda name: (order.get(name, len(order)), name))


_TYPES: Final = {
    Base.BOOLEAN: "Boolean",
    Base.TEXT: "String",
    Base.DATE: "Interval<Date>",
    Base.INTEGER: "Interval<Decimal>",
    Base.DECIMAL: "Interval<Decimal>",
}
