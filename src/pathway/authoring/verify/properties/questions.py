"""Properties of questions: none of them is idle, and answers end every wait.

What is asked of one patient is chosen while advice is given, by trying all answers. Here it is
proved what that rests on: what may be asked about makes a difference to somebody, and nothing
stays open once everything is known, so that some answers always take a patient further.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from pathway.advice.answers import answers_to
from pathway.advice.difference import told_of
from pathway.authoring.search.sampling import anybody
from pathway.authoring.verify.encoded import Encoded, Undecided
from pathway.authoring.verify.formulas import Bit, either, opposite, some
from pathway.authoring.verify.properties.model import Answer, Case, ProofOutcome, Property, spans
from pathway.authoring.verify.two_answers import told_apart
from pathway.authoring.verify.values import Text, exactly_known
from pathway.ground.source import Span
from pathway.ground.terms import Verdict
from pathway.guards import applying
from pathway.language.evaluate import evaluate
from pathway.language.syntax import names
from pathway.names import history_name, option_name
from pathway.patients.at_date import Resolved, learn, resolve
from pathway.patients.model import Patient
from pathway.planes.columns import News
from pathway.program import CompiledProgram
from pathway.walk import AsNeeded, Walk, in_planes

#: So many patients at random are looked at before the solver is asked.
_TRIED: Final = 20
#: How long it may take to ask at once of everything whether it is settled.
_SECONDS: Final = 10.0
_IDLE: Final = "whatever is answered, everybody is told the same"
_NEVER: Final = "nobody can be known so well that nothing is left to ask"


def properties(program: CompiledProgram, as_of: date) -> Iterator[Property]:
    """The properties of a pathway."""
    asked = _Asked(program, as_of)
    yield _no_idle_question(program, asked)
    yield _answers_suffice(program, asked)


# -- private -------------------------------------------------------------------------------


def _no_idle_question(program: CompiledProgram, asked: _Asked) -> Property:
    cases = [
        Case(
            f"{program.vocabulary.attributes[name].title}: two answers lead to different advice "
            "for somebody",
            asked.difference(name),
            spans(*_readers(program, name)),
        )
        for name in asked.about
    ]
    return Property(
        "no-idle-question",
        "No idle question: of everything that may be asked about, two answers lead to different "
        "advice for somebody",
        program,
        tuple(cases),
        "attribute",
        "nothing is asked about",
    )


def _answers_suffice(program: CompiledProgram, asked: _Asked) -> Property:
    by_kind = {
        "option": {id_: one.title for id_, one in program.therapies.items()},
        "flag": {flag.id: flag.title for flag in program.all_flags},
        "node": {"": "who is eligible", **{node.id: node.title for node in program.nodes}},
    }
    cases = [
        Case(
            f"{by_kind[kind][id_]}: nothing is left open once everything is known",
            asked.settled(name),
            spans(program.by_name[name].span),
            id_ if kind == "option" else None,
        )
        for name, (kind, id_) in told_of(program, program.listed).items()
    ]
    return Property(
        "answers-suffice",
        "Answers suffice: nothing is pending or unknown for a patient of whom everything is known "
        "that is read",
        program,
        tuple(cases),
        "outcome",
    )


def _readers(program: CompiledProgram, name: str) -> Iterator[Span | None]:
    """Where an attribute is read, then where it is written down."""
    for definition in program.definitions:
        if name in names(definition.expr):
            yield definition.span
    yield program.vocabulary.attributes[name].span


@dataclass
class _Asked:
    """A pathway, said to the solver for these properties alone."""

    program: CompiledProgram
    as_of: date
    #: The attributes of which somebody was found who is told something else.
    seen: set[str] = field(default_factory=set)
    answers: dict[str, tuple[News, ...]] = field(default_factory=dict)

    @cached_property
    def about(self) -> tuple[str, ...]:
        """What outcomes of this pathway hang on, but for red flags, which are always asked.

        What only speaks of therapies that no place of it offers is not asked there.
        """
        program, groups = self.program, self.program.vocabulary.groups
        offered = [id_ for id_ in program.therapies if program.places_of(id_)]
        read = self._reading(told_of(program, offered)) & program.read_at_all
        red = {group.name for group in groups.values() if group.red_flag}
        known = program.vocabulary.attributes.items()
        return tuple(name for name, one in known if name in read and one.group not in red)

    def difference(self, name: str) -> Callable[[float], Answer]:
        """Whether somebody is told something else with another answer."""

        def ask(seconds: float) -> Answer:
            if not self.answers:
                for patient in anybody(self.program, self.as_of, 0, _TRIED):
                    self._look_at(patient)
            if name in self.seen:
                return Answer(ProofOutcome.PROVED)
            found = told_apart(self._encoded, name, self._told, seconds)
            if isinstance(found, Undecided):
                return Answer(ProofOutcome.NOT_PROVED, why=found.why)
            if found is None:
                return Answer(ProofOutcome.COUNTEREXAMPLE, why=_IDLE)
            self._look_at(found)
            return Answer(ProofOutcome.PROVED)

        return ask

    def settled(self, name: str) -> Callable[[float], Answer]:
        """Whether it is known of everybody of whom everything is known."""

        def ask(seconds: float) -> Answer:
            found = None if self._all_settled else self._unsettled([name], seconds)
            if isinstance(found, Undecided):
                return Answer(ProofOutcome.NOT_PROVED, why=found.why)
            if found is not None:
                return Answer(ProofOutcome.COUNTEREXAMPLE, found)
            if self._encoded.is_possible(*self._known, seconds=seconds) is False:
                return Answer(ProofOutcome.SAYS_NOTHING, why=_NEVER)
            return Answer(ProofOutcome.PROVED)

        return ask

    # -- private ---------------------------------------------------------------------------

    @cached_property
    def _all_told(self) -> Mapping[str, tuple[str, str]]:
        """What is told of anybody, of every therapy too that somebody may take or ask for."""
        return told_of(self.program, self.program.therapies)

    @cached_property
    def _encoded(self) -> Encoded:
        return Encoded.alone(self.program, self.as_of)

    @cached_property
    def _told(self) -> Mapping[str, Bit]:
        """What is told, and when: of a therapy that no place offers while it is taken or wanted."""
        return {name: self._is_listed(kind, id_) for name, (kind, id_) in self._all_told.items()}

    def _is_listed(self, kind: str, id_: str) -> Bit:
        if kind != "option" or id_ in self.program.listed:
            return True
        taken = self._encoded.truth(history_name(id_, "ongoing")).yes
        return either(taken, self._encoded.anybody.wish(id_, "wanted"))

    def _look_at(self, patient: Patient) -> None:
        """Note of what else this patient would be told something else with another answer."""
        resolved = resolve(patient, self.program, self.as_of)
        open_ = {name: ways for name, ways in self._answers_of(resolved) if ways}
        news = [one for ways in open_.values() for one in ways]
        cases, start = in_planes(self.program, resolved).cases(news), 1
        told = [name for name in self._all_told if self._is_told(name, resolved)]
        for name, ways in open_.items():
            mask = ((1 << len(ways)) - 1) << start
            for one in (one for one in told if name in self.program.reads[one]):
                found = cases.changed(one, start) & mask
                other = ways[found.bit_length() - 1 - start] if found else None
                if other is not None and self._differ(resolved, one, ways[0], other):
                    self.seen.add(name)
                    break
            start += len(ways)

    def _answers_of(self, resolved: Resolved) -> Iterator[tuple[str, tuple[News, ...]]]:
        """The answers to what was not seen to make a difference and may apply to a patient."""
        walk, guards = Walk(self.program, resolved, resolved.values), applying(self.program.guards)
        for name in self.about:
            guard = guards.get(name)
            if name not in self.answers:
                self.answers[name] = answers_to(walk, name) or ()
            if name in self.seen:
                continue
            if guard is None or evaluate(guard, resolved.values).value is not False:
                yield name, self.answers[name]

    def _is_told(self, name: str, resolved: Resolved) -> bool:
        kind, id_ = self._all_told[name]
        if kind != "option" or id_ in self.program.listed:
            return True
        taken = resolved.values[history_name(id_, "ongoing")].value is True
        return taken or id_ in resolved.patient.preferences.wants

    def _differ(self, resolved: Resolved, name: str, one: News, other: News) -> bool:
        """Whether the reference sees what the planes say."""
        found = (learn(resolved, self.program, news) for news in (one, other))
        first, second = (AsNeeded(self.program, after.values)[name].value for after in found)
        return first != second

    # -- private, of what is known -----------------------------------------------------------

    @cached_property
    def _known(self) -> tuple[Bit, ...]:
        """That everything is known that anything told reads."""
        return tuple(
            exactly_known(self._encoded.meaning(name))
            for name in sorted(self._reading(self._of_listed))
        )

    def _reading(self, told: Iterable[str]) -> frozenset[str]:
        """What outcomes read."""
        read = self.program.reads
        return frozenset[str]().union(*(read[self._outcome(name)] for name in told))

    @cached_property
    def _of_listed(self) -> tuple[str, ...]:
        return tuple(told_of(self.program, self.program.listed))

    @cached_property
    def _all_settled(self) -> bool:
        return self._unsettled(self._of_listed, _SECONDS) is None

    def _unsettled(self, told: Iterable[str], seconds: float) -> Patient | Undecided | None:
        """A patient of whom everything is known, and one of these is not."""
        open_ = some(map(self._is_open, told))
        return self._encoded.solve(*self._known, open_, seconds=seconds)

    def _is_open(self, name: str) -> Bit:
        found = self._encoded.meaning(self._outcome(name))
        if isinstance(found, Text):
            return found.values.get(Verdict.PENDING.value, False)
        return opposite(exactly_known(found))

    def _outcome(self, name: str) -> str:
        """Of a therapy its verdict: an action is there for every verdict."""
        kind, id_ = self._all_told[name]
        return option_name(id_, "verdict") if kind == "option" else name
