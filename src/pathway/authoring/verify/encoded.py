"""A program's definitions as formulas over one patient, and the solver that is asked about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

import z3

from pathway.authoring.verify.effort import answer
from pathway.authoring.verify.formulas import (
    Bit,
    both,
    either,
    every,
    formula,
    opposite,
)
from pathway.authoring.verify.guarded_values import or_assumed, where_it_applies
from pathway.authoring.verify.meaning import as_truth, meant
from pathway.authoring.verify.patients import agrees, portrait, told_rules
from pathway.authoring.verify.symbolic_patient import Anybody
from pathway.authoring.verify.values import Meant, NotEncodable, Number, Text, Truth
from pathway.frozen import frozen
from pathway.ground.vocabulary import BOOLEAN
from pathway.guards import applying, assuming
from pathway.language.syntax import Expr, Literal, Name, names
from pathway.names import is_dose
from pathway.names.forms import HistoryName, OverrideName
from pathway.names.reading import read_history, read_name
from pathway.patients.at_date import resolve
from pathway.patients.model import Patient
from pathway.program import CompiledProgram, Definition
from pathway.walk import AsNeeded

__all__ = ["Encoded", "NotEncodable", "ReplayError", "Undecided"]

NOBODY_IN_PARTICULAR: Final = Patient("somebody")
#: How long one question may take (see `effort`).
SECONDS: Final = 10.0
#: Reads nothing.
TRUE: Final = Literal(value=True, type=BOOLEAN)
#: Nobody knows then whether a file can hold one of them.
NOT_WRITTEN: Final = "there may be such patients, but none was found whom a file can hold"


class ReplayError(Exception):
    """The reference engine sees a patient differently from the solver: a fault of ours."""


@frozen
class Undecided:
    """No answer was found, and why."""

    why: str


@dataclass
class Asking:
    """One patient, and the solver that is asked about them."""

    anybody: Anybody
    solver: Any = field(default_factory=z3.Solver)
    given: int = 0
    possible: dict[tuple[object, ...], tuple[bool | None, object]] = field(default_factory=dict)

    def check(self, constraints: Iterable[Any], seconds: float) -> Any:  # noqa: ANN401
        """A model, or the solver's answer; first it is told the rules that are new."""
        rules = self.anybody.rules
        if self.given < len(rules):
            self.solver.add(*rules[self.given :])
            self.given = len(rules)
        self.solver.push()
        try:
            self.solver.add(*constraints)
            found = answer(self.solver, seconds)
            return self.solver.model() if found == z3.sat else found
        finally:
            self.solver.pop()


