"""What the specs exercise, for three readers: as text, as JSON and as marked-up source."""

from __future__ import annotations

from collections.abc import Sequence

from pathway.authoring.coverage.meter import Coverage
from pathway.frozen import frozen
from pathway.ground.source import Span

#: The state of an item, in the words that every format uses.
EXERCISED, MISSING, OUT_OF_REACH = "exercised", "not exercised", "out of reach"

#: What stands where no solver could say which of the items no patient can exercise.
NOT_PROVED = "which of the rest no patient can exercise is not known: `pathway[proof]` proves it"


@frozen
class CoverageMark:
    """Everything there is to say of one thing an author wrote: its items, outcome by outcome."""

    kind: str
    holder: str
    part: str
    span: Span | None
    keys: tuple[str, ...]
    outcomes: tuple[tuple[str, str], ...]

    def having(self, state: str) -> tuple[str, ...]:
        """The outcomes in this state."""
        return tuple(outcome for outcome, its in self.outcomes if its == state)

    def __str__(self) -> str:
        return (
            f"{self.kind} {self.holder}: {self.part}" if self.part else f"{self.kind} {self.holder}"
        )


def state_of(coverage: Coverage, key: str) -> str:
    """Whether an item was exercised, was not, or cannot be."""
    if key in coverage.by:
        return EXERCISED
    return OUT_OF_REACH if key in coverage.out_of_reach else MISSING


def marks_of(coverage: Coverage, where: str) -> Sequence[CoverageMark]:
    """What is counted under a file or a pathway, in the order of the file."""
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for item in coverage.by_place[where]:
        grouped.setdefault((item.kind, item.holder, item.part), []).append(item.key)
    marks = []
    for (kind, holder, part), keys in grouped.items():
        outcomes = tuple((coverage.items[key].outcome, state_of(coverage, key)) for key in keys)
        marks.append(
            CoverageMark(kind, holder, part, coverage.items[keys[0]].span, tuple(keys), outcomes)
        )
    return marks
