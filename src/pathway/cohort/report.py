"""What the answers to a table come to, in numbers: who stands where, and where care has gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

from pathway.cohort.columns import ALERTS, ASKS, BEGUN, FINISHED, REACHED, REVIEW_BY, STEPS
from pathway.cohort.suppression import OTHERS, Group, laid_together
from pathway.cohort.tally import TABLES, WHOLE, Tally, Worked, tallied
from pathway.frozen import frozen
from pathway.ground.terms import Action

#: From how many patients on a group is told; fewer might say who they are.
FEWEST: Final = 5

#: What is running and had to end, and what is due and not begun.
_ENDING: Final = (Action.STOP, Action.TAPER)
_DUE: Final = (Action.START, Action.CHOOSE)

#: Patients by what is told of them, the most frequent first; `OTHERS` last.
Counts: TypeAlias = Mapping[str, int]


@frozen
class CohortReport:
    """Numbers of patients; `therapies` by what is advised about each.

    Groups of fewer than `fewest` patients stand among `others`, and in no other number
    (`suppression`). In `steps`, `reached`, `begun`, `finished`, `alerts` and `firing` somebody may
    be counted several times; `firing` says for each therapy what closes it or asks for caution.
    """

    worked: Worked
    patients: int
    left_out: int
    fewest: int
    whole: Mapping[str, Counts]
    steps: Mapping[str, Counts]
    alerts: Counts
    asks: Counts
    reviews: Counts
    verdicts: Mapping[str, Counts]
    actions: Mapping[str, Counts]
    firing: Mapping[str, Counts]

    @property
    def told_of(self) -> int:
        """The patients of whom anything is said."""
        return self.patients - self.left_out

    @property
    def to_end(self) -> Counts:
        """For each therapy how many take it who had better not: stop or taper."""
        return self._sums(_ENDING)

    @property
    def due(self) -> Counts:
        """For each therapy how many could begin it now."""
        return self._sums(_DUE)

    @property
    def waiting(self) -> Counts:
        """For each therapy how many wait for an answer."""
        return self._sums((Action.ASK_FIRST,))

    def rows(self) -> Iterator[tuple[str, str, int]]:
        """Every number, by the section it stands in and what it is about."""
        sections: dict[str, Counts] = {**self.whole, ALERTS: self.alerts, **self.steps}
        sections |= {"to_end": self.to_end, "due": self.due, "waiting": self.waiting}
        sections |= {ASKS: self.asks, "reviews": self.reviews}
        sections |= {f"verdict.{id_}": counts for id_, counts in self.verdicts.items()}
        sections |= {f"action.{id_}": counts for id_, counts in self.actions.items()}
        sections |= {f"firing.{id_}": counts for id_, counts in self.firing.items()}
        yield "all", "patients", self.patients
        yield "all", "left_out", self.left_out
        for section, counts in sections.items():
            yield from ((section, about, count) for about, count in counts.items())

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data."""
        day = self.worked.as_of
        return {
            "pathway": {name: getattr(self.worked, name) for name in ("pathway", "version")},
            "digest": self.worked.digest,
            "as_of": None if day is None else day.isoformat(),
            "patients": self.patients,
            "left_out": self.left_out,
            "fewest": self.fewest,
            **{name: dict(counts) for name, counts in {**self.whole, **self.steps}.items()},
            **{name: dict(getattr(self, name)) for name in (ALERTS, ASKS, "reviews")},
            **{name: dict(getattr(self, name)) for name in ("to_end", "due", "waiting")},
            **{name: getattr(self, name) for name in ("verdicts", "actions", "firing")},
        }

    def _sums(self, actions: Sequence[Action]) -> Counts:
        sums = {id_: sum(told.get(one, 0) for one in actions) for id_, told in self.actions.items()}
        return _ordered(Counter(sums))


def report(path: Path, fewest: int = FEWEST) -> CohortReport:
    """The numbers of a table of answers, in one file or in a folder of them.

    Raises UsageError where it is no such table, UnreadableError where it is damaged.
    """
    return told(tallied(path), fewest)


def told(tally: Tally, fewest: int = FEWEST) -> CohortReport:
    """What of the counts can be told."""
    tables = {name: laid_together(counts, fewest) for name, counts in tally.tables.items()}
    steps, parts = tables.get(STEPS, Counter()), dict(enumerate(TABLES[STEPS]))
    therapies = {id_: laid_together(counts, fewest) for id_, counts in tally.therapies.items()}
    fired = {id_: _each(groups, 2) + _each(groups, 3) for id_, groups in therapies.items()}
    return CohortReport(
        tally.worked,
        tally.patients,
        tally.left_out,
        fewest,
        {name: _by(steps, at) for at, name in parts.items() if name in WHOLE},
        {name: _ordered(_each(steps, at)) for at, name in parts.items() if name in _STEPS},
        _ordered(_each(steps, list(parts.values()).index(ALERTS))),
        _by(tables.get(ASKS, Counter()), 0),
        _by(tables.get(REVIEW_BY, Counter()), 0),
        {id_: _by(groups, 0) for id_, groups in therapies.items()},
        {id_: _by(groups, 1) for id_, groups in therapies.items()},
        {id_: _ordered(counts) for id_, counts in fired.items() if counts},
    )


# -- private -------------------------------------------------------------------------------


_STEPS: Final = (REACHED, STEPS, BEGUN, FINISHED)


def _by(groups: Counter[Group], at: int) -> Counts:
    """The patients by one part of their groups; who has nothing there is not told of."""
    return _ordered(_summed(groups, lambda group: (group[at],)))


def _each(groups: Counter[Group], at: int) -> Counter[str]:
    """The same for ids, of which several may stand there."""
    return _summed(groups, lambda group: () if group[at] == OTHERS else group[at].split())


def _summed(groups: Counter[Group], of: Callable[[Group], Sequence[str]]) -> Counter[str]:
    found = Counter[str]()
    for group, count in groups.items():
        for one in of(group):
            found[one] += count
    return found


def _ordered(counts: Counter[str]) -> Counts:
    """The largest first, the same by name; what is left together comes last."""
    key = lambda row: (row[0] == OTHERS, -row[1], row[0])  # noqa: E731
    return {name: n for name, n in sorted(counts.items(), key=key) if name and n}
