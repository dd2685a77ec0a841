"""Where pathways part: by therapy and pair of pathways, the patients told different things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations

from pathway.advice.advice import Advice
from pathway.frozen import frozen
from pathway.views.comparison.cells import Cell, ComparisonMark, cell_of, mark_of
from pathway.views.page import clean

#: What two pathways say of one therapy.
Said = tuple[str, str]


@frozen
class Eligible:
    """A pathway and how many of the patients are known to be eligible for it."""

    id: str
    title: str
    version: str
    eligible: int


@frozen(slots=False)
class Parting:
    """A therapy on which two pathways differ.

    `both` counts the patients eligible for both for whom both speak of it; `said` lists the
    differing ones by what is said of them.
    """

    therapy: str
    title: str
    pair: tuple[str, str]
    both: int
    said: Mapping[Said, tuple[str, ...]]
    disagreeing: tuple[str, ...]

    @property
    def patients(self) -> tuple[str, ...]:
        """All patients of whom the two say different verdicts."""
        return tuple(patient for same in self.said.values() for patient in same)


@frozen(slots=False)
class Partings:
    """All differences between pathways over a number of patients, of whom `examples` are invented.

    The advice was for `as_of`; where examples speak of several days, for those from `since` on.
    """

    count: int
    as_of: date
    pathways: tuple[Eligible, ...]
    found: tuple[Parting, ...]
    since: date
    examples: int = 0

    @property
    def day(self) -> str:
        """The day, or the first and the last one."""
        last = self.as_of.isoformat()
        return last if self.since == self.as_of else f"{self.since.isoformat()} to {last}"

    @property
    def example(self) -> str:
        """How many of the patients are invented; said before all else."""
        if not self.examples:
            return ""
        which = "EXAMPLE" if self.examples == self.count == 1 else "EXAMPLES"
        return f"{which}, as of {self.day}: {self.examples} of {self.count} not real patients"

    def by_therapy(self) -> Mapping[str, Sequence[Parting]]:
        """The partings by therapy: those on which guidelines disagree about most patients first."""
        gathered: dict[str, list[Parting]] = {}
        for parting in self.found:
            gathered.setdefault(parting.title, []).append(parting)
        return dict(sorted(gathered.items(), key=lambda one: _weight(one[1])))

    def counts(self) -> Mapping[str, tuple[int, int]]:
        """Of how many patients some two pathways differ on a therapy, and guidelines disagree."""
        found = self.by_therapy().items()
        return {title: (len(_differing(same)), len(_apart(same))) for title, same in found}


def partings_of(advised: Mapping[str, Sequence[Advice]], as_of: date) -> Partings:
    """Compare every pair of pathways over the patients, given the advice on each.

    Counted are patients who are known to be eligible for both.
    """
    every = list(advised.values())
    pathways = tuple(
        Eligible(
            first.pathway.id,
            clean(first.pathway.title),
            first.pathway.version,
            sum(advices[number].eligible is True for advices in every),
        )
        for number, first in enumerate(every[0])
    )
    found: dict[tuple[str, str, str], list[tuple[str, Cell, Cell]]] = {}
    titles: dict[str, str] = {}
    for patient, advices in advised.items():
        among = [advice for advice in advices if advice.eligible]
        for one, other in combinations(among, 2):
            for therapy, option in one.options.items():
                cells = _speaking(cell_of(one, therapy), cell_of(other, therapy))
                if cells is not None:
                    titles[therapy] = clean(option.title)
                    key = (therapy, one.pathway.id, other.pathway.id)
                    found.setdefault(key, []).append((patient, *cells))
    partings = (_parting(key, titles[key[0]], told) for key, told in found.items())
    told = [advices[0] for advices in every if advices]
    days = [advice.as_of for advice in told] or [as_of]
    return Partings(
        count=len(every),
        as_of=max(days),
        pathways=pathways,
        found=tuple(p for p in partings if p.said),
        since=min(days),
        examples=sum(advice.patient.example is not None for advice in told),
    )


# -- private -------------------------------------------------------------------------------


def _speaking(one: Cell | None, other: Cell | None) -> tuple[Cell, Cell] | None:
    if one is None or other is None or not (one.speaks and other.speaks):
        return None
    return one, other


def _parting(
    key: tuple[str, str, str], title: str, told: Iterable[tuple[str, Cell, Cell]]
) -> Parting:
    told = list(told)
    said: dict[Said, tuple[str, ...]] = {}
    disagreeing = []
    for patient, one, other in told:
        if one.verdict is not other.verdict:
            words = (str(one.verdict), str(other.verdict))
            said[words] = (*said.get(words, ()), patient)
        if mark_of((one, other)) is ComparisonMark.DISAGREE:
            disagreeing.append(patient)
    ordered = dict(sorted(said.items(), key=lambda entry: -len(entry[1])))
    therapy, *pair = key
    return Parting(therapy, title, (pair[0], pair[1]), len(told), ordered, tuple(disagreeing))


def _weight(same: Sequence[Parting]) -> tuple[int, int]:
    return -len(_apart(same)), -len(_differing(same))


def _differing(same: Sequence[Parting]) -> set[str]:
    return {patient for parting in same for patient in parting.patients}


def _apart(same: Sequence[Parting]) -> set[str]:
    return {patient for parting in same for patient in parting.disagreeing}
