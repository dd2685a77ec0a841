"""The chapters of a review that say what a pathway is: origin, personal data, thresholds, words.

The thirteen source attributes are those that US rules (ONC HTI-1) ask of evidence-based
decision support. What the author did not say is shown as not provided, and what personal
data is used is worked out from the conditions, beside what the author declares.
"""

from __future__ import annotations

from pathway.advice.words import said
from pathway.ground.terms import Characteristic
from pathway.names import Owner
from pathway.program import Definition, Note, Parameter
from pathway.views.entries import words
from pathway.views.page import Said, clean
from pathway.views.review_entries import (
    Chapter,
    EntryGroup,
    ReviewEntry,
    Scribe,
    detail,
    evidence_in_words,
)

NOT_PROVIDED = "not provided"


def source_attributes(scribe: Scribe) -> Chapter:
    """The thirteen source attributes: four told by the author, nine about personal data."""
    entries = (*_origin(scribe), *(_use(scribe, one) for one in Characteristic))
    about = "Thirteen attributes; what personal data is used is worked out from the conditions."
    return Chapter("origin", "Source attributes", about, (EntryGroup(entries=entries),))


def definitions(scribe: Scribe) -> Chapter:
    """The words that conditions use, with what each means."""
    own = [d for d in scribe.program.definitions if d.owner == Owner("definition", d.name)]
    entries = tuple(_definition(scribe, one) for one in own)
    return Chapter("definitions", "Definitions", "", (EntryGroup(entries=entries),))


def parameters(scribe: Scribe) -> Chapter:
    """The thresholds that a site may set."""
    entries = tuple(_parameter(scribe, one) for one in scribe.program.parameters)
    about = "A site may set each within its allowed range."
    return Chapter("parameters", "Thresholds", about, (EntryGroup(entries=entries),))


def notes(scribe: Scribe) -> Chapter:
    """What is told to readers beside the advice."""
    entries = tuple(_note(scribe, note) for note in scribe.program.notes)
    return Chapter("notes", "Notes", "", (EntryGroup(entries=entries),))


def evidence(scribe: Scribe) -> Chapter:
    """The studies behind the statements, in our own words."""
    entries = tuple(
        ReviewEntry(
            title=scribe.therapies(item.about) or "in general",
            id=item.id,
            says=(scribe.said(evidence_in_words(item), [item.source]),),
            place=scribe.place(item.span),
            asks=True,
        )
        for item in scribe.program.evidence
    )
    about = "Read by nobody but the reader: no condition depends on a study's size or effect."
    return Chapter("evidence", "Evidence", about, (EntryGroup(entries=entries),))


# -- private -------------------------------------------------------------------------------


def _origin(scribe: Scribe) -> tuple[ReviewEntry, ...]:
    told = scribe.program.transparency
    dates = ""
    if told.released is not None or told.revised is not None:
        first, last = (d.isoformat() if d else NOT_PROVIDED for d in (told.released, told.revised))
        dates = f"released {first}, revised {last}"
    citations = "; ".join(scribe.program.sources[id_].text for id_ in told.sources)
    return (
        _attribute(scribe, "bibliographic citation", citations, told.sources),
        _attribute(scribe, "developer", told.developer or ""),
        _attribute(scribe, "funding of the technical work", told.funding or ""),
        _attribute(scribe, "release and revision dates", dates),
    )


def _attribute(scribe: Scribe, title: str, text: str, sources: tuple[str, ...] = ()) -> ReviewEntry:
    missing = "" if text else NOT_PROVIDED
    return ReviewEntry(title, says=(scribe.said(text or NOT_PROVIDED, sources),), open=missing)


def _use(scribe: Scribe, one: Characteristic) -> ReviewEntry:
    """Whether a characteristic is used: what the author says, and what the conditions read."""
    program = scribe.program
    declared = program.transparency.uses
    read = program.uses.get(one, ())
    told = NOT_PROVIDED if declared is None else "used" if one in declared else "not used"
    found = "read by conditions" if read else "read by no condition"
    differ = declared is not None and (one in declared) != bool(read)
    openly = NOT_PROVIDED if declared is None else ""
    titles = [program.titles[name] for name in read]
    few = f"{len(titles)} attributes" if len(titles) > _NAMED else ", ".join(titles)
    return ReviewEntry(
        title=f"use of {one}",
        says=(Said(f"declared: {told}"), Said(f"found: {found}")),
        details=(detail("which", few),) if read else (),
        open="declared and found differ" if differ else openly,
    )


_NAMED = 6


def _definition(scribe: Scribe, definition: Definition) -> ReviewEntry:
    titles = {finding.name: finding.title for finding in scribe.program.findings}
    return ReviewEntry(
        title=clean(titles.get(definition.name, words(definition.name))),
        id=definition.name,
        says=(Said(scribe.condition(definition.expr)),),
        place=scribe.place(definition.span),
        asks=True,
    )


def _parameter(scribe: Scribe, one: Parameter) -> ReviewEntry:
    allowed = ""
    if one.allowed is not None:
        low, high = one.allowed
        allowed = f"{said(low)} to {said(high, one.unit)}"
    return ReviewEntry(
        title=clean(one.title or words(one.name)),
        id=one.name,
        status=said(one.value, one.unit),
        says=(scribe.said(one.rationale, one.sources),),
        details=(detail("allowed", allowed),) if allowed else (),
        place=scribe.place(one.span),
        open="" if one.sources else "names no source",
        asks=True,
    )


def _note(scribe: Scribe, note: Note) -> ReviewEntry:
    when = scribe.defined(note.definition)
    return ReviewEntry(
        title=clean(str(note.owner)),
        status=clean(note.kind),
        says=(scribe.said(note.text, note.sources),),
        details=(detail("while", when),) if when else (),
        place=scribe.place_of(note.definition),
        asks=True,
    )
