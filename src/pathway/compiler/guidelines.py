"""From recommendations/*.yaml to positions of guidelines on therapies.

Guidelines are never merged: the first adopted one that speaks *directly* of a patient
decides, and all the others stay visible beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from pathway.compiler.builder import Builder
from pathway.compiler.logic import every, none_of, ref, some
from pathway.content.models import GuidelineFile, RecommendationModel
from pathway.ground.problems import in_backticks
from pathway.ground.source import Placed
from pathway.language.syntax import Expr
from pathway.names import Owner, is_of_guideline, position_id, position_name
from pathway.program import Recommendation


def define_recommendations(
    files: Mapping[str, GuidelineFile],
    therapies: Iterable[str],
    builder: Builder,
) -> tuple[Recommendation, ...]:
    """Every statement on every therapy, with definitions of whom it speaks of."""
    therapies = frozenset(therapies)
    found = []
    for guideline in files.values():
        for id_, model in guideline.recommendations.items():
            found += _recommendations(guideline, id_, model, therapies, builder)
    return tuple(found)


def adopt(
    recommendations: Sequence[Recommendation], adopts: Sequence[Placed | str], builder: Builder
) -> tuple[Recommendation, ...]:
    """The recommendations with their rank: that of their guideline's first mention in `adopts`."""
    guidelines = {r.guideline for r in recommendations}
    ids = {r.id for r in recommendations}
    ranks: dict[str, int] = {}
    chosen: set[str] = set()
    for entry in adopts:
        if entry not in guidelines and entry not in ids:
            builder.problems.add(
                "P108",
                f"unknown guideline or recommendation `{entry}`",
                entry.span if isinstance(entry, Placed) else None,
                _near(entry, guidelines) or builder.problems.near(entry, (*guidelines, *ids)),
            )
            continue
        chosen.add(str(entry))
        ranks.setdefault(_guideline_of(str(entry), guidelines), len(ranks))
    return tuple(
        replace(r, adopted=ranks[r.guideline])
        if r.id in chosen or r.guideline in chosen
        else replace(r, adopted=None)
        for r in recommendations
    )


def advised_against(recommendations: Iterable[Recommendation]) -> Expr:
    """Row 3 of a therapy: the first adopted guideline with a direct position advises against.

    Within one guideline, against wins.
    """
    by_rank: dict[int, list[Recommendation]] = {}
    for r in recommendations:
        if r.adopted is not None:
            by_rank.setdefault(r.adopted, []).append(r)
    cases: list[Expr] = []
    earlier: list[Expr] = []
    for rank in sorted(by_rank):
        against = some(ref(r.direct) for r in by_rank[rank] if r.direction == "against")
        cases.append(every([against, none_of(*earlier)]))
        earlier += [ref(r.direct) for r in by_rank[rank]]
    return some(cases)


def check_per(
    per: Iterable[Placed], recommendations: Collection[str], builder: Builder
) -> tuple[str, ...]:
    """The recommendations an offer rests on, each checked to exist."""
    for text in per:
        builder.known("P108", "recommendation", text, recommendations)
    return tuple(map(str, per))


# -- private -------------------------------------------------------------------------------


def _near(entry: str, guidelines: Collection[str]) -> str | None:
    """The guidelines of whoever issues them, where only that was named (`nice`)."""
    issued = [one for one in sorted(guidelines) if one.startswith(f"{entry.lower()}-")]
    return f"did you mean {' or '.join(map(in_backticks, issued))}?" if issued else None


def _recommendations(
    guideline: GuidelineFile,
    id_: Placed,
    model: RecommendationModel,
    therapies: frozenset[str],
    builder: Builder,
) -> list[Recommendation]:
    name = position_id(guideline.guideline, id_)
    owner = Owner("recommendation", name)
    direct = position_name(name, "direct")
    builder.define(direct, builder.condition(model.population), owner, model.population.span)
    extrapolated = None
    if model.extrapolated is not None:
        extrapolated = position_name(name, "extrapolated")
        condition = builder.condition(model.extrapolated.when)
        builder.define(extrapolated, condition, owner, model.extrapolated.when.span)
    for therapy in model.therapies:
        builder.known("P105", "therapy", therapy, therapies)
    return [
        Recommendation(
            id=name,
            guideline=str(guideline.guideline),
            title=guideline.title,
            year=guideline.year,
            therapy=str(therapy),
            direction=model.direction,
            strength=model.strength,
            certainty=model.certainty,
            statement=model.statement,
            because=model.extrapolated.because if model.extrapolated else "",
            direct=direct,
            extrapolated=extrapolated,
            adopted=None,
            source=str(model.source[0] if model.source else guideline.source),
            verified=model.verified,
            fields=tuple(map(str, model.fields or guideline.fields)),
        )
        for therapy in model.therapies
    ]


def _guideline_of(entry: str, guidelines: Iterable[str]) -> str:
    if entry in guidelines:
        return entry
    return max((g for g in guidelines if is_of_guideline(entry, g)), key=len)
