"""What stands on the first page of a library: its pathways, and its therapies by pathway."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pathway.program import CompiledProgram
from pathway.views.contents import STATUS_WORDS
from pathway.views.page import clean
from pathway.views.site.exercised import Exercised
from pathway.views.site.pathway_page import facts, share_of


@dataclass(frozen=True, slots=True)
class PathwayEntry:
    """One pathway in the list."""

    href: str
    id: str
    title: str
    version: str
    status: str
    is_active: bool
    summary: str
    facts: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class TherapyEntry:
    """One therapy and, for each pathway, whether it offers it, speaks of it, or neither."""

    href: str
    title: str
    kind: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """All that is shown of a library."""

    title: str
    pathways: tuple[PathwayEntry, ...]
    therapies: tuple[TherapyEntry, ...]
    covered: str


def index_page(
    title: str,
    programs: Mapping[str, CompiledProgram],
    exercised: Exercised,
    scenarios: Mapping[str, int],
) -> IndexPage:
    """What the page says, before it is laid out."""
    return IndexPage(
        title=clean(title),
        pathways=tuple(_pathway(p, exercised, scenarios.get(p.id)) for p in programs.values()),
        therapies=tuple(_therapies(programs)),
        covered=_covered(programs, exercised),
    )


# -- private -------------------------------------------------------------------------------


def _pathway(program: CompiledProgram, exercised: Exercised, scenarios: int | None) -> PathwayEntry:
    offered = {p.therapy for p in program.places}
    rules = sum(len(program.therapies[id_].rules) for id_ in program.listed)
    counts = [
        ("steps", sum(node.kind == "step" for node in program.nodes)),
        ("therapies offered", len(offered)),
        ("red flags", len(program.flags)),
        ("rules", rules),
        (
            "recommendations heard",
            len({r.id for r in program.recommendations if r.adopted is not None}),
        ),
    ]
    if scenarios is not None:
        counts.append(("scenarios", scenarios))
    return PathwayEntry(
        href=f"pathway-{program.id}.html",
        id=clean(program.id),
        title=clean(program.title),
        version=clean(program.version),
        status=STATUS_WORDS.get(program.status, clean(program.status)),
        is_active=program.status == "active",
        summary=clean(program.lifecycle.summary),
        facts=tuple(facts(program, exercised)),
        counts=tuple(counts),
    )


def _therapies(programs: Mapping[str, CompiledProgram]) -> list[TherapyEntry]:
    known = {id_: t for p in programs.values() for id_, t in p.therapies.items()}
    entries = [
        TherapyEntry(
            f"therapy-{id_}.html",
            clean(therapy.title),
            str(therapy.kind),
            tuple(_said(program, id_) for program in programs.values()),
        )
        for id_, therapy in known.items()
    ]
    return sorted(entries, key=lambda entry: (entry.kind, entry.title.casefold()))


def _said(program: CompiledProgram, id_: str) -> str:
    if program.places_of(id_):
        return "offered"
    return "spoken of" if id_ in program.listed else ""


def _covered(programs: Mapping[str, CompiledProgram], exercised: Exercised) -> str:
    shares = [share_of(program, exercised) for program in programs.values()]
    if not any(share.of for share in shares):
        return ""
    least = min((share for share in shares if share.of), key=lambda s: s.exercised / s.of)
    return f"the specs exercise at least {least.percent} of each pathway"
