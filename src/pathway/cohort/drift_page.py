"""What has moved since an earlier run, and firing over time, as sections of the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pathway.cohort.drift import Fired, Moved
from pathway.cohort.pictures import firing_picture
from pathway.cohort.report import CohortReport
from pathway.cohort.wording import NOT_TOLD, Titles, figure
from pathway.names import without_kind
from pathway.views.document import DocumentTable, Entries, ListEntry, Paragraph, Section


def what_moved(
    earlier: CohortReport, now: CohortReport, moved: Sequence[Moved], titles: Titles
) -> Section:
    """The counts that moved by most, and what fires no more."""
    since = earlier.worked.as_of
    shown = _one_of_each(moved)[:_MOST]
    rows = tuple(_moved(one, titles) for one in shown)
    head = ("About", "What", "Earlier", "Now", "Share earlier", "Share now", "Moved")
    left = len(moved) - len(rows)
    more = f" {left:,} more numbers moved; `--json` has them all." if left else ""
    people = f"{figure(earlier.told_of)} patients then, {figure(now.told_of)} now."
    table = DocumentTable(head, rows, figures=frozenset(range(2, 7)))
    blocks = (Paragraph(f"{people}{more}"), table) if rows else (Paragraph(f"{people} Nothing."),)
    gone = [
        (without_kind(one.section), one.about)
        for one in moved
        if one.section.startswith("firing.") and one.after is None
    ]
    title = f"What moved since {since.isoformat()}" if since is not None else "What moved"
    return Section(title, (*blocks, *_stopped(gone, now, titles)), id="drift")


def over_time(
    runs: Sequence[CohortReport],
    fired: Sequence[Fired],
    titles: Titles,
    *,
    pictures: bool,
    stopped: bool,
) -> Section:
    """How often each rule fired in each run, what moved most first; and what has `stopped`."""
    days = [str(run.worked.as_of) for run in runs]
    rows = tuple(
        (titles[one.therapy], titles[one.code], *map(_percent, one.shares)) for one in fired[:_MOST]
    )
    head = ("Treatment", "What fires", *days)
    table = DocumentTable(head, rows, figures=frozenset(range(2, len(head))))
    drawn = (firing_picture(runs, fired, titles),) if pictures and fired else ()
    gone = [(one.therapy, one.code) for one in fired if one.stopped and stopped]
    ended = tuple(_stopped(gone, runs[-1], titles))
    return Section("Firing over time", (*drawn, table, *ended), id="over-time")


# -- private -------------------------------------------------------------------------------

#: So many rows are shown of what moved.
_MOST: Final = 25


def _moved(one: Moved, titles: Titles) -> tuple[str, ...]:
    told = ((one.before, one.share_before), (one.after, one.share_after))
    shares = (_percent(None if count is None else share) for count, share in told)
    counts = (figure(one.before), figure(one.after))
    by = f"{100 * one.moved:+.1f}"
    return (
        titles.section(one.section),
        titles.within(one.section, one.about),
        *counts,
        *shares,
        by,
    )


def _one_of_each(moved: Sequence[Moved]) -> Sequence[Moved]:
    """Of each therapy, and of each section about whole patients, what moved most."""
    found: dict[str, Moved] = {}
    for one in moved:
        key = without_kind(one.section) or f"{one.section}, {one.about}"
        found.setdefault(key, one)
    return list(found.values())


def _stopped(
    gone: Sequence[tuple[str, str]], now: CohortReport, titles: Titles
) -> Iterator[Entries]:
    """What fires no more, each code with the therapies that it fired for."""
    therapies: dict[str, list[str]] = {}
    for therapy, code in gone:
        therapies.setdefault(code, []).append(titles[therapy])
    if gone:
        entries = (
            ListEntry(titles[code], ", ".join(named), code) for code, named in therapies.items()
        )
        yield Entries(_no_more(now), tuple(entries))


def _no_more(now: CohortReport) -> str:
    few = f", or for fewer than {now.fewest}" if now.fewest > 1 else ""
    return f"Fires for nobody any more{few}"


def _percent(share: float | None) -> str:
    return NOT_TOLD if share is None else f"{100 * share:.1f} %"
