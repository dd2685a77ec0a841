"""What a clinician must have at hand: attributes that become questions while needed.

A need never changes a verdict; it asks while its holder (pathway, step, therapy, rule or
red flag) is in play for the patient.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pathway.compile.builder import Builder
from pathway.compile.logic import every, none_of, ref, some
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
    needs = [("eligible", need) for need in eligible]
    for node in nodes:
        place = "current" if node.kind == "step" else "reached"
        needs += [(f"node.{node.id}.{place}", need) for need in node.needs]
    for therapy in therapies.values():
        needs += _of_therapy(therapy, builder)
    for flag in flags:
        needs += [(f"flag.{flag.id}", need) for need in flag.needs]
    return tuple(needs)


# -- private -------------------------------------------------------------------------------


def _of_therapy(therapy: Therapy, builder: Builder) -> list[Need]:
    """Those of a therapy and of its rules, while it is recommended or rightly under way."""
    rules = [rule for rule in therapy.rules if rule.needs]
    if not therapy.needs and not rules:
        return []
    option, owner = f"option.{therapy.id}", f"therapy {therapy.id}"
    under_way = every([ref(f"{option}.ongoing"), none_of(ref(f"{option}.closed"))])
    in_play = some([ref(f"{option}.recommended"), under_way])
    holder = builder.define(f"{option}.in_play", in_play, owner)
    needs = [(holder.name, need) for need in therapy.needs]
    for rule in rules:
        name = f"rule.{rule.id}.in_play"
        builder.define(name, every([holder, ref(f"rule.{rule.id}")]), owner)
        needs += [(name, need) for need in rule.needs]
    return needs
