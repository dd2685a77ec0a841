"""Columns of ids: in each row those of whose planes it is in, with spaces between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pathway.cohort.split import arrow_bits, digits

#: The type of such a column; several thousand sets of ids may occur in a batch.
IDS: Final = pa.dictionary(pa.int32(), pa.string())


def id_column(planes: Mapping[str, int], count: int) -> pa.Array:
    """The ids of each row, in the order of `planes`; empty where there is none."""
    there = {id_: plane for id_, plane in planes.items() if plane}
    union = 0
    for plane in there.values():
        union |= plane
    ids, those = tuple(there), list(there.values())
    octets = [digits(those[at : at + 8], count) for at in range(0, len(ids), 8)]
    sets, keys = _few(octets, len(ids), count) if len(ids) <= _FEW else _many(octets, count)
    # Of rows in none of the planes it does not matter which set they have.
    buffers = [arrow_bits(union, count), pa.py_buffer(sets)]
    indices = pa.Array.from_buffers(pa.int32(), count, buffers)
    named = pa.array(_spaced(ids, keys), pa.string())
    return pa.DictionaryArray.from_arrays(indices, named, safe=False)


# -- private -------------------------------------------------------------------------------

Octets: TypeAlias = Sequence[NDArray[np.uint8]]
#: The number of the set of each row, and which bits each set has.
Sets: TypeAlias = tuple[NDArray[np.int32], Sequence[int]]

#: So many ids that the possible sets of them can be ticked off.
_FEW: Final = 16
#: So many sets of the same ids are remembered.
_REMEMBERED: Final = 1 << 15


def _few(octets: Octets, ids: int, count: int) -> Sets:
    bits: NDArray[np.integer[Any]] = octets[0] if octets else np.zeros(count, dtype=np.uint8)
    if len(octets) > 1:
        bits = bits | octets[1].astype(np.uint16) << np.uint16(8)
    there = np.zeros(1 << ids, dtype=bool)
    there[bits] = True
    there[0] = False
    numbers = np.cumsum(there, dtype=np.int32) - 1
    return np.maximum(numbers, 0)[bits], np.flatnonzero(there).tolist()


def _many(octets: Octets, count: int) -> Sets:
    rows = np.stack(octets, axis=1)
    buffers = [None, pa.py_buffer(rows.tobytes())]
    sets = pa.FixedSizeBinaryArray.from_buffers(pa.binary(len(octets)), count, buffers)
    encoded = sets.dictionary_encode()
    keys = [int.from_bytes(key, "little") for key in encoded.dictionary.to_pylist()]
    return encoded.indices.to_numpy(), keys


def _spaced(ids: tuple[str, ...], keys: Sequence[int]) -> Sequence[str]:
    """The ids of each set, with spaces between."""
    known = _known(ids)
    if len(known) + len(keys) > _REMEMBERED:
        known.clear()
    for key in keys:
        if key not in known:
            known[key] = " ".join(id_ for at, id_ in enumerate(ids) if key >> at & 1)
    return [known[key] for key in keys]


@lru_cache(maxsize=256)
def _known(ids: tuple[str, ...]) -> dict[int, str]:  # noqa: ARG001 (a dictionary for each)
    """The sets of some ids that occurred so far: the same do in other batches."""
    return {}