class Encoded:
    """A program, said to the solver; each definition once, when it is first needed."""

    def __init__(
        self,
        program: CompiledProgram,
        asking: Asking,
        meant: dict[str, Meant] | None = None,
        *,
        strict: bool = False,
    ) -> None:
        self.program = program
        self.strict = strict
        self.asking = asking
        self._meant: dict[str, Meant] = {} if meant is None else meant
        self._guards = applying(program.guards)
        self._assumptions = assuming(program.guards)
        self._asked: dict[str, None] = {}
        #: What is meant where numbers that are only assumed count as unknown.
        self._certain: dict[str, Meant] = {}
        self.partners: tuple[Encoded, ...] = (self,)

    @classmethod
    def of(cls, program: CompiledProgram, as_of: date, *, strict: bool = False) -> Encoded:
        """The program for itself; what was encoded of the same program before is used again."""
        asking, meant = _kept(SameProgram(program), as_of)
        return cls(program, asking, meant, strict=strict)

    @classmethod
    def alone(cls, program: CompiledProgram, as_of: date) -> Encoded:
        """The program, said anew: nothing that was asked before sways which patient is shown."""
        return cls(program, Asking(Anybody.of((program,), as_of)))

    @classmethod
    def pair(
        cls, one: CompiledProgram, other: CompiledProgram, as_of: date, *, strict: bool = False
    ) -> tuple[Encoded, Encoded]:
        """Two programs about the same patient; what both have in common is encoded once."""
        first = cls.of(one, as_of, strict=strict)
        if first.anybody.admits(other):
            second = cls(other, first.asking, first.shared_with(other), strict=strict)
        else:
            asking = Asking(Anybody.of((one, other), as_of))
            first, second = (cls(p, asking, strict=strict) for p in (one, other))
        first.partners = second.partners = (first, second)
        return first, second

    @property
    def anybody(self) -> Anybody:
        """The patient."""
        return self.asking.anybody

    def truth(self, name: str) -> Truth:
        """Whether a definition or an attribute is so."""
        self._asked[name] = None
        return as_truth(self._look_up(name), self._expr(name))

    def text(self, name: str) -> Text:
        """Which text a definition or an attribute is."""
        self._asked[name] = None
        found = self._look_up(name)
        if isinstance(found, Text):
            return found
        raise NotEncodable(f"`{name}` as a text", None)

    def meaning(self, name: str) -> Meant:
        """What a definition or an attribute comes to, whatever kind of value that is."""
        self._asked[name] = None
        return self._look_up(name)

    def condition(self, expr: Expr) -> Truth:
        """Whether a condition holds."""
        self._asked.update(dict.fromkeys(names(expr)))
        self._encode(names(expr))
        return as_truth(meant(expr, self._look), expr)

    def is_possible(
        self,
        *constraints: Bit,
        seconds: float = SECONDS,
        told: Patient = NOBODY_IN_PARTICULAR,
    ) -> bool | None:
        """Whether there is a patient for whom all constraints hold; None where that is open.

        A question that was asked before is answered as then.
        """
        # The formulas are kept beside the answer: once they were gone, the solver would give
        # their numbers to others, which would then get their answers.
        asked = tuple(formula(bit) for bit in constraints)
        key = (tuple(one.get_id() for one in asked), repr(told), self.strict)
        before = self.asking.possible
        if key not in before:
            found = self.solve(*constraints, seconds=seconds, told=told)
            there = None if isinstance(found, Undecided) else found is not None
            before[key] = (there, asked)
        return before[key][0]

    def solve(
        self,
        *constraints: Bit,
        seconds: float = SECONDS,
        told: Patient = NOBODY_IN_PARTICULAR,
        likely: bool = False,
    ) -> Patient | Undecided | None:
        """A patient for whom all constraints hold, None if there is none.

        `told` is what is known of the patient beforehand; `likely` that there should be one,
        which only saves time. The patient was replayed.
        """
        asked = [(one, one.take_asked()) for one in self.partners]
        given = told_rules(told, self, strict=self.strict)
        whole = [formula(bit) for bit in (*constraints, *given)]
        model = self._model(whole, seconds, likely=likely)
        if model is None or isinstance(model, Undecided):
            return model
        patient = portrait(model, self.anybody, told)
        for one, names_ in asked:
            same = one.anybody is self.anybody
            one.replay(patient if same else portrait(model, one.anybody, told), model, names_)
        return patient

    def replay(self, patient: Patient, model: Any, asked: Iterable[str]) -> None:  # noqa: ANN401
        """Hold the reference engine's values against the model; ReplayError where they differ."""
        resolved = resolve(patient, self.program, self.anybody.as_of, strict=self.strict)
        values = AsNeeded(self.program, resolved.values)
        for name in asked:
            expected = values[name].value if name in values else None
            found = self._meant[name]
            if isinstance(found, Number):
                continue
            if not agrees(expected, found, model):
                raise ReplayError(
                    f"`{name}` is {expected!r} for the engine and not for the solver; "
                    f"the patient was {patient!r}"
                )

    def assumed(self, name: str) -> Bit:
        """That a value is assumed: nothing was recorded, it applies, there is nothing to doubt."""
        assumption, guard = self._assumptions.get(name), self._guards.get(name, TRUE)
        if assumption is None:
            return False
        doubt = as_truth(meant(assumption.expr, self._look), assumption.expr)
        applies = as_truth(meant(guard, self._look), guard)
        return every((self.anybody.silent(name), applies.yes, doubt.no))

    def with_another(self, name: str) -> Encoded:
        """The same patient, of whom something else is recorded of one attribute."""
        reads, asking = self.program.reads, Asking(self.anybody.with_another(name))
        kept = {one: told for one, told in self._meant.items() if name not in reads.get(one, {one})}
        return Encoded(self.program, asking, kept, strict=self.strict)

    def take_asked(self) -> tuple[str, ...]:
        """The names that were asked for since the last question, to be replayed with its answer."""
        asked, self._asked = tuple(self._asked), {}
        return asked

    def shared_with(self, other: CompiledProgram) -> dict[str, Meant]:
        """What is encoded already and means the same in another program."""
        theirs, same = applying(other.guards), dict[str, Meant]()
        assumed = assuming(other.guards)

        def alike(name: str) -> bool:
            if name in other.by_name or name in self.program.by_name:
                return name in same
            part = read_history(name)
            id_ = part.therapy if part is not None else ""
            mine, its = self.program.therapies.get(id_), other.therapies.get(id_)
            if (mine and mine.adequate) != (its and its.adequate):
                return False
            guard, doubt = self._guards.get(name), self._assumptions.get(name)
            if guard != theirs.get(name) or doubt != assumed.get(name):
                return False
            read = [*names(guard or TRUE), *names(doubt.expr if doubt is not None else TRUE)]
            return all(map(alike, read))

        for definition in other.definitions:
            own = self.program.by_name.get(definition.name)
            told = self._meant.get(definition.name)
            if own is None or told is None or own.expr != definition.expr:
                continue
            if all(map(alike, names(own.expr))):
                same[definition.name] = told
        return same

    # -- private ---------------------------------------------------------------------------

    def _model(self, whole: list[Any], seconds: float, *, likely: bool) -> Any:  # noqa: ANN401
        """A model that can be written down, None if there is no model at all."""
        tidy = [formula(bit) for bit in self.anybody.tidy]
        plain = [*tidy, *(formula(bit) for bit in self.anybody.plain)]
        anyone: list[Any] = []
        why = ""
        for given in (plain, anyone, tidy) if likely else (anyone, plain, tidy):
            model = self.asking.check([*whole, *given], seconds)
            if model == z3.unsat and given is anyone:
                return None
            if model == z3.unknown:
                why = "no answer in time"
            elif model != z3.unsat and given is not anyone:
                return model
        return Undecided(why or NOT_WRITTEN)

    def _expr(self, name: str) -> Expr:
        definition = self.program.by_name.get(name)
        return definition.expr if definition is not None else Name(name)

    def _look_up(self, name: str) -> Meant:
        self._encode((name,))
        return self._look(name)

    def _encode(self, wanted: Iterable[str]) -> None:
        """The definitions that are needed and not there yet, in order, so that none recurses."""
        for definition in self.program.missing(wanted, self._meant):
            self._meant[definition.name] = (
                self._without_assumed(definition)
                if is_dose(definition.name)
                else _come_to(definition, self._look)
            )

    def _without_assumed(self, definition: Definition) -> Meant:
        """A definition on doses, which nothing that is only assumed decides."""
        for one in self.program.missing((definition.name,), self._certain):
            read = self.program.reads[one.name]
            doubtful = any(self._may_be_assumed(name) for name in read)
            known = None if doubtful else self._meant.get(one.name)
            self._certain[one.name] = known or _come_to(one, self._look_without_assumed)
        return self._certain[definition.name]

    def _may_be_assumed(self, name: str) -> bool:
        attribute = self.program.vocabulary.attributes.get(name)
        if attribute is None:
            return False
        return name in self._assumptions or self.anybody.record(name).assumed is not False

    def _look_without_assumed(self, name: str) -> Meant:
        found = self._certain.get(name)
        if found is not None:
            return found
        found = self._look(name)
        if isinstance(found, Truth) or not self._may_be_assumed(name):
            return found
        certain = opposite(either(self.anybody.record(name).assumed, self.assumed(name)))
        if isinstance(found, Number):
            return replace(found, known=both(found.known, certain))
        values = {text: both(bit, certain) for text, bit in found.values.items()}
        return Text(values, found.inapplicable)

    def _look(self, name: str) -> Meant:
        found = self._meant.get(name)
        if found is None:
            found = self._meant[name] = self._leaf(name)
        return found

    def _leaf(self, name: str) -> Meant:
        if name in self.program.vocabulary.attributes:
            return self._attribute(name)
        read = read_name(name)
        if isinstance(read, OverrideName):
            lifted = self.anybody.lift(read.id)
            return Truth(lifted, opposite(lifted))
        if isinstance(read, HistoryName) and read.therapy in self.program.therapies:
            adequate = self.program.therapies[read.therapy].adequate
            return self.anybody.history(read.therapy, read.part, adequate)
        return Truth(False, False)

    def _attribute(self, name: str) -> Meant:
        """What `resolve` makes of what is recorded: it may not apply, or be assumed."""
        told = self.anybody.record(name)
        guard, assumed = self._guards.get(name), self._assumptions.get(name)
        value = told.value
        if guard is not None:
            value = where_it_applies(told, as_truth(meant(guard, self._look), guard).no)
        return value if assumed is None else or_assumed(value, self.assumed(name), assumed.value)


# -- private -------------------------------------------------------------------------------


class SameProgram:
    """A program as a key: the same one, not one that is equal to it."""

    def __init__(self, program: CompiledProgram) -> None:
        self.program = program

    def __hash__(self) -> int:
        return id(self.program)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameProgram) and other.program is self.program


def _come_to(definition: Definition, look: Callable[[str], Meant]) -> Meant:
    """What a definition comes to; *not applicable* is a plain no."""
    found = meant(definition.expr, look)
    if isinstance(found, Truth) and found.inapplicable is not False:
        return Truth(found.yes, found.no)
    return found


@lru_cache(maxsize=16)
def _kept(same: SameProgram, as_of: date) -> tuple[Asking, dict[str, Meant]]:
    return Asking(Anybody.of((same.program,), as_of)), {}
