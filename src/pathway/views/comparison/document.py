"""A comparison as a document: who disagrees on what comes first, agreement is said in few lines.

Therapies stand one below the other and not in a table, since six pathways fit beside each other
neither on a line of eighty characters nor on paper; those that say the same share a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pathway.advice.advice import Advice
from pathway.advice.model import Position
from pathway.views.comparison.cells import (
    MEANINGS,
    Cell,
    ComparedTherapy,
    Comparison,
    ComparisonMark,
    outcome_of,
)
from pathway.views.comparison.parting import Parting, Partings
from pathway.views.document import Document, DocumentTable, Paragraph, Rows, Section, rows_section
from pathway.views.entries import Bibliography
from pathway.views.page import Detail, Row, Said, Tone
from pathway.views.tones import tone_of_action


def comparison_document(comparison: Comparison) -> Document:
    """What several pathways say of one patient: first where they disagree."""
    bibliography = Bibliography(comparison.citations)
    sections = [rows_section("Pathways", _pathways(comparison))]
    for mark in (ComparisonMark.DISAGREE, ComparisonMark.DIFFER, ComparisonMark.VERDICT):
        found = comparison.marked(mark)
        rows = [_differing(row, bibliography) for row in found]
        title = f"{mark[0].upper()}{mark[1:]} ({len(found)})"
        sections += [rows_section(title, rows, MEANINGS[mark])] if rows else []
    sections += _agreeing(comparison)
    return Document(
        title="Pathways side by side",
        about=comparison.heading,
        head=(
            *(Paragraph(line, strong=True) for line in comparison.statuses),
            *(Paragraph(flag, tone=Tone.ALARM) for flag in comparison.flags),
        ),
        sections=tuple(sections),
        sources=bibliography.listed(),
        notice=comparison.example,
    )


def partings_document(partings: Partings) -> Document:
    """Where pathways part over many patients: counts, then every pair with its patients."""
    found = partings.by_therapy()
    eligible = tuple((f"{p.title} ({p.id} {p.version})", p.eligible) for p in partings.pathways)
    sections = [Section("Pathways", (DocumentTable(("Pathway", "Eligible patients"), eligible),))]
    if found:
        counts = enumerate(partings.counts().items(), 1)
        rows = tuple(
            ((Said(title, href=f"#therapy-{number}"),), differ, apart or "–")
            for number, (title, (differ, apart)) in counts
        )
        table = DocumentTable(("Therapy", "Patients", "Guidelines disagree"), rows)
        sections.append(Section("Patients of whom two pathways say different", (table,)))
    for number, (title, same) in enumerate(found.items(), 1):
        sections.append(Section(title, (Rows(tuple(map(_parting, same))),), f"therapy-{number}"))
    patients = "1 patient" if partings.count == 1 else f"{partings.count} patients"
    nothing = Paragraph("No two of these pathways say anything different.")
    return Document(
        title="Where the pathways part",
        about=f"{patients} · as of {partings.day}",
        head=() if found else (nothing,),
        sections=tuple(sections),
        notice=partings.example,
    )


# -- one patient ---------------------------------------------------------------------------

#: What stands in place of a guideline where none speaks.
OWN_ORDER: Final = "the pathway's own order, no adopted guideline speaks of it"


def _pathways(comparison: Comparison) -> Iterator[Row]:
    """Which pathways are compared, with their outcome, and which are not for this patient."""
    for advice in comparison.among:
        yield Row(_named(advice), (Said(outcome_of(advice)), Said(advice.pathway.title)))
    others = (("not eligible", comparison.left_out), ("other fields", comparison.elsewhere))
    for lead, left in others:
        if left:
            yield Row(lead, (Said(", ".join(map(_named, left))),), tone=Tone.QUIET)


def _named(advice: Advice) -> str:
    return f"{advice.pathway.id} {advice.pathway.version}"


def _differing(row: ComparedTherapy, bibliography: Bibliography) -> Row:
    details = [_told(says, same) for says, same in row.said().items()]
    if row.mark is ComparisonMark.DISAGREE:
        details += _sides(row, bibliography)
    return Row(row.title, details=tuple(details))


def _told(says: str, same: Sequence[Cell]) -> Detail:
    """What is said by whom, and why they say it."""
    reasons = [_whose(reason, who, same) for reason, who in _reasons(same).items()]
    names = Said(", ".join(cell.pathway for cell in same))
    return Detail(says, (names, *map(Said, reasons)), tone_of_action(same[0].action))


def _reasons(same: Iterable[Cell]) -> dict[str, list[str]]:
    """Each reason with those whose reason it is."""
    reasons: dict[str, list[str]] = {}
    for cell in same:
        if cell.summary:
            reasons.setdefault(cell.summary, []).append(cell.pathway)
    return reasons


def _whose(reason: str, who: Sequence[str], same: Sequence[Cell]) -> str:
    return f"{reason} ({', '.join(who)})" if len(who) < len(same) else reason


def _sides(row: ComparedTherapy, bibliography: Bibliography) -> Iterator[Detail]:
    """Both sides of a disagreement, each with its guidelines and the numbers of their sources."""
    for stance in ("for", "against"):
        heard: dict[Said, list[str]] = {}
        for cell in row.side(stance):
            heard.setdefault(_worded(cell.heard, bibliography), []).append(cell.pathway)
        for said, who in heard.items():
            yield Detail(stance, (said, Said(f"followed by {', '.join(who)}")))
        for position in row.unheard(stance):
            yield Detail(
                stance, (_worded(position, bibliography), Said("followed by none of these"))
            )


def _worded(position: Position | None, bibliography: Bibliography) -> Said:
    if position is None:
        return Said(OWN_ORDER)
    certainty = f"{position.certainty} certainty" if position.certainty else None
    grades = (position.name, position.strength, certainty, position.applies)
    because = f": {position.because}" if position.because else ""
    said = f"{', '.join(filter(None, grades))}{because}"
    return Said(said, bibliography.cite([position.source]))


def _agreeing(comparison: Comparison) -> Iterator[Section]:
    """What is said alike, gathered by those who say it, the largest company first."""
    gathered: dict[tuple[str, ...], list[ComparedTherapy]] = {}
    for row in comparison.rows:
        if row.mark in (ComparisonMark.SAME, ComparisonMark.ALONE):
            gathered.setdefault(row.pathways, []).append(row)
    for pathways, same in sorted(gathered.items(), key=lambda one: -len(one[0])):
        yield rows_section(_company(pathways, comparison), map(_agreed, same))


def _agreed(row: ComparedTherapy) -> Row:
    """What all say, with the strengths where these differ, and why."""
    first = row.cells[0]
    said = [f"{first.verdict}, {first.action}"]
    strengths: dict[str | None, list[str]] = {}
    for cell in row.cells:
        strengths.setdefault(cell.strength, []).append(cell.pathway)
    for strength, who in strengths.items():
        said += [_whose(strength, who, row.cells)] if strength else []
    reasons = (Said(_whose(why, who, row.cells)) for why, who in _reasons(row.cells).items())
    tone = tone_of_action(first.action)
    return Row(row.title, (Said(", ".join(said)), *reasons), tone=tone)


def _company(pathways: Sequence[str], comparison: Comparison) -> str:
    every = len(comparison.among)
    if len(pathways) == every > 1:
        return f"The same under {'both' if every == 2 else f'all {every}'}"
    names = ", ".join(pathways)
    if every == 1:
        return names
    return f"Only {names}" if len(pathways) == 1 else f"The same under {names}"


# -- many patients -------------------------------------------------------------------------


def _parting(parting: Parting) -> Row:
    said = [Said(f"differ on {len(parting.patients)} of {parting.both}")]
    if parting.disagreeing:
        said.append(Said(f"guidelines disagree on {len(parting.disagreeing)}", tone=Tone.ALARM))
    details = tuple(
        Detail(f"{one} / {other} ({len(patients)})", (Said(", ".join(patients)),))
        for (one, other), patients in parting.said.items()
    )
    return Row(" / ".join(parting.pair), tuple(said), details=details)
