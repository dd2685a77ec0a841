"""What stands on the page of a pathway: its picture, its therapies at a glance, every rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from pathway.names import at_node, flag_name, option_name, own_name, position_name, rule_name
from pathway.program import CompiledProgram, Recommendation
from pathway.views.contents import STATUS_WORDS
from pathway.views.document import Block, Document, DocumentTable, Paragraph, Picture, Section
from pathway.views.document.model import Cell
from pathway.views.page import Said, Tone, clean
from pathway.views.pictures.picture import picture_of
from pathway.views.pictures.svg import svg
from pathway.views.review_entries import Chapter, ReviewEntry, Scribe, section
from pathway.views.review_origin import definitions, notes, parameters
from pathway.views.review_rules import SEVERITIES, guidelines, red_flags, steps, therapy
from pathway.views.site.exercised import Exercised, ExercisedShare


def pathway_page(program: CompiledProgram, exercised: Exercised, home: str = "") -> Document:
    """The whole page; `home` is the index it belongs to, if any."""
    scribe = Scribe(_own_words(program))
    written = [part(scribe) for part in _PARTS]
    chapters = (_covered(program, c, exercised) for c in written if c.entries)
    summary = program.lifecycle.summary
    return Document(
        title=program.title,
        version=program.version,
        status=STATUS_WORDS.get(program.status, program.status),
        head=(
            *((Paragraph("All pathways", href=home),) if home else ()),
            *((Paragraph(summary),) if summary else ()),
            *(Paragraph(text, label) for label, text in facts(program, exercised)),
            Paragraph(program.limits, "limits"),
        ),
        sections=(
            Section("The way", (_ABOUT_WAY, _picture(program)), "way"),
            Section("Therapies at a glance", (_ABOUT_GLANCE, _glances(program)), "glance"),
            *map(section, chapters),
            Section("Versions", tuple(_versions(program)), "versions"),
        ),
        footer=(Paragraph(f"Content: sha256 {program.digest}"),),
        sources=scribe.listed(),
        contents=True,
    )


def facts(program: CompiledProgram, exercised: Exercised) -> Iterator[tuple[str, str]]:
    """What is to be known of a pathway before reading it."""
    life = program.lifecycle
    whom = Scribe(program).condition(program.eligible)
    yield "for", whom or "every patient"
    yield "follows", ", ".join(adopted(program)) or "no guideline"
    yield "review by", life.review_by.isoformat() if life.review_by else "no day is set"
    if life.replaced_by is not None:
        yield "replaced by", clean(life.replaced_by)
    share = share_of(program, exercised)
    if share.of:
        yield "specs", f"{share.percent}: {share}"


def adopted(program: CompiledProgram) -> tuple[str, ...]:
    """The guidelines a pathway adopts, in its order."""
    found = [r for r in program.recommendations if r.adopted is not None]
    ordered = sorted(found, key=lambda r: r.adopted or 0)
    return tuple(dict.fromkeys(clean(named(r)) for r in ordered))


def named(one: Recommendation) -> str:
    """A guideline with its year, said once."""
    return one.title if str(one.year) in one.title else f"{one.title} ({one.year})"


def share_of(program: CompiledProgram, exercised: Exercised) -> ExercisedShare:
    """How much of a pathway the specs exercise: its own definitions and those it shares.

    Counted are the scenarios that exercise something of its own; without any it was not measured.
    """
    own = exercised.names(f"{program.id}:")
    scenarios = exercised.share(own).scenarios
    shared = [definition.name for definition in program.definitions]
    return (
        replace(exercised.share((*own, *shared)), scenarios=scenarios) if own else ExercisedShare()
    )


def anchor(therapy: str) -> str:
    """Where a therapy stands on the page."""
    return f"therapy-{therapy}"


# -- private -------------------------------------------------------------------------------


def _listed(scribe: Scribe) -> Chapter:
    """The therapies of this pathway; what patients may bring along beside has its own pages."""
    groups = []
    for id_ in scribe.program.listed:
        group = therapy(scribe, id_)
        first, *rest = group.entries
        groups.append(replace(group, entries=(replace(first, anchor=anchor(id_)), *rest)))
    return Chapter("therapies", "Therapies and their rules", SEVERITIES, tuple(groups))


def _heard(scribe: Scribe) -> Chapter:
    """The recommendations that the pathway adopts; the others stand with the therapies."""
    return replace(guidelines(scribe, shown=False), title="Recommendations it adopts")


def _own_words(program: CompiledProgram) -> CompiledProgram:
    """The program without the notes of therapies, which stand with the therapies."""
    kept = tuple(note for note in program.notes if not note.owner.is_therapy)
    return replace(program, notes=kept)


#: The chapters in reading order.
_PARTS: Final[tuple[Callable[[Scribe], Chapter], ...]] = (
    red_flags,
    steps,
    _listed,
    _heard,
    definitions,
    parameters,
    notes,
)


def _covered(program: CompiledProgram, chapter: Chapter, exercised: Exercised) -> Chapter:
    """The chapter with what the specs exercise of each entry, in place of the board's boxes."""
    groups = tuple(
        replace(
            group,
            entries=tuple(
                replace(entry, checked=_said(program, chapter.id, entry, exercised))
                for entry in group.entries
            ),
        )
        for group in chapter.groups
    )
    return replace(chapter, groups=groups)


