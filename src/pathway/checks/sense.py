"""Conditions that cannot mean what they say: never true, always true, or covered by others.

Each finding rests on a proof (see `possible`); a condition that is merely unusual is left in
peace.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from pathway.checks.possible import Reasoner
from pathway.ground.problems import Label, Problem
from pathway.ground.source import Span
from pathway.ground.terms import Severity
from pathway.ground.vocabulary import BOOLEAN, Base
from pathway.language.syntax import Apply, Expr, Literal, names
from pathway.names.forms import (
    BranchName,
    FlagName,
    NoteName,
    OfferName,
    PartnerName,
    PositionName,
    RuleName,
)
from pathway.names.reading import read_name
from pathway.program import CompiledProgram, Edge, Rule


def senseless_condition(programs: Sequence[CompiledProgram]) -> Iterator[Problem]:
    """A condition that no answer makes true, or that no answer makes false.

    One that programs share reads only what they share, and is judged once, unless the time
    for proofs ran out.
    """
    judged: set[int] = set()
    for program in programs:
        reasoner = Reasoner(program)
        found = [c for c in _conditions(program) if id(c.expr) not in judged]
        yield from _senseless(found, program, reasoner)
        if not reasoner.is_spent:
            judged.update(id(condition.expr) for condition in found)


def _senseless(
    conditions: Sequence[_Condition], program: CompiledProgram, reasoner: Reasoner
) -> Iterator[Problem]:
    for condition in conditions:
        if not reasoner.can_be(condition.expr):
            yield Problem("P320", "this condition can never be true", condition.span, _NEVER_HINT)
        elif condition.inside and not reasoner.can_be(_all(program.eligible, condition.expr)):
            yield Problem(
                "P320",
                "this condition can never be true for a patient whom the pathway is for",
                condition.span,
                _NEVER_HINT,
                _label(program.eligible.span, "the pathway is for these patients"),
            )
        elif not reasoner.can_be(condition.expr, wanted=False):
            hint = "leave the condition out, or check its thresholds"
            yield Problem("P321", "this condition is always true", condition.span, hint)


def shadowed_branch(program: CompiledProgram) -> Iterator[Problem]:
    """A branch for which the branches above it leave no patient."""
    reasoner = Reasoner(program)
    for branches in _branches(program):
        for number, (edge, condition) in enumerate(branches[1:], 1):
            above = [earlier for _, earlier in branches[:number][:_MOST]]
            if not reasoner.can_be(condition):
                continue  # that is a condition that is never true
            if not reasoner.can_be(_all(condition, *map(_not, above))):
                alone = (c for c in above if not reasoner.can_be(_all(condition, _not(c))))
                first = next(alone, above[0])
                yield Problem(
                    "P322",
                    f"this branch of `{edge.start}` is never taken",
                    condition.span,
                    "branches are tried in order: put the narrower one first",
                    _label(first.span, "these patients are taken by a branch above"),
                )


def covered_rule(program: CompiledProgram) -> Iterator[Problem]:
    """An *avoid* rule or caution that only holds where a contraindication holds anyway."""
    reasoner = Reasoner(program)
    for therapy in program.therapies.values():
        blocks = [r for r in therapy.rules if r.severity is Severity.CONTRAINDICATED][:_MOST]
        for rule in therapy.rules if blocks else ():
            if rule.severity is Severity.CONTRAINDICATED:
                continue
            stronger = _stronger(blocks, rule, program)
            if not stronger:
                continue
            conditions = [one.condition for one in stronger]
            if not reasoner.can_be(rule.condition):
                continue
            if not reasoner.can_be(_all(rule.condition, *map(_not, conditions))):
                kind = "avoid rule" if rule.severity is Severity.AVOID else "caution"
                yield Problem(
                    "P323",
                    f"{kind} `{rule.id}` never matters: wherever it holds, `{therapy.id}` is"
                    " contraindicated",
                    rule.span,
                    "check the thresholds of both rules",
                    _label(stronger[0].span, "the contraindication"),
                )


def forbidden_offer(program: CompiledProgram) -> Iterator[Problem]:
    """An offer to exactly those patients for whom the therapy is contraindicated."""
    reasoner = Reasoner(program)
    for place in program.places:
        therapy = program.therapies[place.therapy]
        offered = place.condition
        if offered is None or isinstance(offered, Literal) or not reasoner.can_be(offered):
            continue
        blocks = [r for r in therapy.rules if r.severity is Severity.CONTRAINDICATED][:_MOST]
        conditions = [_not(rule.condition) for rule in blocks]
        if not blocks or not reasoner.can_be(_all(*conditions)):
            continue  # nobody could ever have it, wherever it is offered
        if not reasoner.can_be(_all(offered, *conditions)):
            yield Problem(
                "P324",
                f"`{therapy.id}` is offered only where it is contraindicated",
                offered.span,
                "check the condition of the offer and that of the rule",
                _label(blocks[0].span, "a contraindication"),
            )


# -- private -------------------------------------------------------------------------------

_NEVER_HINT: Final = "check the thresholds, and whether `or` is meant instead of `and`"

#: So many branches, or rules of a therapy, are compared with each other.
_MOST: Final = 50

#: The definitions that hold exactly one condition that an author wrote.
_WRITTEN: Final = (
    *(RuleName, FlagName, PositionName, OfferName, PartnerName, NoteName, BranchName),
)


class _Condition(NamedTuple):
    """A condition; `inside` says that only patients of the pathway ever get there."""

    expr: Expr
    span: Span | None
    inside: bool = False


def _conditions(program: CompiledProgram) -> Iterator[_Condition]:
    """Every condition that an author wrote; one that only names a definition is judged there."""
    yield _Condition(program.eligible, program.eligible.span)
    if not isinstance(program.meant_for, Literal):
        yield _Condition(program.meant_for, program.meant_for.span)
    for definition in program.definitions:
        expr = definition.expr
        name = read_name(definition.name)
        if isinstance(name, _WRITTEN) and not (isinstance(name, RuleName) and name.part):
            at_flag = isinstance(name, OfferName) and name.flag is not None
            inside = isinstance(name, OfferName | BranchName) and not at_flag
        elif definition.owner.is_definition and expr.type.base is Base.BOOLEAN:
            inside = False
        else:
            continue
        span = expr.span or definition.span
        if isinstance(expr, Apply) and span is not None:
            yield _Condition(expr, span, inside and _of_pathway(span, program))
    for edge in program.edges:
        if isinstance(edge.condition, Apply) and edge.label != "branch":
            span = edge.condition.span
            yield _Condition(edge.condition, span, _of_pathway(span, program))


def _of_pathway(span: Span | None, program: CompiledProgram) -> bool:
    """Whether a condition stands in the pathway's own file, not in one that others use too."""
    own = program.eligible.span
    return span is not None and own is not None and span.source.name == own.source.name


