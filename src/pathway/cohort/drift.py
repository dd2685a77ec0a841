"""What has moved between two reports, and how often each rule fired over several.

Both are worked out from reports alone, which tell of no small group: nothing more can come of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pathway.cohort.report import CohortReport
from pathway.cohort.suppression import OTHERS
from pathway.frozen import frozen
from pathway.ground.problems import Problem, UsageError


@frozen
class Moved:
    """A number in an earlier report and in this one; None is nobody, or not told, and no share."""

    section: str
    about: str
    before: int | None
    after: int | None
    share_before: float
    share_after: float

    @property
    def moved(self) -> float:
        """By how much of all patients it has grown; below zero, shrunk."""
        return self.share_after - self.share_before

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "section": self.section,
            "about": self.about,
            "before": self.before,
            "after": self.after,
            "share_before": None if self.before is None else round(self.share_before, 6),
            "share_after": None if self.after is None else round(self.share_after, 6),
        }


@frozen
class Fired:
    """How often a code fired in each run, as a share of its patients; None is not told."""

    therapy: str
    code: str
    shares: tuple[float | None, ...]

    @property
    def stopped(self) -> bool:
        """Whether it fired once and does so no more, as far as is told."""
        return self.shares[-1] is None and any(self.shares)


def drift(earlier: CohortReport, now: CohortReport) -> tuple[Moved, ...]:
    """The numbers that have moved, by share of the patients, the largest first."""
    _same_pathway((earlier, now))
    before, after = _numbers(earlier), _numbers(now)
    found = [
        Moved(
            *key,
            before.get(key),
            after.get(key),
            _share(before.get(key), earlier) or 0,
            _share(after.get(key), now) or 0,
        )
        for key in dict.fromkeys((*after, *before))
    ]
    moved = [one for one in found if one.moved]
    return tuple(sorted(moved, key=lambda one: (-abs(one.moved), one.section, one.about)))


def firing(runs: Sequence[CohortReport]) -> tuple[Fired, ...]:
    """How often each code fired in each run, those that moved most first."""
    _same_pathway(runs)
    keys = dict.fromkeys(
        (id_, code) for run in runs for id_, counts in run.firing.items() for code in counts
    )
    found = [
        Fired(id_, code, tuple(_share(r.firing.get(id_, {}).get(code), r) for r in runs))
        for id_, code in keys
    ]
    return tuple(sorted(found, key=lambda one: (-_span(one), one.therapy, one.code)))


def in_time(runs: Sequence[CohortReport]) -> tuple[CohortReport, ...]:
    """The runs by their day; raises UsageError where one does not say, or two say the same."""
    days = [run.worked.as_of for run in runs]
    if None in days:
        hint = "answers in Parquet keep the day; CSV does not"
        raise UsageError([Problem("P901", "one of the runs does not say for which day", hint=hint)])
    if len(set(days)) < len(days):
        message = "two of the runs are for the same day"
        raise UsageError([Problem("P901", message, hint="name each run once")])
    return tuple(sorted(runs, key=lambda run: f"{run.worked.as_of}"))


# -- private -------------------------------------------------------------------------------

#: What is the sum of other sections, or is told in a section of its own.
_ELSEWHERE = ("all", "to_end", "due", "waiting")


def _numbers(report: CohortReport) -> Mapping[tuple[str, str], int]:
    rows = report.rows()
    return {(s, a): n for s, a, n in rows if a != OTHERS and s not in _ELSEWHERE}


def _share(count: int | None, report: CohortReport) -> float | None:
    return None if count is None or not report.told_of else count / report.told_of


def _span(one: Fired) -> float:
    told = [share or 0 for share in one.shares]
    return max(told) - min(told)


def _same_pathway(runs: Sequence[CohortReport]) -> None:
    named = dict.fromkeys(run.worked.pathway for run in runs if run.worked.pathway)
    if len(named) > 1:
        message = f"the runs are of different pathways: {', '.join(named)}"
        raise UsageError([Problem("P901", message, hint="compare runs of one pathway")])
