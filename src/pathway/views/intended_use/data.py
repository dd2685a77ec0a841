"""The report on a pathway's intended use as plain data: the JSON `pathway-intended-use/1`."""

from __future__ import annotations

from pathway.views.intended_use import (
    BASIS,
    NOTICE,
    Criterion,
    IntendedUseReport,
    ReportItem,
    SourceAttribute,
)

SCHEMA = "pathway-intended-use/1"


def to_dict(report: IntendedUseReport) -> dict[str, object]:
    """The whole report; keys may be added, never renamed."""
    return {
        "schema": SCHEMA,
        "pathway": {
            "id": report.pathway,
            "title": report.title,
            "version": report.version,
            "status": report.status,
            "digest": report.digest,
        },
        "notice": [report.status_words, NOTICE, BASIS],
        "patients": report.patients,
        "limits": report.limits,
        "open": report.open,
        "criteria": [_criterion(one) for one in report.criteria],
        "source_attributes": [_attribute(one) for one in report.attributes],
    }


def _criterion(one: Criterion) -> dict[str, object]:
    return {
        "id": one.id,
        "title": one.title,
        "rule": one.rule,
        "question": one.question,
        "answer": one.answer,
        "counts": {count.what: count.number for count in one.counts},
        "evidence": {part.title: [_item(item) for item in part.items] for part in one.evidence},
        "open": list(one.open),
    }


def _item(item: ReportItem) -> dict[str, object]:
    return {
        "id": item.id,
        "title": item.title,
        "text": item.text,
        "place": item.place,
        "for_review": item.review,
    }


def _attribute(one: SourceAttribute) -> dict[str, object]:
    return {
        "attribute": one.title,
        "says": list(one.says),
        "which": one.which,
        "read": list(one.read),
        "open": one.open,
    }
