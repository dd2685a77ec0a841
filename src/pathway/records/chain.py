"""Whether a chain of records is whole, and if not, which record was touched.

Two things are compared: what a record says of itself (its hash, which covers its number), and
what the next one says of it. One edit therefore accuses one record, not its neighbours, and a
record that only stands elsewhere is recognised.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from pathway.frozen import frozen
from pathway.records.model import BEGINNING, SCHEMA, Head, hash_of


@frozen
class ChainFinding:
    """Something wrong at one record or a run of them (`until` is the last).

    `kind` is edited, missing, inserted, moved, replaced or truncated; a moved record was
    written under the number `written`.
    """

    sequence: int
    kind: str
    until: int
    written: int | None = None

    @property
    def message(self) -> str:
        """The finding in one sentence."""
        many = self.until != self.sequence
        which = f"records {self.sequence} to {self.until}" if many else f"record {self.sequence}"
        said = _SAID[self.kind]
        if self.written is not None:
            said = f"{said} {self.written}"
        return f"{which} {'are' if many else 'is'} {said}"

    def to_dict(self) -> dict[str, Any]:
        """The finding as plain data."""
        return {
            "sequence": self.sequence,
            "until": self.until,
            "kind": self.kind,
            "written": self.written,
            "message": self.message,
        }


@frozen
class Verification:
    """How many records were looked at, where the chain ends, and what is wrong with it.

    Of very many findings only the first are kept; `more` counts the others.
    """

    count: int
    head: Head | None
    findings: tuple[ChainFinding, ...]
    more: int = 0

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


def verify(
    rows: Iterable[Sequence[Any]], head: Head | None = None, schema: str = SCHEMA
) -> Verification:
    """Check rows, sorted by sequence, against a known head.

    A row begins with its number and ends with the hash before and its own; what stands between
    is hashed in this order, under the name of the schema.
    """
    walker = _Walker(head, schema)
    for row in rows:
        walker.step(row)
    found = walker.findings()
    return Verification(walker.count, walker.last, tuple(found[:MOST]), len(found[MOST:]))


#: So many findings are told; a rewritten chain has one for each record.
MOST: Final = 100

# -- private -------------------------------------------------------------------------------

#: So many records are looked for in so many gaps: enough to recognise a few that changed places.
_STRANGERS: Final = 50

_SAID: Final = {
    "edited": "not what was written",
    "missing": "missing",
    "inserted": "put in: no such record was written there",
    "moved": "moved: first written as",
    "replaced": "replaced: not what the next record, or the head, was written after",
    "truncated": "missing at the end, before the head",
}


#: So many records are remembered behind the one looked at, so that a chain may be of any length.
#: What was done further apart is named all the same, if not always as what it was.
KEPT: Final = 100_000


class _Walker:
    """Goes along the chain; remembers the last hashes, as written and as recomputed."""

    def __init__(self, head: Head | None, schema: str) -> None:
        self._head = head
        self._schema = schema
        self.count = 0
        self.last: Head | None = None
        self._found: dict[tuple[int, str], ChainFinding] = {}
        self._accused: set[int] = set()
        self._gaps: set[int] = set()
        self._strangers: list[Sequence[Any]] = []
        self._hashes: dict[int, tuple[object, ...]] = {0: (BEGINNING,)}
        self._numbers: dict[object, int] = {BEGINNING: 0}
        self._stands: dict[int, int] = {}
        self._passed: deque[tuple[int, object]] = deque()
        self._top = 0
        self._shift = 0

    def step(self, row: Sequence[Any]) -> None:
        """One more record."""
        stands, previous, stored = row[0], row[-2], row[-1]
        self.count += 1
        if not isinstance(stands, int):  # the table was made anew, and anything may stand in it
            self._accuse(self._top + 1, "inserted")
            return
        self.last = Head(stands, str(stored).encode("utf-8", "replace").decode())
        computed = self._recomputed(stands, row)
        written = self._written(row, computed)
        if stands < 1:
            self._accuse(stands, "inserted")
            return
        if written is None:
            self._accuse(stands, "edited")
            if len(self._strangers) < _STRANGERS:
                self._strangers.append(row)
        elif written != stands:
            self._accuse(stands, "moved", written)
        number = stands - self._shift if written is None else written
        self._shift = stands - number
        self._place(number, stands, previous, sure=written is not None)
        self._hashes.setdefault(number, (stored,) if written is not None else (stored, computed))
        self._numbers.setdefault(stored, number)
        self._stands.setdefault(number, stands)
        self._passed.append((number, stored))
        if len(self._passed) > KEPT:
            self._forget(*self._passed.popleft())

    def findings(self) -> list[ChainFinding]:
        """All that is wrong, by number, with runs told as one."""
        head = self._head
        self._recognise()
        for number in self._gaps:
            self._accuse(number, "missing")
        if head is not None and head.sequence > self._top:
            for number in range(self._top + 1, head.sequence + 1):
                self._accuse(number, "truncated")
        elif head is not None and head.hash not in self._hashes.get(head.sequence, ()):
            self._accuse(head.sequence, "replaced")
        return list(_runs(sorted(self._found.values(), key=lambda f: (f.sequence, f.kind))))

    # -- private ---------------------------------------------------------------------------

    def _forget(self, number: int, stored: object) -> None:
        if number not in (0, self._top, self._head.sequence if self._head else 0):
            self._hashes.pop(number, None)
            self._stands.pop(number, None)
            self._numbers.pop(stored, None)

    def _written(self, row: Sequence[Any], computed: str | None) -> int | None:
        """The number under which the record was written: the one with which its hash fits."""
        stands, previous, stored = row[0], row[-2], row[-1]
        if computed == stored or computed is None:
            return None if computed is None else int(stands)
        before = self._numbers.get(previous) if isinstance(previous, str) else None
        likely = (before + 1,) if before is not None else ()
        for number in dict.fromkeys((stands - self._shift, *likely, stands - 1, stands + 1)):
            if number != stands and self._recomputed(number, row) == stored:
                return int(number)
        return None

    def _place(self, number: int, stands: int, previous: object, *, sure: bool) -> None:
        """Look at what a number says about the others."""
        if number > self._top + 1:
            if previous in self._hashes[self._top]:
                self._accuse(stands, "inserted")
            else:
                self._gaps.update(range(self._top + 1, number))
        elif number in self._gaps:
            self._gaps.discard(number)
        elif number <= self._top and sure and number in self._stands:
            # Two have the number. The one whose hash only fits elsewhere was written there.
            self._accuse(self._stands[number] if number != stands else stands, "inserted")
        if sure and number - 1 in self._hashes and previous not in self._hashes[number - 1]:
            self._replaced(number - 1)
        self._top = max(self._top, number)

    def _recognise(self) -> None:
        """A record that seemed edited may be one that is missing elsewhere."""
        for row in self._strangers:
            lost = (*sorted(self._gaps), *range(self._top + 1, self.count + 1))
            for number in lost[:_STRANGERS]:
                if self._recomputed(number, row) == row[-1]:
                    self._gaps.discard(number)
                    self._top = max(self._top, number)
                    self._hashes[number] = (row[-1],)
                    for kind in ("edited", "inserted"):
                        self._found.pop((row[0], kind), None)
                    self._accuse(row[0], "moved", number)
                    break

    def _recomputed(self, number: object, row: Sequence[Any]) -> str | None:
        """The hash of what is written, under a number; None for what was never written."""
        try:
            return hash_of((number, *row[1:-1]), self._schema)
        except TypeError:
            return None

    def _replaced(self, number: int) -> None:
        stands = self._stands.get(number, 1)
        if stands not in self._accused:
            self._accuse(stands, "replaced")

    def _accuse(self, sequence: int, kind: str, written: int | None = None) -> None:
        self._accused.add(sequence)
        self._found.setdefault((sequence, kind), ChainFinding(sequence, kind, sequence, written))


def _runs(findings: Iterable[ChainFinding]) -> Iterator[ChainFinding]:
    """Neighbours with the same fate as one finding."""
    last: ChainFinding | None = None
    for one in findings:
        if last is not None and _continues(last, one):
            last = replace(last, until=one.sequence)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _continues(last: ChainFinding, one: ChainFinding) -> bool:
    if last.kind != one.kind or one.sequence != last.until + 1:
        return False
    if last.written is None or one.written is None:
        return last.written is one.written and one.kind != "edited"
    return one.written - last.written == one.sequence - last.sequence
