"""What definitions read at any distance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from pathway.frozen import frozen


@frozen(slots=False, eq=False)
class Reads(Mapping[str, frozenset[str]]):
    """The names that each definition rests on in the end, made sets for those who ask.

    `read` has the set of each as a number in hexadecimal, with one bit for each of `names`.
    """

    names: tuple[str, ...]
    read: Mapping[str, str]
    _sets: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False)

    def __getitem__(self, name: str) -> frozenset[str]:
        read = self.read[name]
        if read not in self._sets:
            self._sets[read] = frozenset(self.names[at] for at in _ones(int(read, 16)))
        return self._sets[read]

    def __iter__(self) -> Iterator[str]:
        return iter(self.read)

    def __len__(self) -> int:
        return len(self.read)


def reads(definitions: Iterable[tuple[str, Iterable[str]]]) -> Reads:
    """Of definitions in order, each with the names that it reads itself.

    A name that is not defined reads itself.
    """
    bits, found = dict[str, int](), dict[str, int]()
    for name, names in definitions:
        read = 0
        for one in names:
            known = found.get(one)
            if known is None:
                known = bits.setdefault(one, 1 << len(bits))
            read |= known
        found[name] = read
    return Reads(tuple(bits), {name: f"{read:x}" for name, read in found.items()})


# -- private -------------------------------------------------------------------------------


def _ones(number: int) -> Iterator[int]:
    while number:
        last = number & -number
        yield last.bit_length() - 1
        number ^= last
