"""Every phrase a spec may say: one table, from which steps are read and documents are made.

A wording holds `{slots}`, `[optional parts]` and `(this|or that)`. What a step means is the
one phrase whose wording fits it and whose slots can all be read; two such phrases are an error.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pathway.present.problems import plural
from pathway.problems import Problem, in_backticks
from pathway.pytest_plugin import about_advice as advice
from pathway.pytest_plugin import about_patient as patient
from pathway.pytest_plugin.slots import SLOTS
from pathway.pytest_plugin.story import Story
from pathway.pytest_plugin.words import Words


@dataclass(frozen=True)
class Phrase:
    """One thing a step can say.

    `carry_out` gets the story and the slots by name; with `table`, which names the slot of
    each column, also the rows as `rows`.
    """

    keyword: str
    wording: str
    example: str
    carry_out: Callable[..., None]
    table: tuple[str, ...] = ()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """What a step must look like."""
        return re.compile("".join(_regex_of(self.wording)), re.IGNORECASE)

    @cached_property
    def slots(self) -> dict[str, str]:
        """The kind of every slot, by its name as an argument."""
        return {_argument(name): kind for name, kind in _slots_of(self.wording)}

    @cached_property
    def shown(self) -> str:
        """The wording with each slot named once."""
        return _SLOT.sub(lambda found: "{" + found[1] + "}", self.wording)

    @cached_property
    def listed(self) -> str:
        """The wording with each slot named by its kind, under which its meaning is listed."""
        return _SLOT.sub(lambda found: "{" + (found[2] or found[1]) + "}", self.wording)


@dataclass(frozen=True, slots=True)
class Misread:
    """A slot that could not be read: the problem, and the part of the step or the row it is in."""

    problem: Problem
    start: int
    end: int
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A step that was understood."""

    phrase: Phrase
    arguments: dict[str, object]

    def carry_out(self, story: Story) -> None:
        """Do what the step says."""
        self.phrase.carry_out(story, **self.arguments)


def understand(
    keyword: str, text: str, table: Sequence[Sequence[str]] | None, words: Words
) -> Said | list[Misread]:
    """What a step says, or what is wrong with it."""
    found = [
        (_fixed(match), phrase, _read(phrase, match, table, words))
        for phrase in PHRASES
        if phrase.keyword == keyword and (match := phrase.regex.fullmatch(text)) is not None
    ]
    said = [Said(phrase, read) for _, phrase, read in found if isinstance(read, dict)]
    if len(said) == 1:
        return said[0]
    if said:
        fit = " and ".join(in_backticks(one.phrase.shown) for one in said)
        hint = f"it fits {fit}; use the exact name, or another wording"
        return [_whole(Problem("P605", f"{in_backticks(text)} has two meanings", hint=hint), text)]
    if not found:
        return [_whole(_unheard(keyword, text), text)]
    _, _, misread = max(found, key=lambda one: one[0])
    return misread if isinstance(misread, list) else []


def nearness(text: str, phrase: Phrase) -> float:
    """How much a text is like a phrase, from 0 to 1."""
    likes = (phrase.example, phrase.shown)
    return max(difflib.SequenceMatcher(None, text.lower(), like.lower()).ratio() for like in likes)


# -- private -------------------------------------------------------------------------------

_SLOT: Final = re.compile(r"\{([^{}:]+)(?::([^{}]+))?\}")
_TOKEN: Final = re.compile(r"\{[^{}]+\}|\s+|.")
_SYMBOLS: Final = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|"}


def _slots_of(wording: str) -> Iterator[tuple[str, str]]:
    for found in _SLOT.finditer(wording):
        yield found[1], found[2] or found[1]


def _regex_of(wording: str) -> Iterator[str]:
    for token in _TOKEN.findall(wording):
        slot = _SLOT.fullmatch(token)
        if slot is not None:
            yield f"(?P<{_argument(slot[1])}>{SLOTS[slot[2] or slot[1]].regex})"
        elif token.isspace():
            yield r"\s+"
        else:
            yield _SYMBOLS.get(token, re.escape(token))


def _argument(name: str) -> str:
    return re.sub(r"\W", "_", name)


def _fixed(match: re.Match[str]) -> int:
    """How much of a step is not in slots; the best guess at what was meant has most."""
    return len(match.string) - sum(len(text or "") for text in match.groups())


