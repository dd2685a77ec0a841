"""An allergy to a therapy's own drug or class: a contraindication that no author has to write.

Every therapy with a code of a drug has it, unless its author wrote a rule `allergy`, of whatever
severity. What it reads is answered by the list of allergies as a whole, so that one question
settles all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pathway.compiler.builder import Builder
from pathway.compiler.codes import Codes
from pathway.content.models import TherapyFile, VocabularyFile
from pathway.ground.code_systems import OF_DRUGS
from pathway.ground.source import Placed
from pathway.ground.terms import Severity
from pathway.ground.vocabulary import (
    ALLERGIES,
    ALLERGY,
    BOOLEAN,
    Attribute,
    Group,
    RecordList,
    Worse,
    allergy_to,
)
from pathway.names import rule_id, rule_name, therapy_owner
from pathway.program import Rule


def is_made(file: TherapyFile, codes: Codes) -> bool:
    """Whether the rule is made: the therapy is a drug, and its author wrote none."""
    written = (*file.contraindicated, *file.avoid, *file.caution)
    return _is_drug(codes) and all(rule.id != ALLERGY for rule in written)


def own_attributes(
    therapies: Mapping[str, TherapyFile], codes: Mapping[str, Codes], file: VocabularyFile
) -> dict[str, Attribute]:
    """The attributes that are made for therapies, less those that the vocabulary declares.

    A rule that only weakens the contraindication reads the same attribute.
    """
    found = {}
    for id_, therapy in therapies.items():
        name = allergy_to(id_)
        declared = name in file.attributes or name in file.definitions
        other = any(rule.id == ALLERGY for rule in therapy.contraindicated)
        if _is_drug(codes.get(id_, {})) and not other and not declared:
            found[name] = _attribute(name, therapy)
    return found


def own_group() -> Group:
    """The group of these attributes, where the vocabulary declares none."""
    return Group(ALLERGIES, "Allergies", "Is the patient allergic to any of these?", red_flag=False)


def allergy_rule(id_: str, file: TherapyFile, builder: Builder) -> Rule:
    """The contraindication, with a definition of its own."""
    written = Placed(allergy_to(id_), file.therapy.span)
    condition = builder.condition(written)
    own = rule_id(id_, ALLERGY)
    builder.define(rule_name(own), condition, therapy_owner(id_), written.span)
    return Rule(
        id=own,
        severity=Severity.CONTRAINDICATED,
        because=_BECAUSE,
        sources=(),
        facts=(),
        verified="unverified",
        condition=condition,
        span=written.span,
    )


# -- private -------------------------------------------------------------------------------

_BECAUSE: Final = (
    "With an allergy to this drug or to its class a severe reaction is possible; this rests on "
    "general knowledge."
)


def _is_drug(codes: Codes) -> bool:
    return bool(OF_DRUGS & codes.keys())


def _attribute(name: str, therapy: TherapyFile) -> Attribute:
    return Attribute(
        name=name,
        title=f"allergy to {therapy.title}",
        type=BOOLEAN,
        question=f"An allergy to {therapy.title}, or to a drug of its class?",
        group=ALLERGIES,
        span=therapy.therapy.span,
        absent=RecordList.ALLERGIES,
        disagree=Worse.YES,
        lasting=True,
    )
