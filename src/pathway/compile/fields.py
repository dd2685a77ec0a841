"""What pathways share, without what concerns other fields than theirs.

Red flags, rules, partners, notes and guidelines stand in files that all pathways share. Who comes
with a painful knee is not asked about the bladder: what names a `field` is left out of the pathways
of other fields, and what names none stays in all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from pydantic import BaseModel

from pathway.compile.builder import Builder
from pathway.files.load import LibraryModels
from pathway.program import Definition, Flag, Note, Place, Recommendation, Therapy
from pathway.source import Placed


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
    for part in (models.red_flags, *(file for of in files for file in of.values())):
        for name in _named(part):
            builder.known("P111", "field", name, models.fields, hint)


def of_fields(parts: Iterable[One], fields: Collection[str]) -> tuple[One, ...]:
    """Those that are about one of these fields, or about none in particular."""
    return tuple(
        part
        for part in parts
        if not fields or not part.fields or any(field in fields for field in part.fields)
    )


def therapies_of(therapies: Mapping[str, Therapy], fields: Collection[str]) -> dict[str, Therapy]:
    """The therapies with the rules and partners that are about these fields."""
    return {
        id_: replace(
            therapy,
            rules=of_fields(therapy.rules, fields),
            partners=of_fields(therapy.partners, fields),
        )
        for id_, therapy in therapies.items()
    }


def places_of_flags(places: Iterable[Place], flags: Iterable[Flag]) -> tuple[Place, ...]:
    """Where these flags, and not others, offer therapies of their own."""
    holders = {f"flag {flag.id}" for flag in flags}
    return tuple(place for place in places if place.holder in holders)


def adopted_or_of_fields(
    recommendations: Sequence[Recommendation], fields: Collection[str]
) -> tuple[Recommendation, ...]:
    """The statements about these fields, and those of others that the pathway adopts."""
    kept = {one.direct for one in of_fields(recommendations, fields)}
    return tuple(r for r in recommendations if r.adopted is not None or r.direct in kept)


def without_others(
    definitions: Mapping[str, Definition],
    flags: Iterable[Flag],
    therapies: Mapping[str, Therapy],
    recommendations: Iterable[Recommendation],
    notes: Iterable[Note],
) -> dict[str, Definition]:
    """The definitions but those of shared parts that concern other fields."""
    kept = {f"flag.{flag.id}" for flag in flags}
    kept |= {f"rule.{rule.id}" for therapy in therapies.values() for rule in therapy.rules}
    kept |= {p.definition for therapy in therapies.values() for p in therapy.partners}
    kept |= {name for r in recommendations for name in (r.direct, r.extrapolated) if name}
    kept |= {note.definition for note in notes}
    offers = tuple(f"offer.{name}." for name in kept if name.startswith("flag."))
    return {
        name: definition
        for name, definition in definitions.items()
        if not name.startswith(_OF_SHARED_PARTS) or name in kept or name.startswith(offers)
    }


# -- private -------------------------------------------------------------------------------

#: How the definitions of what pathways share begin.
_OF_SHARED_PARTS = ("flag.", "rule.", "partner.", "rec.", "note.", "offer.flag.")


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
