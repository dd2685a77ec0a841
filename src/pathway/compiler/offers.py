"""Where a pathway offers therapies: at its nodes, and beside every step."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pathway.compiler.builder import Builder
from pathway.compiler.doses import define_doses
from pathway.compiler.guidelines import check_per
from pathway.compiler.layout import FlatNode
from pathway.content.models import OfferModel, PathwayFile
from pathway.ground.terms import Severity
from pathway.names import ELIGIBLE, Owner, alongside_owner, node_name, offer_name
from pathway.program import Choice, Place, Therapy

#: The rank of what is offered beside every step: before that of any node.
FIRST: Final = 1
#: What a reader calls the place of such an offer.
BESIDE_STEPS: Final = "Alongside every step"


@dataclass(frozen=True)
class Context:
    """What offers refer to."""

    therapies: Mapping[str, Therapy]
    recommendations: frozenset[str]


@dataclass(frozen=True, slots=True)
class Where:
    """Who offers: the owner with its title and rank, and the definition that it is reached."""

    holder: Owner
    title: str
    order: int
    reached: str


def define_offers(
    models: Iterable[OfferModel], where: Where, context: Context, builder: Builder
) -> list[Place]:
    """The places of one holder, each with the definition for whom it is indicated there."""
    offered: dict[str, Place] = {}
    for model in models:
        if not builder.known("P105", "therapy", model.therapy, context.therapies):
            continue
        if model.therapy in offered:
            message = f"`{where.holder.id}` offers `{model.therapy}` twice"
            builder.problems.add("P110", message, model.therapy.span)
            continue
        offered[str(model.therapy)] = _place(model, where, context, builder)
    return list(offered.values())


def choices_of(node: FlatNode, offered: Collection[str], builder: Builder) -> tuple[Choice, ...]:
    """The groups of offers of a step of which only so many are taken at once."""
    for model in node.model.choose:
        if not model.of:
            message = f"choice `{model.title}` of `{node.id}` offers nothing"
            builder.problems.add("P308", message, model.title.span, "name therapies under `of:`")
        if model.at_most < 1:
            message = f"choice `{model.title}` of `{node.id}` lets nothing be taken"
            builder.problems.add("P308", message, model.title.span, "write `at most: 1` or more")
    return tuple(
        Choice(
            str(model.title),
            model.at_most,
            tuple(str(one.therapy) for one in model.of if one.therapy in offered),
        )
        for model in node.model.choose
    )


def define_alongside(
    file: PathwayFile,
    files: Mapping[str, PathwayFile],
    nodes: Iterable[FlatNode],
    context: Context,
    builder: Builder,
) -> list[Place]:
    """What runs beside every step, reached where the patient is eligible.

    What a used pathway lists so is reached where that pathway is.
    """
    own = Where(alongside_owner(), BESIDE_STEPS, FIRST, ELIGIBLE)
    places = define_offers(file.alongside, own, context, builder)
    for node in nodes:
        used = files.get(str(node.model.use)) if node.kind == "use" else None
        if used is not None:
            reached = node_name(node.id, "reached")
            there = Where(alongside_owner(node.id), BESIDE_STEPS, FIRST, reached)
            places += define_offers(used.alongside, there, context, builder)
    return places


def free_therapies(therapies: Mapping[str, Therapy], places: Sequence[Place]) -> frozenset[str]:
    """The therapies that wait for nothing: offered beside every step, and nothing forbids them.

    They have neither a contraindication nor an *avoid* rule, nor a partner that may be closed.
    """
    beside = {place.therapy for place in places if place.holder == alongside_owner()}
    return frozenset(id_ for id_ in beside if not any(_forbidding(therapies[id_])))


# -- private -------------------------------------------------------------------------------


def _forbidding(therapy: Therapy) -> Iterator[str]:
    """What may make a therapy contraindicated, or one to be avoided."""
    yield from (rule.id for rule in therapy.rules if rule.severity is not Severity.CAUTION)
    yield from (partner.definition for partner in therapy.partners)


def _place(model: OfferModel, where: Where, context: Context, builder: Builder) -> Place:
    therapy = str(model.therapy)
    condition = builder.condition(model.when)
    indicated = offer_name(where.holder, therapy)
    builder.define(indicated, condition, where.holder, model.span)
    return Place(
        therapy=therapy,
        holder=where.holder,
        title=where.title,
        reached=where.reached,
        indicated=indicated,
        order=where.order,
        because=str(model.because or ""),
        per=check_per(model.per, context.recommendations, builder),
        condition=condition if model.when is not None else None,
        doses=define_doses(therapy, model.dose, builder, indicated, where.holder),
    )
