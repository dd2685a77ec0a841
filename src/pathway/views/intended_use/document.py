"""The report on a pathway's intended use: worked out from the compiled pathway, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from pathway.ground.terms import Characteristic
from pathway.program import CompiledProgram
from pathway.views.contents import STATUS_WORDS
from pathway.views.document import (
    Block,
    Document,
    DocumentTable,
    Entries,
    ListEntry,
    Paragraph,
    Section,
)
from pathway.views.intended_use import (
    BASIS,
    FOR_REVIEW,
    NOTICE,
    Criterion,
    IntendedUseReport,
    ReportItem,
    SourceAttribute,
    counted,
)
from pathway.views.intended_use.advice import basis, options, time_critical
from pathway.views.intended_use.delivery import delivery
from pathway.views.intended_use.information import information
from pathway.views.intended_use.inputs import inputs
from pathway.views.page import Tone, clean, joined
from pathway.views.review_entries import ReviewEntry, Scribe
from pathway.views.review_origin import source_attributes


def report_of(program: CompiledProgram) -> IntendedUseReport:
    """The report, every answer counted from the program and none written by hand."""
    scribe = Scribe(program)
    parts = (inputs, information, options, basis, time_critical, delivery)
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
        attributes=_told(scribe),
    )


def _told(scribe: Scribe) -> tuple[SourceAttribute, ...]:
    """The thirteen source attributes; the last nine stand in the order of the characteristics."""
    entries = source_attributes(scribe).entries
    told = entries[: -len(Characteristic)]
    used = zip(entries[len(told) :], Characteristic, strict=True)
    uses = scribe.program.uses
    found = [_attribute_of(entry) for entry in told]
    return (*found, *(_attribute_of(entry, uses.get(one, ())) for entry, one in used))


def _attribute_of(entry: ReviewEntry, read: tuple[str, ...] = ()) -> SourceAttribute:
    which = "; ".join(joined(detail.says) for detail in entry.details)
    return SourceAttribute(entry.title, tuple(s.text for s in entry.says), which, read, entry.open)


def document(report: IntendedUseReport) -> Document:
    """The whole report."""
    head = (
        Paragraph(report.status_words, strong=True),
        Paragraph(NOTICE, strong=True),
        Paragraph(BASIS),
        Paragraph(report.patients, "patients"),
        Paragraph(report.limits or "none are said", "limits"),
        Paragraph(counted(report.open, "point"), "open"),
        Paragraph(f"sha256 {report.digest}", "content", tone=Tone.QUIET),
    )
    numbered = enumerate(report.criteria, 1)
    criteria = [_criterion(number, criterion) for number, criterion in numbered]
    title = f"Intended use: {report.title} {report.version}"
    return Document(title, head, (*criteria, _attributes(report)))


# -- private -------------------------------------------------------------------------------


def _criterion(number: int, criterion: Criterion) -> Section:
    return Section(f"{number}. {criterion.title}", tuple(_blocks(criterion)), criterion.id)


def _blocks(criterion: Criterion) -> Iterator[Block]:
    yield Paragraph(criterion.rule, "rule", tone=Tone.QUIET)
    yield Paragraph(criterion.question, "question", strong=True)
    yield Paragraph(criterion.answer, "answer")
    if criterion.counts:
        rows = tuple((count.what, count.number) for count in criterion.counts)
        yield DocumentTable(("What is counted", "How many"), rows)
    for evidence in criterion.evidence:
        yield Entries(evidence.title, tuple(map(_entry, evidence.items)))
    if criterion.open:
        yield Entries("Open", tuple(ListEntry(said) for said in criterion.open), open=True)


def _entry(item: ReportItem) -> ListEntry:
    return ListEntry(item.title, item.text, item.id, item.place, FOR_REVIEW if item.review else "")


def _attributes(report: IntendedUseReport) -> Section:
    title = f"{len(report.criteria) + 1}. Source attributes (45 CFR 170.315(b)(11))"
    rows = tuple(map(_attribute, report.attributes))
    table = DocumentTable(("Attribute", "Answer", "Open"), rows, alarm=frozenset({2}))
    return Section(title, (table,), "source-attributes")


def _attribute(one: SourceAttribute) -> tuple[str, ...]:
    which = f" ({one.which})" if one.which else ""
    return (one.title, f"{'; '.join(one.says)}{which}", one.open)
