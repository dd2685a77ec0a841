"""What stands on the page of a pathway: its picture, its therapies at a glance, every rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from pathway.names import at_node, flag_name, option_name, own_name, position_name, rule_name
from pathway.program import CompiledProgram, Recommendation
from pathway.views.contents import STATUS_WORDS
from pathway.views.page import clean
from pathway.views.pictures.picture import picture_of
from pathway.views.pictures.svg import svg
from pathway.views.review_entries import Chapter, ReviewEntry, Scribe
from pathway.views.review_origin import definitions, notes, parameters
from pathway.views.review_rules import guidelines, red_flags, steps, therapy
from pathway.views.site.exercised import Exercised, ExercisedShare


@dataclass(frozen=True, slots=True)
class Glance:
    """One therapy in a line: where it is offered, what guidelines say, how many rules guard it."""

    id: str
    href: str
    title: str
    kind: str
    offered: str
    positions: tuple[tuple[str, str, bool], ...]
    rules: str


@dataclass(frozen=True, slots=True)
class PathwayPage:
    """All that is shown of one pathway; `home` is the index it belongs to, if any."""

    id: str
    title: str
    version: str
    status: str
    is_active: bool
    summary: str
    limits: str
    digest: str
    facts: tuple[tuple[str, str], ...]
    picture: str
    glances: tuple[Glance, ...]
    chapters: tuple[Chapter, ...]
    changelog: tuple[tuple[str, str, str], ...]
    signed: tuple[tuple[str, str, str, str], ...]
    sources: tuple[tuple[int, str], ...]
    home: str


def pathway_page(program: CompiledProgram, exercised: Exercised, home: str = "") -> PathwayPage:
    """What the page says, before it is laid out."""
    scribe = Scribe(_own_words(program))
    written = [part(scribe) for part in _PARTS]
    chapters = tuple(_covered(program, c, exercised) for c in written if c.entries)
    life = program.lifecycle
    return PathwayPage(
        id=clean(program.id),
        title=clean(program.title),
        version=clean(program.version),
        status=STATUS_WORDS.get(program.status, clean(program.status)),
        is_active=program.status == "active",
        summary=clean(life.summary),
        limits=clean(program.limits),
        digest=program.digest,
        facts=tuple(facts(program, exercised)),
        picture=svg(picture_of(program), lambda id_: f"#{anchor(id_)}"),
        glances=tuple(_glance(program, id_, home) for id_ in program.listed),
        chapters=chapters,
        changelog=tuple((c.version, c.on.isoformat(), clean(c.what)) for c in life.changelog),
        signed=tuple(
            (s.version, clean(s.who), clean(s.role), s.on.isoformat()) for s in life.signed
        ),
        sources=scribe.listed(),
        home=home,
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
    about = "Contraindicated: never. Avoid: only with a clinician's reason. Caution: with care."
    return Chapter("therapies", "Therapies and their rules", about, tuple(groups))


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


def _glance(program: CompiledProgram, id_: str, home: str) -> Glance:
    found = program.therapies[id_]
    titles = dict.fromkeys(
        clean(place.title)
        if place.partner_of is None
        else f"together with {clean(program.therapies[place.partner_of].title)}"
        for place in program.places_of(id_)
    )
    positions = dict.fromkeys(
        (clean(named(r)), r.direction, r.adopted is not None) for r in program.positions_on(id_)
    )
    severities = [rule.severity for rule in found.rules]
    counts = (f"{severities.count(s)} {s}" for s in dict.fromkeys(severities))
    href = f"therapy-{id_}.html" if home else ""
    return Glance(
        id_,
        href,
        clean(found.title),
        str(found.kind),
        "; ".join(titles),
        tuple(positions),
        ", ".join(counts),
    )
