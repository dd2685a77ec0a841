"""What holds back the options of a folder of patients: which unknown, of how many, and which alone.

Authors steer by it: a question that holds back much and changes little is a gate to take away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from statistics import median
from typing import Any

from pathway.advice.advice import Advice
from pathway.advice.model import Option
from pathway.engine import Library
from pathway.frozen import frozen
from pathway.ground.terms import Action, Verdict
from pathway.names.reading import read_history
from pathway.patients.model import Patient
from pathway.views.document import Document, DocumentTable, Paragraph, Section
from pathway.views.problems import plural

RED_FLAGS = "red flags"
HISTORY = "treatments so far"


@frozen
class Held:
    """How many options one unknown holds back, and how many of these it holds back alone."""

    what: str
    title: str
    options: int
    alone: int


@frozen
class WaitingTable:
    """What waits in a folder of patients, the unknown that holds back most first.

    `beside_flags` are the options that wait for something besides red flags; `questions` how many
    questions each patient is asked beyond red flags.
    """

    patients: int
    waiting: int
    beside_flags: int
    held: tuple[Held, ...]
    questions: tuple[int, ...]

    def to_dict(self) -> dict[str, Any]:
        """The table for other programs."""
        return {
            "schema": "pathway-waiting/1",
            "patients": self.patients,
            "waiting": self.waiting,
            "beside_flags": self.beside_flags,
            "questions": {"median": median(self.questions or (0,)), "most": self._most},
            "held": [
                {"what": h.what, "title": h.title, "options": h.options, "alone": h.alone}
                for h in self.held
            ],
        }

    def document(self) -> Document:
        """The table for a reader."""
        head = ("what nobody knows", "options", "alone")
        rows = tuple((one.title, one.options, one.alone) for one in self.held)
        asked = f"median {median(self.questions or (0,)):g}, most {self._most}"
        lead = (
            f"{self.waiting} options wait, {self.beside_flags} of them not only for red flags. "
            f"Questions beyond red flags: {asked}."
        )
        table = DocumentTable(head, rows)
        section = Section("What they wait for", (table,) if rows else ())
        return Document(
            title=f"What holds back options of {plural(self.patients, 'patient')}",
            head=(Paragraph(lead),),
            sections=(section,) if rows else (),
        )

    @property
    def _most(self) -> int:
        return max(self.questions, default=0)


def waiting(library: Library, patients: Iterable[Patient], as_of: date | None) -> WaitingTable:
    """The table for patients on a day (an example's own where none is given, else today)."""
    options, alone = Counter[str](), Counter[str]()
    titles = dict[str, str]()
    asked: list[int] = []
    count = beside = 0
    for patient in patients:
        advice = library.advise(patient, as_of=as_of)
        asked.append(sum(not question.red_flag for question in advice.questions))
        for option in filter(_waits, advice.options.values()):
            unknown = dict(_unknown(advice, option))
            titles |= unknown
            count += 1
            beside += unknown.keys() != {RED_FLAGS}
            options.update(unknown.keys())
            alone.update(unknown.keys() if len(unknown) == 1 else ())
    held = (Held(what, titles[what], n, alone[what]) for what, n in options.items())
    ordered = tuple(sorted(held, key=lambda one: (-one.options, one.what)))
    return WaitingTable(len(asked), count, beside, ordered, tuple(asked))


# -- private -------------------------------------------------------------------------------


def _waits(option: Option) -> bool:
    pending = option.verdict is Verdict.PENDING or option.action is Action.ASK_FIRST
    return pending and not option.flag_only and bool(option.pending_on)


def _unknown(advice: Advice, option: Option) -> Iterator[tuple[str, str]]:
    """What an option waits for, with its title; red flags and the history are one thing each."""
    red = frozenset(advice.program.red_flag_attributes)
    for name in option.pending_on:
        if name in red:
            yield RED_FLAGS, RED_FLAGS
        elif read_history(name) is not None:
            yield HISTORY, HISTORY
        else:
            yield name, advice.program.titles.get(name, name)
