"""What pathways share, less what concerns other fields than theirs.

Red flags, therapies with their rules, definitions, notes and guidelines stand in files that all
pathways share. Who comes with a painful knee is not asked about the bladder: what names a `field`
is left out of the pathways of other fields, and what names none stays in all of them. Red flags
are judged in every pathway; in those of another field they bring what they offer and read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from pydantic import BaseModel

from pathway.compiler.builder import Builder
from pathway.compiler.doses import dose_definitions
from pathway.compiler.flags import of_another_field
from pathway.content.load import LibraryModels
from pathway.frozen import frozen
from pathway.ground.source import Placed
from pathway.ground.vocabulary import BOOLEAN
from pathway.guards import Guard
from pathway.language.syntax import Apply, Expr, Literal, Name, names
from pathway.names import flag_name, flag_owner, rule_name
from pathway.names.forms import (
    DoseName,
    DoseRowName,
    FlagName,
    NoteName,
    OfferName,
    PartnerName,
    PositionName,
    RuleName,
)
from pathway.names.reading import read_history, read_name
from pathway.program import Definition, Flag, Note, Place, Recommendation, Therapy

#: A field that nothing is about: it leaves what names no field.
NO_FIELD = ""


class Concerned(Protocol):
    """Anything that may name fields."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields it is about; none means all."""
        ...


One = TypeVar("One", bound=Concerned)


def check_fields(models: LibraryModels, builder: Builder) -> None:
    """Report fields that library.yaml does not list: a misspelt one would leave a flag out."""
    hint = "list it under `fields` in library.yaml"
    files = (models.guidelines, models.therapies, models.pathways)
    parts = (models.vocabulary.definitions, models.sources.evidence, models.red_flags)
    for part in (*parts, *(file for of in files for file in of.values())):
        for name in _named(part):
            builder.known("P111", "field", name, models.fields, hint)


def concerns(part: Concerned, fields: Collection[str]) -> bool:
    """Whether it is about one of these fields, or about none in particular."""
    return not fields or not part.fields or any(field in fields for field in part.fields)


def of_fields(parts: Iterable[One], fields: Collection[str]) -> tuple[One, ...]:
    """Those that are about one of these fields, or about none in particular."""
    return tuple(part for part in parts if concerns(part, fields))


def therapies_of(therapies: Mapping[str, Therapy], fields: Collection[str]) -> dict[str, Therapy]:
    """The therapies that are about these fields, with their rules and partners that are."""
    kept = {id_: therapy for id_, therapy in therapies.items() if concerns(therapy, fields)}
    return {
        id_: replace(
            therapy,
            rules=of_fields(therapy.rules, fields),
            partners=tuple(p for p in of_fields(therapy.partners, fields) if p.therapy in kept),
        )
        for id_, therapy in kept.items()
    }


def guard_of(guard: Guard, gone: Collection[str]) -> Guard:
    """A guard in a pathway that knows nothing of some therapies: none of them was tried for it."""
    return replace(guard, expr=_without_histories(guard.expr, gone))


def brought(
    flags: Iterable[Flag], places: Iterable[Place], therapies: Mapping[str, Therapy]
) -> dict[str, Therapy]:
    """What red flags of other fields offer, as it is, with the partners that it may need."""
    holders = {flag_owner(flag.id) for flag in flags}
    todo = [place.therapy for place in places if place.holder in holders]
    found: set[str] = set()
    while todo:
        id_ = todo.pop()
        if id_ not in found and id_ in therapies:
            found.add(id_)
            todo += (partner.therapy for partner in therapies[id_].partners)
    return {id_: therapy for id_, therapy in therapies.items() if id_ in found}


def places_of(
    places: Iterable[Place], flags: Iterable[Flag], therapies: Collection[str]
) -> tuple[Place, ...]:
    """Where these flags, and not others, offer these therapies."""
    holders = {flag_owner(flag.id) for flag in flags}
    return tuple(p for p in places if p.holder in holders and p.therapy in therapies)


