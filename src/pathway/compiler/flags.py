"""From red-flags.yaml to flags: their states, what they offer and what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pathway.compiler.builder import Builder
from pathway.compiler.doses import define_doses
from pathway.compiler.logic import TRUE, every, known, none_of, ref, some
from pathway.compiler.therapies import define_notes, known_needs
from pathway.content.models import FlagModel, RedFlagsFile
from pathway.ground.terms import Kind, Urgency
from pathway.ground.vocabulary import BOOLEAN
from pathway.language.syntax import Apply, Expr, names
from pathway.names import (
    elsewhere_name,
    flag_name,
    flag_owner,
    held_name,
    offer_name,
    therapy_owner,
)
from pathway.names.reading import read_history
from pathway.program import Definition, Flag, Note, Place, Therapy

#: Urgencies, strongest first.
_STRENGTH = tuple(Urgency)

#: The urgencies that wait for nothing but what may harm.
PRESSING = (Urgency.EMERGENCY, Urgency.WITHIN_48_HOURS)

#: The kinds of therapy that no red flag holds unless it says so itself.
NEVER_HELD = (Kind.REFERRAL, Kind.INVESTIGATION, Kind.SAFETY_MEASURE)

#: Those, and what an emergency alone holds, because it says itself what to tell the patient.
ALWAYS_FREE = (Kind.EDUCATION, *NEVER_HELD)
_HANDS_ON = (Kind.MANUAL, Kind.NEEDLE, Kind.INJECTION, Kind.SURGERY)

#: The kinds of therapy a flag holds where it does not say so itself.
HOLDS: Mapping[Urgency, tuple[Kind, ...]] = {
    Urgency.EMERGENCY: tuple(kind for kind in Kind if kind not in NEVER_HELD),
    Urgency.WITHIN_48_HOURS: tuple(kind for kind in Kind if kind not in ALWAYS_FREE),
    Urgency.WITHIN_2_WEEKS: _HANDS_ON,
    Urgency.SOON: (),
    Urgency.ROUTINE: (),
}


def define_flags(
    file: RedFlagsFile | None, builder: Builder
) -> tuple[tuple[Flag, ...], tuple[Note, ...]]:
    """All red flags, the most urgent first, each with the definition `flag.<id>`."""
    models = file.red_flags if file else {}
    flags = [_flag(str(id_), model, builder) for id_, model in models.items()]
    notes = [
        note
        for id_, model in models.items()
        for note in define_notes(
            model.notes, flag_owner(id_), flag_name(id_), builder, model.fields
        )
    ]
    return tuple(sorted(flags, key=lambda f: _STRENGTH.index(f.urgency))), tuple(notes)


def of_another_field(flag: Flag, builder: Builder) -> Iterator[Definition]:
    """What stands for a flag of another field in place of its own definition.

    `elsewhere.<id>` is its condition with what it asks for there. `flag.<id>` is true where that
    is known to be true and otherwise false, so that it never holds anything while unknown.
    `flag.<id>.asked` says that it is unknown although one of its signs is a recorded yes, which
    makes it worth its questions.
    """
    was, owner = builder.definitions[flag_name(flag.id)], flag_owner(flag.id)
    own = ref(elsewhere_name(flag.id))
    further = builder.definitions.get(flag_name(flag.id, "elsewhere"))
    condition = was.expr if further is None else every([was.expr, further.expr])
    signs = some(known(ref(name)) for name in _signs(was.expr, builder))
    unknown = Apply("is null", (own,), type=BOOLEAN)
    yield Definition(own.name, condition, owner, was.span)
    yield Definition(was.name, known(own), owner, was.span)
    yield Definition(flag_name(flag.id, "asked"), every([unknown, signs]), owner, was.span)


def flag_places(
    file: RedFlagsFile | None, therapies: Mapping[str, Therapy], builder: Builder
) -> tuple[Place, ...]:
    """Where red flags offer therapies of their own (imaging, admission)."""
    places = []
    for id_, model in (file.red_flags if file else {}).items():
        for offer in model.offers:
            if not builder.known("P105", "therapy", offer.therapy, therapies):
                continue
            condition = builder.condition(offer.when)
            holder = flag_owner(id_)
            indicated = offer_name(holder, offer.therapy)
            builder.define(indicated, condition, holder, offer.span)
            places.append(
                Place(
                    therapy=str(offer.therapy),
                    holder=holder,
                    title=model.title,
                    reached=flag_name(id_),
                    indicated=indicated,
                    order=0,
                    because=offer.because or model.action,
                    per=tuple(map(str, offer.per)),
                    condition=condition if offer.when is not None else None,
                    doses=define_doses(str(offer.therapy), offer.dose, builder, indicated, holder),
                )
            )
    return tuple(places)


def may_hold(flag: Flag, therapy: Therapy, *, free: bool = False) -> bool:
    """Whether a flag, once it is true, holds a therapy that it does not offer.

    What is `free` beside every step is held by an emergency, and by a flag whose author says so.
    """
    if not free:
        return therapy.kind in flag.holds
    said = therapy.kind in flag.holds and flag.own_holds
    return said or flag.urgency is Urgency.EMERGENCY


def waits_for(flag: Flag, therapy: Therapy) -> bool:
    """Whether a flag that holds a therapy also does so while it is unanswered."""
    return therapy.kind not in ALWAYS_FREE and therapy.kind in flag.holds_unanswered


def holds_on(
    therapy: Therapy,
    flags: Iterable[Flag],
    places: Iterable[Place],
    builder: Builder,
    *,
    free: bool = False,
) -> Expr:
    """That a true flag holds this therapy, which is offered at `places`.

    Adds one definition for each flag that can.
    A true flag never holds what it or a stronger true flag offers to this patient. What the
    patient is told, referral, investigation and safety measures are held only by a flag that is
    known to be true, as is what is `free` beside every step: they do no harm meanwhile. So are the
    kinds that the flag's author leaves out of what it holds while it is unanswered.
    """
    flags = tuple(flags)
    offered = {place.holder.id: place for place in places if place.holder.is_flag}
    held = []
    for flag in flags:
        own = offered.get(flag.id)
        if not may_hold(flag, therapy, free=free) or (own and _always(own, builder)):
            continue
        unless: list[Expr] = [ref(own.indicated)] if own else []
        unless += [
            every([ref(flag_name(other.id)), ref(offered[other.id].indicated)])
            for other in flags
            if other.id in offered
            and _STRENGTH.index(other.urgency) < _STRENGTH.index(flag.urgency)
        ]
        state: Expr = ref(flag_name(flag.id))
        if free or not waits_for(flag, therapy):
            state = known(state)
        condition = every([state, none_of(*unless)])
        held.append(
            builder.define(held_name(therapy.id, flag.id), condition, therapy_owner(therapy.id))
        )
    return some(held)


# -- private -------------------------------------------------------------------------------


def _signs(expr: Expr, builder: Builder) -> list[str]:
    """The yes/no attributes that a condition reads, at any distance."""
    found: dict[str, None] = {}
    todo = list(names(expr))
    while todo:
        name = todo.pop()
        if name in builder.definitions:
            todo += names(builder.definitions[name].expr)
        elif read_history(name) is None and builder.vocabulary.type_of(name) == BOOLEAN:
            found[name] = None
    return sorted(found)


def _always(place: Place, builder: Builder) -> bool:
    return builder.definitions[place.indicated].expr == TRUE


def _unanswered(model: FlagModel, holds: tuple[Kind, ...], builder: Builder) -> tuple[Kind, ...]:
    """What the flag holds while it is unanswered: what its author says, else all it holds."""
    if model.unanswered is None:
        return holds
    for kind in model.unanswered:
        if kind not in holds:
            message = f"the flag never holds `{kind}`, so nothing of it can wait for an answer"
            hint = f"it holds: {', '.join(holds) or 'nothing'}"
            builder.problems.add("P317", message, model.when.span, hint)
    return tuple(kind for kind in model.unanswered if kind in holds)


def _flag(id_: str, model: FlagModel, builder: Builder) -> Flag:
    condition = builder.condition(model.when)
    builder.define(flag_name(id_), condition, flag_owner(id_), model.when.span)
    if model.elsewhere is not None:
        further = builder.condition(model.elsewhere)
        builder.define(flag_name(id_, "elsewhere"), further, flag_owner(id_), model.elsewhere.span)
    holds = HOLDS[model.urgency] if model.holds is None else model.holds
    return Flag(
        id=id_,
        title=model.title,
        urgency=model.urgency,
        action=model.action,
        to=model.to,
        offers=tuple(str(offer.therapy) for offer in model.offers),
        holds=holds,
        because=model.because,
        sources=tuple(map(str, model.source)),
        needs=known_needs(model.needs, builder),
        condition=condition,
        verified=model.verified,
        fields=tuple(map(str, model.fields)),
        span=model.when.span,
        plainly=model.plainly or "",
        own_holds=model.holds is not None,
        holds_unanswered=_unanswered(model, holds, builder),
    )
