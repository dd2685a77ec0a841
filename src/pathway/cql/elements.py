"""What all FHIR resources of an exported pathway have in common: addresses, drafts, citations."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, Final, TypeAlias, cast

from pathway.cql.literals import identifier
from pathway.fhir.advice_forms import SYSTEM
from pathway.program import CompiledProgram

Json: TypeAlias = dict[str, Any]

#: What every resource says first.
DRAFT: Final = "Draft for evaluation: no clinician signed this export off."


def resource(program: CompiledProgram, kind: str, role: str, elements: Mapping[str, Any]) -> Json:
    """A resource of a pathway; `role` tells it from the others of its kind, empty for the only one.

    Its status is draft, whatever the pathway's own is.
    """
    called = f"{program.id}-{role}" if role else program.id
    title = str(elements.get("title") or program.title)
    description = f"{DRAFT} {elements.get('description') or program.limits}"
    told = {
        "resourceType": kind,
        "id": id_of(called),
        "text": _narrative(f"{title}. {description}"),
        "url": url_of(program, kind, role),
        "version": program.version,
        "name": _name(called),
        **elements,
        "status": "draft",
        "description": description,
    }
    return cast("Json", _plain(compact(told)))


def url_of(program: CompiledProgram, kind: str, role: str = "") -> str:
    """The canonical address of a resource, without its version."""
    kinds = f"{SYSTEM}:{_KINDS[kind]}:{program.id}"
    return f"{kinds}:{role}" if role else kinds


def canonical(program: CompiledProgram, kind: str, role: str = "") -> str:
    """The canonical address with the version."""
    return f"{url_of(program, kind, role)}|{program.version}"


def expression(name: str, test: str = "") -> Json:
    """A definition of the library, or a test of it, as FHIR holds an expression."""
    return {"language": "text/cql", "expression": f"{identifier(name)}{test}"}


def citations(program: CompiledProgram, sources: Iterable[str]) -> list[Json]:
    """The publications of these ids, each once."""
    known = [id_ for id_ in dict.fromkeys(sources) if id_ in program.sources]
    return [_cited(program, id_) for id_ in known]


def concept(text: str, *codings: Json) -> Json:
    """A concept: its words, and its codes."""
    return compact({"coding": list(codings), "text": text})


def compact(elements: Mapping[str, Any]) -> Json:
    """The elements that have a value: FHIR knows neither null nor empty lists and texts."""
    return {key: value for key, value in elements.items() if value not in (None, "", [], {})}


def id_of(called: str) -> str:
    """An id that FHIR allows; a long one ends in a digest."""
    told = re.sub(r"[^A-Za-z0-9.-]", "-", called)
    if len(told) <= _LONGEST:
        return told
    digest = hashlib.sha256(called.encode()).hexdigest()[:12]
    return f"{told[: _LONGEST - 13]}-{digest}"


# -- private -------------------------------------------------------------------------------

_LONGEST: Final = 64
#: The pathway itself has the address by which advice in FHIR names it.
_KINDS: Final = {
    "Library": "library",
    "PlanDefinition": "pathway",
    "ActivityDefinition": "activity",
    "Evidence": "evidence",
    "EvidenceVariable": "population",
}


def _plain(value: object) -> object:
    """The same without knowledge of where its texts were written."""
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, str) else value


def _cited(program: CompiledProgram, id_: str) -> Json:
    cited = program.sources[id_]
    link = f"https://doi.org/{cited.doi}" if cited.doi else cited.url
    return compact({"type": "citation", "label": id_, "citation": cited.text, "url": link})


def _name(called: str) -> str:
    """A name for programs: a capital first, letters, digits and underscores."""
    told = re.sub(r"[^A-Za-z0-9]+", " ", called).title().replace(" ", "")
    return (told if told[:1].isalpha() else f"P{told}")[:255]


def _narrative(text: str) -> Json:
    div = f'<div xmlns="http://www.w3.org/1999/xhtml"><p>{escape(text, quote=False)}</p></div>'
    return {"status": "generated", "div": div}
