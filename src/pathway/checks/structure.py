"""The shape of a pathway: nodes that nobody reaches, options that nothing guards or ends."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from pathway.ground.code_systems import OF_DRUGS
from pathway.ground.problems import Problem
from pathway.ground.terms import Kind, Severity
from pathway.ground.vocabulary import ALLERGY, RecordList, allergy_to
from pathway.language.syntax import Apply, Expr, Literal
from pathway.names import rule_id, rule_name
from pathway.program import CompiledProgram, Node, Therapy


def unreachable_node(program: CompiledProgram) -> Iterator[Problem]:
    """A node that no way leads to: it was probably meant to be somebody's branch."""
    reached = _reached(program)
    for node in program.nodes:
        if node.id not in reached:
            yield Problem(
                "P302",
                f"no way leads to node `{node.id}`",
                node.span,
                f"lead to it with `to: {node.id}`, or delete it",
            )


def unguarded_option(program: CompiledProgram) -> Iterator[Problem]:
    """A step that offers something invasive or a drug about which no rule says when not."""
    for node in program.nodes:
        for therapy in _offered(program, node):
            if therapy.kind in _RISKY and not therapy.rules:
                yield Problem(
                    "P310",
                    f"`{node.id}` offers `{therapy.id}`, which has no rule that guards it",
                    therapy.span,
                    "say when it is `contraindicated`, to `avoid`, or to be given with `caution`",
                )


def endless_step(program: CompiledProgram) -> Iterator[Problem]:
    """A step that waits for a trial to prove inadequate, where nothing says what a trial is."""
    for node, tried in _endless(program):
        yield Problem(
            "P311",
            f"`{node.id}` waits for an inadequate trial, but no `adequate trial` is known"
            f" of {', '.join(f'`{therapy.id}`' for therapy in tried)}",
            node.span,
            "say after how many weeks or sessions a therapy has been tried properly",
        )


def impossible_count(program: CompiledProgram) -> Iterator[Problem]:
    """A step that waits for more inadequate trials than it has therapies."""
    for node in program.nodes:
        for wanted in _counts(node.step_up_condition):
            if isinstance(wanted.value, Decimal) and wanted.value > len(node.offers):
                offers = "1 therapy" if len(node.offers) == 1 else f"{len(node.offers)} therapies"
                yield Problem(
                    "P320",
                    f"`{node.id}` waits for {wanted.value} inadequate trials, but offers {offers}",
                    wanted.span,
                    "write a smaller number, or offer more therapies",
                )


def uncontraindicated_option(program: CompiledProgram) -> Iterator[Problem]:
    """A drug or something invasive that has cautions, and is never contraindicated or avoided.

    What every drug has, whoever is allergic to it, is no answer.
    """
    for therapy in _at_steps(program):
        written = (rule for rule in therapy.rules if rule.id != rule_id(therapy.id, ALLERGY))
        severities = {rule.severity for rule in written}
        if therapy.kind in _RISKY and severities == {Severity.CAUTION}:
            yield Problem(
                "P332",
                f"`{therapy.id}` has cautions, but is never contraindicated",
                therapy.span,
                "say when it is `contraindicated`, or to `avoid`; cautions never hold it back",
            )


def weak_allergy(program: CompiledProgram) -> Iterator[Problem]:
    """A rule `allergy` that takes the place of a drug's contraindication and does less.

    A safety measure may be worth its risk; whoever writes the rule for one means that.
    """
    answered = {
        name
        for name, attribute in program.vocabulary.attributes.items()
        if attribute.absent is RecordList.ALLERGIES
    }
    for therapy in program.therapies.values():
        for rule in therapy.rules:
            if rule.id != rule_id(therapy.id, ALLERGY) or not OF_DRUGS & therapy.codes.keys():
                continue
            if not program.reads[rule_name(rule.id)] & answered:
                message = f"the rule `{ALLERGY}` of `{therapy.id}` asks for no allergy"
                hint = (
                    f"read an attribute that is absent in allergies, as `{allergy_to(therapy.id)}`"
                )
                yield Problem("P346", message, rule.span, hint)
            elif rule.severity is not Severity.CONTRAINDICATED and therapy.kind in _RISKY:
                message = f"an allergy to `{therapy.id}` does not forbid it"
                hint = "write the rule under `contraindicated`, or leave it out: it is made"
                yield Problem("P346", message, rule.span, hint)


def endless_trial(program: CompiledProgram) -> Iterator[Problem]:
    """A treatment of which nobody can say whether it failed, as no trial of it is defined."""
    reported = {therapy.id for _, tried in _endless(program) for therapy in tried}
    for therapy in _at_steps(program):
        endless = therapy.adequate is None and therapy.kind not in (*_NEVER_TRIED, Kind.SELF_CARE)
        if endless and therapy.id not in reported:
            yield Problem(
                "P333",
                f"nothing says what an adequate trial of `{therapy.id}` is",
                therapy.span,
                "add `adequate trial:` with weeks, sessions or a dose",
            )


# -- private -------------------------------------------------------------------------------

_RISKY: Final = frozenset({Kind.DRUG, Kind.MANUAL, Kind.NEEDLE, Kind.INJECTION, Kind.SURGERY})
_NEVER_TRIED: Final = frozenset(
    {Kind.EDUCATION, Kind.REFERRAL, Kind.INVESTIGATION, Kind.SAFETY_MEASURE}
)


def _reached(program: CompiledProgram) -> set[str]:
    """The nodes that some way leads to; without networkx, which takes long to load."""
    ways: dict[str, list[str]] = {}
    for edge in program.edges:
        ways.setdefault(edge.start, []).append(edge.end)
    reached, todo = {program.start}, [program.start]
    while todo:
        further = set(ways.get(todo.pop(), ())) - reached
        reached |= further
        todo += further
    return reached


def _offered(program: CompiledProgram, node: Node) -> Iterator[Therapy]:
    return (program.therapies[id_] for id_ in node.offers if id_ in program.therapies)


def _at_steps(program: CompiledProgram) -> Iterator[Therapy]:
    """The therapies that steps offer, each once."""
    steps = (node for node in program.nodes if node.kind == "step")
    found = {therapy.id: therapy for node in steps for therapy in _offered(program, node)}
    yield from found.values()


def _endless(program: CompiledProgram) -> Iterator[tuple[Node, list[Therapy]]]:
    """Steps that wait for trials of which none is defined, with what is tried there."""
    for node in program.nodes:
        if node.step_up_condition is None or not _waits_for_trials(node.step_up_condition):
            continue
        tried = [t for t in _offered(program, node) if t.kind not in _NEVER_TRIED]
        if tried and not any(therapy.adequate for therapy in tried):
            yield node, tried


def _waits_for_trials(condition: Expr) -> bool:
    return any(_counts(condition))


def _counts(condition: Expr | None) -> Iterator[Literal]:
    """The numbers in `at least … inadequate`."""
    if isinstance(condition, Apply):
        if condition.op == "at least inadequate":
            yield from (arg for arg in condition.args if isinstance(arg, Literal))
        for arg in condition.args:
            yield from _counts(arg)
