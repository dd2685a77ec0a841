"""What keeps content worth trusting: sources that are named, reviews that are done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from pathway.checks.subject import Subject
from pathway.ground.problems import Problem
from pathway.ground.provenance import version_of


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


def unfitting_changelog(subject: Subject) -> Iterator[Problem]:
    """A changelog without an entry for the version, or whose entries are not newest first."""
    for id_, file in subject.models.pathways.items():
        told = [version_of(one.version) for one in file.changelog]
        if told and version_of(file.version) not in told:
            hint = f'add `- {{version: "{file.version}", date: …, what: …}}` to `changelog`'
            message = f"the changelog of `{id_}` does not speak of {file.version}"
            yield Problem("P336", message, file.version.span, hint)
        for newer, older in pairwise(file.changelog):
            one, other = version_of(newer.version), version_of(older.version)
            if one is not None and other is not None and (one <= other or newer.date < older.date):
                message = f"the changelog of `{id_}` has {older.version} below {newer.version}"
                hint = "the newest version stands first, and no version twice"
                yield Problem("P336", message, older.version.span, hint)


def day_to_come(subject: Subject) -> Iterator[Problem]:
    """A signature, or an entry of a changelog, that is dated in the future."""
    for id_, file in subject.models.pathways.items():
        for what, entries in (("signature", file.signed), ("changelog entry", file.changelog)):
            for one in entries:
                if date.fromisoformat(one.date) > subject.today:
                    message = f"a {what} of `{id_}` is dated {one.date}, which is still to come"
                    yield Problem("P337", message, one.date.span, "write the day it was made")


def unsourced_flag(subject: Subject) -> Iterator[Problem]:
    """A red flag that rests on nothing that can be looked up."""
    for name, flag in subject.models.red_flags.red_flags.items():
        if not flag.source and not flag.facts:
            hint = "every clinical line has a `source:` from sources.yaml"
            yield Problem("P335", f"red flag `{name}` names no source", name.span, hint)
