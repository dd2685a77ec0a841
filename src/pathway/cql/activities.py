"""What a pathway offers, as ActivityDefinitions: one a therapy, an order that nobody gave yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pathway.cql.elements import Json, canonical, citations, concept, resource
from pathway.fhir.advice_forms import THERAPIES
from pathway.ground.code_systems import OF_DRUGS, address_of
from pathway.ground.terms import Kind
from pathway.program import CompiledProgram, Therapy


def activities(program: CompiledProgram) -> Iterator[Json]:
    """Every therapy that the pathway offers somewhere, in the order of its offers."""
    for id_ in dict.fromkeys(place.therapy for place in program.places):
        yield _activity(program, program.therapies[id_])


# -- private -------------------------------------------------------------------------------

_WORDS: Final = "proposal"


def _activity(program: CompiledProgram, therapy: Therapy) -> Json:
    medicine = _is_medicine(therapy)
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


def _is_medicine(therapy: Therapy) -> bool:
    """Whether it is prescribed: a drug, or a safety measure that has the code of one."""
    if therapy.kind is Kind.DRUG:
        return True
    return therapy.kind is Kind.SAFETY_MEASURE and not OF_DRUGS.isdisjoint(therapy.codes)


def _coded(therapy: Therapy) -> Json:
    """A therapy with the codes that mean just that: several are the members of a class."""
    codes = {system: known for system, known in therapy.codes.items() if known}
    exact = all(len(known) == 1 for known in codes.values())
    found = [
        {"system": address_of(system), "code": known[0]}
        for system, known in sorted(codes.items())
        if exact
    ]
    own = {"system": THERAPIES, "code": therapy.id, "display": therapy.title}
    return concept(therapy.title, *found, own)
