"""Registers while a program becomes planes: equal inputs and operations are made once.

Of what comes to the same the form is made that shares most: chains of cases, such as those of an
action, go through the same conditions as those of the verdict, and say most of it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pathway.planes.code import ALWAYS, NEVER, Input, Operation, Step

_AND: Final = Operation.AND.value
_LESS: Final = Operation.LESS.value


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
        for one, other in ((left, right), (right, left)):
            found = self._narrowed(one, other)
            if found is not None:
                return found
        return self._and(left, right)

    def either(self, left: int, right: int) -> int:
        """Where one of them is."""
        if left == right or right == NEVER:
            return left
        if left == NEVER:
            return right
        if ALWAYS in (left, right):
            return ALWAYS
        common = self._in_common(left, right)
        if common is not None:
            return common
        return self._number((Operation.OR.value, min(left, right), max(left, right)))

    def less(self, left: int, right: int) -> int:
        """Where the first is and the second is not."""
        if left in (NEVER, right) or right == ALWAYS:
            return NEVER
        if right == NEVER:
            return left
        op, one, other = self._row(left)
        if op == _LESS and any(part == right for part, _ in self._parts(other)):
            return self.less(one, right)  # what was left out is part of it
        return self._number((_LESS, left, right))

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

    def _and(self, left: int, right: int) -> int:
        return self._number((_AND, min(left, right), max(left, right)))

    def _narrowed(self, left: int, right: int) -> int | None:
        """Where both are, with what is there already; None where nothing is."""
        (op, one, other), (same, again, further) = self._row(left), self._row(right)
        if op == same == _LESS and one == again:
            return self.less(one, self.either(other, further))
        if op == _LESS:
            for part, rest in self._parts(other):
                if part == right:
                    return self.less(self.both(one, right), rest)
        for part, rest in self._parts(left):
            known = self._numbers.get((_AND, min(part, right), max(part, right)))
            if known is not None:
                return self._and(known, rest)
        return None

    def _in_common(self, left: int, right: int) -> int | None:
        """Where one of two is that have a part in common; None where they have none."""
        (op, one, other), (same, again, further) = self._row(left), self._row(right)
        if op == same == _LESS and other == further:
            return self.less(self.either(one, again), other)
        for part, rest in self._parts(left):
            for common, more in self._parts(right):
                if part == common:
                    return self.both(part, self.either(rest, more))
        return None

    def _row(self, number: int) -> Step:
        row = self._rows[number]
        return row if isinstance(row, tuple) else ("", NEVER, NEVER)

    def _parts(self, number: int) -> tuple[tuple[int, int], ...]:
        """Each of the two that a register is both of, with the other one."""
        op, one, other = self._row(number)
        return ((one, other), (other, one)) if op == _AND else ()

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
