"""What a pathway offers, as ActivityDefinitions: one a therapy, an order that nobody gave yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pathway.cql.elements import Json, canonical, citations, concept, resource
from pathway.fhir.advice_forms import codings_of, is_medicine
from pathway.program import CompiledProgram, Therapy


def activities(program: CompiledProgram) -> Iterator[Json]:
    """Every therapy that the pathway offers somewhere, in the order of its offers."""
    for id_ in dict.fromkeys(place.therapy for place in program.places):
        yield _activity(program, program.therapies[id_])


# -- private -------------------------------------------------------------------------------

_WORDS: Final = "proposal"


def _activity(program: CompiledProgram, therapy: Therapy) -> Json:
    medicine = is_medicine(therapy)
    stopping = f"How to stop: {therapy.stopping}." if therapy.stopping else ""
    elements = {
        "title": therapy.title,
        "description": therapy.about or f"{therapy.title} ({therapy.kind.value}).",
        "usage": stopping,
        "relatedArtifact": citations(program, therapy.sources),
        "library": [canonical(program, "Library")],
        "kind": "MedicationRequest" if medicine else "ServiceRequest",
        "intent": _WORDS,
        ("productCodeableConcept" if medicine else "code"): _coded(therapy),
        "dosage": [{"text": row.text} for row in therapy.doses] if medicine else None,
    }
    return resource(program, "ActivityDefinition", therapy.id, elements)


def _coded(therapy: Therapy) -> Json:
    return concept(therapy.title, *codings_of(therapy))
