"""What a library holds, as lists: its pathways, its therapies, the sources they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pathway.ground.provenance import Citation
from pathway.program import CompiledProgram, Therapy
from pathway.views.contents import STATUS_WORDS
from pathway.views.document import Document, Paragraph, Rows, Section
from pathway.views.entries import cited
from pathway.views.page import Detail, Row, Said, clean
from pathway.views.problems import plural
from pathway.views.review_entries import Scribe

#: Programs by id, in the library's order.
Programs = Mapping[str, CompiledProgram]


def pathways(title: str, programs: Programs) -> Document:
    """The pathways of a library, each with whom it is for and what may come of it."""
    about = "In the order in which they are tried for a patient."
    rows = Rows(tuple(map(_pathway, programs.values())), about=about)
    head = (Paragraph(f"{plural(len(programs), 'pathway')}."),)
    return Document(clean(title), head=head, sections=(Section("Pathways", (rows,)),))


def pathways_to_dict(title: str, programs: Programs) -> dict[str, Any]:
    """The same as plain values."""
    return _schema(title, "pathways", [_values(one) for one in programs.values()])


def therapies(title: str, programs: Programs) -> Document:
    """The therapies that pathways list, by kind, and which of them lists each."""
    found = _therapies(programs)
    kinds = dict.fromkeys(one.kind for one in found)
    several = len(programs) > 1
    sections = tuple(
        Section(
            str(kind),
            (Rows(tuple(_therapy(t, programs, several) for t in found if t.kind is kind)),),
        )
        for kind in kinds
    )
    head = (Paragraph(f"{_of(programs)}{plural(len(found), 'therapy')}."),)
    return Document(clean(title), head=head, sections=sections)


def therapies_to_dict(title: str, programs: Programs) -> dict[str, Any]:
    """The same as plain values."""
    rows = [
        {
            "id": one.id,
            "title": one.title,
            "kind": str(one.kind),
            "listed_by": list(_listing(one.id, programs)),
        }
        for one in _therapies(programs)
    ]
    return _schema(title, "therapies", rows)


def sources(title: str, programs: Programs) -> Document:
    """The publications that pathways rest on, by id."""
    found = _sources(programs)
    rows = tuple(Row(id_, (Said(clean(text)),)) for id_, text in cited(found).items())
    head = (Paragraph(f"{_of(programs)}{plural(len(rows), 'source')}."),)
    return Document(clean(title), head=head, sections=(Section("Sources", (Rows(rows),)),))


def sources_to_dict(title: str, programs: Programs) -> dict[str, Any]:
    """The same as plain values."""
    rows = [
        {"id": one.id, "text": one.text, "year": one.year, "doi": one.doi, "url": one.url}
        for one in _sources(programs).values()
    ]
    return _schema(title, "sources", rows)


# -- private -------------------------------------------------------------------------------


def _schema(title: str, name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"schema": "pathway-list/1", "library": title, name: rows}


def _of(programs: Programs) -> str:
    """Of which pathway a list speaks, where it speaks of one."""
    titles = [clean(one.title) for one in programs.values()]
    return f"{titles[0]}: " if len(titles) == 1 else ""


def _pathway(program: CompiledProgram) -> Row:
    details = tuple(Detail(label, (Said(text),)) for label, text in _facts(program))
    return Row(program.id, (Said(f"{clean(program.title)} {program.version}"),), "", details)


def _facts(program: CompiledProgram) -> Iterator[tuple[str, str]]:
    yield "status", STATUS_WORDS.get(program.status, program.status)
    if program.complaint:
        yield "complaint", clean(program.complaint)
    yield "for", Scribe(program).condition(program.meant_for) or "every patient"
    if program.profile:
        yield "chosen", "only by its name: it is what one guideline says"
    yield "lists", plural(len(program.listed), "option")


def _values(program: CompiledProgram) -> dict[str, Any]:
    return {
        "id": program.id,
        "title": program.title,
        "version": program.version,
        "status": program.status,
        "complaint": program.complaint or None,
        "for": Scribe(program).condition(program.meant_for) or None,
        "profile": program.profile,
        "options": len(program.listed),
    }


def _therapies(programs: Programs) -> list[Therapy]:
    """Those that any of the pathways lists, by kind and title."""
    found = {id_: p.therapies[id_] for p in programs.values() for id_ in p.listed}
    return sorted(found.values(), key=lambda one: (str(one.kind), one.title.casefold()))


def _therapy(one: Therapy, programs: Programs, several: bool) -> Row:
    listing = ", ".join(_listing(one.id, programs))
    details = (Detail("listed by", (Said(listing),)),) if several else ()
    return Row(one.id, (Said(clean(one.title)),), "", details)


def _listing(therapy: str, programs: Programs) -> Iterator[str]:
    return (id_ for id_, program in programs.items() if therapy in program.listed)


def _sources(programs: Programs) -> dict[str, Citation]:
    found = {id_: one for program in programs.values() for id_, one in program.sources.items()}
    return dict(sorted(found.items()))
