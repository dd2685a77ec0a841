"""What a pathway rests on, as Evidence: each publication that it cites, about whom it is for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pathway.cql.elements import Json, canonical, citations, expression, id_of, resource
from pathway.names import ELIGIBLE
from pathway.program import CompiledProgram


def evidence(program: CompiledProgram) -> Iterator[Json]:
    """The patients that the pathway is for, and every publication that it cites."""
    yield _population(program)
    for source in cited_by(program):
        yield _evidence(program, source)


def cited_by(program: CompiledProgram) -> Sequence[str]:
    """The publications that anything of the pathway cites, in the order of the library."""
    used = set(program.transparency.sources)
    for therapy in program.therapies.values():
        used.update(therapy.sources, *(rule.sources for rule in therapy.rules))
        used.update(*(row.sources for row in therapy.doses))
    used.update(*(flag.sources for flag in program.all_flags))
    used.update(*(node.sources for node in program.nodes))
    used.update(*(note.sources for note in program.notes))
    used.update(*(parameter.sources for parameter in program.parameters))
    used.update(*(guard.sources for guard in program.guards))
    used.update(one.source for one in program.recommendations)
    used.update(one.source for one in program.evidence)
    return [id_ for id_ in program.sources if id_ in used]


# -- private -------------------------------------------------------------------------------

_POPULATION: Final = "eligible"


def _population(program: CompiledProgram) -> Json:
    elements = {
        "title": f"Patients for {program.title}",
        "type": "dichotomous",
        "characteristic": [
            {
                "description": "eligible for the pathway",
                "definitionExpression": {
                    **expression(ELIGIBLE),
                    "reference": canonical(program, "Library"),
                },
            }
        ],
    }
    return resource(program, "EvidenceVariable", _POPULATION, elements)


def _evidence(program: CompiledProgram, source: str) -> Json:
    found = [one for one in program.evidence if one.source == source]
    told = " ".join(f"{one.finding} ({one.n} patients)" if one.n else one.finding for one in found)
    exposed = id_of(f"{program.id}-{_POPULATION}")
    elements = {
        "title": program.sources[source].text,
        "description": told or f"Cited by the pathway {program.title}.",
        "relatedArtifact": citations(program, (source,)),
        "exposureBackground": {"reference": f"EvidenceVariable/{exposed}"},
    }
    return resource(program, "Evidence", source, elements)
