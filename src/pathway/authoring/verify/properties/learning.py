"""The monotone rule: learning never takes a recommendation back.

A few constructs, which only the compiler writes, read that something is *not known to be*: what a
flag that cannot wait calls for counts an unknown history as none; education, referral,
investigation and safety measures are held only by a flag that is known to be true; so is
everything by a flag of another field, and what the author of a flag leaves out of what it holds
while it is unanswered; and what runs beside every step, where nothing forbids it,
waits for nothing; a test is due until it is answered, and what is done meanwhile until then. With
these a recommendation leaves only because what was learnt made an earlier row or a hold true, the
patient not eligible, or answered the test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from pathway.authoring.verify.encoded import Encoded, Undecided
from pathway.authoring.verify.formulas import Bit, both, opposite, some
from pathway.authoring.verify.learning import Learning, Learnt
from pathway.authoring.verify.properties.model import Answer, Case, ProofOutcome, Property, spans
from pathway.compiler.flags import ALWAYS_FREE, waits_for
from pathway.ground.terms import Verdict as Row
from pathway.names import ELIGIBLE, flag_owner, held_name, node_name, option_name
from pathway.patients.model import Patient
from pathway.program import CompiledProgram


def recommended_stays(program: CompiledProgram, as_of: date) -> Property:
    """That learning keeps a recommendation, and moves other verdicts to earlier rows only."""
    asked = _Asked(program, as_of)
    cases = [
        Case(
            f"{program.therapies[id_].title}: recommended stays recommended when more is known",
            asked.about(id_),
            spans(program.therapies[id_].span),
            id_,
        )
        for id_ in program.listed
    ]
    return Property(
        "monotone",
        "Learning more never takes a recommendation back; any other verdict only moves to an "
        "earlier row, and pending to any",
        program,
        tuple(cases),
        "option",
        "there is no option",
    )


# -- private -------------------------------------------------------------------------------

#: What an unknown history may turn out to be.
_HISTORY = (Row.DECLINED, Row.UNAVAILABLE, Row.TRIED, Row.ONGOING)
#: What may be learnt of a therapy that runs beside every step.
_BESIDE = (Row.NOT_RECOMMENDED, *_HISTORY, Row.NOT_INDICATED)


class _Asked:
    """All options of a pathway, asked of one patient before and after."""

    def __init__(self, program: CompiledProgram, as_of: date) -> None:
        self._program = program
        self._as_of = as_of

    @cached_property
    def _learning(self) -> Learning:
        learning = Learning(self._program, self._as_of)
        for id_ in self._program.listed:
            self._wrong(learning, id_)
        for one in (learning.before, learning.after):
            one.take_asked()
        return learning

    def about(self, id_: str) -> Callable[[float], Answer]:
        """The question about one option."""

        def ask(seconds: float) -> Answer:
            found = self._learning.solve(self._wrong(self._learning, id_), seconds)
            if found is None:
                return Answer(ProofOutcome.PROVED)
            if isinstance(found, Undecided):
                return Answer(ProofOutcome.NOT_PROVED, why=found.why)
            return Answer(ProofOutcome.COUNTEREXAMPLE, found.before, learnt=_news(found))

        return ask

    def _wrong(self, learning: Learning, id_: str) -> Bit:
        """A verdict that moved to a later row, and not because of one of these constructs."""
        name = option_name(id_, "verdict")
        before, after = (one.text(name).values for one in (learning.before, learning.after))
        order = [row.value for row in Row if row is not Row.PENDING]
        # A flag of another field that turned out to be there calls for it.
        called = self._truths(learning.after, self._flags_elsewhere(id_))
        wrong = []
        for place, row in enumerate(order):
            kept = [row] if row == Row.RECOMMENDED.value else order[: place + 1]
            fits = some(after.get(one, False) for one in kept)
            if row == Row.RECOMMENDED.value:
                fits = some((fits, *self._reasons_to_leave(learning, id_, after)))
            else:
                fits = some((fits, called))
            wrong.append(both(before.get(row, False), opposite(fits)))
        return some(wrong)

    def _reasons_to_leave(
        self, learning: Learning, id_: str, after: Mapping[str, Bit]
    ) -> Iterator[Bit]:
        """What may take a recommendation back: history that came in, or a hold that was found."""
        history = some(after.get(row.value, False) for row in _HISTORY)
        yield both(self._truths(learning.before, [option_name(id_, "called")]), history)
        therapy = self._program.therapies[id_]
        free = therapy.kind in ALWAYS_FREE or option_name(id_, "free") in self._program.by_name
        own = (flag for flag in self._program.flags if free or not waits_for(flag, therapy))
        flags = (*self._program.elsewhere, *own)
        found = self._truths(learning.after, [held_name(id_, flag.id) for flag in flags])
        yield both(found, after.get(Row.LATER.value, False))
        beside = self._truths(learning.before, [option_name(id_, "free")])
        yield both(beside, some(after.get(row.value, False) for row in _BESIDE))
        gone = some((found, learning.after.truth(ELIGIBLE).no))
        yield both(both(beside, gone), after.get(Row.LATER.value, False))
        yield from self._answered(learning, id_)

    def _answered(self, learning: Learning, id_: str) -> Iterator[Bit]:
        """That a test was answered, or that what was done meanwhile is no longer needed."""
        yield self._truths(learning.after, [option_name(id_, "answered")])
        for place in self._program.places_of(id_):
            if place.meanwhile:
                waiting = node_name(place.holder.id, "awaiting")
                yield learning.after.truth(waiting).no

    def _flags_elsewhere(self, id_: str) -> list[str]:
        elsewhere = {flag_owner(flag.id) for flag in self._program.elsewhere}
        places = self._program.places_of(id_)
        return [place.reached for place in places if place.holder in elsewhere]

    def _truths(self, encoded: Encoded, names: Iterable[str]) -> Bit:
        known = self._program.by_name
        return some(encoded.truth(name).yes for name in names if name in known)


def _news(found: Learnt) -> str:
    """What was learnt, in words."""
    before: Patient = found.before
    told = [
        f"{name} {entries[0].value}"
        for name, entries in found.after.entries.items()
        if before.entries.get(name) != entries
    ]
    if found.after.trials != before.trials:
        told.append("the history of treatments")
    return ", ".join(told)
