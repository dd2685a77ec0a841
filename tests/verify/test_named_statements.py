"""Every shipped safety rule and every red flag is stated by a property that has a name.

A statement counts for a rule only where it is refuted once the rule is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

import pytest

from pathway.authoring.verify.encoded import Encoded
from pathway.authoring.verify.formulas import opposite
from pathway.compiler.logic import FALSE
from pathway.ground.terms import Severity
from pathway.ground.vocabulary import ALLERGY
from pathway.language.printer import canonical
from pathway.language.syntax import Apply, Expr, Literal, names
from pathway.program import CompiledProgram, Rule, Stated
from tests.lanes import thinned
from tests.verify.made import with_definition
from tests.verify.shared import AS_OF, shipped

#: Which facts are statements on safety: contraindications and red flags.
SAFETY: Final = ("C-", "RF-")
#: Which way a limit moves so that fewer patients are beyond it.
WEAKER: Final = {"<": -1, "<=": -1, ">": 1, ">=": 1}


def test_every_safety_fact_of_a_rule_stands_in_a_statement() -> None:
    missing = {
        rule.id: sorted(lost)
        for rule in _rules()
        if (lost := {f for f in rule.facts if f.startswith(SAFETY)} - _facts(_therapy(rule)))
    }
    assert missing == {}


@pytest.mark.slow
@pytest.mark.parametrize("part", thinned(range(4), 4))
def test_a_lost_rule_breaks_a_statement(part: int) -> None:
    rules = list(_rules())
    assert len(rules) > 100
    assert [rule.id for rule in rules[part::4] if not _rule_is_missed(rule, FALSE)] == []


@pytest.mark.slow
def test_a_weaker_rule_breaks_a_statement() -> None:
    weaker = [(r, e) for r in _rules() for e in _weaker(r.condition)]
    assert len(weaker) > 100
    assert [(r.id, canonical(e)) for r, e in weaker if not _rule_is_missed(r, e)] == []


@pytest.mark.slow
@pytest.mark.parametrize("part", thinned(range(3), 3))
def test_a_lost_red_flag_breaks_a_statement(part: int) -> None:
    flags = list(_flags())
    assert len(flags) > 25
    assert [flag for flag in flags[part::3] if not _flag_is_missed(flag, FALSE)] == []


@pytest.mark.slow
def test_a_weaker_red_flag_breaks_a_statement() -> None:
    weaker = [(flag, expr) for flag, whole in _flags().items() for expr in _weaker(whole)]
    assert len(weaker) > 50
    assert [(f, canonical(e)) for f, e in weaker if not _flag_is_missed(f, e)] == []


# -- private -------------------------------------------------------------------------------


def _programs() -> Iterator[CompiledProgram]:
    return map(shipped().program, shipped().pathways)


def _rules() -> Iterator[Rule]:
    """What all shipped therapies are contraindicated or to be avoided by, whatever their field.

    Rules on an allergy, made or written, are held by the scenarios of `allergies.feature`.
    """
    for therapy in shipped().therapies.values():
        rules = (rule for rule in therapy.rules if rule.severity is not Severity.CAUTION)
        yield from (rule for rule in rules if not rule.id.endswith(f".{ALLERGY}"))


def _therapy(rule: Rule) -> str:
    return rule.id.partition(".")[0]


def _speaks_of(stated: Stated, subject: str) -> bool:
    read = {*names(stated.occasion), *names(stated.conclusion)}
    return any(f"{name}.".startswith(f"{subject}.") for name in read)


def _facts(therapy: str) -> set[str]:
    """The facts of all statements about a therapy."""
    files = shipped().models.pathways
    return {
        str(fact)
        for program in _programs()
        for stated in program.properties
        if _speaks_of(stated, f"option.{therapy}")
        for model in files[program.id].properties
        if model.id == stated.id
        for fact in model.facts
    }


def _flags() -> dict[str, Expr]:
    """The conditions of all red flags."""
    return {flag.id: flag.condition for program in _programs() for flag in program.flags}


def _rule_is_missed(rule: Rule, instead: Expr) -> bool:
    return _is_missed(f"rule.{rule.id}", instead, f"option.{_therapy(rule)}")


def _flag_is_missed(flag: str, instead: Expr) -> bool:
    return _is_missed(f"flag.{flag}", instead, f"flag.{flag}")


def _is_missed(definition: str, instead: Expr, subject: str) -> bool:
    """Whether a statement on a subject fails once a definition says something else."""
    for program in _programs():
        about = [stated for stated in program.properties if _speaks_of(stated, subject)]
        if not about or definition not in program.by_name:
            continue
        faulty = Encoded.of(with_definition(program, definition, instead), AS_OF)
        if any(_is_broken(stated, faulty) for stated in about):
            return True
    return False


def _is_broken(stated: Stated, encoded: Encoded) -> bool:
    occasion = encoded.condition(stated.occasion).yes
    wrong = opposite(encoded.condition(stated.conclusion).yes)
    return encoded.solve(occasion, wrong) is not None


def _weaker(expr: Expr) -> Iterator[Expr]:
    """The condition with one fault by which it no longer holds of somebody."""
    if not isinstance(expr, Apply) or expr.op == "not":
        return  # a fault within a `not` makes the condition hold of more, not of fewer
    if expr.op == "or":
        yield replace(expr, op="and")
        for number in range(len(expr.args)):
            rest = expr.args[:number] + expr.args[number + 1 :]
            yield rest[0] if len(rest) == 1 else replace(expr, args=rest)
    limit = expr.args[-1]
    if expr.op in WEAKER and isinstance(limit, Literal) and isinstance(limit.value, Decimal):
        moved = replace(limit, value=limit.value + WEAKER[expr.op])
        yield replace(expr, args=(*expr.args[:-1], moved))
    for number, arg in enumerate(expr.args):
        for other in _weaker(arg):
            yield replace(expr, args=(*expr.args[:number], other, *expr.args[number + 1 :]))
