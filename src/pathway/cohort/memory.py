"""What earlier batches of the same columns came to: cells that were read, facts, conditions.

Cells and facts are numbered in the order in which they were met, and keep their numbers, so that a
batch only says which numbers its rows have.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Sized
from typing import Final, Generic, TypeAlias, TypeVar

import numpy as np

from pathway.cohort.cells import Seen
from pathway.ground.vocabulary import Value
from pathway.patients.values import Fact

T = TypeVar("T")

#: The facts of all parts of a therapy's history.
History: TypeAlias = Sequence[Fact]
#: The numbers of facts of several attributes, which stand together in a row.
Facts: TypeAlias = tuple[int, ...]
#: So many cells, facts and conditions are remembered: a few hundred megabytes at most.
_MOST: Final = 1 << 20


def counting(fact: Fact) -> object:
    """What of a fact has a bearing on conditions: neither its source nor its day."""
    return fact.value, fact.why, fact.recorded, fact.silent, bool(fact.assumed)


class Numbered(Generic[T]):
    """Things so far, each once of those that count as the same."""

    def __init__(self, counts_as: Callable[[T], object]) -> None:
        self.things: list[T] = []
        self._counts_as = counts_as
        self._numbers: dict[object, int] = {}
        self._made: dict[object, int] = {}

    def number(self, key: object, make: Callable[[], T]) -> int:
        """The number of what follows from `key`; it is made once."""
        found = self._made.get(key)
        if found is None:
            thing = make()
            counts = self._counts_as(thing)
            found = self._made[key] = self._numbers.setdefault(counts, len(self.things))
            if found == len(self.things):
                self.things.append(thing)
        return found

    def __len__(self) -> int:
        return len(self._made)


class Decided:
    """What a condition came to in each case so far: TRUE, FALSE, UNKNOWN, or not asked yet."""

    TRUE: Final = 1
    FALSE: Final = 2
    UNKNOWN: Final = 3

    def __init__(self) -> None:
        self.cases = np.zeros(0, dtype=np.int8)

    def open(self, occurring: Sequence[int], cases: int) -> Sequence[int]:
        """Those that occur, of so many cases, of which it is not known yet."""
        if cases > len(self.cases):
            self.cases = np.pad(self.cases, (0, cases - len(self.cases)))
        asked = np.array(occurring, dtype=np.int64)
        return [int(case) for case in asked[self.cases[asked] == 0]]

    def tell(self, case: int, value: Value | None) -> None:
        """Keep what a case came to."""
        told = {True: self.TRUE, False: self.FALSE}
        self.cases[case] = told[value] if isinstance(value, bool) else self.UNKNOWN

    def __len__(self) -> int:
        return len(self.cases) // 8


class Memory:
    """All of it, for one program at one date, and for tables with the same columns."""

    def __init__(self) -> None:
        self._seen: dict[str, Seen] = {}
        self._facts: dict[str, Numbered[Fact]] = {}
        self._histories: dict[str, Numbered[History]] = {}
        self._together: dict[tuple[str, ...], Numbered[Facts]] = {}
        self._decided: dict[int, Decided] = {}

    def seen(self, name: str) -> Seen:
        """The distinct cells of a column."""
        return self._seen.setdefault(name, Seen())

    def facts(self, name: str) -> Numbered[Fact]:
        """The facts of an attribute: of birth dates, say, the ages."""
        return self._facts.setdefault(name, Numbered(counting))

    def histories(self, therapy: str) -> Numbered[History]:
        """The histories of a therapy."""
        return self._histories.setdefault(therapy, Numbered(lambda row: tuple(map(counting, row))))

    def together(self, names: tuple[str, ...]) -> Numbered[Facts]:
        """Which facts of several attributes stand together."""
        return self._together.setdefault(names, Numbered(lambda facts: facts))

    def decided(self, condition: int) -> Decided:
        """What a condition came to."""
        return self._decided.setdefault(condition, Decided())

    @property
    def is_full(self) -> bool:
        """Whether it is time to begin anew, so that no run needs more and more memory."""
        kept: list[Sized] = [*self._seen.values(), *self._facts.values()]
        kept += [*self._histories.values(), *self._together.values()]
        kept += [*self._decided.values()]
        return sum(len(one) for one in kept) > _MOST
