"""Somebody of whom no file speaks yet: who it is, what hurts, and the patient that follows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from pathway.advice.words import said as in_words
from pathway.frozen import frozen
from pathway.ground.problems import PatientError, Problem
from pathway.ground.terms import Characteristic
from pathway.ground.vocabulary import DATE, Attribute, Value, Vocabulary
from pathway.patients.reader import read_value
from pathway.tui import answers
from pathway.views.page import clean

if TYPE_CHECKING:
    from pathway.advice.choice import Complaint
    from pathway.engine import Library
    from pathway.patients.model import Patient


@frozen
class Newcomer:
    """What was typed of a new patient; all of it may be empty but name and number at once.

    `born` is a date of birth or an age, as typed.
    """

    name: str = ""
    born: str = ""
    number: str = ""
    complaints: tuple[Complaint, ...] = ()

    def bare(self) -> dict[str, Any]:
        """The patient file of whom nothing but name and number is known."""
        named = {"name": self.name} if self.name else {}
        return {"patient": self.number or _made_up(self.name), **named}

    def told(self, library: Library, patient: Patient, on: date) -> tuple[str, Patient]:
        """What was told of the patient in words, and the patient then.

        Raises PatientError for what is neither a date of birth nor an age.
        """
        words = []
        for attribute, value in self._told(library.vocabulary, max(on, date.today())):
            patient = answers.with_value(patient, attribute.name, value, on)
            words.append(f"{attribute.title}: {in_words(value, attribute.type.unit)}")
        return ", ".join(words), patient

    def _told(self, vocabulary: Vocabulary, today: date) -> Iterator[tuple[Attribute, Value]]:
        if self.born:
            yield read_born(vocabulary, self.born, today)
        for one in self.complaints:
            yield vocabulary.attributes[one.attribute], one.value


def ask(library: Library, on: date, put: Callable[[str], str]) -> Newcomer:
    """The same in plain lines: four questions, each of which may stay without an answer."""
    name, born, number = (put(question).strip() for question in _ASKED)
    found = library.complaints(on)
    known = library.vocabulary.attributes
    said = [complaint_words(one, known[one.attribute].title) for one in found]
    listed = ", ".join(f"{at} {words}" for at, words in enumerate(said, 1))
    typed = put(f"What hurts? The numbers of all that do: {listed}.")
    numbers = {int(one) for one in re.findall(r"[0-9]{1,3}", typed)}
    chosen = tuple(one for at, one in enumerate(found, 1) if at in numbers)
    return Newcomer(name, born, number, chosen)


def complaint_words(one: Complaint, title: str) -> str:
    """A complaint by the attribute's title, with its value where that is not yes."""
    return clean(title if one.value is True else f"{title}: {one.value}")


def read_born(vocabulary: Vocabulary, text: str, today: date) -> tuple[Attribute, Value]:
    """A date of birth or an age, with the attribute that it is a value of; raises PatientError."""
    dated = not re.fullmatch(r"\d{1,3}", text)
    for attribute in vocabulary.attributes.values():
        if attribute.characteristic is not Characteristic.DATE_OF_BIRTH:
            continue
        if (attribute.type == DATE) is dated:
            found = read_value(attribute, text, today)
            if isinstance(found, Problem):
                raise PatientError([found])
            return attribute, found
    what = "a date of birth" if dated else "an age"
    raise PatientError([Problem("P401", f"these pathways know no {what}")])


# -- private -------------------------------------------------------------------------------

_ASKED: Final = (
    "Name or initials? (may stay empty)",
    "Birth date or age? (may stay empty)",
    "Record number? (may stay empty)",
)
#: Initials in the key that is made of a name.
_LONGEST: Final = 4


def _made_up(name: str) -> str:
    """A key for somebody without a record number: two people of one name never share one."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    initials = "".join(word[0] for word in re.findall(r"[a-z0-9]+", plain))[:_LONGEST]
    return f"{initials or 'new'}-{uuid4().hex[:6]}"
