"""Whom a change concerns: what all rows have in common for which it happens, in words.

As `pathway diff` says it of every patient: of each attribute that a changed definition reads, the
answers that occur among them, where these are fewer than occur in the whole table. Numbers are told
by the limits that conditions compare them with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pathway.cohort.limits import limits
from pathway.ground.vocabulary import Attribute, Base
from pathway.language.syntax import names
from pathway.names.reading import read_history
from pathway.program import CompiledProgram
from pathway.yaml.values import read_value

#: The answers of rows by number: places between limits, or words; the last one is unknown.
Classes: TypeAlias = NDArray[np.int64]


class Whom:
    """What occurs of each attribute that matters, in the whole table and by change."""

    def __init__(
        self, old: CompiledProgram, new: CompiledProgram, columns: Iterable[str], as_of: date
    ) -> None:
        self._programs, self._as_of = (old, new), as_of
        there = frozenset(columns)
        self._names = [name for name in _read_by_changed(old, new) if name in there]
        self._words: dict[str, dict[str, int]] = {name: {} for name in self._names}
        self._all: dict[str, Counter[int]] = {name: Counter() for name in self._names}
        self._of: dict[tuple[object, str], Counter[int]] = {}

    def classes(self, rows: pa.RecordBatch) -> Mapping[str, Classes]:
        """The answers in some rows, which count for the whole table from now on."""
        found = {name: self._classes(name, rows) for name in self._names}
        for name, classes in found.items():
            self._all[name].update(_counted(classes))
        return found

    def add(self, key: object, classes: Mapping[str, Classes], rows: Sequence[int]) -> None:
        """A change concerns these rows."""
        for name, one in classes.items():
            self._of.setdefault((key, name), Counter()).update(_counted(one[list(rows)]))

    def said(self, key: object) -> tuple[str, ...]:
        """What all have in common whom a change concerns; nothing where that is nothing."""
        told: dict[str, list[str]] = {}
        for name in self._names:
            among, all_ = self._of.get((key, name), Counter()), self._all[name]
            if among and set(among) != set(all_):
                title = self._programs[1].titles.get(name, name)
                told.setdefault(self._answers(name, among, all_), []).append(title)
        return tuple(f"{', '.join(titles)}: {said}" for said, titles in told.items() if said)

    # -- private ---------------------------------------------------------------------------

    def _limits(self, name: str) -> Sequence[float]:
        found = (limits(program, name) or () for program in self._programs)
        return sorted({limit for some in found for limit in some})

    def _attribute(self, name: str) -> Attribute | None:
        return self._programs[1].vocabulary.attributes.get(name)

    def _classes(self, name: str, rows: pa.RecordBatch) -> Classes:
        column = rows.column(rows.schema.get_field_index(name))
        if pa.types.is_floating(column.type) or pa.types.is_integer(column.type):
            numbers = column.cast(pa.float64()).to_numpy(zero_copy_only=False)
            return self._placed(name, numbers)
        encoded = column.dictionary_encode()
        each = [self._class(name, raw) for raw in encoded.dictionary.to_pylist()]
        codes = pc.fill_null(encoded.indices.cast(pa.int64()), len(each)).to_numpy()
        found: Classes = np.array([*each, _UNKNOWN], dtype=np.int64)[codes]
        return found

    def _class(self, name: str, raw: object) -> int:
        text = {True: "yes", False: "no"}.get(raw, str(raw)) if isinstance(raw, bool) else str(raw)
        attribute = self._attribute(name)
        value = text if attribute is None else read_value(attribute, text, self._as_of)
        if isinstance(value, Decimal):
            return int(self._placed(name, np.array([float(value)]))[0])
        if not isinstance(value, str | bool) or not text.strip():
            return _UNKNOWN
        word = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
        return self._words[name].setdefault(word, len(self._words[name]))

    def _placed(self, name: str, numbers: NDArray[np.float64]) -> Classes:
        """Between which limits, or on which of them, each number lies."""
        known = self._limits(name)
        at = np.searchsorted(known, numbers, "left") + np.searchsorted(known, numbers, "right")
        return np.where(np.isnan(numbers), _UNKNOWN, at).astype(np.int64)

    def _answers(self, name: str, among: Counter[int], all_: Counter[int]) -> str:
        unknown = ["unknown"] if _UNKNOWN in among else []
        attribute = self._attribute(name)
        if attribute is None or not attribute.type.is_number:
            words = [word for word, code in self._words[name].items() if code in among]
            return " or ".join((*words, *unknown))
        told = sorted(set(among) - {_UNKNOWN})
        if not told:
            return "unknown"
        whole = sorted(set(all_) - {_UNKNOWN})
        ends = list(_ends(self._limits(name), told, whole))
        unit = f" {attribute.type.unit}" if attribute.type.unit and ends else ""
        span = f"{' and '.join(ends)}{unit}" if ends else "" if unknown else "known"
        return " or ".join((span, *unknown)) if span else ""


# -- private -------------------------------------------------------------------------------

_UNKNOWN: Final = -1
#: What a table says of a trial, where conditions read its history.
_OF_TRIALS: Final = ("outcome", "ongoing")


def _read_by_changed(old: CompiledProgram, new: CompiledProgram) -> Sequence[str]:
    """The columns that bear on a definition which is new, gone or written otherwise."""
    found: dict[str, None] = {}
    for one, other in ((new, old), (old, new)):
        for definition in one.definitions:
            before = other.by_name.get(definition.name)
            if before is None or before.expr != definition.expr:
                for name in names(definition.expr):
                    found |= dict.fromkeys(sorted(one.reads.get(name, {name})))
    return list(dict.fromkeys(column for name in found for column in _columns(new, name)))


def _columns(program: CompiledProgram, name: str) -> Iterator[str]:
    part = read_history(name)
    attribute = program.vocabulary.attributes.get(name)
    if attribute is not None and attribute.type.base is not Base.DATE:
        yield name
    elif part is not None and part.therapy in program.therapies:
        yield from (f"{part.therapy}.{one}" for one in _OF_TRIALS)


def _counted(classes: Classes) -> Mapping[int, int]:
    values, counts = np.unique(classes, return_counts=True)
    return dict(zip(map(int, values), map(int, counts), strict=True))


def _ends(known: Sequence[float], told: Sequence[int], whole: Sequence[int]) -> Iterator[str]:
    """The limits between which all lie, where others lie beyond."""
    low, high = told[0], told[-1]
    if low == high and low % 2:
        yield f"{known[low // 2]:g}"
        return
    if low > whole[0]:
        yield f"at least {known[low // 2]:g}" if low % 2 else f"above {known[low // 2 - 1]:g}"
    if high < whole[-1]:
        yield f"at most {known[high // 2]:g}" if high % 2 else f"below {known[high // 2]:g}"
