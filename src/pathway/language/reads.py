"""What definitions read at any distance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


class Reads(Mapping[str, frozenset[str]]):
    """The names that each definition rests on in the end; one that is not defined reads itself.

    A set of names is a number with one bit for each, and only made a set for those who ask.
    """

    def __init__(self, definitions: Iterable[tuple[str, Iterable[str]]]) -> None:
        """`definitions` are in order, each with the names that it reads itself."""
        bits: dict[str, int] = {}
        self._read: dict[str, int] = {}
        self._sets: dict[int, frozenset[str]] = {}
        for name, names in definitions:
            read = 0
            for one in names:
                known = self._read.get(one)
                if known is None:
                    known = bits.setdefault(one, 1 << len(bits))
                read |= known
            self._read[name] = read
        self._names = tuple(bits)

    def __getitem__(self, name: str) -> frozenset[str]:
        read = self._read[name]
        if read not in self._sets:
            self._sets[read] = frozenset(self._names[at] for at in _ones(read))
        return self._sets[read]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


# -- private -------------------------------------------------------------------------------


def _ones(number: int) -> Iterator[int]:
    while number:
        last = number & -number
        yield last.bit_length() - 1
        number ^= last
