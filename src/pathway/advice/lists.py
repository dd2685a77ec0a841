"""One question about a whole list of the record, in place of one for each thing on it.

Where the problems, medicines or allergies are not declared complete, "Is this all?" settles at once
whatever the vocabulary lets such a list say no to: of which nothing at all was recorded. Whatever
has an entry stays a question of its own; what the same unreadable entry of a list leaves open is
asked in one, by the name of that entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Protocol

from pathway.advice.model import Question
from pathway.advice.words import missing, title
from pathway.ground.terms import Kind
from pathway.ground.vocabulary import RecordList
from pathway.names import history_name
from pathway.patients.model import Why
from pathway.walk import Walk


class Asked(Protocol):
    """What a question would settle, and how urgent that is."""

    @property
    def settles(self) -> Mapping[str, None]:
        """Titles of options and flags."""

    @property
    def urgent(self) -> bool:
        """Whether something under way or pressing waits for it."""


def list_questions(walk: Walk, asked: Mapping[str, Asked]) -> Iterator[Question]:
    """The questions about lists, each with the attributes that it `covers` of those asked for.

    There is none for a single attribute: a yes and a no to that say more.
    """
    for list_ in RecordList:
        names = [name for name in _of(walk, list_) if name in asked]
        open_ = [name for name in names if walk.resolved.facts[name].silent]
        if len(open_) >= MANY and list_ not in walk.resolved.patient.complete:
            yield _whole(walk, list_, open_, asked)
        for entry, left in _by_entry(walk, names).items():
            if len(left) >= MANY:
                yield _about_entry(walk, list_, entry, left, asked)


# -- private -------------------------------------------------------------------------------

#: So many open attributes of a list are asked for in one question.
MANY: Final = 2


def _of(walk: Walk, list_: RecordList) -> Iterator[str]:
    """The attributes of a list that have no value, in the vocabulary's order."""
    known = walk.program.vocabulary.attributes.items()
    listed = walk.program.once(
        ("listed", list_), lambda: tuple(name for name, one in known if one.absent is list_)
    )
    yield from (name for name in listed if walk.resolved.facts[name].value is None)


def _by_entry(walk: Walk, names: Iterable[str]) -> Mapping[str, list[str]]:
    """What entries of a list that nobody could read leave open, by what is said of each."""
    found: dict[str, list[str]] = {}
    for name in names:
        fact = walk.resolved.facts[name]
        if fact.detail and fact.why in (Why.NOT_ASKED, Why.LEFT_OPEN) and not fact.silent:
            found.setdefault(fact.detail, []).append(name)
    return found


def _whole(walk: Walk, list_: RecordList, names: list[str], asked: Mapping[str, Asked]) -> Question:
    recorded = ", ".join(dict.fromkeys(_recorded(walk, list_))) or "none recorded"
    about = ", ".join(title(walk, name) for name in names)
    text = f"Is this all? {list_.value.capitalize()}: {recorded}. Asked about: {about}."
    return _question(walk, list_, text, names, asked)


def _about_entry(
    walk: Walk, list_: RecordList, entry: str, names: list[str], asked: Mapping[str, Asked]
) -> Question:
    about = ", ".join(title(walk, name) for name in names)
    said = entry[:1].upper() + entry[1:]
    text = f"{said}{'' if said.endswith('?') else '.'} Asked about: {about}."
    return _question(walk, list_, text, names, asked, entry=entry)


def _question(
    walk: Walk,
    list_: RecordList,
    text: str,
    names: list[str],
    asked: Mapping[str, Asked],
    entry: str = "",
) -> Question:
    return Question(
        attribute=names[0] if entry else list_.value,
        question=text,
        group=list_.value.capitalize(),
        group_question=text,
        red_flag=False,
        why_missing="; ".join(dict.fromkeys(missing(walk, name) for name in names)),
        settles=tuple(dict.fromkeys(one for name in names for one in asked[name].settles)),
        urgent=any(asked[name].urgent for name in names),
        covers=tuple(names),
        list=list_,
        entry=entry,
    )


def _recorded(walk: Walk, list_: RecordList) -> Iterator[str]:
    """What is known to stand on a list: its entries, what was answered with yes, drugs taken."""
    patient, vocabulary = walk.resolved.patient, walk.program.vocabulary
    if list_ is RecordList.ALLERGIES:
        yield from map(str, patient.allergies)
    for name, attribute in vocabulary.attributes.items():
        fact = walk.resolved.facts[name]
        named = any(entry.listed for entry in patient.entries.get(name, ()))
        if attribute.absent is list_ and fact.value is True and not named:
            yield attribute.title
    if list_ is RecordList.MEDICINES:
        for therapy in walk.program.therapies.values():
            running = walk[history_name(therapy.id, "ongoing")] is True
            if running and therapy.kind is Kind.DRUG:
                yield therapy.title