def _said(program: CompiledProgram, chapter: str, entry: ReviewEntry, exercised: Exercised) -> str:
    covered = str(exercised.share(_names(program, chapter, entry, exercised)))
    return "; ".join(part for part in (entry.checked, covered) if part)


def _names(
    program: CompiledProgram, chapter: str, entry: ReviewEntry, exercised: Exercised
) -> tuple[str, ...]:
    """The definitions that an entry speaks of."""
    own = f"{program.id}:"
    match chapter:
        case "red-flags":
            return (flag_name(entry.id),)
        case "therapies":
            is_rule = own_name(entry.id) != ""
            verdict = own + option_name(entry.id, "verdict")
            return (rule_name(entry.id),) if is_rule else (verdict,)
        case "recommendations":
            return (position_name(entry.id, "direct"), position_name(entry.id, "extrapolated"))
        case "definitions":
            return (entry.id, f"{own}{entry.id}")
        case "steps":
            return tuple(n for start in at_node(entry.id) for n in exercised.names(own + start))
    return ()


_ABOUT_WAY: Final = Paragraph(
    "Red flags come before all of it. A therapy leads to its rules.", tone=Tone.QUIET
)
_ABOUT_GLANCE: Final = Paragraph(
    "Guidelines that this pathway does not adopt are shown, and decide nothing.", tone=Tone.QUIET
)


def _picture(program: CompiledProgram) -> Picture:
    return Picture(svg(picture_of(program), lambda id_: f"#{anchor(id_)}"))


def _glances(program: CompiledProgram) -> DocumentTable:
    """Each therapy in a line: where it is offered, what guidelines say, how many rules guard it."""
    head = ("Therapy", "Offered at", "Guidelines", "Rules")
    return DocumentTable(head, tuple(_glance(program, id_) for id_ in program.listed))


def _glance(program: CompiledProgram, id_: str) -> tuple[Cell, ...]:
    found = program.therapies[id_]
    titles = dict.fromkeys(
        place.title
        if place.partner_of is None
        else f"together with {program.therapies[place.partner_of].title}"
        for place in program.places_of(id_)
    )
    positions = dict.fromkeys(map(_position, program.positions_on(id_)))
    severities = [rule.severity for rule in found.rules]
    counts = (f"{severities.count(s)} {s}" for s in dict.fromkeys(severities))
    return (
        (Said(found.title, href=f"#{anchor(id_)}"), Said(found.kind, tone=Tone.QUIET)),
        "; ".join(titles) or "only spoken of",
        tuple(positions) or "–",
        ", ".join(counts) or "none",
    )


def _position(one: Recommendation) -> Said:
    if one.adopted is None:
        return Said(f"{one.direction} {named(one)}, not adopted", tone=Tone.QUIET)
    tone = Tone.GO if one.direction == "for" else Tone.STOP
    return Said(f"{one.direction} {named(one)}", tone=tone)


def _versions(program: CompiledProgram) -> Iterator[Block]:
    life = program.lifecycle
    rows = tuple((c.version, c.on.isoformat(), c.what) for c in life.changelog)
    if rows:
        yield DocumentTable(("Version", "Date", "What changed"), rows)
    else:
        yield Paragraph("No changelog is kept.")
    for one in life.signed:
        yield Paragraph(f"{one.version} signed off by {one.who}, {one.role}, on {one.on}")
    if not life.signed:
        yield Paragraph("Nobody has signed it off.", tone=Tone.ALARM)
