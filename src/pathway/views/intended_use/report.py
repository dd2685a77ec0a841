"""From a compiled pathway to the report on its intended use."""

from __future__ import annotations

from pathway.ground.terms import Characteristic
from pathway.program import CompiledProgram
from pathway.views.contents import STATUS_WORDS
from pathway.views.intended_use import IntendedUseReport, SourceAttribute
from pathway.views.intended_use.advice import basis, options, time_critical
from pathway.views.intended_use.information import information
from pathway.views.intended_use.inputs import inputs
from pathway.views.page import clean, joined
from pathway.views.review_entries import ReviewEntry, Scribe
from pathway.views.review_origin import source_attributes


def report_of(program: CompiledProgram) -> IntendedUseReport:
    """The report, every answer counted from the program and none written by hand."""
    scribe = Scribe(program)
    parts = (inputs, information, options, basis, time_critical)
    return IntendedUseReport(
        pathway=clean(program.id),
        title=clean(program.title),
        version=clean(program.version),
        status=clean(program.status),
        status_words=STATUS_WORDS.get(program.status, clean(program.status)),
        digest=program.digest,
        patients=scribe.condition(program.eligible) or "every patient",
        limits=clean(program.limits),
        criteria=tuple(part(scribe) for part in parts),
        attributes=_attributes(scribe),
    )


def _attributes(scribe: Scribe) -> tuple[SourceAttribute, ...]:
    """The thirteen source attributes; the last nine stand in the order of the characteristics."""
    entries = source_attributes(scribe).entries
    told = entries[: -len(Characteristic)]
    used = zip(entries[len(told) :], Characteristic, strict=True)
    uses = scribe.program.uses
    found = [_attribute(entry) for entry in told]
    return (*found, *(_attribute(entry, uses.get(one, ())) for entry, one in used))


def _attribute(entry: ReviewEntry, read: tuple[str, ...] = ()) -> SourceAttribute:
    which = "; ".join(joined(detail.says) for detail in entry.details)
    return SourceAttribute(entry.title, tuple(s.text for s in entry.says), which, read, entry.open)