def _read(
    phrase: Phrase, match: re.Match[str], table: Sequence[Sequence[str]] | None, words: Words
) -> dict[str, object] | list[Misread]:
    """The slots of a phrase, read; or the problems with them."""
    arguments: dict[str, object] = {}
    misread: list[Misread] = []
    for name, kind in phrase.slots.items():
        text = match[name]
        value = None if text is None else SLOTS[kind].read(text, words)
        if isinstance(value, Problem):
            misread.append(Misread(value, match.start(name), match.end(name)))
        arguments[name] = value
    rows = _rows(phrase, table, words)
    if isinstance(rows, Misread):
        misread.append(rows)
    elif phrase.table:
        arguments["rows"] = rows
    return misread or arguments


def _rows(
    phrase: Phrase, table: Sequence[Sequence[str]] | None, words: Words
) -> list[tuple[object, ...]] | Misread:
    """The rows of a step's table, read; the first row may repeat the names of the columns."""
    if not phrase.table:
        return [] if table is None else _misfit("this phrase takes no table")
    columns = " and ".join(in_backticks(column) for column in phrase.table)
    hint = f"its columns are {columns}"
    if table is None:
        return _misfit("this phrase needs a table below it", hint)
    found: list[tuple[object, ...]] = []
    for number, line in enumerate(table):
        if number == 0 and tuple(cell.lower() for cell in line) == phrase.table:
            continue
        if len(line) != len(phrase.table):
            return _misfit(f"a row with {plural(len(line), 'cell')} does not fit", hint, number)
        kinds = zip(phrase.table, line, strict=True)
        cells = [SLOTS[kind].read(cell, words) for kind, cell in kinds]
        wrong = next((cell for cell in cells if isinstance(cell, Problem)), None)
        if wrong is not None:
            return Misread(wrong, 0, 0, number)
        found.append(tuple(cells))
    return found or _misfit("the table has no row", hint)


def _misfit(message: str, hint: str | None = None, row: int | None = None) -> Misread:
    return Misread(Problem("P608", message, hint=hint), 0, 0, row)


def _whole(problem: Problem, text: str) -> Misread:
    return Misread(problem, 0, len(text))


def _unheard(keyword: str, text: str) -> Problem:
    """The problem with a step that no phrase fits, with the nearest ones as a hint."""
    elsewhere = next((p for p in PHRASES if p.regex.fullmatch(text) and not _vague(p)), None)
    if elsewhere is not None:
        hint = f"it is a phrase for `{elsewhere.keyword.title()}`"
        return Problem("P604", f"no {keyword.title()} phrase fits {in_backticks(text)}", hint=hint)
    own = [phrase for phrase in PHRASES if phrase.keyword == keyword]
    near = sorted(own, key=lambda phrase: -nearness(text, phrase))[:2]
    hint = "nearest: " + ", ".join(in_backticks(phrase.shown) for phrase in near)
    return Problem("P604", f"no phrase fits {in_backticks(text)}", hint=hint)


def _vague(phrase: Phrase) -> bool:
    return phrase.wording.startswith("{")


def _phrases(keyword: str, *rows: tuple[object, ...]) -> tuple[Phrase, ...]:
    return tuple(Phrase(keyword, *row) for row in rows)  # type: ignore[arg-type]


_TRIED = (
    "who tried {therapy}[ for {weeks:number} week[s]][ (and|in) {sessions:number} session[s]]"
    "[ at {dose:text}] {went}"
)
_TAKING = (
    "who (takes|has been taking|has been having|has been doing) {therapy}"
    " (for|since) {weeks:number} week[s][ at {dose:text}][, so far {going}]"
)

