"""One patient twice: as known now, and once something more has been learnt.

To learn is to get a value, or a narrower interval, where there was none; what was known stays.
The same program is encoded over both, so that it can be asked what learning may change.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

import z3

from pathway.authoring.verify.effort import answer
from pathway.authoring.verify.encoded import (
    NOBODY_IN_PARTICULAR,
    NOT_WRITTEN,
    Asking,
    Encoded,
    Undecided,
)
from pathway.authoring.verify.formulas import (
    Bit,
    both,
    either,
    every,
    formula,
    opposite,
    same,
    some,
)
from pathway.authoring.verify.patients import portrait
from pathway.authoring.verify.symbolic_patient import Anybody
from pathway.authoring.verify.values import Meant, Number, Text, Truth
from pathway.frozen import frozen
from pathway.patients.model import Patient
from pathway.program import CompiledProgram


@frozen
class Learnt:
    """A patient before and after something was learnt."""

    before: Patient
    after: Patient


class Learning:
    """A program about a patient before and after something was learnt."""

    def __init__(self, program: CompiledProgram, as_of: date) -> None:
        self.before = Encoded(program, Asking(Anybody.of((program,), as_of, "now ")))
        self.after = Encoded(program, Asking(Anybody.of((program,), as_of, "then ")))

    def solve(self, wrong: Bit, seconds: float) -> Learnt | Undecided | None:
        """A patient for whom learning brings about what is wrong; None if there is none."""
        names = [(one, one.take_asked()) for one in (self.before, self.after)]
        solver = self._solver
        solver.push()
        try:
            solver.add(formula(wrong))
            if answer(solver, seconds) == z3.unsat:
                return None
            for one in (self.before, self.after):
                solver.add(*map(formula, one.anybody.tidy))
            found = answer(solver, seconds)
            if found == z3.unsat:
                return Undecided(NOT_WRITTEN)
            if found == z3.unknown:
                return Undecided("no answer in time")
            return self._found(solver.model(), names)
        finally:
            solver.pop()

    # -- private ---------------------------------------------------------------------------

    def _found(self, model: Any, names: list[tuple[Encoded, tuple[str, ...]]]) -> Learnt:  # noqa: ANN401
        patients = []
        for one, asked in names:
            patient = portrait(model, one.anybody, NOBODY_IN_PARTICULAR)
            one.replay(patient, model, asked)
            patients.append(patient)
        return Learnt(*patients)

    @cached_property
    def _solver(self) -> Any:  # noqa: ANN401 -- z3 has no types
        """Made once all has been encoded that will be asked about."""
        solver = z3.Solver()
        for one in (self.before, self.after):
            solver.add(*one.anybody.rules)
        solver.add(*(formula(bit) for bit in self._learning()))
        return solver

    def _learning(self) -> Iterator[Bit]:
        """That what was known stays known, and what conflicted conflicts until it is known."""
        before, after = self.before.anybody, self.after.anybody
        for name, record in before.recorded.items():
            later = after.record(name)
            yield _kept(record.value, later.value)
            alike = same(record.conflicting, later.conflicting)
            yield either(later.value.known, alike)
            # What is learnt is an answer, and an answer is no assumption.
            yield either(record.assumed, opposite(later.assumed))
            # What does not apply is known, so that there is nothing to learn.
            settled = self.before.meaning(name).inapplicable
            given = self.before.assumed(name)
            yield either(opposite(either(settled, given)), opposite(later.value.known))
            # Nobody forgets what was recorded, and only a value ends that nothing was.
            if name in before.silences:
                silent = same(before.silent(name), after.silent(name))
                yield either(later.value.known, silent)
        yield some((opposite(before.history_known), after.history_known))
        for id_, tried in before.tried.items():
            again, known = after.trials(id_), opposite(before.history_known)
            parts = (_kept(told, again.parts[part]) for part, told in tried.parts.items())
            alike = (
                same(tried.ever, again.ever),
                same(tried.ongoing, again.ongoing),
                same(tried.running, again.running),
            )
            yield some((known, every((*alike, *parts))))
        for name, number in before.numbers.items():
            yield _kept(number, after.numbers[name])
        for wish, bit in before.wishes.items():
            later_bit = after.wish(*wish)
            yield some((both(opposite(before.history_known), opposite(bit)), same(bit, later_bit)))
        for rule, bit in before.lifted.items():
            yield same(bit, after.lift(rule))


# -- private -------------------------------------------------------------------------------


def _kept(now: Meant, later: Meant) -> Bit:
    """That what is known now is still so later."""
    if isinstance(now, Truth) and isinstance(later, Truth):
        return every((_if(now.yes, later.yes), _if(now.no, later.no)))
    if isinstance(now, Text) and isinstance(later, Text):
        return every(_if(bit, later.values[text]) for text, bit in now.values.items())
    if isinstance(now, Number) and isinstance(later, Number):
        narrower = (later.known, later.low >= now.low, later.high <= now.high)
        return _if(now.known, every(narrower))
    return False


def _if(one: Bit, other: Bit) -> Bit:
    return some((opposite(one), other))
