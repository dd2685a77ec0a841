"""Which of a few cases each row of a batch is: what stands in a cell, what it amounts to.

Few cases are kept as planes, one bit a row, which are combined a word of the processor at a time;
many as numbers, one a row. Each is made of the other where it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Codes: TypeAlias = NDArray[np.int32]
Mask: TypeAlias = NDArray[np.bool_]
#: Cases of several columns that occur together in a row.
Together: TypeAlias = tuple[int, ...]

#: Up to so many cases are combined as planes.
_FEW: Final = 16
_FEW_TOGETHER: Final = 128
#: As long as there may be no more numbers than this, they are ticked off and not sorted.
_COUNTED: Final = 1 << 18


class Split:
    """Each of so many rows is in one of so many cases; there may be cases without a row."""

    def __init__(
        self,
        rows: int,
        cases: int,
        planes: Mapping[int, int] | None = None,
        codes: Codes | None = None,
    ) -> None:
        """Either `planes`, without those of no row, or `codes`; whoever gives both knows more."""
        self.rows, self.cases = rows, cases
        self._planes, self._codes = planes, codes
        self._occurring: Sequence[int] | None = None
        self._flagged: dict[tuple[bool, ...], int] = {}

    @property
    def occurring(self) -> Sequence[int]:
        """The cases that have rows."""
        if self._occurring is None:
            if self._planes is not None:
                self._occurring = list(self._planes)
            else:
                counts = np.bincount(self.codes, minlength=self.cases)
                self._occurring = [int(case) for case in np.flatnonzero(counts)]
        return self._occurring

    @property
    def is_few(self) -> bool:
        """Whether there are so few cases that planes are quicker."""
        return len(self.occurring) <= _FEW

    @property
    def planes(self) -> Mapping[int, int]:
        """The rows of each case that has some."""
        if self._planes is None:
            self._planes = {case: packed(self.codes == case) for case in self.occurring}
        return self._planes

    @property
    def codes(self) -> Codes:
        """The case of each row."""
        if self._codes is None:
            codes = np.zeros(self.rows, dtype=np.int32)
            for case, plane in self.planes.items():
                if case:
                    codes += unpacked(plane, self.rows) * np.int32(case)
            self._codes = codes
        return self._codes

    def plane(self, flags: tuple[bool, ...]) -> int:
        """The rows whose case is flagged."""
        if flags not in self._flagged:
            self._flagged[flags] = self._plane(flags)
        return self._flagged[flags]

    def where(self, flags: Mask) -> int:
        """The same for many cases."""
        if self._planes is None and not self.is_few:
            return packed(flags[self.codes])
        return self._any(flags.tolist())

    def of_case(self, case: int) -> int:
        """The rows of one case."""
        if self._planes is not None or self.is_few:
            return self.planes.get(case, 0)
        return packed(self.codes == case)

    def case(self, row: int) -> int:
        """The case of one row."""
        if self._codes is not None:
            return int(self._codes[row])
        return next(case for case, plane in self.planes.items() if plane >> row & 1)

    def first_row(self, case: int) -> int:
        """A row of a case that has some."""
        if self._planes is None:
            return int(np.argmax(self.codes == case))
        plane = self.planes[case]
        return (plane & -plane).bit_length() - 1

    def merged(self, into: Mapping[int, int], cases: int) -> Split:
        """The same rows with each case that occurs moved into another."""
        if self._planes is not None or self.is_few:
            planes: dict[int, int] = {}
            for case, plane in self.planes.items():
                planes[into[case]] = planes.get(into[case], 0) | plane
            return Split(self.rows, cases, planes)
        moved = np.zeros(self.cases, dtype=np.int32)
        moved[list(into)] = list(into.values())
        return Split(self.rows, cases, codes=moved[self.codes])

    # -- private ---------------------------------------------------------------------------

    def _plane(self, flags: tuple[bool, ...]) -> int:
        if not any(flags):
            return 0
        if self._planes is None and not self.is_few:
            return packed(np.array(flags, dtype=bool)[self.codes])
        return self._any(flags)

    def _any(self, flags: Sequence[bool]) -> int:
        found = 0
        for case, plane in self.planes.items():
            if flags[case]:
                found |= plane
        return found


def combined(parts: Sequence[Split]) -> tuple[Split, Sequence[Together]]:
    """Each combination of cases that occurs, as a case; and of which cases it is made."""
    if all(part.is_few for part in parts):
        found = _by_planes(parts)
        if found is not None:
            return found
    return _by_codes(parts)


def packed(mask: Mask) -> int:
    """A mask as a plane: row 0 is bit 0."""
    return int.from_bytes(np.packbits(mask, bitorder="little").tobytes(), "little")


def unpacked(plane: int, count: int) -> NDArray[np.uint8]:
    """A plane as zeros and ones, row by row."""
    data = np.frombuffer(plane.to_bytes((count + 7) // 8, "little"), dtype=np.uint8)
    return np.unpackbits(data, count=count, bitorder="little")


def digits(planes: Sequence[int], count: int) -> NDArray[np.uint8]:
    """Of each row the number of which these are the binary digits, the lowest first; at most 8."""
    wide = (count + 7) // 8
    found = np.zeros(wide, dtype=np.uint64)
    for digit, plane in enumerate(planes):
        if plane:
            data = np.frombuffer(plane.to_bytes(wide, "little"), dtype=np.uint8)
            found |= _SPREAD[digit][data]
    return found.view(np.uint8)[:count]


def bits(buffer: pa.Buffer | None, offset: int, count: int) -> int:
    """A bitmap of Arrow as a plane; none means that every row is in it."""
    every = (1 << count) - 1
    if buffer is None:
        return every
    first, shift = divmod(offset, 8)
    last = (offset + count + 7) // 8
    return int.from_bytes(memoryview(buffer)[first:last], "little") >> shift & every


def truths(plane: int, count: int) -> pa.Array:
    """A plane as a column of truth values."""
    return pa.Array.from_buffers(pa.bool_(), count, [None, arrow_bits(plane, count)])


def arrow_bits(plane: int, count: int) -> pa.Buffer:
    """A plane as Arrow has it."""
    return pa.py_buffer(plane.to_bytes((count + 7) // 8, "little"))


# -- private -------------------------------------------------------------------------------

#: For each digit what eight rows of a plane are in eight bytes.
_SPREAD: Final = [
    (np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1, bitorder="little") << at).view(
        np.uint64
    )[:, 0]
    for at in range(8)
]


def _by_planes(parts: Sequence[Split]) -> tuple[Split, Sequence[Together]] | None:
    """None where so many combinations occur that numbers are quicker."""
    rows = parts[0].rows
    found: list[tuple[Together, int]] = [((), (1 << rows) - 1)]
    for part in parts:
        found = [
            ((*key, case), both)
            for key, plane in found
            for case, other in part.planes.items()
            if (both := plane & other)
        ]
        if len(found) > _FEW_TOGETHER:
            return None
    planes = {number: plane for number, (_, plane) in enumerate(found)}
    return Split(rows, len(found), planes), [key for key, _ in found]


def _by_codes(parts: Sequence[Split]) -> tuple[Split, Sequence[Together]]:
    rows = parts[0].rows
    whole, count = np.zeros(rows, dtype=np.int64), 1
    for part in parts:
        if len(part.occurring) > 1:
            whole, count = _numbered(whole * part.cases + part.codes, count * part.cases)
    first = np.zeros(count, dtype=np.int64)
    first[whole[::-1]] = np.arange(rows - 1, -1, -1)
    keys = zip(*(part.codes[first].tolist() for part in parts), strict=True)
    return Split(rows, count, codes=whole.astype(np.int32)), list(keys)


def _numbered(values: NDArray[np.int64], most: int) -> tuple[NDArray[np.int64], int]:
    """The numbers that occur, of so many that might, counted from 0."""
    if most > _COUNTED:
        distinct, codes = np.unique(values, return_inverse=True)
        return codes.astype(np.int64), len(distinct)
    there = np.zeros(most, dtype=bool)
    there[values] = True
    numbers = np.cumsum(there) - 1
    return numbers[values], int(there.sum())
