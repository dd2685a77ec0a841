"""What stands behind an id in an answer: the publication, its strength, whether it was checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pathway.engine import Library
from pathway.ground.problems import Problem, UsageError, in_backticks, suggestion
from pathway.ground.provenance import Citation, Recommendation
from pathway.program import CompiledProgram, Flag, Rule


def explained_source(id_: str, library: Library) -> dict[str, Any]:
    """A rule, a red flag, a recommendation or a publication by its id; raises UsageError."""
    known: dict[str, dict[str, Any]] = {}
    for pathway in library.pathways:
        for name, found in _all(library.program(pathway)):
            known.setdefault(name, found)
            if name == id_:
                return {"schema": "pathway-source/1", "id": id_, **found}
    hint = suggestion(id_, known) or "ids stand in `reasons`, `sources` and `red_flags`"
    message = f"there is no rule, recommendation or publication {in_backticks(id_)}"
    raise UsageError([Problem("P505", message, hint=hint)])


# -- private -------------------------------------------------------------------------------


def _all(program: CompiledProgram) -> Iterator[tuple[str, dict[str, Any]]]:
    sources = program.sources
    for therapy in program.therapies.values():
        for rule in therapy.rules:
            yield rule.id, _rule(rule, sources)
    for flag in program.all_flags:
        yield flag.id, _flag(flag, sources)
    for one in program.recommendations:
        yield one.id, _recommendation(one, sources)
    for citation in sources.values():
        yield citation.id, {"is": "publication", "publications": [_citation(citation)]}
    for evidence in program.evidence:
        yield (
            evidence.id,
            {
                "is": "study",
                "finding": evidence.finding,
                "participants": evidence.n,
                "publications": _cited((evidence.source,), sources),
            },
        )


def _rule(rule: Rule, sources: Mapping[str, Citation]) -> dict[str, Any]:
    return {
        "is": "rule",
        "severity": rule.severity.value,
        "text": rule.because,
        "verified": rule.verified,
        "publications": _cited(rule.sources, sources),
    }


def _flag(flag: Flag, sources: Mapping[str, Citation]) -> dict[str, Any]:
    return {
        "is": "red flag",
        "urgency": flag.urgency.value,
        "text": flag.because or flag.title,
        "publications": _cited(flag.sources, sources),
    }


def _recommendation(one: Recommendation, sources: Mapping[str, Citation]) -> dict[str, Any]:
    return {
        "is": "recommendation",
        "guideline": one.title,
        "year": one.year,
        "direction": one.direction,
        "strength": one.strength,
        "certainty": one.certainty,
        "text": one.statement,
        "verified": one.verified,
        "publications": _cited((one.source,), sources),
    }


def _cited(ids: tuple[str, ...], sources: Mapping[str, Citation]) -> list[dict[str, Any]]:
    return [_citation(sources[id_]) for id_ in ids if id_ in sources]


def _citation(one: Citation) -> dict[str, Any]:
    return {"id": one.id, "text": one.text, "year": one.year, "doi": one.doi, "url": one.url}
