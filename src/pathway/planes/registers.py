"""Registers while a program becomes planes: equal inputs and operations are made once."""

from __future__ import annotations

from collections.abc import Iterable

from pathway.planes.code import ALWAYS, NEVER, Input, Operation, Step


class Registers:
    """Inputs and operations, each made once."""

    def __init__(self) -> None:
        self._numbers: dict[Input | Step, int] = {}
        self._rows: list[Input | Step | None] = [None, None]

    def input(self, row: Input) -> int:
        """The register of an input."""
        return self._number(row)

    def both(self, left: int, right: int) -> int:
        """Where both are."""
        if left == right or right == ALWAYS:
            return left
        if left == ALWAYS:
            return right
        if NEVER in (left, right):
            return NEVER
        return self._number((Operation.AND.value, min(left, right), max(left, right)))

    def either(self, left: int, right: int) -> int:
        """Where one of them is."""
        if left == right or right == NEVER:
            return left
        if left == NEVER:
            return right
        if ALWAYS in (left, right):
            return ALWAYS
        return self._number((Operation.OR.value, min(left, right), max(left, right)))

    def less(self, left: int, right: int) -> int:
        """Where the first is and the second is not."""
        if left in (NEVER, right) or right == ALWAYS:
            return NEVER
        if right == NEVER:
            return left
        return self._number((Operation.LESS.value, left, right))

    def ordered(self, wanted: Iterable[int]) -> tuple[list[Input], list[Step], dict[int, int]]:
        """What the wanted registers need: inputs first, and where each register now is."""
        needed = self._needed(wanted)
        inputs = [at for at in needed if isinstance(self._rows[at], Input)]
        steps = [at for at in needed if isinstance(self._rows[at], tuple)]
        places = {NEVER: NEVER, ALWAYS: ALWAYS}
        places |= {at: number for number, at in enumerate((*inputs, *steps), 2)}
        rows = [row for at in inputs if isinstance(row := self._rows[at], Input)]
        made = [self._rows[at] for at in steps]
        moved = [(r[0], places[r[1]], places[r[2]]) for r in made if isinstance(r, tuple)]
        return rows, moved, places

    def _needed(self, wanted: Iterable[int]) -> list[int]:
        todo, found = list(wanted), set[int]()
        while todo:
            at = todo.pop()
            if at not in found and at > ALWAYS:
                found.add(at)
                row = self._rows[at]
                todo += row[1:] if isinstance(row, tuple) else ()
        return sorted(found)

    def _number(self, row: Input | Step) -> int:
        found = self._numbers.get(row)
        if found is None:
            found = self._numbers[row] = len(self._rows)
            self._rows.append(row)
        return found
