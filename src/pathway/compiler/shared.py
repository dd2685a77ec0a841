"""What the pathways of a library have in common, and the part of it that concerns one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pathway.compiler.builder import Builder
from pathway.compiler.specialties import (
    NO_FIELD,
    Parts,
    brought,
    concerns,
    guard_of,
    of_fields,
    places_of,
    therapies_of,
    without_others,
)
from pathway.content.load import LibraryModels
from pathway.frozen import frozen
from pathway.language.syntax import Apply, Expr, Literal
from pathway.names import flag_owner, therapy_owner
from pathway.program import (
    Citation,
    Evidence,
    Finding,
    Flag,
    Guard,
    Note,
    Parameter,
    Place,
    Recommendation,
    Therapy,
)


@frozen(slots=False)
class Shared:
    """What all pathways of a library have in common, compiled once."""

    models: LibraryModels
    builder: Builder
    guards: tuple[Guard, ...]
    parameters: tuple[Parameter, ...]
    findings: tuple[Finding, ...]
    therapies: Mapping[str, Therapy]
    flags: tuple[Flag, ...]
    flag_places: tuple[Place, ...]
    recommendations: tuple[Recommendation, ...]
    sources: Mapping[str, Citation]
    evidence: tuple[Evidence, ...]
    notes: tuple[Note, ...]
    #: The red flags of other fields than a pathway's own.
    elsewhere: tuple[Flag, ...] = ()

    @property
    def all_flags(self) -> tuple[Flag, ...]:
        """The red flags of every field."""
        return (*self.flags, *self.elsewhere)


def narrowed(
    shared: Shared,
    recommendations: Sequence[Recommendation],
    fields: Sequence[str],
    builder: Builder,
) -> Shared:
    """What pathways share, less what concerns other fields; the builder is narrowed too."""
    own = therapies_of(shared.therapies, fields)
    flags = of_fields(shared.flags, fields) if NO_FIELD not in fields else ()
    recommendations = of_fields(recommendations, fields)
    notes = of_fields(shared.notes, fields)
    named = shared.models.vocabulary.definitions.items()
    speakable = tuple(str(name) for name, model in named if concerns(model, fields))
    others = _of_other_fields(shared, flags, own)
    kept = Parts(
        flags,
        places_of(shared.flag_places, flags, own),
        own,
        recommendations,
        notes,
        speakable,
        others,
    )
    therapies = {
        id_: own.get(id_, one)
        for id_, one in shared.therapies.items()
        if id_ in own or id_ in others.therapies
    }
    gone = frozenset(shared.therapies).difference(therapies)
    builder.definitions = without_others(builder.definitions, kept, gone, builder)
    builder.forget(gone, frozenset(map(str, shared.models.vocabulary.definitions)) - {*speakable})
    return replace(
        shared,
        guards=tuple(guard_of(guard, gone) for guard in shared.guards),
        findings=of_fields(shared.findings, fields),
        therapies=therapies,
        flags=flags,
        elsewhere=tuple(others.flags),
        flag_places=(*kept.places, *others.places),
        recommendations=recommendations,
        evidence=of_fields(shared.evidence, fields),
        notes=(*notes, *others.notes),
    )


def _of_other_fields(shared: Shared, flags: Sequence[Flag], own: Mapping[str, Therapy]) -> Parts:
    """The red flags of other fields, with what they offer."""
    elsewhere = tuple(flag for flag in shared.flags if flag not in flags)
    more = brought(elsewhere, shared.flag_places, shared.therapies)
    more = {id_: therapy for id_, therapy in more.items() if id_ not in own}
    owners = {flag_owner(flag.id) for flag in elsewhere} | {therapy_owner(id_) for id_ in more}
    return Parts(
        elsewhere,
        places_of(shared.flag_places, elsewhere, {**own, **more}),
        more,
        (),
        tuple(note for note in shared.notes if note.owner in owners),
        (),
    )


def used(parameters: Sequence[Parameter], exprs: Sequence[Expr]) -> tuple[Parameter, ...]:
    """The parameters that these expressions read."""
    read: set[str] = set()
    todo = list(exprs)
    while todo:
        expr = todo.pop()
        if isinstance(expr, Literal) and expr.parameter is not None:
            read.add(expr.parameter)
        elif isinstance(expr, Apply):
            todo += expr.args
    return tuple(parameter for parameter in parameters if parameter.name in read)
