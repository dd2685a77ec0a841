"""What a step says: the one phrase that fits it, with its slots read, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pathway.authoring.spec.phrases import PHRASES
from pathway.authoring.spec.scenario_state import Story
from pathway.authoring.spec.slots import SLOTS
from pathway.authoring.spec.wording import Phrase
from pathway.authoring.spec.words import LibraryWords
from pathway.frozen import frozen
from pathway.ground.problems import Problem, in_backticks
from pathway.views.problems import plural


@frozen
class Misread:
    """A slot that could not be read: the problem, and the part of the step or the row it is in."""

    problem: Problem
    start: int
    end: int
    row: int | None = None


@frozen
class UnderstoodStep:
    """A step that was understood."""

    phrase: Phrase
    arguments: dict[str, object]

    def carry_out(self, story: Story) -> None:
        """Do what the step says."""
        self.phrase.carry_out(story, **self.arguments)


def understand(
    keyword: str, text: str, table: Sequence[Sequence[str]] | None, words: LibraryWords
) -> UnderstoodStep | list[Misread]:
    """What a step says, or what is wrong with it."""
    fitting = [
        (phrase, match)
        for phrase in PHRASES
        if phrase.keyword == keyword and (match := phrase.regex.fullmatch(text)) is not None
    ]
    # Most readings fail at once, and what they might have meant is then of no interest.
    terse = [(phrase, _read(phrase, match, table, words.terse)) for phrase, match in fitting]
    said = [UnderstoodStep(phrase, read) for phrase, read in terse if isinstance(read, dict)]
    if len(said) == 1:
        return said[0]
    if said:
        fit = " and ".join(in_backticks(one.phrase.shown) for one in said)
        hint = f"it fits {fit}; use the exact name, or another wording"
        return [_whole(Problem("P605", f"{in_backticks(text)} has two meanings", hint=hint), text)]
    if not fitting:
        return [_whole(_unheard(keyword, text), text)]
    nearest, match = max(fitting, key=lambda one: _fixed(one[1]))
    misread = _read(nearest, match, table, words)
    return misread if isinstance(misread, list) else []


# -- private -------------------------------------------------------------------------------


def _fixed(match: re.Match[str]) -> int:
    """How much of a step is not in slots; the best guess at what was meant has most."""
    return len(match.string) - sum(len(text or "") for text in match.groups())


def _read(
    phrase: Phrase, match: re.Match[str], table: Sequence[Sequence[str]] | None, words: LibraryWords
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
    phrase: Phrase, table: Sequence[Sequence[str]] | None, words: LibraryWords
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
    near = sorted(own, key=lambda phrase: -phrase.nearness(text))[:2]
    hint = "nearest: " + ", ".join(in_backticks(phrase.shown) for phrase in near)
    return Problem("P604", f"no phrase fits {in_backticks(text)}", hint=hint)


def _vague(phrase: Phrase) -> bool:
    return phrase.wording.startswith("{")
