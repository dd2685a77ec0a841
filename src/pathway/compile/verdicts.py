"""The verdict table: one definition for each row of each therapy, then its verdict.

The verdict is the first row that is *known* to be true; if none is, it is `pending`.
Rows 1 to 6 come before the graph, because they say what is closed at a step; the others
come after it, because they ask whether a place is reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeVar

from pathway.compile.builder import Builder
from pathway.compile.flags import PRESSING, holds_on
from pathway.compile.guidelines import advised_against
from pathway.compile.logic import every, first_of, known, none_of, ref, some
from pathway.conditions.syntax import Expr
from pathway.program import Flag, Place, Recommendation, Rule, Therapy
from pathway.terms import ROWS, Severity, Verdict

_CLOSING = tuple(ROWS)[:6]

#: The rows that may say that a therapy harms, and those that say it is needless or not wanted.
_HARMFUL: Final = (Verdict.CONTRAINDICATED, Verdict.AVOID, Verdict.NOT_RECOMMENDED)
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
    taken: set[tuple[str, str, str]] = set()
    for place in found:
        for partner in therapies[place.therapy].partners:
            pair = (partner.therapy, place.holder, place.therapy)
            if pair[:2] in offered or pair in taken:
                continue
            taken.add(pair)
            name = f"{place.indicated}.{partner.therapy}"
            closed = ref(f"option.{place.therapy}.closed")
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
    own = _by_therapy(places)
    for therapy in therapies.values():
        _define_remaining(therapy, flags, own.get(therapy.id, ()), builder)
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
    return every([ref(f"{therapy.id}.failed"), *([none_of(*again)] if again else [])])


def _define_closing(
    therapy: Therapy, recommendations: Sequence[Recommendation], tried: Expr, builder: Builder
) -> None:
    def row(verdict: Verdict, condition: Expr) -> None:
        builder.define(f"option.{therapy.id}.{ROWS[verdict]}", condition, owner)

    owner = f"therapy {therapy.id}"
    by_severity = {
        severity: [rule for rule in therapy.rules if rule.severity is severity]
        for severity in Severity
    }
    blocked = [ref(f"rule.{rule.id}") for rule in by_severity[Severity.CONTRAINDICATED]]
    row(Verdict.CONTRAINDICATED, some(blocked))
    row(Verdict.AVOID, some(_avoided(therapy, by_severity[Severity.AVOID], builder)))
    row(Verdict.NOT_RECOMMENDED, advised_against(recommendations))
    row(Verdict.DECLINED, ref(f"{therapy.id}.declined"))
    row(Verdict.UNAVAILABLE, ref(f"{therapy.id}.unavailable"))
    row(Verdict.TRIED, tried)
    builder.define(
        f"option.{therapy.id}.closed",
        some(ref(f"option.{therapy.id}.{ROWS[verdict]}") for verdict in _CLOSING),
        owner,
    )
    builder.define(
        f"option.{therapy.id}.inadequate",
        ref(f"{therapy.id}.inadequate"),
        owner,
    )


def _avoided(therapy: Therapy, rules: Sequence[Rule], builder: Builder) -> list[Expr]:
    """The *avoid* rules that no override lifts, and partners that cannot be given."""
    owner = f"therapy {therapy.id}"
    avoided: list[Expr] = [
        builder.define(
            f"rule.{rule.id}.applies",
            every([ref(f"rule.{rule.id}"), none_of(ref(f"override.{rule.id}"))]),
            owner,
        )
        for rule in rules
    ]
    avoided += [
        builder.define(
            f"{partner.definition}.closed",
            every([ref(partner.definition), ref(f"option.{partner.therapy}.closed")]),
            owner,
        )
        for partner in therapy.partners
    ]
    return avoided


def _define_remaining(
    therapy: Therapy, flags: Sequence[Flag], places: Sequence[Place], builder: Builder
) -> None:
    owner, option = f"therapy {therapy.id}", f"option.{therapy.id}"
    running = [
        ref(f"{therapy.id}.ongoing"),
        none_of(ref(f"{option}.contraindicated"), ref(f"{option}.avoid")),
    ]
    builder.define(f"{option}.ongoing", every(running), owner)
    indicated = some(ref(place.indicated) for place in places)
    builder.define(f"{option}.not_indicated", none_of(indicated), owner)
    held = builder.define(f"{option}.held", holds_on(therapy, flags, places, builder), owner)
    offered = builder.define(
        f"{option}.offered",
        some(every([ref(place.reached), ref(place.indicated)]) for place in places),
        owner,
    )
    builder.define(f"{option}.later", some([none_of(offered), held]), owner)
    earlier = [ref(f"{option}.{row}") for row in tuple(ROWS.values())[:7]]
    ordinary = every([offered, none_of(held, *earlier)])
    called = _called(therapy, flags, places, builder)
    builder.define(f"{option}.recommended", some([ordinary, *called]), owner)


def _called(
    therapy: Therapy, flags: Sequence[Flag], places: Sequence[Place], builder: Builder
) -> list[Expr]:
    """That a flag which cannot wait calls for it, and nothing but the history may speak against it.

    What was tried, declined, not to be had or already under way counts here only where that is
    known: it can make a referral needless, never harmful. What may harm is heard as ever.
    """
    holders = {f"flag {flag.id}" for flag in flags if flag.urgency in PRESSING}
    calls = [place for place in places if place.holder in holders]
    if not calls:
        return []
    option = f"option.{therapy.id}"
    harms = [ref(f"{option}.{ROWS[row]}") for row in _HARMFUL]
    done = [ref(f"{option}.{ROWS[row]}") for row in _DONE]
    condition = every(
        [
            some(every([ref(place.reached), ref(place.indicated)]) for place in calls),
            none_of(ref(f"{option}.held"), *harms),
            none_of(*map(known, [*done, ref(f"{therapy.id}.ongoing")])),
        ]
    )
    return [builder.define(f"{option}.called", condition, f"therapy {therapy.id}")]


def _define_verdict(therapy: Therapy, builder: Builder) -> None:
    owner, option = f"therapy {therapy.id}", f"option.{therapy.id}"
    rows = [(verdict, ref(f"{option}.{row}")) for verdict, row in ROWS.items()]
    verdict = first_of(((row, v.value) for v, row in rows), Verdict.PENDING.value)
    builder.define(f"{option}.verdict", verdict, owner)
