"""One sitting with one patient: what was told so far, and the advice that follows from it.

Nothing here draws anything and nothing is decided: each answer makes another patient, and
the library advises anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast
from uuid import uuid4

from pathway.advice.advice import Advice
from pathway.advice.brief import brief
from pathway.advice.brief_model import Brief
from pathway.advice.decided import Decided, Decisions
from pathway.advice.model import Assumption
from pathway.advice.words import said as in_words
from pathway.engine import Library
from pathway.frozen import frozen
from pathway.ground.problems import Problem
from pathway.ground.vocabulary import Attribute, Value
from pathway.patients.model import Patient, Why
from pathway.patients.reader import read_value
from pathway.tui import answers, recovery, saving
from pathway.tui.asking import OpenQuestion, asked
from pathway.tui.changes import changes
from pathway.tui.recovery import Kept
from pathway.tui.saving import FileChanged
from pathway.tui.setting import Setting
from pathway.views.entries import name_of


@frozen
class State:
    """Where a sitting stands: the patient, the advice, and the questions set aside."""

    patient: Patient
    advice: Advice
    #: Questions set aside, each with the reason.
    aside: Mapping[str, str]
    #: The pathway that is followed; None where the complaint decides.
    pathway: str | None = None


#: What the brief is made from, beside the library.
_Basis = tuple[State, tuple[Decided, ...], str]


@frozen
class SessionStep:
    """One thing that was told, what stood before and after it, and what it changed.

    `question` is the question that it answers, or a part of it; empty where it answers none.
    """

    said: str
    before: State
    after: State
    changed: tuple[str, ...]
    question: str = ""


class Session:
    """A patient, the advice, and everything told since the file was opened."""

    def __init__(
        self,
        library: Library,
        patient: Patient,
        as_of: date,
        pathway: str | None = None,
        path: Path | None = None,
        data: bytes | None = None,
    ) -> None:
        self.library = library
        self.as_of = as_of
        self.path = path
        #: The content of the file when it was last read or written.
        self.digest = saving.digest_of(saving.contents(path) if data is None else data)
        #: Where somebody new was entered; a patient with a file is kept for recovery by that.
        self.folder = Path()
        #: Tells what this sitting keeps for recovery from what others do.
        self.sitting = uuid4().hex[:16]
        #: Why unsaved answers cannot be kept for recovery, if they cannot.
        self.unkept = ""
        #: How many other patients are open.
        self.beside = 0
        #: Called after everything that was told or taken back.
        self.on_change: Callable[[], object] | None = None
        #: What the terminal was opened with; it says where decisions are recorded.
        self.setting = Setting(pathway=pathway, as_of=as_of)
        #: Who decides; asked for once.
        self.actor: str | None = None
        #: What was decided, in order: what is on record from earlier sittings, then in this one.
        self.decided: list[Decided] = []
        #: Why nobody knows what was decided in earlier sittings, if nobody does.
        self.unread = ""
        self.told: list[SessionStep] = []
        #: The option that the screens speak of.
        self.chosen: str | None = None
        #: A copy to try answers on: never saved, and nothing is decided on it.
        self.is_hypothetical = False
        self._now = State(patient, library.advise(patient, pathway, as_of), {}, pathway)
        #: What was worked out last, with what it was worked out from: it is read many times.
        self._asked: tuple[State, tuple[OpenQuestion, ...]] | None = None
        self._brief: tuple[_Basis, Advice, Brief] | None = None
        #: Questions taken back, the steps of each in their order.
        self._taken_back: list[tuple[SessionStep, ...]] = []
        self._saved = patient

    @property
    def patient(self) -> Patient:
        """The patient with everything that was told."""
        return self._now.patient

    @property
    def pathway(self) -> str | None:
        """The pathway that was named; None where the complaint decides."""
        return self._now.pathway

    @property
    def advice(self) -> Advice:
        """What the library advises now."""
        return self._now.advice

    @property
    def told_advice(self) -> Advice:
        """The advice as pages show it: with what was decided in earlier sittings beside it."""
        return self._told_with(tuple(one for one in self.decided if one.earlier))

    @property
    def decided_here(self) -> tuple[Decided, ...]:
        """What was decided in this sitting."""
        return tuple(one for one in self.decided if not one.earlier)

    @property
    def aside(self) -> Mapping[str, str]:
        """The questions set aside, each with the reason."""
        return self._now.aside

    @property
    def saved(self) -> Patient:
        """The patient as last read or written."""
        return self._saved

    @property
    def unsaved(self) -> bool:
        """Whether something was told that no file holds yet."""
        return not self.is_hypothetical and self.patient != self._saved

    @property
    def inputs(self) -> tuple[Path | None, ...]:
        """The files and folders that were read, which no page is written over."""
        return self.path, self.setting.site, self.setting.library

    @property
    def before(self) -> Advice | None:
        """The advice before the last answer."""
        return self.told[-1].before.advice if self.told else None

    @property
    def questions(self) -> tuple[OpenQuestion, ...]:
        """What to ask, in order."""
        if self._asked is None or self._asked[0] is not self._now:
            put = asked(self.advice, self.library.vocabulary, self.aside)
            self._asked = self._now, put
        return self._asked[1]

    @property
    def brief_advice(self) -> Advice:
        """The advice without the questions that were set aside, as the brief tells it."""
        return self._in_brief()[0]

    @property
    def brief(self) -> Brief:
        """The advice on one screen."""
        return self._in_brief()[1]

    @property
    def history_unknown(self) -> bool:
        """Whether nobody has said which treatments were tried."""
        return self.patient.trials is None

    @property
    def confirmable(self) -> tuple[Assumption, ...]:
        """The assumptions that a clinician can confirm.

        Where sources disagree the question stays open instead, and is asked.
        """
        unmeasured = self.unmeasured
        return tuple(
            a
            for a in self.advice.assumptions
            if not self.patient.entries.get(a.attribute) and a not in unmeasured
        )

    @property
    def unmeasured(self) -> tuple[Assumption, ...]:
        """Results assumed of tests that nobody looked for: they count once they are measured.

        Confirmed they would stand on file as results, and decide doses.
        """
        known = self.library.vocabulary.attributes
        return tuple(
            a
            for a in self.advice.assumptions
            if known[a.attribute].assumable and known[a.attribute].type.is_number
        )

    # -- telling ---------------------------------------------------------------------------

    def tell(
        self, said: str, patient: Patient, answered: Iterable[str] = (), question: str = ""
    ) -> None:
        """The patient as somebody now tells it, in words and as a whole; advised on anew.

        Questions about what was `answered` are no longer set aside; what was told of one
        `question` is taken back as one.
        """
        done = frozenset(answered)
        aside = {n: why for n, why in self.aside.items() if n not in done}
        self._tell(said, replace(self._now, patient=patient, aside=aside), question)

    def follow(self, pathway: str | None) -> None:
        """Another pathway, or None for the one of the complaint; nothing is recorded by it."""
        now = replace(self._now, pathway=pathway)
        self._tell("another pathway is followed", now)

    def read(self, attribute: Attribute, text: str) -> Value | Problem:
        """A typed value of an attribute; a Problem where it is not one."""
        return read_value(attribute, text, max(self.as_of, date.today()))

    def disagrees(self, attribute: str) -> bool:
        """Whether sources disagree about an attribute; a value then says who settles it."""
        fact = self.advice.facts.get(attribute)
        return fact is not None and fact.why is Why.CONFLICTING

    def answer(self, question: OpenQuestion, value: Value, settles: str = "") -> None:
        """A value for the attribute that a question asks for.

        Where sources disagree, `settles` says who settles it and why; without it the answer
        stands beside them, and they still disagree.
        """
        attribute = question.attributes[0]
        patient = answers.with_value(
            self.patient, attribute, value, self.as_of, settles=" ".join(settles.split())
        )
        unit = question.attribute.type.unit if question.attribute is not None else None
        said = f"{question.title}: {in_words(value, unit)}"
        self.tell(said, patient, [attribute], question.inside or question.id)

    def none_of_these(self, group: OpenQuestion) -> None:
        """No to everything in a group that nobody has answered."""
        no = ((name, False) for name in group.clears)
        patient = answers.with_values(self.patient, no, self.as_of)
        names = ", ".join(name_of(self.advice, name) for name in group.clears)
        self.tell(f"{group.title}: none of these ({names})", patient, question=group.id)

    def is_all(self, question: OpenQuestion) -> None:
        """A list names everything there is."""
        if question.completes is not None:
            patient = answers.all_listed(self.patient, question.completes, self.as_of)
            told = f"the list of {question.completes} is complete"
            self.tell(told, patient, question.attributes, question.id)

    def is_more(self, question: OpenQuestion) -> None:
        """A list stays open: there is more to be written down, which is asked one by one."""
        told = f"there is more on the list of {question.completes}"
        self._now = replace(self._now, aside=self._aside_with(question, told))

    def does_not_know(self, question: OpenQuestion) -> None:
        """The patient was asked and does not know; the question is set aside."""
        patient = answers.not_known(self.patient, question.attributes, self.as_of)
        told = f"{question.title}: patient does not know"
        aside = self._aside_with(question, Why.DOES_NOT_KNOW.value)
        now = replace(self._now, patient=patient, aside=aside)
        self._tell(told, now, question.inside or question.id)

    def nothing_tried(self) -> None:
        """No treatment was tried in this episode."""
        self.tell("no treatments tried so far", answers.nothing_tried(self.patient))

    def confirm(self, assumptions: Iterable[Assumption]) -> None:
        """What was assumed is now what the clinician says."""
        chosen = tuple(assumptions)
        values = ((a.attribute, cast("Value", a.value)) for a in chosen)
        patient = answers.with_values(self.patient, values, self.as_of)
        self.tell(f"{len(chosen)} assumptions confirmed", patient)

    def skip(self, question: OpenQuestion) -> None:
        """A question is set aside for now; nothing is recorded."""
        self._now = replace(self._now, aside=self._aside_with(question, "set aside for now"))

    def undo(self) -> str | None:
        """Take back what was told last, all of one question at once; None where nothing was."""
        if not self.told:
            return None
        steps = [self.told.pop()]
        question = steps[0].question
        while question and self.told and self.told[-1].question == question:
            steps.insert(0, self.told.pop())
        self._taken_back.append(tuple(steps))
        self._go(steps[0].before)
        return "; ".join(step.said for step in steps)

    def redo(self) -> str | None:
        """Tell again what was taken back last; None where there is nothing."""
        if not self._taken_back:
            return None
        steps = self._taken_back.pop()
        self.told += steps
        self._go(steps[-1].after)
        return "; ".join(step.said for step in steps)

    def since(self, before: Advice) -> tuple[str, ...]:
        """What is different now from an earlier advice."""
        return changes(before, self.advice)

    def prepare(self) -> None:
        """Do now, once for a pathway, what one of the next answers would have to wait for."""
        self.advice.program.planes.prepare()

    def hypothetical(self) -> Session:
        """A copy to try answers on, without a file; nothing that is told to it is kept."""
        copy = Session(self.library, self.patient, self.as_of, self.pathway)
        copy.chosen = self.chosen
        copy.is_hypothetical = True
        return copy

    # -- saving ----------------------------------------------------------------------------

    def save(self, path: Path, *, over: bool = False) -> None:
        """Write the patient's file, which keeps its comments and its order.

        Raises OSError, ValueError for what no file can hold, and FileChanged where the file is
        no longer the one that was opened, unless it is written `over`.
        """
        if self.is_hypothetical:
            raise ValueError("a hypothetical patient is not saved")
        ours = self.path is not None and path.resolve() == self.path.resolve()
        known = saving.contents(path) if ours else None
        if known is not None and saving.digest_of(known) != self.digest and not over:
            raise FileChanged
        data = saving.write(path, self.patient, self.library.vocabulary, known=known)
        with suppress(OSError):
            recovery.drop(self)
        self.path, self.digest, self._saved = path, saving.digest_of(data), self.patient

    def recover(self, kept: Kept) -> None:
        """Tell again what an earlier sitting had not saved; raises PatientError."""
        patient = self.library.patient_from_text(
            kept.patient, "the answers that were kept", today=max(self.as_of, date.today())
        )
        # Written over a newer file they would undo it, so that saving has to ask.
        self.digest, self.sitting = kept.digest, kept.sitting
        self.tell(f"recovered: {'; '.join(kept.said)}", patient)

    # -- private ---------------------------------------------------------------------------

    def _in_brief(self) -> tuple[Advice, Brief]:
        basis = self._now, tuple(self.decided), self.unread
        kept = self._brief
        if kept is None or kept[0][0] is not basis[0] or kept[0] != basis:
            asked = self.advice.questions
            put = tuple(one for one in asked if not self.aside.keys() >= {*one.about})
            advice = replace(self._told_with(basis[1]), questions=put)
            kept = self._brief = basis, advice, brief(advice)
        return kept[1:]

    def _told_with(self, decided: tuple[Decided, ...]) -> Advice:
        if not decided and not self.unread:
            return self.advice
        return replace(self.advice, decisions=Decisions(decided, self.unread))

    def _tell(self, said: str, now: State, question: str = "") -> None:
        before = self._now
        advice = self.library.advise(now.patient, now.pathway, self.as_of)
        after = replace(now, advice=advice)
        changed = changes(before.advice, advice)
        self.told.append(SessionStep(said, before, after, changed, question))
        self._taken_back.clear()
        self._go(after)

    def _go(self, state: State) -> None:
        self._now = state
        if self.on_change is not None:
            self.on_change()

    def _aside_with(self, question: OpenQuestion, why: str) -> Mapping[str, str]:
        return {**self.aside, **dict.fromkeys(question.attributes, why)}
