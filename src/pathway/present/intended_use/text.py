"""The report on a pathway's intended use as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from pathway.present.columns import bold, flowing, hanging, wrapped
from pathway.present.intended_use import (
    BASIS,
    FOR_REVIEW,
    NOTICE,
    Criterion,
    Evidence,
    Item,
    Report,
    SourceAttribute,
    counted,
)


def render(report: Report, *, width: int = 80, colour: bool = False) -> str:
    """The whole report, no line wider than `width`."""
    lines = [*_head(report, width, colour)]
    for number, criterion in enumerate(report.criteria, 1):
        lines += ["", *_criterion(number, criterion, width, colour)]
    lines += ["", *_attributes(report, width, colour)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


# -- private -------------------------------------------------------------------------------


def _head(report: Report, width: int, colour: bool) -> Iterator[str]:
    title = f"INTENDED USE: {report.title} {report.version}"
    yield from (bold(line, colour) for line in wrapped(title, width))
    yield from wrapped(report.status_words, width)
    for said in (NOTICE, BASIS):
        yield from ("", *wrapped(said, width))
    yield ""
    yield from hanging("patients", report.patients, _INDENT, width)
    yield from hanging("limits", report.limits or "none are said", _INDENT, width)
    yield from hanging("content", f"sha256 {report.digest}", _INDENT, width)
    yield from hanging("open", counted(report.open, "point"), _INDENT, width)


_INDENT = 10


def _criterion(number: int, criterion: Criterion, width: int, colour: bool) -> Iterator[str]:
    yield from (bold(line, colour) for line in wrapped(f"{number}. {criterion.title}", width))
    for lead, said in (
        ("rule", criterion.rule),
        ("question", criterion.question),
        ("answer", criterion.answer),
    ):
        yield from hanging(f"  {lead}", said, 2 + _INDENT, width)
    for count in criterion.counts:
        yield from flowing(f"  {count.number:>4}  ", count.what, 8, width)
    for evidence in criterion.evidence:
        yield from _evidence(evidence, width)
    for said in criterion.open:
        yield from flowing("  [open] ", said, 9, width)


def _evidence(evidence: Evidence, width: int) -> Iterator[str]:
    none = "" if evidence.items else ": none"
    yield from flowing("  ", f"{evidence.title}{none}", 4, width)
    for item in evidence.items:
        yield from flowing("    - ", _item(item), 6, width)


def _item(item: Item) -> str:
    id_ = f" ({item.id})" if item.id else ""
    said = f": {item.text}" if item.text else ""
    place = f" [{item.place}]" if item.place else ""
    review = f" <{FOR_REVIEW}>" if item.review else ""
    return f"{item.title}{id_}{said}{place}{review}"


def _attributes(report: Report, width: int, colour: bool) -> Iterator[str]:
    title = f"{len(report.criteria) + 1}. Source attributes (45 CFR 170.315(b)(11))"
    yield from (bold(line, colour) for line in wrapped(title, width))
    for one in report.attributes:
        yield from flowing("    - ", _attribute(one), 6, width)


def _attribute(one: SourceAttribute) -> str:
    which = f" ({one.which})" if one.which else ""
    open_ = f" [open: {one.open}]" if one.open else ""
    return f"{one.title}: {'; '.join(one.says)}{which}{open_}"
