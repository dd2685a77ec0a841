"""Why a therapy has its verdict, as codes: the ids of what closes it, or holds it back.

    nsaid.anticoagulant      a contraindication, an *avoid* rule or a caution that holds
    partner.nsaid.ppi        a partner that must go with it and cannot be given
    nice-ng59.gabapentinoids an adopted statement that speaks of the patient and advises against
    flag.cauda_equina        a red flag that is present and holds it

`pathway why` explains each for the patient in a row; `spoken` says what it means for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pathway.frozen import frozen
from pathway.ground.terms import Severity
from pathway.names import closed_partner_name, flag_name, held_name, rule_name
from pathway.program import CompiledProgram, Rule


@frozen
class Code:
    """A code, the definition that says where it holds, and what it means, with its sources."""

    code: str
    definition: str
    says: str
    sources: tuple[str, ...] = ()


def reasons_of(program: CompiledProgram, therapy: str) -> tuple[Code, ...]:
    """What may close a therapy or hold it back, in the order of the program."""
    return program.once(("codes of reasons", therapy), lambda: tuple(_reasons(program, therapy)))


def cautions_of(program: CompiledProgram, therapy: str) -> tuple[Code, ...]:
    """What a therapy is to be given with caution for."""
    rules = program.therapies[therapy].rules
    return tuple(_of_rule(rule) for rule in rules if rule.severity is Severity.CAUTION)


def spoken(program: CompiledProgram) -> Mapping[str, Code]:
    """Every code that may stand in a table of answers."""
    found: dict[str, Code] = {}
    for id_ in program.therapies:
        for code in (*reasons_of(program, id_), *cautions_of(program, id_)):
            found.setdefault(code.code, code)
    return found


# -- private -------------------------------------------------------------------------------


def _reasons(program: CompiledProgram, id_: str) -> Iterator[Code]:
    therapy = program.therapies[id_]
    for rule in therapy.rules:
        if rule.severity is not Severity.CAUTION:
            yield _of_rule(rule)
    for partner in therapy.partners:
        other = program.therapies[partner.therapy].title
        closed = closed_partner_name(partner.definition)
        says = f"{other}, which must go with it, cannot be given"
        yield Code(partner.definition, closed, says)
    for one in program.positions_on(id_):
        if one.adopted is not None and one.direction == "against":
            yield Code(one.id, one.direct, f"{one.title} advises against it", (one.source,))
    for flag in program.all_flags:
        held = held_name(id_, flag.id)
        if held in program.by_name:
            says = f"held back by a red flag: {flag.title}"
            yield Code(flag_name(flag.id), held, says, flag.sources)


def _of_rule(rule: Rule) -> Code:
    """A contraindication holds whoever overrides it; an *avoid* rule unless it is lifted."""
    lifted = rule.severity is Severity.AVOID
    definition = rule_name(rule.id, "applies") if lifted else rule_name(rule.id)
    return Code(rule.id, definition, rule.because, rule.sources)