#: Every phrase, in the order in which a reader meets them.
PHRASES: Final[tuple[Phrase, ...]] = (
    *_phrases(
        "given",
        ("a {person}[ aged {age:number}]", "a man aged 57", patient.begins),
        ("a patient as in {file:quoted}", 'a patient as in "mon-57"', patient.begins_as_in),
        (
            "who (has|is|takes) {yes/no}[ according to {source}]",
            "who has a bleeding disorder",
            patient.has,
        ),
        (
            "(without|who has no|who is not|who takes no) {yes/no}[ according to {source}]",
            "without a bleeding disorder",
            patient.has_not,
        ),
        (
            "whose {attribute} is {value}[ on {date}][ according to {source}]",
            "whose symptom duration is 26 weeks",
            patient.value_is,
        ),
        (
            "whose {attribute} is unknown[ because {reason}]",
            "whose platelet count is unknown because it could not be fetched",
            patient.value_is_unknown,
        ),
        (
            "who was not asked about {attribute}",
            "who was not asked about a bleeding disorder",
            patient.value_is_unknown,
        ),
        ("with:", "with:", patient.values_are, ("attribute", "value")),
        (
            "whose [other ]{group} are all absent",
            "whose other red flags are all absent",
            patient.none_of,
        ),
        (
            "whose {lists} are reconciled",
            "whose problem list, medicines and allergies are reconciled",
            patient.reconciled,
        ),
        (
            "whose answers were given on {date}",
            "whose answers were given on 2026-11-06",
            patient.on,
        ),
        ("who [has ]tried nothing so far", "who has tried nothing so far", patient.tried_nothing),
        (
            _TRIED,
            "who tried acupuncture for 5 weeks and 10 sessions without benefit",
            patient.tried,
        ),
        (
            _TAKING,
            "who has been taking gabapentin for 8 weeks, so far without benefit",
            patient.is_taking,
        ),
        ("who wants {therapy or kind}", "who wants acupuncture", patient.wants),
        ("who declines {therapy or kind}", "who declines surgery", patient.declines),
        (
            "for whom {therapy or kind} is not available",
            "for whom spinal manipulation is not available",
            patient.cannot_have,
        ),
        (
            "for whom {actor:text} lifts {rule:quoted} because {reason:quoted}",
            'for whom Dr Ada lifts "acupuncture.low_platelets" because "haematology agreed"',
            patient.lifts,
        ),
    ),
    *_phrases(
        "when",
        (
            "the {pathway} pathway is followed[ on {date}][ {strictly}][ adopting {guidelines}]",
            "the sciatica pathway is followed on 2026-11-20",
            patient.pathway_followed,
        ),
    ),
    *_phrases(
        "then",
        (
            "{therapy} (is|are) {verdict}[ because {why:quoted}]",
            'acupuncture is contraindicated because "bleeding disorder"',
            advice.verdict_is,
        ),
        (
            "the action for {therapy} is {action}",
            "the action for gabapentin is taper",
            advice.action_is,
        ),
        (
            "{therapy} waits for {attribute}",
            "acupuncture waits for bleeding disorder",
            advice.waits_for,
        ),
        (
            "a caution for {therapy} says {why:quoted}",
            'a caution for acupuncture says "shallow fine needles"',
            advice.caution_says,
        ),
        (
            "the strength of {therapy} is {strength}",
            "the strength of exercise programme is conditional",
            advice.strength_is,
        ),
        ("{therapy} is not listed", "discectomy is not listed", advice.not_listed),
        ("guidelines disagree on {therapy}", "guidelines disagree on acupuncture", advice.disagree),
        ("guidelines agree on {therapy}", "guidelines agree on exercise programme", advice.agree),
        ("nothing is recommended", "nothing is recommended", advice.nothing_recommended),
        (
            "nothing of kind {kind} is recommended",
            "nothing of kind drug is recommended",
            advice.nothing_of_kind,
        ),
        (
            "exactly these are recommended:",
            "exactly these are recommended:",
            advice.exactly,
            ("therapy",),
        ),
        (
            "(a|an) {urgency} alert {red flag} is raised",
            'an emergency alert "cauda equina" is raised',
            advice.alert_raised,
        ),
        (
            "the alert {red flag} is unanswered",
            'the alert "cauda equina" is unanswered',
            advice.alert_unanswered,
        ),
        ("no alert is raised", "no alert is raised", advice.no_alert),
        ("the outcome is {outcome}", "the outcome is needs information", advice.outcome_is),
        ("the patient is at {step}", "the patient is at Non-drug therapy", advice.at_step),
        (
            "the first question is about {attribute}",
            "the first question is about new bladder or bowel trouble",
            advice.first_question,
        ),
        ("the questions include {attribute}", "the questions include platelets", advice.asks),
        (
            "the questions do not include {attribute}",
            "the questions do not include INR",
            advice.asks_not,
        ),
        ("nothing is asked", "nothing is asked", advice.asks_nothing),
        ("the advice assumes no {yes/no}", "the advice assumes no warfarin", advice.assumes_no),
        ("nothing is assumed", "nothing is assumed", advice.assumes_nothing),
        ("the advice cites {text:quoted}", 'the advice cites "NG59"', advice.cites),
    ),
)
