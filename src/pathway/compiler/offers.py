"""Where a pathway offers therapies: at its nodes, and beside every step."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from pathway.compiler.builder import Builder
from pathway.compiler.doses import define_doses
from pathway.compiler.guidelines import check_per
from pathway.compiler.layout import FlatNode
from pathway.compiler.logic import every, known, none_of, ref, some
from pathway.content.models import OfferModel, PathwayFile
from pathway.frozen import frozen
from pathway.ground.terms import Severity
from pathway.language.syntax import Expr
from pathway.names import (
    ELIGIBLE,
    Owner,
    alongside_owner,
    due_name,
    node_name,
    offer_name,
    option_name,
)
from pathway.program import Choice, Place, Therapy

#: The rank of what is offered beside every step: before that of any node.
FIRST: Final = 1
#: What a reader calls the place of such an offer.
BESIDE_STEPS: Final = "Alongside every step"


@frozen(slots=False)
class Context:
    """What offers refer to."""

    therapies: Mapping[str, Therapy]
    recommendations: frozenset[str]


@frozen
class Where:
    """Who offers: the owner with its title and rank, and the definition that it is reached."""

    holder: Owner
    title: str
    order: int
    reached: str
    #: The definition that answers are awaited, of what is offered only until they are there.
    awaiting: str = ""


def define_offers(
    models: Iterable[OfferModel],
    where: Where,
    context: Context,
    builder: Builder,
    before: Iterable[Place] = (),
) -> list[Place]:
    """The places of one holder, each with the definition for whom it is indicated there.

    `before` are those that it has already.
    """
    had, offered = {place.therapy for place in before}, dict[str, Place]()
    for model in models:
        if not builder.known("P105", "therapy", model.therapy, context.therapies):
            continue
        if model.therapy in offered or model.therapy in had:
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


def closed_at(place: Place, context: Context) -> list[Expr]:
    """Why nothing is left to do of an offer: closed, not for this patient, or answered."""
    closed = [ref(option_name(place.therapy, "closed"))]
    if not context.therapies[place.therapy].answers:
        return [*closed, none_of(ref(place.indicated))]
    written = ref(offer_name(place.holder, place.therapy))
    return [*closed, none_of(written), ref(option_name(place.therapy, "settled"))]


def define_meanwhile(
    node: FlatNode,
    where: Where,
    offered: Sequence[Place],
    context: Context,
    builder: Builder,
) -> list[Place]:
    """What is done at a step until its tests have answered what they are for.

    An answer is awaited of a test unless it is known not to be for this patient, to be closed,
    or to be answered.
    """
    tests = [p for p in offered if context.therapies[p.therapy].answers]
    if not node.model.meanwhile:
        return []
    if not tests:
        message = f"`meanwhile` of `{node.id}` waits for nothing: no test of this step answers"
        hint = "offer an investigation that `answers` something"
        builder.problems.add("P306", message, node.model.meanwhile[0].therapy.span, hint)
    awaited = some(
        none_of(
            known(none_of(ref(test.indicated))), known(ref(option_name(test.therapy, "closed")))
        )
        for test in tests
    )
    awaiting = builder.define(node_name(node.id, "awaiting"), awaited, where.holder)
    return define_offers(
        node.model.meanwhile, replace(where, awaiting=awaiting.name), context, builder, offered
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
    offer = offer_name(where.holder, therapy)
    builder.define(offer, condition, where.holder, model.span)
    indicated = offer
    if conditions := _due(context.therapies[therapy], where):
        indicated = due_name(offer)
        builder.define(indicated, every([ref(offer), *conditions]), where.holder, model.span)
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
        meanwhile=bool(where.awaiting),
    )


def _due(therapy: Therapy, where: Where) -> list[Expr]:
    """What an offer depends on beside its own condition: that an answer is not there yet."""
    found: list[Expr] = [ref(where.awaiting)] if where.awaiting else []
    if therapy.answers:
        found.append(none_of(ref(option_name(therapy.id, "answered"))))
    return found
