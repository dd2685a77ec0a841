"""Which numbers of a report are drawn, and what each picture says for whoever does not see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from pathway.cohort import plots
from pathway.cohort.columns import BEGUN, FINISHED, REACHED
from pathway.cohort.drift import Fired
from pathway.cohort.report import CohortReport
from pathway.cohort.suppression import OTHERS
from pathway.cohort.wording import Titles, figure
from pathway.ground.terms import Verdict
from pathway.names import ELIGIBLE
from pathway.program import Node
from pathway.views.document import Picture


def steps_picture(report: CohortReport, nodes: Sequence[Node], titles: Titles) -> Picture:
    """The sequence of steps, with how many got there, tried something and left."""
    named = ("reached", "tried something", "left it")
    eligible = report.whole[ELIGIBLE].get("yes", 0)
    bars = {"eligible": {named[0]: eligible}}
    for node in nodes:
        parts = (report.steps[part].get(node.id, 0) for part in (REACHED, BEGUN, FINISHED))
        bars[_short(titles.steps[node.id])] = dict(zip(named, parts, strict=True))
    colours = dict(zip(named, (plots.BLUE, plots.GREEN, plots.GREY), strict=True))
    return Picture(plots.side_by_side("Along the steps", _in_words(bars), bars, colours))


def gaps_picture(report: CohortReport, titles: Titles) -> Picture | None:
    """For each therapy who takes it and had better not, and who could begin it."""
    named = ("taken, and to be ended", "due now, and not begun")
    counts = dict(zip(named, (report.to_end, report.due), strict=True))
    gaps = Counter(report.to_end) + Counter(report.due)
    first = sorted(gaps, key=lambda id_: (-gaps[id_], id_))[:_GAPS]
    bars = {
        _short(titles[id_]): {name: told[id_] for name, told in counts.items() if told.get(id_)}
        for id_ in first
    }
    if not bars:
        return None
    colours = dict(zip(named, (plots.RED, plots.GREEN), strict=True))
    return Picture(plots.side_by_side("Gaps in care", _in_words(bars), bars, colours))


def verdicts_picture(report: CohortReport, titles: Titles) -> Picture:
    """For each therapy how its verdicts share the patients for whom it is listed."""
    bars = {
        _short(titles[id_]): _in_kinds(counts)
        for id_, counts in report.verdicts.items()
        if sum(counts.values())
    }
    about = f"Shares of verdicts of {len(bars)} treatments; the table below has the numbers."
    return Picture(plots.stacked("Verdicts", about, bars, _COLOURS))


def firing_picture(runs: Sequence[CohortReport], fired: Sequence[Fired], titles: Titles) -> Picture:
    """How often the rules fired that moved most."""
    days = [run.worked.as_of for run in runs if run.worked.as_of is not None]
    drawn = _one_of_each(fired)[:_LINES]
    named = [f"{titles[one.therapy]}: {titles[one.code]}" for one in drawn]
    lines = [
        plots.Line(_short(label), one.shares, one.stopped)
        for label, one in zip(named, drawn, strict=True)
    ]
    said = "; ".join(named)
    about = f"Shares of patients for whom each fires, by day: {said} The table has the numbers."
    return Picture(plots.over_time("Firing over time", about, days, lines))


# -- private -------------------------------------------------------------------------------

_LINES: Final = 7
#: So many treatments are drawn of those with gaps.
_GAPS: Final = 12
#: So many letters have room beside a bar.
_ROOM: Final = 46

_KINDS: Final[Mapping[str, Sequence[Verdict]]] = {
    ", ".join(them): them
    for them in (
        (Verdict.RECOMMENDED, Verdict.ONGOING),
        (Verdict.PENDING,),
        (Verdict.LATER,),
        (Verdict.CONTRAINDICATED, Verdict.AVOID, Verdict.NOT_RECOMMENDED),
        (Verdict.TRIED, Verdict.DECLINED, Verdict.UNAVAILABLE),
        (Verdict.NOT_INDICATED,),
    )
}
_NEITHER: Final = OTHERS
_COLOURS: Final[Mapping[str, str]] = dict(
    zip(
        (*_KINDS, _NEITHER),
        (plots.GREEN, plots.AMBER, plots.BLUE, plots.RED, plots.PURPLE, plots.TEAL, plots.GREY),
        strict=True,
    )
)


def _one_of_each(fired: Sequence[Fired]) -> Sequence[Fired]:
    """Of each therapy what moved most, so that a picture tells several things."""
    found: dict[str, Fired] = {}
    for one in fired:
        if any(one.shares):
            found.setdefault(one.therapy, one)
    return list(found.values())


def _in_kinds(counts: Mapping[str, int]) -> Mapping[str, int]:
    found = Counter({_NEITHER: counts.get(OTHERS, 0)})
    for kind, verdicts in _KINDS.items():
        found[kind] = sum(counts.get(one, 0) for one in verdicts)
    return found


def _in_words(bars: plots.Bars) -> str:
    told = (
        f"{label}: {', '.join(f'{figure(count)} {part}' for part, count in parts.items())}"
        for label, parts in bars.items()
    )
    return f"{'; '.join(told)}."


def _short(text: str) -> str:
    return text if len(text) <= _ROOM else f"{text[: _ROOM - 1].rstrip()}…"
