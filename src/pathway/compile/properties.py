"""From `properties:` of a pathway file to statements about every patient.

They may speak of what comes of a patient too: `nsaid.recommended`, `surgery.current`,
`nsaid.verdict = 'pending'`, `cauda_equina.present`, `outcome = 'urgent'`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from pathway.compile.builder import Builder
from pathway.compile.logic import TRUE, known, none_of
from pathway.conditions.syntax import Apply, Expr, Name
from pathway.files.models import PathwayFile, PropertyModel
from pathway.problems import Problems, in_backticks
from pathway.program import Flag, Node, Stated, Therapy
from pathway.source import Placed
from pathway.terms import ROWS, Action, Verdict
from pathway.vocabulary import BOOLEAN, HISTORY, Base, Type


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
    *("contraindicated", "unknown-contraindication", "avoid", "red-flags", "urgent"),
    *("conservative-first", "no-gap", "no-overlap", "progress", "not-stuck"),
    *("nothing-dead", "one-verdict", "limits-agree", "monotone"),
)


# -- private -------------------------------------------------------------------------------

_OUTCOMES: Final = ("urgent", "not eligible", "needs information", "advice")
_OF_NODES: Final = ("reached", "open", "current", "stepped_up", "resolved", "closed")


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
) -> Iterator[tuple[str, tuple[str, Type]]]:
    """The names of what comes of a patient, each with its definition and type."""
    verdicts = Type(Base.TEXT, choices=tuple(verdict.value for verdict in Verdict))
    actions = Type(Base.TEXT, choices=tuple(action.value for action in Action))
    for id_ in therapies:
        for row in (row for row in ROWS.values() if row not in HISTORY):
            yield f"{id_}.{row}", (f"option.{id_}.{row}", BOOLEAN)
        for part in ("closed", "inadequate"):
            yield f"{id_}.{part}", (f"option.{id_}.{part}", BOOLEAN)
        yield f"{id_}.verdict", (f"option.{id_}.verdict", verdicts)
        yield f"{id_}.action", (f"option.{id_}.action", actions)
    for node in nodes:
        for part in _OF_NODES if node.kind == "step" else _OF_NODES[:1]:
            yield f"{node.id}.{part}", (f"node.{node.id}.{part}", BOOLEAN)
    for flag in flags:
        yield f"{flag.id}.present", (f"flag.{flag.id}", BOOLEAN)
    yield "eligible", ("eligible", BOOLEAN)
    yield "outcome", ("outcome", Type(Base.TEXT, choices=_OUTCOMES))


def _stated(
    model: PropertyModel, meant: Mapping[str, tuple[str, Type]], builder: Builder
) -> Stated:
    written = replace(builder, named={**builder.named, **{n: t for n, (_, t) in meant.items()}})

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


def _renamed(expr: Expr, meant: Mapping[str, tuple[str, Type]]) -> Expr:
    """The condition with the definitions in place of the names an author uses for them."""
    if isinstance(expr, Name) and expr.name in meant:
        return replace(expr, name=meant[expr.name][0])
    if isinstance(expr, Apply):
        return replace(expr, args=tuple(_renamed(arg, meant) for arg in expr.args))
    return expr
