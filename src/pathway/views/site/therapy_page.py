"""What stands on the page of a therapy: its rules, what guidelines say, where it is offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pathway.program import CompiledProgram
from pathway.views.page import clean
from pathway.views.review_entries import ReviewEntry, Scribe
from pathway.views.review_rules import therapy as entries_of


@dataclass(frozen=True, slots=True)
class OfferedAt:
    """A pathway that offers the therapy, or speaks of it, and where."""

    href: str
    title: str
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TherapyPage:
    """All that is shown of one therapy."""

    id: str
    title: str
    kind: str
    about: str
    wording: str
    offered: tuple[OfferedAt, ...]
    entries: tuple[ReviewEntry, ...]
    sources: tuple[tuple[int, str], ...]
    home: str


def therapy_page(id_: str, programs: Mapping[str, CompiledProgram], home: str) -> TherapyPage:
    """What the page says; where pathways see different parts of a therapy, the first one's."""
    knowing = [program for program in programs.values() if id_ in program.therapies]
    program = next((one for one in knowing if id_ in one.listed), knowing[0])
    scribe = Scribe(program)
    group = entries_of(scribe, id_)
    therapy = program.therapies[id_]
    return TherapyPage(
        id=clean(id_),
        title=clean(therapy.title),
        kind=str(therapy.kind),
        about=clean(therapy.about),
        wording=clean(therapy.patient_wording),
        offered=tuple(_offered(one, id_) for one in knowing if id_ in one.listed),
        entries=group.entries,
        sources=scribe.listed(),
        home=home,
    )


# -- private -------------------------------------------------------------------------------


def _offered(program: CompiledProgram, id_: str) -> OfferedAt:
    scribe = Scribe(program)
    places = dict.fromkeys(
        (clean(place.title), scribe.condition(place.condition))
        for place in program.places_of(id_)
        if place.partner_of is None
    )
    return OfferedAt(f"pathway-{program.id}.html", clean(program.title), tuple(places))
