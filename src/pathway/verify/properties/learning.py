"""The monotone rule: learning never takes a recommendation back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property

from pathway.patient import Patient
from pathway.program import CompiledProgram
from pathway.terms import Verdict as Row
from pathway.verify.bits import Bit, both, opposite, some
from pathway.verify.encoded import Undecided
from pathway.verify.learning import Learning, Learnt
from pathway.verify.properties.model import Answer, Case, Property, Verdict, spans


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
                return Answer(Verdict.PROVED)
            if isinstance(found, Undecided):
                return Answer(Verdict.NOT_PROVED, why=found.why)
            return Answer(Verdict.COUNTEREXAMPLE, found.before, learnt=_news(found))

        return ask

    @staticmethod
    def _wrong(learning: Learning, id_: str) -> Bit:
        """A verdict that moved to a later row."""
        name = f"option.{id_}.verdict"
        before, after = (one.text(name).values for one in (learning.before, learning.after))
        order = [row.value for row in Row if row is not Row.PENDING]
        wrong = []
        for place, row in enumerate(order):
            kept = [row] if row == Row.RECOMMENDED.value else order[: place + 1]
            fits = some(after.get(one, False) for one in kept)
            wrong.append(both(before.get(row, False), opposite(fits)))
        return some(wrong)


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
