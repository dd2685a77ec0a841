"""Columns of ids: in each row those of whose planes it is in, with spaces between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pathway.cohort.split import unpacked

#: The type of such a column; several thousand sets of ids may occur in a batch.
IDS: Final = pa.dictionary(pa.int32(), pa.string())


def id_column(planes: Mapping[str, int], count: int) -> pa.Array:
    """The ids of each row, in the order of `planes`; empty where there is none."""
    there = {id_: plane for id_, plane in planes.items() if plane}
    union = 0
    for plane in there.values():
        union |= plane
    # What forbids a therapy holds for few: only these rows are looked at.
    rows = np.flatnonzero(unpacked(union, count)) if union else np.zeros(0, dtype=np.int64)
    named: tuple[str, ...] = ("",)
    sets = np.zeros(len(rows), dtype=np.int32)
    ids = tuple(there)
    for start in range(0, len(ids), _TOGETHER):
        some = ids[start : start + _TOGETHER]
        bits = [unpacked(there[id_], count)[rows] for id_ in some]
        sets, named = _refined(sets, named, some, bits)
    indices = np.full(count, -1, dtype=np.int32)
    indices[rows] = sets
    mask = indices < 0
    return pa.DictionaryArray.from_arrays(
        pa.array(indices, mask=mask, type=pa.int32()), pa.array(named, pa.string())
    )


# -- private -------------------------------------------------------------------------------

Sets: TypeAlias = NDArray[np.int32]

#: So many planes are laid together in a byte.
_TOGETHER: Final = 8
#: As long as there may be no more sets than this, they are ticked off and not sorted.
_COUNTED: Final = 1 << 20


def _refined(
    sets: Sets, named: Sequence[str], ids: Sequence[str], bits: Sequence[NDArray[np.uint8]]
) -> tuple[Sets, tuple[str, ...]]:
    """The set of each row once some more ids are looked at, and what stands in each set."""
    byte = bits[0]
    for at, bit in enumerate(bits[1:], 1):
        byte = byte | bit << np.uint8(at)
    if len(named) << _TOGETHER <= _COUNTED:
        keys = (sets << np.int32(_TOGETHER)) | byte
        there = np.zeros(len(named) << _TOGETHER, dtype=bool)
        there[keys] = True
        occurring = np.flatnonzero(there)
        numbers = (np.cumsum(there, dtype=np.int32) - 1)[keys]
    else:
        wide = (sets.astype(np.int64) << np.int64(_TOGETHER)) | byte
        occurring, numbers = np.unique(wide, return_inverse=True)
    made = []
    for key in map(int, occurring):
        more = (id_ for at, id_ in enumerate(ids) if key >> at & 1)
        made.append(" ".join(filter(None, (named[key >> _TOGETHER], *more))))
    return numbers.astype(np.int32, copy=False), tuple(made)
