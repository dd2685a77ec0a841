"""What keeps content worth trusting: sources that are named, reviews that are done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pathway.lint.subject import Subject
from pathway.problems import Problem


def overdue_review(subject: Subject) -> Iterator[Problem]:
    """A pathway whose `review by` has passed."""
    for id_, file in subject.models.pathways.items():
        day = file.review_by
        if day is not None and date.fromisoformat(day) < subject.today:
            yield Problem(
                "P325",
                f"pathway `{id_}` was to be reviewed by {day}",
                day.span,
                "review it against its sources, and set the next date",
            )


def unsourced_flag(subject: Subject) -> Iterator[Problem]:
    """A red flag that rests on nothing that can be looked up."""
    for name, flag in subject.models.red_flags.red_flags.items():
        if not flag.source and not flag.facts:
            hint = "every clinical line has a `source:` from sources.yaml"
            yield Problem("P335", f"red flag `{name}` names no source", name.span, hint)
