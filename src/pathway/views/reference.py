"""What `pathway explain` says of a key, of a part of a history and of an operator.

Everything is read from the tables that also read the files (models, histories, operators), so
that nothing is explained that no file may say.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pathway.content.keys import ITEM, Key, Place, parts
from pathway.content.reference import HISTORY, OPERATOR, Sentence, sentences
from pathway.content.schema import NAMES
from pathway.frozen import frozen
from pathway.ground.vocabulary import HISTORY as HISTORY_TYPES
from pathway.ground.vocabulary import Type
from pathway.language.operators import FUNCTIONS, OPERATORS, Notation, Operator
from pathway.names.reading import read_history


@frozen
class Topic:
    """One thing that can be explained; `kind` is key, history, operator or phrase."""

    kind: str
    name: str
    where: tuple[str, ...]
    text: str
    value: str
    example: str
    since: str | None = None


def topics() -> tuple[Topic, ...]:
    """Every key, part of a history and operator; a key that means the same twice is one."""
    return (*_keys(), *_histories(), *_operators())


def found(asked: str, among: Sequence[Topic]) -> tuple[Topic, ...]:
    """The topics that somebody may mean, by name, by part of a name or as they are written."""
    words = re.sub(r"\s+\d+(?=\s)", "", " ".join(asked.strip("`'\" ").split())).lower()
    if not words:
        return ()
    named = [topic for topic in among if words in _names(topic) or _is_of_history(topic, words)]
    named += [t for t in among if t.kind == "operator" and t not in named and _has(t, words)]
    named.sort(key=lambda topic: topic.where == (_COMPILED,))
    return tuple(named or (topic for topic in among if _has(topic, words)))


def explanation(topics: Iterable[Topic]) -> str:
    """The topics in words, for a terminal."""
    return "\n".join(map(_block, topics))


# -- topics ------------------------------------------------------------------------------


def _keys() -> Iterator[Topic]:
    merged: dict[tuple[str, Sentence, str], list[str]] = {}
    for part in parts():
        for key in part.keys:
            value = f"{key.type}{_with(key.inside)}; {_needed(key)}"
            places = merged.setdefault((key.name, key.said, value), [])
            places += [_where(part.file, place) for place in part.places]
    for (name, said, value), where in merged.items():
        yield Topic("key", name, tuple(where), said.text, value, said.example, said.since)


def _with(inside: Sequence[str]) -> str:
    return f" with {', '.join(f'`{name}`' for name in inside)}" if inside else ""


def _needed(key: Key) -> str:
    return "needed" if key.needed else "may be left out"


def _where(file: str, place: Place) -> str:
    """A place in words: the kind of file, and the keys that lead there."""
    return " › ".join([FILES[file], *(step for step in place if step != ITEM)])


def _histories() -> Iterator[Topic]:
    told = sentences()[HISTORY]
    for name, type_ in HISTORY_TYPES.items():
        said = told[name]
        where = ("conditions, after the id of a therapy and a dot",)
        value = history_value(name, type_)
        yield Topic("history", name, where, said.text, value, said.example, said.since)


def history_value(name: str, type_: Type) -> str:
    """What a part of a history is, in words."""
    if not type_.is_number:
        return "yes or no"
    units = {"weeks": "a number of weeks", "dose": "a number, in the therapy's `dose unit`"}
    return units.get(name, "a number")


def _operators() -> Iterator[Topic]:
    for row in OPERATORS.values():
        said = sentences()[OPERATOR][row.name]
        yield Topic("operator", row.name, (_operates(row),), said.text, "", row.example, said.since)


def _operates(row: Operator) -> str:
    if row.form is Notation.COMPILED:
        return _COMPILED
    return "conditions" if row.pathway else "`pathway eval` only"


_COMPILED: Final = "compiled conditions, never in a file"

#: What each kind of file is called; those of a library by where they stand.
FILES: Final = {
    **NAMES,
    "pathway": "a pathway's file",
    "patient": "a patient's file",
    "site": "a site's settings",
}

# -- finding -----------------------------------------------------------------------------


def _names(topic: Topic) -> set[str]:
    """All that a topic is called, in small letters."""
    names = {topic.name, topic.example} if topic.kind != "key" else {topic.name}
    if topic.kind == "operator":
        names |= {name for name, row in FUNCTIONS.items() if row.name == topic.name}
    return {name.lower() for name in names}


def _is_of_history(topic: Topic, words: str) -> bool:
    """Whether the words are this part of some therapy's history, such as `opioid.failed`."""
    part = read_history(words)
    return topic.kind == "history" and part is not None and part.part == topic.name


def _has(topic: Topic, words: str) -> bool:
    """Whether these words stand in its name, as whole words."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", topic.name.lower()) is not None


# -- in a terminal -------------------------------------------------------------------------


def _block(topic: Topic) -> str:
    rows = [
        *(("in", where) for where in topic.where),
        ("value", topic.value),
        ("example", topic.example),
        ("since", topic.since or ""),
    ]
    lines = [topic.name, *_wrapped(topic.text, "  ", "  "), ""]
    for label, text in rows:
        before = f"  {label:<9}"
        if label == "example":
            lines.append(before + text.replace("\n", "\n" + " " * 11))
        elif text:
            lines += _wrapped(text, before, " " * 11)
    return "\n".join(lines) + "\n"


def _wrapped(text: str, first: str, then: str) -> list[str]:
    return textwrap.wrap(
        text, 80, initial_indent=first, subsequent_indent=then, break_on_hyphens=False
    )
