"""One sitting with one patient: what was told so far, and the advice that follows from it.

Nothing here draws anything and nothing is decided: each answer makes another patient, and
the library advises anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from pathway.advice.model import Advice, Assumption
from pathway.advice.words import said as in_words
from pathway.engine import Library
from pathway.files.patient_file import read_value, save, write_patient
from pathway.patient import Patient, Why
from pathway.present.entries import name_of
from pathway.problems import Problem
from pathway.tui import answers
from pathway.tui.asking import Asked, asked
from pathway.tui.changes import changes
from pathway.vocabulary import Attribute, Value


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was told, what stood before, and what it changed."""

    said: str
    patient: Patient
    advice: Advice
    aside: Mapping[str, str]
    changed: tuple[str, ...]


class Session:
    """A patient, the advice, and everything told since the file was opened."""

    def __init__(
        self,
        library: Library,
        patient: Patient,
        as_of: date,
        pathway: str | None = None,
        path: Path | None = None,
    ) -> None:
        self.library = library
        self.patient = patient
        self.as_of = as_of
        self.path = path
        self.advice = library.advise(patient, pathway, as_of)
        self.told: list[Told] = []
        #: Questions set aside, each with the reason.
        self.aside: Mapping[str, str] = {}
        self._pathway = pathway
        self._saved = patient

    @property
    def unsaved(self) -> bool:
        """Whether something was told that no file holds yet."""
        return self.patient != self._saved

    @property
    def before(self) -> Advice | None:
        """The advice before the last answer."""
        return self.told[-1].advice if self.told else None

    @property
    def questions(self) -> tuple[Asked, ...]:
        """What to ask, in order."""
        return asked(self.advice, self.library.vocabulary, self.aside)

    @property
    def history_unknown(self) -> bool:
        """Whether nobody has said which treatments were tried."""
        return self.patient.trials is None

    @property
    def confirmable(self) -> tuple[Assumption, ...]:
        """The assumptions that a clinician can confirm.

        Where sources disagree the question stays open instead, and is asked.
        """
        return tuple(
            a for a in self.advice.assumptions if not self.patient.entries.get(a.attribute)
        )

    # -- telling ---------------------------------------------------------------------------

    def read(self, attribute: Attribute, text: str) -> Value | Problem:
        """A typed value of an attribute; a Problem where it is not one."""
        return read_value(attribute, text, max(self.as_of, date.today()))

    def answer(self, question: Asked, value: Value) -> None:
        """A value for the attribute that a question asks for."""
        attribute = question.attributes[0]
        conflicting = question.why_missing.startswith(Why.CONFLICTING)
        patient = answers.with_value(
            self.patient,
            attribute,
            value,
            self.as_of,
            settles=question.why_missing if conflicting else "",
        )
        unit = question.attribute.type.unit if question.attribute is not None else None
        self._tell(f"{question.title}: {in_words(value, unit)}", patient, [attribute])

    def none_of_these(self, group: Asked) -> None:
        """No to everything in a group that nobody has answered."""
        no = ((name, False) for name in group.clears)
        patient = answers.with_values(self.patient, no, self.as_of)
        names = ", ".join(name_of(self.advice, name) for name in group.clears)
        self._tell(f"{group.title}: none of these ({names})", patient)

    def does_not_know(self, question: Asked) -> None:
        """The patient was asked and does not know; the question is set aside."""
        patient = answers.not_known(self.patient, question.attributes, self.as_of)
        told = f"{question.title}: patient does not know"
        self._tell(told, patient)
        self._set_aside(question.attributes, Why.DOES_NOT_KNOW.value)

    def nothing_tried(self) -> None:
        """No treatment was tried in this episode."""
        self._tell("no treatments tried so far", answers.nothing_tried(self.patient))

    def confirm(self, assumptions: Iterable[Assumption]) -> None:
        """What was assumed is now what the clinician says."""
        chosen = tuple(assumptions)
        values = ((a.attribute, cast("Value", a.value)) for a in chosen)
        patient = answers.with_values(self.patient, values, self.as_of)
        self._tell(f"{len(chosen)} assumptions confirmed", patient)

    def skip(self, question: Asked) -> None:
        """A question is set aside for now; nothing is recorded."""
        self._set_aside(question.attributes, "set aside for now")

    def undo(self) -> str | None:
        """Take back the last thing told; says what that was, None where there is nothing."""
        if not self.told:
            return None
        last = self.told.pop()
        self.patient, self.advice, self.aside = last.patient, last.advice, last.aside
        return last.said

    def since(self, before: Advice) -> tuple[str, ...]:
        """What is different now from an earlier advice."""
        return changes(before, self.advice)

    # -- saving ----------------------------------------------------------------------------

    def save(self, path: Path) -> None:
        """Write the patient's file; raises OSError, or ValueError for what no file can hold."""
        save(path, write_patient(self.patient, self.library.vocabulary))
        self.path, self._saved = path, self.patient

    # -- private ---------------------------------------------------------------------------

    def _tell(self, said: str, patient: Patient, answered: Iterable[str] = ()) -> None:
        advice = self.library.advise(patient, self._pathway, self.as_of)
        before = Told(said, self.patient, self.advice, self.aside, changes(self.advice, advice))
        self.told.append(before)
        self.patient, self.advice = patient, advice
        done = frozenset(answered)
        self.aside = {name: why for name, why in self.aside.items() if name not in done}

    def _set_aside(self, attributes: Iterable[str], why: str) -> None:
        self.aside = {**self.aside, **dict.fromkeys(attributes, why)}
