"""The report on a pathway's intended use as a document."""

from __future__ import annotations

from collections.abc import Iterator

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
from pathway.views.page import Tone


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
