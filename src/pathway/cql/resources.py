"""The FHIR R4 resources that carry a library: Library, PlanDefinition and what these name."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from typing import Final

from pathway.cql.activities import activities
from pathway.cql.elements import Json, canonical, citations, concept, resource
from pathway.cql.evidence import cited_by, evidence
from pathway.cql.library import Library, explained
from pathway.cql.plan import plan
from pathway.ground.vocabulary import Base, Type
from pathway.program import CompiledProgram


def resources(program: CompiledProgram, library: Library) -> tuple[Json, ...]:
    """Every resource of a pathway: the library, the plan, what it offers, on what it rests."""
    return (
        _library(program, library),
        plan(program),
        *activities(program),
        *evidence(program),
    )


# -- private -------------------------------------------------------------------------------

_TYPES: Final = "http://terminology.hl7.org/CodeSystem/library-type"


def _library(program: CompiledProgram, library: Library) -> Json:
    logic = {"system": _TYPES, "code": "logic-library", "display": "Logic Library"}
    data = base64.b64encode(library.text.encode()).decode()
    elements = {
        "title": f"{program.title}: conditions",
        "type": concept("Logic Library", logic),
        "relatedArtifact": citations(program, cited_by(program)),
        "parameter": [*_told(program, library), *_defined(program)],
        "content": [{"contentType": "text/cql", "data": data}],
    }
    return resource(program, "Library", "", elements)


def _told(program: CompiledProgram, library: Library) -> Iterator[Json]:
    for one in library.inputs:
        yield {
            "name": one.name,
            "use": "in",
            "min": 0,
            "max": "1",
            "documentation": explained(program, one),
            "type": _type(one.type),
        }


def _defined(program: CompiledProgram) -> Iterator[Json]:
    for one in program.definitions:
        yield {
            "name": one.name,
            "use": "out",
            "min": 0,
            "max": "1",
            "type": _type(one.expr.type),
        }


def _type(type_: Type) -> str:
    """The type of FHIR that an interval of CQL comes nearest to."""
    known = {Base.BOOLEAN: "boolean", Base.TEXT: "string", Base.DATE: "Period"}
    return known.get(type_.base, "Range")


def files(found: Sequence[Json]) -> dict[str, Json]:
    """The resources by the names of their files."""
    return {f"{one['resourceType']}-{one['id']}.json": one for one in found}


__all__ = ["canonical", "files", "resources"]
