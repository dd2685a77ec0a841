"""What differs between two versions of a program, name by name, and what rests on that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from pathway.ground.vocabulary import HISTORY, Attribute
from pathway.language.syntax import names
from pathway.names import flag_name, history_name
from pathway.program import CompiledProgram


def changed_names(old: CompiledProgram, new: CompiledProgram) -> frozenset[str]:
    """Definitions, attributes, flags and therapies that mean or say something else.

    What only reads them is not among them: see `touched`.
    """
    found = _differing(_definitions(old), _definitions(new))
    found |= _differing(_read(old), _read(new))
    found |= _differing(_guards(old), _guards(new))
    found |= {flag_name(id_) for id_ in _differing(_flags(old), _flags(new))}
    found |= {therapy for _, therapy in said_differently(old, new)}
    for id_ in _differing(old.therapies, new.therapies):
        found.add(id_)
        if _adequate(old, id_) != _adequate(new, id_):
            found |= {history_name(id_, part) for part in HISTORY}
    return frozenset(found)


def read_differently(old: CompiledProgram, new: CompiledProgram) -> tuple[str, ...]:
    """Attributes for which the same record would be understood otherwise.

    That is how long a value counts, what its absence means, and which of several sources is
    believed; an attribute that only one version has is not among them.
    """
    before, after = old.vocabulary.attributes, new.vocabulary.attributes
    return tuple(n for n in before if n in after and _reading(before[n]) != _reading(after[n]))


def touched(program: CompiledProgram, changed: Iterable[str]) -> frozenset[str]:
    """The changed names and all definitions that rest on one of them."""
    found = set(changed)
    for guard in program.guards:
        if not found.isdisjoint(names(guard.expr)):
            found.add(guard.attribute)
    for definition in program.definitions:
        if not found.isdisjoint(names(definition.expr)):
            found.add(definition.name)
    return frozenset(found)


def said_differently(old: CompiledProgram, new: CompiledProgram) -> frozenset[tuple[str, str]]:
    """The recommendations, each with its therapy, that say something else of it.

    That is for or against, how strongly, how surely, and whether the pathway adopts it.
    """
    return frozenset(_differing(_said(old), _said(new)))


# -- private -------------------------------------------------------------------------------

Key = TypeVar("Key")


def _differing(old: Mapping[Key, object], new: Mapping[Key, object]) -> set[Key]:
    return {name for name in {*old, *new} if old.get(name) != new.get(name)}


def _definitions(program: CompiledProgram) -> Mapping[str, object]:
    return {definition.name: definition.expr for definition in program.definitions}


def _read(program: CompiledProgram) -> Mapping[str, object]:
    """The attributes as far as a patient could be understood otherwise."""
    attributes = program.vocabulary.attributes.items()
    return {n: (a.type, a.lowest, a.highest, *_reading(a)) for n, a in attributes}


def _guards(program: CompiledProgram) -> Mapping[str, object]:
    found: dict[str, list[object]] = {}
    for guard in program.guards:
        found.setdefault(guard.attribute, []).append((guard.kind, guard.expr, guard.value))
    return found


def _reading(attribute: Attribute) -> tuple[object, ...]:
    return (attribute.valid_for, attribute.absent, attribute.disagree, attribute.since)


def _flags(program: CompiledProgram) -> Mapping[str, object]:
    return {
        flag.id: (flag.urgency, flag.action, flag.to, flag.offers, flag.holds)
        for flag in program.flags
    }


def _said(program: CompiledProgram) -> Mapping[tuple[str, str], object]:
    return {
        (one.id, one.therapy): (one.direction, one.strength, one.certainty, one.adopted)
        for one in program.recommendations
    }


def _adequate(program: CompiledProgram, therapy: str) -> object:
    found = program.therapies.get(therapy)
    return None if found is None else found.adequate
