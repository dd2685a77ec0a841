"""What a clinician must have at hand: attributes that become questions while needed.

A need never changes a verdict; it asks while its holder (pathway, step, therapy, rule or
red flag) is in play for the patient.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pathway.compiler.builder import Builder
from pathway.compiler.logic import every, none_of, ref, some
from pathway.names import (
    ELIGIBLE,
    NodePart,
    flag_name,
    node_name,
    option_name,
    rule_name,
    therapy_owner,
)
from pathway.program import Flag, Node, Therapy

#: A need: the definition that says its holder is in play, and the attribute.
Need = tuple[str, str]


def define_needs(
    eligible: Iterable[str],
    nodes: Sequence[Node],
    therapies: Mapping[str, Therapy],
    flags: Sequence[Flag],
    builder: Builder,
) -> tuple[Need, ...]:
    """All needs of a pathway; `eligible` are those of the pathway itself."""
    needs = [(ELIGIBLE, need) for need in eligible]
    for node in nodes:
        place: NodePart = "current" if node.kind == "step" else "reached"
        needs += [(node_name(node.id, place), need) for need in node.needs]
    for therapy in therapies.values():
        needs += _of_therapy(therapy, builder)
    for flag in flags:
        needs += [(flag_name(flag.id), need) for need in flag.needs]
    return tuple(needs)


# -- private -------------------------------------------------------------------------------


def _of_therapy(therapy: Therapy, builder: Builder) -> list[Need]:
    """Those of a therapy and of its rules, while it is recommended or rightly under way."""
    rules = [rule for rule in therapy.rules if rule.needs]
    if not therapy.needs and not rules:
        return []
    id_, owner = therapy.id, therapy_owner(therapy.id)
    closed = ref(option_name(id_, "closed"))
    under_way = every([ref(option_name(id_, "ongoing")), none_of(closed)])
    in_play = some([ref(option_name(id_, "recommended")), under_way])
    holder = builder.define(option_name(id_, "in_play"), in_play, owner)
    needs = [(holder.name, need) for need in therapy.needs]
    for rule in rules:
        name = rule_name(rule.id, "in_play")
        builder.define(name, every([holder, ref(rule_name(rule.id))]), owner)
        needs += [(name, need) for need in rule.needs]
    return needs
