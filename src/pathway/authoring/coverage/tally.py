"""Which scenarios exercised what, over all pathways of a library.

What pathways share (a therapy's rules, red flags, definitions) counts once, whichever
pathway's scenario exercised it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pathway.authoring.coverage.items import CoverageItem, Inventory
from pathway.program import CompiledProgram


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many items."""

    exercised: int
    of: int

    @property
    def percent(self) -> str:
        """The share in percent with one decimal, never rounded up: 100.0 means all."""
        tenths = 1000 * self.exercised // self.of if self.of else 1000
        return f"{tenths // 10}.{tenths % 10} %"

    def reaches(self, minimum: float) -> bool:
        """Whether the share is at least so many percent, exactly."""
        return 100 * self.exercised >= minimum * self.of


class ItemSet:
    """All items of a library in a fixed order, so that a set of them can be written as bits."""

    def __init__(self, programs: Iterable[CompiledProgram]) -> None:
        self.by_key: dict[str, CoverageItem] = {}
        for program in programs:
            self.by_key.update(Inventory(program).items)
        self._keys = tuple(self.by_key)
        self._number = {key: number for number, key in enumerate(self.by_key)}

    def bits(self, keys: Iterable[str]) -> str:
        """A set of items as text, to send it from one process to another."""
        total = 0
        for key in keys:
            number = self._number.get(key)
            if number is not None:  # a guideline adopted for one scenario may bring its own
                total |= 1 << number
        return f"{total:x}"

    def keys(self, bits: str) -> list[str]:
        """The items in a text that `bits` made."""
        flags = bin(int(bits, 16))[:1:-1]
        return [self._keys[found.start()] for found in re.finditer("1", flags)]


@dataclass(frozen=True)
class Coverage:
    """What was exercised and what was not.

    `by` names the scenarios that exercised an item, `out_of_reach` says of an item that nobody
    exercised why no patient could. Without proofs nobody knows what is out of reach.
    """

    items: Mapping[str, CoverageItem]
    by: Mapping[str, Sequence[str]]
    out_of_reach: Mapping[str, str] = field(default_factory=dict)
    proved: bool = True

    @cached_property
    def share(self) -> Share:
        """How much of what can be reached was exercised."""
        return self.share_of(self.items)

    def share_of(self, keys: Iterable[str]) -> Share:
        """How much of these items was exercised, less those that no patient can reach."""
        reachable = [key for key in keys if key not in self.out_of_reach]
        return Share(sum(key in self.by for key in reachable), len(reachable))

    @cached_property
    def missing(self) -> tuple[CoverageItem, ...]:
        """The items still to be exercised."""
        by, out = self.by, self.out_of_reach
        return tuple(item for key, item in self.items.items() if key not in by and key not in out)

    @cached_property
    def by_place(self) -> Mapping[str, tuple[CoverageItem, ...]]:
        """The items by the file, or the pathway, that they are counted under."""
        found: dict[str, list[CoverageItem]] = {}
        for item in self.items.values():
            found.setdefault(item.where, []).append(item)
        return {where: tuple(found[where]) for where in sorted(found)}