def without_others(
    definitions: Mapping[str, Definition], kept: Parts, therapies: Collection[str], builder: Builder
) -> dict[str, Definition]:
    """The definitions of the parts that are kept; `therapies` are those that are not.

    Red flags of other fields and what they offer keep whatever they read. Reports what is kept
    otherwise and reads what is not: nobody would ever answer it.
    """
    names_kept = frozenset(names_of(kept))
    others = frozenset(names_of(kept.others)) if kept.others is not None else frozenset()
    rewritten = _rewritten(kept.others, builder)
    more = {name for its in rewritten.values() for one in its for name in names(one.expr)}
    read = _all_read((others | more) - names_kept, definitions)
    found = {n: d for n, d in definitions.items() if n in names_kept or not _of_a_part(d)}
    for definition in found.values():
        for name in names(definition.expr):
            part = read_history(name)
            gone = part is not None and part.therapy in therapies
            if gone or (name in definitions and name not in found):
                message = f"`{name}` is about another field than `{definition.name}`"
                hint = "let nothing read it there, or leave out its `field`"
                builder.problems.add("P104", message, definition.span, hint)
    whole: dict[str, Definition] = {}
    for name, definition in definitions.items():
        if name in rewritten:
            whole |= {one.name: one for one in rewritten[name]}
        elif name in found or name in read:
            whole[name] = definition
    return whole


@frozen(slots=False)
class Parts:
    """The parts of a library that one pathway keeps."""

    flags: Sequence[Flag]
    places: Sequence[Place]
    therapies: Mapping[str, Therapy]
    recommendations: Sequence[Recommendation]
    notes: Sequence[Note]
    definitions: Sequence[str]
    #: Red flags of other fields, and what they bring with them.
    others: Parts | None = None


def names_of(kept: Parts) -> Iterator[str]:
    """The definitions that parts became."""
    yield from kept.definitions
    yield from (flag_name(flag.id) for flag in kept.flags)
    yield from (place.indicated for place in kept.places)
    yield from (name for place in kept.places for name in dose_definitions(place))
    yield from (note.definition for note in kept.notes)
    for therapy in kept.therapies.values():
        yield from (rule_name(rule.id) for rule in therapy.rules)
        yield from (partner.definition for partner in therapy.partners)
        yield from dose_definitions(therapy)
    for one in kept.recommendations:
        yield one.direct
        if one.extrapolated is not None:
            yield one.extrapolated


# -- private -------------------------------------------------------------------------------

#: What the definitions of shared parts are of, but for those that their author named.
_OF_PARTS = (RuleName, FlagName, PartnerName, DoseName, DoseRowName, PositionName, NoteName)


def _without_histories(expr: Expr, gone: Collection[str]) -> Expr:
    if isinstance(expr, Apply):
        return replace(expr, args=tuple(_without_histories(one, gone) for one in expr.args))
    part = read_history(expr.name) if isinstance(expr, Name) else None
    if part is not None and part.therapy in gone and expr.type == BOOLEAN:
        return Literal(value=False, type=BOOLEAN)
    return expr


def _rewritten(others: Parts | None, builder: Builder) -> dict[str, list[Definition]]:
    flags = others.flags if others is not None else ()
    return {flag_name(flag.id): list(of_another_field(flag, builder)) for flag in flags}


def _all_read(wanted: Iterable[str], definitions: Mapping[str, Definition]) -> frozenset[str]:
    """These definitions and those that they read, at any distance."""
    found: set[str] = set()
    todo = list(wanted)
    while todo:
        name = todo.pop()
        if name in definitions and name not in found:
            found.add(name)
            todo += names(definitions[name].expr)
    return frozenset(found)


def _of_a_part(definition: Definition) -> bool:
    if definition.owner.is_definition:
        return True
    name = read_name(definition.name)
    return isinstance(name, _OF_PARTS) or (isinstance(name, OfferName) and name.flag is not None)


def _named(part: object) -> Iterator[Placed]:
    """Every field that a model or its parts name."""
    if isinstance(part, BaseModel):
        for key, value in part:
            if key == "fields":
                yield from value
            else:
                yield from _named(value)
    elif isinstance(part, dict | tuple):
        for member in part.values() if isinstance(part, dict) else part:
            yield from _named(member)
