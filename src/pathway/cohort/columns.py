"""The answers of a batch as columns: what is advised to each row, as to one patient.

    id, left_out             who it is; true where the row contradicts itself, and says nothing
    outcome, urgency, red_flags, eligible
    steps, alerts            the steps the patient stands at, the red flags that are present: ids
    reached, begun, finished the steps reached; of them those of which something was taken, and
                             those that were left, resolved or stepped up
    review_by                when to look again
    THERAPY.verdict, THERAPY.action
    THERAPY.reasons          the ids of what closes it or holds it back (`cohort/reasons`)
    THERAPY.cautions         the ids of the cautions that hold

Several ids in a cell have spaces between. What is not listed for a patient is empty: a therapy that
nothing offers to somebody for whom the pathway is not meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache, reduce
from operator import or_
from typing import Final

import pyarrow as pa

from pathway.cohort.evaluation import Evaluated
from pathway.cohort.id_columns import IDS, id_column
from pathway.cohort.reasons import Code, cautions_of, reasons_of
from pathway.cohort.reviews import review_column
from pathway.cohort.split import arrow_bits, digits, truths
from pathway.ground.terms import Action, Urgency, Verdict
from pathway.names import (
    ELIGIBLE,
    OUTCOME,
    RED_FLAGS,
    URGENCY,
    NodePart,
    flag_name,
    flag_owner,
    history_name,
    node_name,
    option_name,
)
from pathway.program import CompiledProgram

VERDICT: Final = "verdict"
ACTION: Final = "action"
REASONS: Final = "reasons"
CAUTIONS: Final = "cautions"
STEPS: Final = "steps"
ALERTS: Final = "alerts"
REACHED: Final = "reached"
BEGUN: Final = "begun"
FINISHED: Final = "finished"
REVIEW_BY: Final = "review_by"
ASKS: Final = "asks"
_WORDS: Final = pa.dictionary(pa.int8(), pa.string())

#: The words of the columns that every pathway has.
OUTCOMES: Final = ("urgent", "not eligible", "needs information", "advice")
URGENCIES: Final = (*(str(one) for one in Urgency), "none")
FLAGS: Final = ("present", "unanswered", "none")
ELIGIBILITY: Final = ("yes", "no", "unknown")


def schema_of(program: CompiledProgram, therapies: Sequence[str], as_of: date) -> pa.Schema:
    """The columns of the answers, and in the metadata what they were worked out with."""
    columns: dict[str, pa.DataType] = {"id": pa.string(), "left_out": pa.bool_()}
    columns |= dict.fromkeys((OUTCOME, URGENCY, RED_FLAGS), _WORDS)
    columns |= dict.fromkeys((STEPS, ALERTS), IDS)
    columns[ELIGIBLE] = _WORDS
    columns |= dict.fromkeys((REACHED, BEGUN, FINISHED), IDS)
    columns[REVIEW_BY] = pa.date32()
    for id_ in therapies:
        columns |= {f"{id_}.{part}": _WORDS for part in (VERDICT, ACTION)}
        columns |= {f"{id_}.{part}": IDS for part in (REASONS, CAUTIONS)}
    told = {"pathway": program.id, "version": program.version, "digest": program.digest}
    told["as_of"] = as_of.isoformat()
    return pa.schema(list(columns.items()), metadata=told)


def therapies_of(program: CompiledProgram, names: Iterable[str]) -> tuple[str, ...]:
    """The therapies with columns: what is listed for anybody, and what a table says is taken."""
    offered = {place.therapy for place in program.places}
    ongoing = {id_ for id_ in program.therapies if history_name(id_, "ongoing") in set(names)}
    listed = dict.fromkeys((*program.listed, *program.therapies))
    wanted = {*program.listed, *offered, *ongoing}
    return tuple(id_ for id_ in listed if id_ in wanted)


def answers(
    found: Evaluated, schema: pa.Schema, therapies: Sequence[str], as_of: date
) -> pa.RecordBatch:
    """The answers to a batch, in the columns of `schema`."""
    return _Answers(found, therapies, as_of).batch(schema)


def word_column(words: Sequence[str], planes: Sequence[int], count: int) -> pa.Array:
    """In each row the word whose plane it is in; empty where it is in none."""
    there, places = 0, [0] * (len(words) - 1).bit_length()
    for number, plane in enumerate(planes):
        there |= plane
        for place in range(len(places)):
            if plane and number >> place & 1:
                places[place] |= plane
    buffers = [arrow_bits(there, count), pa.py_buffer(digits(places, count))]
    indices = pa.Array.from_buffers(pa.int8(), count, buffers)
    return pa.DictionaryArray.from_arrays(indices, _texts(tuple(words)), safe=False)


# -- private -------------------------------------------------------------------------------


@lru_cache
def _texts(words: tuple[str, ...]) -> pa.Array:
    return pa.array(map(str, words), pa.string())


class _Answers:
    """The answers to one batch."""

    def __init__(self, found: Evaluated, therapies: Sequence[str], as_of: date) -> None:
        self._found, self._therapies, self._as_of = found, therapies, as_of
        self._program, self._count = found.program, found.batch.count
        self._kept = found.every & ~found.batch.left_out

    def batch(self, schema: pa.Schema) -> pa.RecordBatch:
        columns = [self._found.batch.ids, truths(self._found.batch.left_out, self._count)]
        columns += [self._choice(OUTCOME, OUTCOMES), self._choice(URGENCY, URGENCIES)]
        columns += [self._choice(RED_FLAGS, FLAGS), self._steps("current"), self._alerts()]
        columns += [self._eligible(), self._steps("reached"), self._begun()]
        columns += [self._steps("resolved", "stepped_up")]
        columns += [review_column(self._found, self._kept, self._as_of)]
        for id_ in self._therapies:
            shown = self._listed(id_) & self._kept
            columns.append(self._choice(option_name(id_, VERDICT), tuple(Verdict), shown))
            columns.append(self._choice(option_name(id_, ACTION), tuple(Action), shown))
            columns.append(self._codes(reasons_of(self._program, id_), shown))
            columns.append(self._codes(cautions_of(self._program, id_), shown))
        return pa.record_batch(columns, schema=schema)

    # -- private ---------------------------------------------------------------------------

    def _choice(self, name: str, words: Sequence[str], shown: int | None = None) -> pa.Array:
        """A text definition: in each row one of its words."""
        planes, registers = self._found.cases.code.choices[name], self._found.cases.registers
        kept = self._kept if shown is None else shown
        there = [planes.get(str(word)) for word in words]
        return word_column(
            words, [0 if at is None else registers[at] & kept for at in there], self._count
        )

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

    def _eligible(self) -> pa.Array:
        true, false = (of(ELIGIBLE) for of in (self._found.cases.true, self._found.cases.false))
        planes = (true, false, self._found.every & ~true & ~false)
        return word_column(ELIGIBILITY, [plane & self._kept for plane in planes], self._count)

    def _steps(self, *parts: NodePart) -> pa.Array:
        """The steps of which one of these parts is true."""
        true = self._found.cases.true
        steps = [node.id for node in self._program.nodes if node.kind == "step"]
        planes = ((id_, [true(node_name(id_, part)) for part in parts]) for id_ in steps)
        return self._ids({id_: reduce(or_, some) for id_, some in planes})

    def _begun(self) -> pa.Array:
        """The steps reached of whose offers something was taken."""
        found, planes = self._found, dict[str, int]()
        for node in self._program.nodes:
            if node.kind == "step":
                taken = (found.holds(history_name(id_, "ever")) for id_ in node.offers)
                reached = found.cases.true(node_name(node.id, "reached"))
                planes[node.id] = reached & reduce(or_, taken, 0)
        return self._ids(planes)

    def _alerts(self) -> pa.Array:
        flags = [flag.id for flag in self._program.all_flags]
        return self._ids({id_: self._found.cases.true(flag_name(id_)) for id_ in flags})

    def _codes(self, codes: Iterable[Code], shown: int) -> pa.Array:
        true = self._found.cases.true
        return id_column({one.code: true(one.definition) & shown for one in codes}, self._count)

    def _ids(self, planes: Mapping[str, int]) -> pa.Array:
        return id_column({id_: plane & self._kept for id_, plane in planes.items()}, self._count)
