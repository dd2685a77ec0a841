"""From `properties:` of a pathway file to statements about every patient.

They may speak of what comes of a patient too: `nsaid.recommended`, `surgery.current`,
`nsaid.verdict = 'pending'`, `cauda_equina.present`, `outcome = 'urgent'`. `nsaid.lifted` is that a
clinician has lifted an *avoid* rule of the therapy; nothing could be said of those rules without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from pathway.compiler.builder import Builder
from pathway.compiler.logic import TRUE, known, none_of, ref, some
from pathway.content.models import PathwayFile, PropertyModel
from pathway.ground.problems import Problems, in_backticks
from pathway.ground.source import Placed
from pathway.ground.terms import ROWS, Action, Severity, Verdict
from pathway.ground.vocabulary import HISTORY, Base, Type
from pathway.language.syntax import Apply, Expr, Name
from pathway.names import (
    ELIGIBLE,
    OUTCOME,
    NodePart,
    flag_name,
    node_name,
    option_name,
    override_name,
    stated_name,
)
from pathway.program import Flag, Node, Stated, Therapy


def stated(
    models: Iterable[PropertyModel],
    nodes: Iterable[Node],
    therapies: Mapping[str, Therapy],
    flags: Iterable[Flag],
    builder: Builder,
) -> tuple[Stated, ...]:
    """The statements, each with conditions over attributes and over what comes of a patient."""
    found: dict[str, Stated] = {}
    meant = dict(_outcomes(nodes, therapies, flags))
    for model in models:
        if model.id in found:
            message = f"two properties are called {in_backticks(model.id)}"
            builder.problems.add("P110", message, model.id.span)
        if (model.always is None) is (model.never is None):
            _neither_nor(model, builder.problems)
            continue
        found[str(model.id)] = _stated(model, meant, builder)
    return tuple(found.values())


def accepted(file: PathwayFile, builder: Builder) -> dict[str, str]:
    """The properties that the pathway need not have, each of which exists, with the reasons."""
    there_are = (*PROVED, *(model.id for model in file.properties))
    return {
        str(one.property): str(one.because)
        for one in file.accepts
        if builder.known("P111", "property", one.property, there_are)
    }


#: The properties that are proved of every pathway, in their order.
PROVED: Final = (
    *("contraindicated", "unknown-contraindication", "avoid", "exclusive", "red-flags", "urgent"),
    *("conservative-first", "no-gap", "no-overlap", "progress", "not-stuck"),
    *("nothing-dead", "one-verdict", "limits-agree", "monotone"),
    *("no-idle-question", "answers-suffice"),
)


# -- private -------------------------------------------------------------------------------

_OUTCOMES: Final = ("urgent", "not eligible", "needs information", "advice")
_OF_NODES: Final[tuple[NodePart, ...]] = (
    "reached",
    "open",
    "current",
    "stepped_up",
    "resolved",
    "closed",
)


def _neither_nor(model: PropertyModel, problems: Problems) -> None:
    name = in_backticks(model.id)
    if model.always is None:
        hint = "say what is `always` so, or what is `never` so"
        problems.add("P102", f"property {name} says neither `always` nor `never`", model.span, hint)
    else:
        message = f"property {name} says both `always` and `never`"
        problems.add("P306", message, model.span, "make it two properties")


def _outcomes(
    nodes: Iterable[Node], therapies: Mapping[str, Therapy], flags: Iterable[Flag]
) -> Iterator[tuple[str, Expr]]:
    """The names of what comes of a patient, each with its meaning."""
    verdicts = Type(Base.TEXT, choices=tuple(verdict.value for verdict in Verdict))
    actions = Type(Base.TEXT, choices=tuple(action.value for action in Action))
    for id_, therapy in therapies.items():
        for row in (row for row in ROWS.values() if row not in HISTORY):
            yield stated_name(id_, row), ref(option_name(id_, row))
        yield stated_name(id_, "closed"), ref(option_name(id_, "closed"))
        yield stated_name(id_, "inadequate"), ref(option_name(id_, "inadequate"))
        yield stated_name(id_, "verdict"), ref(option_name(id_, "verdict"), verdicts)
        yield stated_name(id_, "action"), ref(option_name(id_, "action"), actions)
        if liftable := [rule.id for rule in therapy.rules if rule.severity is Severity.AVOID]:
            yield stated_name(id_, "lifted"), some(ref(override_name(rule)) for rule in liftable)
    for node in nodes:
        for part in _OF_NODES if node.kind == "step" else _OF_NODES[:1]:
            yield stated_name(node.id, part), ref(node_name(node.id, part))
    for flag in flags:
        yield stated_name(flag.id, "present"), ref(flag_name(flag.id))
    yield ELIGIBLE, ref(ELIGIBLE)
    yield OUTCOME, ref(OUTCOME, Type(Base.TEXT, choices=_OUTCOMES))


def _stated(model: PropertyModel, meant: Mapping[str, Expr], builder: Builder) -> Stated:
    types = {name: expr.type for name, expr in meant.items()}
    written = replace(builder, named={**builder.named, **types})

    def condition(text: Placed | None) -> Expr:
        return _renamed(written.condition(text), meant)

    if model.never is not None:
        conclusion = none_of(known(condition(model.never)))
    else:
        conclusion = condition(model.always)
    return Stated(
        id=str(model.id),
        title=str(model.title),
        occasion=TRUE if model.when is None else condition(model.when),
        conclusion=conclusion,
        because=str(model.because or ""),
        sources=tuple(map(str, model.source)),
        span=model.id.span,
    )


def _renamed(expr: Expr, meant: Mapping[str, Expr]) -> Expr:
    """The condition with what the names mean that an author uses for it."""
    if isinstance(expr, Name) and expr.name in meant:
        return replace(meant[expr.name], span=expr.span)
    if isinstance(expr, Apply):
        return replace(expr, args=tuple(_renamed(arg, meant) for arg in expr.args))
    return expr
