"""The answers of a batch as columns: what is advised to each row, as to one patient.

    id, left_out             who it is; true where the row contradicts itself, and says nothing
    outcome, urgency, red_flags
    steps, alerts            the steps the patient stands at, the red flags that are present: ids
    THERAPY.verdict, THERAPY.action

What is not listed for a patient is empty: a therapy that nothing offers to somebody for whom the
pathway is not meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np
import pyarrow as pa

from pathway.cohort.evaluation import Evaluated
from pathway.cohort.settled import packed, unpacked
from pathway.ground.terms import Action, Urgency, Verdict
from pathway.names import (
    ELIGIBLE,
    OUTCOME,
    RED_FLAGS,
    URGENCY,
    flag_name,
    flag_owner,
    history_name,
    node_name,
    option_name,
)
from pathway.program import CompiledProgram

VERDICT: Final = "verdict"
ACTION: Final = "action"
_WORDS: Final = pa.dictionary(pa.int16(), pa.string())

#: The words of the columns that every pathway has.
OUTCOMES: Final = ("urgent", "not eligible", "needs information", "advice")
URGENCIES: Final = (*(str(one) for one in Urgency), "none")
FLAGS: Final = ("present", "unanswered", "none")


def schema_of(program: CompiledProgram, therapies: Sequence[str]) -> pa.Schema:
    """The columns of the answers."""
    names = [OUTCOME, URGENCY, RED_FLAGS, "steps", "alerts"]
    names += [f"{id_}.{part}" for id_ in therapies for part in (VERDICT, ACTION)]
    fields = [pa.field("id", pa.string()), pa.field("left_out", pa.bool_())]
    told = {b"pathway": program.id, b"version": program.version, b"digest": program.digest}
    return pa.schema([*fields, *(pa.field(name, _WORDS) for name in names)], metadata=told)


def therapies_of(program: CompiledProgram, names: Iterable[str]) -> tuple[str, ...]:
    """The therapies with columns: what is listed for anybody, and what a table says is taken."""
    offered = {place.therapy for place in program.places}
    ongoing = {id_ for id_ in program.therapies if history_name(id_, "ongoing") in set(names)}
    listed = dict.fromkeys((*program.listed, *program.therapies))
    wanted = {*program.listed, *offered, *ongoing}
    return tuple(id_ for id_ in listed if id_ in wanted)


def answers(found: Evaluated, schema: pa.Schema, therapies: Sequence[str]) -> pa.RecordBatch:
    """The answers to a batch, in the columns of `schema`."""
    return _Answers(found, therapies).batch(schema)


# -- private -------------------------------------------------------------------------------


class _Answers:
    """The answers to one batch."""

    def __init__(self, found: Evaluated, therapies: Sequence[str]) -> None:
        self._found, self._therapies = found, therapies
        self._program, self._count = found.program, found.batch.count
        self._kept = found.every & ~packed(found.batch.left_out)

    def batch(self, schema: pa.Schema) -> pa.RecordBatch:
        columns = [self._found.batch.ids, pa.array(self._found.batch.left_out)]
        columns += [self._choice(OUTCOME, OUTCOMES), self._choice(URGENCY, URGENCIES)]
        columns += [self._choice(RED_FLAGS, FLAGS), self._steps(), self._alerts()]
        for id_ in self._therapies:
            shown = self._listed(id_) & self._kept
            columns.append(self._choice(option_name(id_, VERDICT), tuple(Verdict), shown))
            columns.append(self._choice(option_name(id_, ACTION), tuple(Action), shown))
        return pa.record_batch(columns, schema=schema)

    # -- private ---------------------------------------------------------------------------

    def _choice(self, name: str, words: Sequence[str], shown: int | None = None) -> pa.Array:
        """A text definition: in each row one of its words."""
        planes, registers = self._found.cases.code.choices[name], self._found.cases.registers
        kept = self._kept if shown is None else shown
        codes = np.zeros(self._count, dtype=np.int16)
        for number, word in enumerate(words, 1):
            at = planes.get(str(word))
            if at is not None and (plane := registers[at] & kept):
                codes += unpacked(plane, self._count) * np.int16(number)
        return _words(codes, words)

    def _listed(self, therapy: str) -> int:
        """The rows for which a therapy is listed, as `advice.options.in_play` says of one."""
        program, found = self._program, self._found
        ongoing = found.holds(history_name(therapy, "ongoing"))
        places = program.places_of(therapy)
        not_meant = found.cases.false(ELIGIBLE)
        for_flags = self._any(p.reached for p in places if p.holder.is_flag)
        elsewhere = {flag_owner(flag.id) for flag in program.elsewhere}
        called = 0
        for place in places:
            if place.holder in elsewhere:
                asked = found.every & ~found.cases.false(place.indicated)
                called |= found.cases.true(place.reached) & asked
        always = found.every if therapy in program.listed else 0
        return ongoing | (not_meant & for_flags) | (~not_meant & (always | called))

    def _any(self, names: Iterable[str]) -> int:
        """The rows in which one of the definitions is not known to be false."""
        found, cases = 0, self._found.cases
        for name in names:
            found |= self._found.every & ~cases.false(name)
        return found

    def _steps(self) -> pa.Array:
        steps = [node.id for node in self._program.nodes if node.kind == "step"]
        true = self._found.cases.true
        return self._ids({id_: true(node_name(id_, "current")) for id_ in steps})

    def _alerts(self) -> pa.Array:
        flags = [flag.id for flag in self._program.all_flags]
        true = self._found.cases.true
        return self._ids({id_: true(flag_name(id_)) for id_ in flags})

    def _ids(self, planes: Mapping[str, int]) -> pa.Array:
        """Of each row the ids whose plane it is in, with spaces between."""
        there = {id_: plane & self._kept for id_, plane in planes.items() if plane & self._kept}
        if not there:
            return _words(np.zeros(self._count, dtype=np.int16), ())
        bits = np.stack([unpacked(plane, self._count) for plane in there.values()])
        packed_bits = np.packbits(bits, axis=0)
        distinct, codes = np.unique(packed_bits, axis=1, return_inverse=True)
        named = [" ".join(_named(there, column)) for column in distinct.T]
        # Nobody's set of ids comes first, which is empty.
        empty = "" in named
        moved = codes.reshape(-1).astype(np.int16) + (0 if empty else 1)
        return _words(moved, named[1:] if empty else named)


def _named(ids: Iterable[str], column: np.ndarray[tuple[int], np.dtype[np.uint8]]) -> Iterator[str]:
    for id_, bit in zip(ids, np.unpackbits(column), strict=False):
        if bit:
            yield id_


def _words(
    codes: np.ndarray[tuple[int, ...], np.dtype[np.int16]], words: Sequence[str]
) -> pa.Array:
    """Code 0 is no word; the others count from 1."""
    indices = pa.array(codes - 1, mask=codes == 0, type=pa.int16())
    return pa.DictionaryArray.from_arrays(indices, pa.array([str(w) for w in words], pa.string()))
