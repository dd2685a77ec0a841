"""A comparison as plain values, for machines; keys may be added, never renamed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pathway.advice.advice import Advice
from pathway.advice.model import Position
from pathway.advice.serial import example_member
from pathway.views.comparison.cells import Comparison, cell_of
from pathway.views.comparison.parting import Parting, Partings

SCHEMA: Final = "pathway-comparison/1"
PARTINGS: Final = "pathway-partings/1"


def to_dict(comparison: Comparison) -> Mapping[str, Any]:
    """Every therapy under every pathway, and how what they say stands to each other."""
    advices = comparison.advices
    return {
        "schema": SCHEMA,
        "patient": advices[0].patient.id,
        "as_of": advices[0].as_of.isoformat(),
        **example_member(advices[0]),
        "pathways": [_pathway(comparison, advice) for advice in advices],
        "therapies": {
            therapy: {a.pathway.id: _cell(a, therapy) for a in advices if therapy in a.options}
            for therapy in dict.fromkeys(id_ for a in advices for id_ in a.options)
        },
        "marks": {
            row.therapy: {
                "title": row.title,
                "mark": str(row.mark),
                "pathways": list(row.pathways),
                "for": [cell.pathway for cell in row.side("for")],
                "against": [cell.pathway for cell in row.side("against")],
                "guidelines": [_position(one) for one in row.positions if one.speaks],
            }
            for row in comparison.rows
        },
    }


def partings_to_dict(partings: Partings) -> Mapping[str, Any]:
    """For each therapy and pair of pathways, the patients of whom they say different verdicts."""
    return {
        "schema": PARTINGS,
        "as_of": partings.as_of.isoformat(),
        "patients": partings.count,
        **({"examples": partings.examples} if partings.examples else {}),
        "pathways": [
            {"id": one.id, "version": one.version, "eligible": one.eligible}
            for one in partings.pathways
        ],
        "therapies": [
            {
                "therapy": same[0].therapy,
                "title": title,
                "pairs": [_parting(parting) for parting in same],
            }
            for title, same in partings.by_therapy().items()
        ],
    }


# -- private -------------------------------------------------------------------------------


def _pathway(comparison: Comparison, advice: Advice) -> dict[str, Any]:
    return {
        "id": advice.pathway.id,
        "version": advice.pathway.version,
        "outcome": advice.outcome,
        "title": advice.pathway.title,
        "status": advice.pathway.status,
        "digest": advice.pathway.digest,
        "eligible": advice.eligible,
        "compared": advice in comparison.among,
    }


def _cell(advice: Advice, therapy: str) -> dict[str, Any]:
    cell = cell_of(advice, therapy)
    if cell is None:
        return {}
    return {
        "verdict": str(cell.verdict),
        "action": str(cell.action),
        "strength": cell.strength,
        "certainty": cell.certainty,
        "summary": cell.summary,
        "speaks": cell.speaks,
        "follows": _position(cell.heard) if cell.heard is not None else None,
    }


def _position(position: Position) -> dict[str, Any]:
    return {
        "recommendation": position.recommendation,
        "guideline": position.guideline,
        "year": position.year,
        "direction": position.direction,
        "strength": position.strength,
        "certainty": position.certainty,
        "applies": position.applies,
        "source": position.source,
    }


def _parting(parting: Parting) -> dict[str, Any]:
    return {
        "pathways": list(parting.pair),
        "both": parting.both,
        "differ": len(parting.patients),
        "disagree": list(parting.disagreeing),
        "verdicts": [
            {"verdicts": list(words), "patients": list(patients)}
            for words, patients in parting.said.items()
        ],
    }