def _branches(program: CompiledProgram) -> Iterator[list[tuple[Edge, Expr]]]:
    """The branches of each decision, in the order in which they are tried."""
    found: dict[str, list[tuple[Edge, Expr]]] = {}
    for edge in program.edges:
        if edge.label == "branch" and edge.condition is not None:
            found.setdefault(edge.start, []).append((edge, edge.condition))
    yield from found.values()


def _stronger(blocks: Sequence[Rule], rule: Rule, program: CompiledProgram) -> list[Rule]:
    """The contraindications that could cover a rule: those that read something it reads."""
    read = _reads(rule.condition, program)
    return [one for one in blocks if not read.isdisjoint(_reads(one.condition, program))]


def _reads(expr: Expr, program: CompiledProgram) -> set[str]:
    """The names in a condition and in the definitions that it reads."""
    found: set[str] = set()
    todo = list(names(expr))
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            definition = program.by_name.get(name)
            todo += names(definition.expr) if definition is not None else ()
    return found


def _all(*parts: Expr) -> Expr:
    return Apply("and", parts, type=BOOLEAN)


def _not(expr: Expr) -> Expr:
    return Apply("not", (expr,), type=BOOLEAN)


def _label(span: Span | None, note: str) -> Label | None:
    return None if span is None else Label(span, note)
