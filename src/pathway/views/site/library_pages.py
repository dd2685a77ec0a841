"""What stands on the other pages of a library: the index of it all, and a page for each therapy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pathway.program import CompiledProgram, Therapy
from pathway.views.contents import STATUS_WORDS
from pathway.views.document import Document, DocumentTable, Paragraph, Rows, Section
from pathway.views.document.model import Cell
from pathway.views.page import Detail, Row, Said, Tone
from pathway.views.problems import plural
from pathway.views.review_entries import Scribe, statement
from pathway.views.review_rules import SEVERITIES, therapy
from pathway.views.site.exercised import Exercised
from pathway.views.site.pathway_page import anchor, facts, share_of

INDEX = "index.html"


def pathway_file(id_: str) -> str:
    """The file of a pathway's page."""
    return f"pathway-{id_}.html"


def therapy_file(id_: str) -> str:
    """The file of a therapy's page."""
    return f"therapy-{id_}.html"


def index_page(
    title: str,
    programs: Mapping[str, CompiledProgram],
    exercised: Exercised,
    scenarios: Mapping[str, int],
) -> Document:
    """The pathways of a library, and its therapies by pathway."""
    known = therapies(programs)
    counted = f"{plural(len(programs), 'pathway')}, {plural(len(known), 'therapy')}"
    covered = _covered(programs, exercised)
    cards = tuple(_pathway(p, exercised, scenarios.get(p.id)) for p in programs.values())
    about = "In the order in which they are tried for a patient."
    listed = "Which pathway offers what; “spoken of” is what only an adopted guideline names."
    return Document(
        title=title,
        head=(Paragraph(f"{'; '.join(filter(None, (counted, covered)))}."),),
        sections=(
            Section("Pathways", (Rows(cards, about=about, apart=True),), "pathways"),
            Section("Therapies", (Paragraph(listed), _offers(programs)), "therapies"),
        ),
        wide=True,
    )


def therapy_page(id_: str, programs: Mapping[str, CompiledProgram]) -> Document:
    """A therapy with its rules; where pathways see different parts of it, the first one's."""
    knowing = [program for program in programs.values() if id_ in program.therapies]
    program = next((one for one in knowing if id_ in one.listed), knowing[0])
    scribe, found = Scribe(program), program.therapies[id_]
    offered = tuple(_offered(one, id_) for one in knowing if id_ in one.listed)
    nobody = Paragraph("No pathway offers it; its rules count where a patient takes it.")
    places = (Rows(offered, apart=True) if offered else nobody,)
    rules = (Rows(tuple(map(statement, therapy(scribe, id_).entries)), "", SEVERITIES, apart=True),)
    return Document(
        title=found.title,
        head=(
            Paragraph("All pathways", href=INDEX),
            Paragraph(found.kind, "kind"),
            *((Paragraph(found.about),) if found.about else ()),
            *((Paragraph(found.patient_wording, "to the patient"),) * bool(found.patient_wording)),
        ),
        sections=(
            Section("Where it is offered", places, "offered"),
            Section("Its rules, and what guidelines say", rules, "rules"),
        ),
        sources=scribe.listed(),
    )


def therapies(programs: Mapping[str, CompiledProgram]) -> Mapping[str, Therapy]:
    """Every therapy that any pathway knows, those that pathways list first."""
    listed = {id_: p.therapies[id_] for p in programs.values() for id_ in p.listed}
    return listed | {id_: t for p in programs.values() for id_, t in p.therapies.items()}


# -- private -------------------------------------------------------------------------------


def _pathway(program: CompiledProgram, exercised: Exercised, scenarios: int | None) -> Row:
    counts = [
        (sum(node.kind == "step" for node in program.nodes), "steps"),
        (len({p.therapy for p in program.places}), "therapies offered"),
        (len(program.flags), "red flags"),
        (sum(len(program.therapies[id_].rules) for id_ in program.listed), "rules"),
        (
            len({r.id for r in program.recommendations if r.adopted is not None}),
            "recommendations heard",
        ),
        *(((scenarios, "scenarios"),) if scenarios is not None else ()),
    ]
    summary = program.lifecycle.summary
    return Row(
        f"{program.title} {program.version}",
        (Said(summary),) if summary else (),
        STATUS_WORDS.get(program.status, program.status),
        (
            *(Detail(label, (Said(text),)) for label, text in facts(program, exercised)),
            Detail("contains", (Said(", ".join(f"{number} {what}" for number, what in counts)),)),
        ),
        anchor=program.id,
        href=pathway_file(program.id),
    )


def _covered(programs: Mapping[str, CompiledProgram], exercised: Exercised) -> str:
    shares = [s for program in programs.values() if (s := share_of(program, exercised)).of]
    if not shares:
        return ""
    least = min(shares, key=lambda share: share.exercised / share.of)
    return f"the specs exercise at least {least.percent} of each pathway"


def _offers(programs: Mapping[str, CompiledProgram]) -> DocumentTable:
    """For each therapy and pathway, whether it is offered, spoken of, or neither."""
    links = ((Said(id_, href=pathway_file(id_)),) for id_ in programs)
    found = sorted(therapies(programs).items(), key=lambda one: _order(one[1]))
    rows = tuple(tuple(_offer(id_, one, programs)) for id_, one in found)
    return DocumentTable(("Therapy", "Kind", *links), rows)


def _order(one: Therapy) -> tuple[str, str]:
    return str(one.kind), one.title.casefold()


def _offer(id_: str, one: Therapy, programs: Mapping[str, CompiledProgram]) -> Iterator[Cell]:
    yield (Said(one.title, href=therapy_file(id_)),)
    yield str(one.kind)
    for program in programs.values():
        if program.places_of(id_):
            yield "offered"
        else:
            yield (Said("spoken of", tone=Tone.QUIET),) if id_ in program.listed else "–"


def _offered(program: CompiledProgram, id_: str) -> Row:
    """A pathway that offers the therapy, or speaks of it, and where."""
    scribe = Scribe(program)
    places = dict.fromkeys(
        (place.title, scribe.condition(place.condition))
        for place in program.places_of(id_)
        if place.partner_of is None
    )
    spoken = "Not offered; a guideline that the pathway adopts speaks of it."
    return Row(
        program.title,
        () if places else (Said(spoken),),
        details=tuple(
            Detail(title, (Said(f"if {when}"),) if when else ()) for title, when in places
        ),
        href=f"{pathway_file(program.id)}#{anchor(id_)}",
    )
