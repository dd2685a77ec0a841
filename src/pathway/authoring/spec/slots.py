"""The slots of phrases: what may stand in each, and how it is read.

A slot is read when a feature is collected, so that a slip shows before anything runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from pathway.authoring.spec.words import LibraryWords, one_of
from pathway.frozen import frozen
from pathway.ground.problems import Problem, in_backticks, suggestion
from pathway.ground.terms import Action, Kind, Urgency, Verdict
from pathway.ground.vocabulary import Base, RecordList
from pathway.patients.model import Outcome, Why


@frozen
class SpokenRange:
    """An operator of the condition language and its limits, as written."""

    op: str
    limits: tuple[str, ...]


def bounds_of(text: str) -> SpokenRange | None:
    """The range that a text speaks of; None where it speaks of none."""
    text = " ".join(text.split())
    for pattern, op in _RANGES:
        found = pattern.fullmatch(text)
        if found is not None:
            return SpokenRange(op, _with_one_unit(found.groups()))
    return None


#: What a slot for a range fits.
RANGE: Final = (
    r"(?:below|under|less than|above|over|more than|at least|at most|between)\s.+"
    r"|\S.*?\sor\s(?:more|less)"
)


Read = Callable[[str, LibraryWords], object]


@frozen
class Slot:
    """One kind of slot; `read` returns what the text means, or a Problem."""

    name: str
    meaning: str
    read: Read
    regex: str = ".+?"


# -- readers -------------------------------------------------------------------------------


def _attribute(text: str, words: LibraryWords) -> object:
    return words.attribute(text)


def _group(text: str, words: LibraryWords) -> object:
    return words.groups(text)


def _therapy(text: str, words: LibraryWords) -> object:
    return words.therapy(text)


def _pathway(text: str, words: LibraryWords) -> object:
    return words.pathway(text)


def _step(text: str, words: LibraryWords) -> object:
    return words.step(text)


def _flag(text: str, words: LibraryWords) -> object:
    return words.flag(text[1:-1])


def _yes_no(text: str, words: LibraryWords) -> object:
    attribute = words.attribute(text)
    if isinstance(attribute, Problem) or attribute.type.base is Base.BOOLEAN:
        return attribute
    hint = f"say `whose {text} is …`"
    return Problem("P402", f"{in_backticks(text)} is not a yes/no question", hint=hint)


def _drug(text: str, words: LibraryWords) -> object:
    attribute = _yes_no(text, words)
    if isinstance(attribute, Problem) and attribute.code == "P401":
        hint = attribute.hint or "a drug taken for another reason is an attribute of its own"
        return Problem("P401", attribute.message, hint=hint)
    return attribute


def _value(text: str, _: LibraryWords) -> object:
    if text.casefold().split()[:1] == ["unknown"]:
        return Problem("P402", "`unknown` is not a value")
    if bounds_of(text) is not None:
        return Problem("P402", f"{in_backticks(text)} is a range and not a value")
    return text


def _range(text: str, _: LibraryWords) -> object:
    return bounds_of(text) or Problem("P402", f"{in_backticks(text)} is not a range of numbers")


def _date(text: str, _: LibraryWords) -> object:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        return Problem("P407", f"{in_backticks(text)} is not a date", hint="write 2026-11-20")


def _number(text: str, _: LibraryWords) -> object:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Problem("P402", f"{in_backticks(text)} is not a number", hint="write it in digits")
    return number if number >= 0 else Problem("P404", f"{in_backticks(text)} is less than nothing")


def _plain_text(text: str, _: LibraryWords) -> object:
    return text


def _source(text: str, _: LibraryWords) -> object:
    return re.sub(r"^the ", "", text, flags=re.IGNORECASE)


def _quoted(text: str, _: LibraryWords) -> object:
    return text[1:-1]


def _strictly(_text: str, _words: LibraryWords) -> object:
    return True


def _lists(text: str, _: LibraryWords) -> object:
    found = []
    for part in re.split(r"\s*,\s*and\s+|\s*,\s*|\s+and\s+", text):
        name = _LISTS.get(part.casefold().removesuffix(" list"))
        if name is None:
            return one_of(part, _LISTS, "a list of a record")
        found.append(name.value)
    return found


def _recommendation(text: str, words: LibraryWords) -> object:
    if text in words.recommendations:
        return text
    hint = suggestion(text, sorted(words.recommendations))
    return Problem("P108", f"unknown recommendation {in_backticks(text)}", hint=hint)


def _names(text: str, words: LibraryWords) -> object:
    """Guidelines or recommendations, each known to the library."""
    names = re.split(r"\s*,\s*and\s+|\s*,\s*|\s+and\s+", text)
    known = dict.fromkeys((*sorted(words.guidelines), *sorted(words.recommendations)))
    for name in names:
        if name not in known:
            problem = one_of(name, known, "a guideline or recommendation")
            return Problem("P108", f"unknown guideline {in_backticks(name)}", hint=problem.hint)
    return names


def _choice(text: str, words: LibraryWords) -> object:
    """What a patient may wish for or refuse: a therapy, or a whole kind."""
    kind = _by_value(Kind).get(text.casefold())
    if kind is not None:
        return kind.value
    therapy = words.therapy(text)
    return therapy if isinstance(therapy, Problem) else therapy.id


def _member(of: Mapping[str, object], what: str) -> Read:
    def read(text: str, _: LibraryWords) -> object:
        name = " ".join(text.casefold().split())
        return of[name] if name in of else one_of(text, of, what)

    return read


def _by_value(kinds: type[StrEnum]) -> Mapping[str, StrEnum]:
    return {member.value: member for member in kinds}


_LISTS: Final[Mapping[str, RecordList]] = MappingProxyType(
    {
        "problems": RecordList.PROBLEMS,
        "problem": RecordList.PROBLEMS,
        "medicines": RecordList.MEDICINES,
        "medicine": RecordList.MEDICINES,
        "allergies": RecordList.ALLERGIES,
        "allergy": RecordList.ALLERGIES,
    }
)
#: How a trial went, as people say it.
_WENT: Final[Mapping[str, Outcome | None]] = MappingProxyType(
    {
        "with no recorded result": None,
        "without benefit": Outcome.NO_RESPONSE,
        "and it partly helped": Outcome.PARTLY_HELPED,
        "and it helped": Outcome.HELPED,
        "and got worse": Outcome.WORSE,
        "and stopped for side effects": Outcome.NOT_TOLERATED,
        "with unknown result": Outcome.NOT_YET_KNOWN,
        "stopped for side effects": Outcome.NOT_TOLERATED,
    }
)
#: How a running trial has gone so far.
_GOING: Final[Mapping[str, Outcome]] = MappingProxyType(
    {
        "without benefit": Outcome.NO_RESPONSE,
        "with some benefit": Outcome.PARTLY_HELPED,
        "with benefit": Outcome.HELPED,
        "getting worse": Outcome.WORSE,
        "with side effects": Outcome.NOT_TOLERATED,
        "with unknown result": Outcome.NOT_YET_KNOWN,
    }
)
_REASONS: Final[Mapping[str, Why]] = MappingProxyType(
    {
        "nobody asked": Why.NOT_ASKED,
        "the patient does not know": Why.DOES_NOT_KNOW,
        "nothing is recorded": Why.NOTHING_RECORDED,
        "it could not be fetched": Why.NOT_FETCHED,
    }
)
_PERSONS: Final = MappingProxyType({"patient": None, "man": "male", "woman": "female"})
_SEXES: Final = MappingProxyType({word: word for word in ("male", "female", "other")})
_OUTCOMES: Final = MappingProxyType(
    {word: word for word in ("urgent", "not eligible", "needs information", "advice")}
)
_DIRECTIONS: Final = MappingProxyType({word: word for word in ("for", "against")})
_APPLIES: Final = MappingProxyType(
    {word: word for word in ("directly", "extrapolated", "outside its population", "unknown")}
)
_STRENGTHS: Final = MappingProxyType(
    {"strong": "strong", "conditional": "conditional", "none": None}
)


#: How the account of a trial's result begins; it keeps titles of several words whole.
_AND_WITH: Final = r"(?:and|with\w*|stopped)\s.+"


_VERDICTS: Final[Mapping[str, Verdict]] = MappingProxyType(
    {verdict.value: verdict for verdict in Verdict} | {"to be avoided": Verdict.AVOID}
)


def _listed(words: Mapping[str, object]) -> str:
    return ", ".join(f"`{word}`" for word in words)


_SLOTS: Final = (
    Slot("person", _listed(_PERSONS), _member(_PERSONS, "a word for a patient")),
    Slot("sex", _listed(_SEXES), _member(_SEXES, "a sex"), r"\w+"),
    Slot("attribute", "an attribute of the vocabulary, by id or title", _attribute),
    Slot("yes/no", "an attribute that is answered by yes or no", _yes_no),
    Slot("drug", "a drug that is such an attribute: `warfarin`", _drug),
    Slot("value", "a value as in a patient file: `7`, `26 weeks`, `radicular`", _value),
    Slot(
        "range", "numbers: `below 50`, `12 weeks or more`, `between 20 and 30 weeks`", _range, RANGE
    ),
    Slot("group", "`red flags`, or a group of questions by id or title", _group),
    Slot("therapy", "a therapy, by id or title", _therapy),
    Slot("therapy or kind", "a therapy, or a kind such as `surgery`", _choice),
    Slot("strictly", "`strictly`: assumptions do not count", _strictly, "strictly"),
    Slot("adequately", "`adequately`: a clinician says so", _strictly, "adequately"),
    Slot("pathway", "a pathway, by id or title", _pathway),
    Slot("step", "a step or other node of a pathway, by id or title", _step),
    Slot("red flag", 'a red flag in quotes, by id or title: `"cauda equina"`', _flag, r'"[^"]+"'),
    Slot("date", "a date: `2026-11-20`", _date, r"\S+"),
    Slot("number", "a number in digits", _number, r"\S+"),
    Slot("source", "whoever says so: `the patient`, `laboratory`", _source),
    Slot("text", "free text", _plain_text),
    Slot("quoted", 'words in quotes: `"bleeding disorder"`', _quoted, r'"[^"]+"'),
    Slot("lists", "some of `problems`, `medicines`, `allergies`", _lists),
    Slot("guidelines", "guidelines or recommendations, by id: `nice-ng59, acp-2017.2`", _names),
    Slot("recommendation", "a recommendation: `nice-ng59.epidural`", _recommendation, r'[^\s"]+'),
    Slot("went", _listed(_WENT), _member(_WENT, "a way a trial went"), _AND_WITH),
    Slot("going", _listed(_GOING), _member(_GOING, "a way a trial goes"), ".+"),
    Slot("reason", _listed(_REASONS), _member(_REASONS, "a reason for not knowing")),
    Slot("verdict", _listed(_VERDICTS), _member(_VERDICTS, "a verdict")),
    Slot("action", _listed(_by_value(Action)), _member(_by_value(Action), "an action")),
    Slot("kind", _listed(_by_value(Kind)), _member(_by_value(Kind), "a kind of therapy")),
    Slot("urgency", _listed(_by_value(Urgency)), _member(_by_value(Urgency), "an urgency")),
    Slot("outcome", _listed(_OUTCOMES), _member(_OUTCOMES, "an outcome")),
    Slot("direction", _listed(_DIRECTIONS), _member(_DIRECTIONS, "a direction"), "for|against"),
    Slot("applies", _listed(_APPLIES), _member(_APPLIES, "a way to apply"), "|".join(_APPLIES)),
    Slot("strength", _listed(_STRENGTHS), _member(_STRENGTHS, "a strength")),
)

#: Every kind of slot by name.
SLOTS: Final[Mapping[str, Slot]] = MappingProxyType({slot.name: slot for slot in _SLOTS})


# -- private -------------------------------------------------------------------------------

_RANGES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), op)
    for pattern, op in (
        (r"(?:below|under|less than) (.+)", "<"),
        (r"(?:above|over|more than) (.+)", ">"),
        (r"at least (.+)|(.+) or more", ">="),
        (r"at most (.+)|(.+) or less", "<="),
        (r"between (.+?) and (.+)", "between"),
    )
)
_UNIT: Final = re.compile(r"[-+]?[0-9.]+(?:\s*(\S.*))?")


def _with_one_unit(limits: tuple[str | None, ...]) -> tuple[str, ...]:
    """The limits; a unit that only the second one has is that of both."""
    given = tuple(limit.strip() for limit in limits if limit is not None)
    last = _UNIT.fullmatch(given[-1])
    if len(given) == 2 and last is not None and last[1] and given[0].replace(".", "").isdigit():
        return f"{given[0]} {last[1]}", given[1]
    return given
