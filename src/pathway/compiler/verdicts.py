"""The verdict table: one definition for each row of each therapy, then its verdict.

The verdict is the first row that is *known* to be true; if none is, it is `pending`.
Rows 1 to 6 come before the graph, because they say what is closed at a step; the others
come after it, because they ask whether a place is reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeVar

from pathway.compiler.builder import Builder
from pathway.compiler.flags import PRESSING, holds_on
from pathway.compiler.guidelines import advised_against
from pathway.compiler.logic import every, first_of, known, none_of, ref, some
from pathway.compiler.offers import free_therapies
from pathway.ground.terms import CLOSING, HARMFUL, ROWS, Severity, Verdict
from pathway.language.syntax import Expr
from pathway.names import (
    ELIGIBLE,
    Owner,
    alongside_owner,
    closed_partner_name,
    flag_owner,
    history_name,
    offer_beside,
    offer_name,
    option_name,
    override_name,
    rule_name,
    therapy_owner,
)
from pathway.program import Flag, Place, Recommendation, Rule, Therapy

#: The rows that say that a therapy is needless or not wanted.
_DONE: Final = (Verdict.DECLINED, Verdict.UNAVAILABLE, Verdict.TRIED)


def define_closing_rows(
    therapies: Mapping[str, Therapy],
    recommendations: Sequence[Recommendation],
    flag_places: Sequence[Place],
    builder: Builder,
) -> None:
    """Rows 1 to 6 of every therapy, partners first, and whether it is closed."""
    positions, called = _by_therapy(recommendations), _by_therapy(flag_places)
    for therapy in therapies.values():
        tried = _tried(therapy, called.get(therapy.id, ()))
        _define_closing(therapy, positions.get(therapy.id, ()), tried, builder)


def partner_places(
    places: Iterable[Place], therapies: Mapping[str, Therapy], builder: Builder
) -> tuple[Place, ...]:
    """All places, with those of partners: reached and indicated where their therapy is.

    A partner has no use beside a therapy that is closed, so there it is not indicated. Two
    therapies of one step may have the same partner, which then follows each of them.
    """
    found = list(places)
    offered = {(place.therapy, place.holder) for place in found}
    taken: set[tuple[str, Owner, str]] = set()
    for place in found:
        for partner in therapies[place.therapy].partners:
            pair = (partner.therapy, place.holder, place.therapy)
            if pair[:2] in offered or pair in taken:
                continue
            taken.add(pair)
            name = offer_beside(place.indicated, partner.therapy)
            closed = ref(option_name(place.therapy, "closed"))
            needed = every([ref(place.indicated), ref(partner.definition)])
            condition = every([needed, none_of(closed)])
            builder.define(name, condition, place.holder)
            found.append(
                Place(
                    therapy=partner.therapy,
                    holder=place.holder,
                    title=place.title,
                    reached=place.reached,
                    indicated=name,
                    order=place.order,
                    because=partner.because,
                    partner_of=place.therapy,
                )
            )
    return tuple(found)


def define_remaining_rows(
    therapies: Mapping[str, Therapy],
    flags: Sequence[Flag],
    places: Sequence[Place],
    builder: Builder,
) -> None:
    """Rows 7 to 10 of every therapy, then its verdict."""
    own, free = _by_therapy(places), free_therapies(therapies, places)
    for therapy in therapies.values():
        _define_remaining(therapy, flags, own.get(therapy.id, ()), builder, free=therapy.id in free)
        _define_verdict(therapy, builder)


# -- private -------------------------------------------------------------------------------

_OfTherapy = TypeVar("_OfTherapy", Place, Recommendation)


def _by_therapy(all_: Iterable[_OfTherapy]) -> dict[str, list[_OfTherapy]]:
    """Places or recommendations by the therapy they are about, in their order."""
    found: dict[str, list[_OfTherapy]] = {}
    for one in all_:
        found.setdefault(one.therapy, []).append(one)
    return found


def _tried(therapy: Therapy, calls: Sequence[Place]) -> Expr:
    """That it failed, and no true flag calls for it again: an emergency is not over by that."""
    again = [every([ref(place.reached), ref(place.indicated)]) for place in calls]
    return every([ref(history_name(therapy.id, "failed")), *([none_of(*again)] if again else [])])


def _define_closing(
    therapy: Therapy, recommendations: Sequence[Recommendation], tried: Expr, builder: Builder
) -> None:
    def row(verdict: Verdict, condition: Expr) -> None:
        builder.define(option_name(therapy.id, ROWS[verdict]), condition, owner)

    owner = therapy_owner(therapy.id)
    by_severity = {
        severity: [rule for rule in therapy.rules if rule.severity is severity]
        for severity in Severity
    }
    blocked = [ref(rule_name(rule.id)) for rule in by_severity[Severity.CONTRAINDICATED]]
    row(Verdict.CONTRAINDICATED, some(blocked))
    row(Verdict.AVOID, some(_avoided(therapy, by_severity[Severity.AVOID], builder)))
    row(Verdict.NOT_RECOMMENDED, advised_against(recommendations))
    row(Verdict.DECLINED, ref(history_name(therapy.id, "declined")))
    row(Verdict.UNAVAILABLE, ref(history_name(therapy.id, "unavailable")))
    row(Verdict.TRIED, tried)
    builder.define(
        option_name(therapy.id, "closed"),
        some(ref(option_name(therapy.id, ROWS[verdict])) for verdict in CLOSING),
        owner,
    )
    builder.define(
        option_name(therapy.id, "inadequate"),
        ref(history_name(therapy.id, "inadequate")),
        owner,
    )


def _avoided(therapy: Therapy, rules: Sequence[Rule], builder: Builder) -> list[Expr]:
    """The *avoid* rules that no override lifts, and partners that cannot be given."""
    owner = therapy_owner(therapy.id)
    avoided: list[Expr] = [
        builder.define(
            rule_name(rule.id, "applies"),
            every([ref(rule_name(rule.id)), none_of(ref(override_name(rule.id)))]),
            owner,
        )
        for rule in rules
    ]
    avoided += [
        builder.define(
            closed_partner_name(partner.definition),
            every([ref(partner.definition), ref(option_name(partner.therapy, "closed"))]),
            owner,
        )
        for partner in therapy.partners
    ]
    return avoided


def _define_remaining(
    therapy: Therapy,
    flags: Sequence[Flag],
    places: Sequence[Place],
    builder: Builder,
    *,
    free: bool,
) -> None:
    id_, owner = therapy.id, therapy_owner(therapy.id)
    harmful = [ref(option_name(id_, "contraindicated")), ref(option_name(id_, "avoid"))]
    running = [ref(history_name(id_, "ongoing")), none_of(*harmful)]
    builder.define(option_name(id_, "ongoing"), every(running), owner)
    indicated = some(ref(place.indicated) for place in places)
    builder.define(option_name(id_, "not_indicated"), none_of(indicated), owner)
    holds = holds_on(therapy, flags, places, builder, free=free)
    held = builder.define(option_name(id_, "held"), holds, owner)
    offered = builder.define(
        option_name(id_, "offered"),
        some(every([ref(place.reached), ref(place.indicated)]) for place in places),
        owner,
    )
    builder.define(option_name(id_, "later"), some([none_of(offered), held]), owner)
    earlier = [ref(option_name(id_, ROWS[row])) for row in (*CLOSING, Verdict.ONGOING)]
    ordinary = every([offered, none_of(held, *earlier)])
    called = _called(therapy, flags, places, builder)
    called += [_free(therapy, builder)] if free else []
    builder.define(option_name(id_, "recommended"), some([ordinary, *called]), owner)


def _called(
    therapy: Therapy, flags: Sequence[Flag], places: Sequence[Place], builder: Builder
) -> list[Expr]:
    """That a flag which cannot wait calls for it, and nothing but the history may speak against it.

    What was tried, declined, not to be had or already under way counts here only where that is
    known: it can make a referral needless, never harmful. What may harm is heard as ever.
    """
    holders = {flag_owner(flag.id) for flag in flags if flag.urgency in PRESSING}
    calls = [place for place in places if place.holder in holders]
    if not calls:
        return []
    id_ = therapy.id
    harms = [ref(option_name(id_, ROWS[row])) for row in HARMFUL]
    done = [ref(option_name(id_, ROWS[row])) for row in _DONE]
    condition = every(
        [
            some(every([ref(place.reached), ref(place.indicated)]) for place in calls),
            none_of(ref(option_name(id_, "held")), *harms),
            none_of(*map(known, [*done, ref(history_name(id_, "ongoing"))])),
        ]
    )
    return [builder.define(option_name(id_, "called"), condition, therapy_owner(id_))]


def _free(therapy: Therapy, builder: Builder) -> Expr:
    """That nothing is known to speak against what runs beside every step, and harms nobody.

    Not that the patient is not eligible or it is not for this patient, no flag that holds it, and
    no row before; whatever is not known of these holds nothing back.
    """
    id_ = therapy.id
    rows = (Verdict.NOT_RECOMMENDED, *_DONE, Verdict.ONGOING)
    against = [
        none_of(ref(ELIGIBLE)),
        none_of(ref(offer_name(alongside_owner(), id_))),
        ref(option_name(id_, "held")),
        *(ref(option_name(id_, ROWS[row])) for row in rows),
    ]
    condition = none_of(*(known(one) for one in against))
    return builder.define(option_name(id_, "free"), condition, therapy_owner(id_))


def _define_verdict(therapy: Therapy, builder: Builder) -> None:
    rows = ((ref(option_name(therapy.id, row)), verdict.value) for verdict, row in ROWS.items())
    verdict = first_of(rows, Verdict.PENDING.value)
    builder.define(option_name(therapy.id, "verdict"), verdict, therapy_owner(therapy.id))
