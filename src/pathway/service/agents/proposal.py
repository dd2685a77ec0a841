"""What a software agent proposes: a treatment in words, understood whole or not at all.

The words are an action (start, continue, adjust, stop, taper), one therapy by any of its names, and
perhaps a dose. Whatever else stands there is not read over: then nothing is understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from decimal import Decimal
from typing import Final

from pathway.advice.lookup import DrugNames, Meant, Titled, therapy_meant
from pathway.frozen import frozen
from pathway.ground.problems import PathwayError, Problem, UsageError, in_backticks
from pathway.ground.terms import Action
from pathway.ground.units import convert
from pathway.ground.vocabulary import Vocabulary
from pathway.service.agents.dose_words import SpokenDose, dose_in

#: What may be proposed about a therapy.
PROPOSED: Final = (Action.START, Action.CONTINUE, Action.ADJUST, Action.STOP, Action.TAPER)


@frozen
class Proposal:
    """What is proposed about therapies.

    `doses` says how much a day of a therapy, in its unit; None where a dose was said and it is not
    known what it comes to. `unread` says what was not understood: then nothing is proposed that
    could be judged, and `candidates` may have been meant.
    """

    words: str
    action: Action = Action.START
    therapies: tuple[Meant, ...] = ()
    doses: Mapping[str, Decimal | None] = field(default_factory=dict)
    unread: str = ""
    candidates: tuple[Meant, ...] = ()
    #: It is for somebody else.
    foreign: bool = False


@frozen
class TherapyNames:
    """The names that therapies go by: those of a pathway, and of the library as a whole."""

    among: Mapping[str, Titled]
    library: Mapping[str, Titled]
    drugs: DrugNames
    vocabulary: Vocabulary

    def meant(self, name: str) -> Meant:
        """The one therapy that a name means; raises UsageError."""
        ways = DrugNames(self._otherwise, lambda _: (), self.drugs.is_drug)
        return therapy_meant(name, self.among, ways, library=self.library)

    def a_day(self, therapy: str, dose: SpokenDose) -> Decimal | None:
        """The dose of a day in the unit of a therapy; None where it is not known."""
        unit = self.vocabulary.therapies.get(therapy)
        if unit is None or dose.times is None:
            return None
        return convert(dose.amount * dose.times, dose.unit, unit)

    def _otherwise(self, name: str) -> tuple[str, ...]:
        """By a drug, a class, a title without its brackets, or most words of one title.

        Never with a number in it: a strength that is taken for a part of a name is no dose.
        """
        if any(character.isnumeric() for character in name):
            return ()
        ways = (self.drugs.wholly, self.drugs.of_class, self._bare, self._holding)
        return next((found for way in ways if (found := tuple(way(name)))), ())

    def _bare(self, name: str) -> tuple[str, ...]:
        words = _words(name)
        titles = ((id_, _BRACKETS.sub("", one.title)) for id_, one in self.library.items())
        return tuple(id_ for id_, title in titles if _words(title) == words)

    def _holding(self, name: str) -> tuple[str, ...]:
        """The one therapy of the library in whose title all words stand, two or more."""
        found = self.holding(name) if len(_words(name)) >= _FEWEST else ()
        return tuple(one.id for one in found) if len(found) == 1 else ()

    def holding(self, name: str) -> tuple[Meant, ...]:
        """The therapies of the library in whose titles all words stand."""
        words = set(_words(name))
        titles = {id_: one.title for id_, one in self.library.items()}
        found = (Meant(id_, t) for id_, t in titles.items() if words <= set(_words(t)))
        return tuple(found) if words else ()


def proposed_in(words: str, names: TherapyNames) -> Proposal:
    """What is proposed in words; one with `unread` where they are not understood."""
    told = " ".join(words.split())
    first, _, rest = told.partition(" ")
    action = next((one for one in PROPOSED if one.value == first.casefold()), None)
    said = rest if action is not None else told
    if not said:
        return Proposal(told, unread="no therapy is named")
    return _read(told, action or Action.START, said, names) or _not_understood(told, said, names)


# -- private -------------------------------------------------------------------------------

_BRACKETS: Final = re.compile(r"\s*\([^)]*\)")
_FEWEST: Final = 2
#: The longest name that is looked for within what was not understood, in words.
_LONGEST: Final = 6
#: So many candidates are named at most.
_SHOWN: Final = 6


def _words(text: str) -> list[str]:
    return re.sub(r"[_\s,-]+", " ", text.casefold()).split()


def _read(told: str, action: Action, said: str, names: TherapyNames) -> Proposal | None:
    """The words as the name of a therapy and, after it, nothing or a dose."""
    words = said.split()
    for at in range(1, len(words) + 1):
        rest = " ".join(words[at:])
        dose = dose_in(rest)
        if rest and dose is None:
            continue
        try:
            meant = names.meant(" ".join(words[:at]))
        except UsageError:
            continue
        doses = {} if dose is None else {meant.id: names.a_day(meant.id, dose)}
        return Proposal(told, action, (meant,), doses)
    return None


def _not_understood(told: str, said: str, names: TherapyNames) -> Proposal:
    """What of the words is not understood, with the therapies that are named in them."""
    named: list[tuple[int, Meant]] = []
    words, read = said.split(), set[int]()
    for start, end in _stretches(len(words)):
        if read.isdisjoint(range(start, end)):
            for meant in _meant(" ".join(words[start:end]), names):
                named.append((start, meant))
                read.update(range(start, end))
    found = {one.id: one for _, one in sorted(named, key=lambda row: row[0])}
    left = " ".join(word for at, word in enumerate(words) if at not in read)
    problem = _problem(said, names)
    if len(found) > 1:
        unread = f"more than one therapy is named, and {in_backticks(left or said)} is not read"
    elif found:
        unread = f"{in_backticks(left)} is not understood"
    else:
        hint = f"; {problem.hint}" if problem is not None and problem.hint else ""
        unread = f"{in_backticks(said)} is no therapy here{hint}"
    found |= {one.id: one for one in names.holding(said)}
    return Proposal(told, unread=unread, candidates=tuple(found.values())[:_SHOWN])


def _stretches(count: int) -> Iterator[tuple[int, int]]:
    """The stretches of words that may be a name, the longest first."""
    for length in range(min(count, _LONGEST), 0, -1):
        for start in range(count - length + 1):
            yield start, start + length


def _meant(name: str, names: TherapyNames) -> tuple[Meant, ...]:
    """The therapy of a name, or those that it may mean."""
    try:
        return (names.meant(name),)
    except PathwayError:
        numbered = any(character.isnumeric() for character in name)
        ids = () if numbered else (*names.drugs.wholly(name), *names.drugs.of_class(name))
        known = [id_ for id_ in dict.fromkeys(ids) if id_ in names.library]
        return tuple(Meant(id_, names.library[id_].title) for id_ in known)


def _problem(name: str, names: TherapyNames) -> Problem | None:
    try:
        names.meant(name)
    except UsageError as error:
        return error.problems[0]
    return None
