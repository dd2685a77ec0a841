"""Syntax errors in plain words: what was found, what could stand there, and the usual slips.

Authors are clinicians; whoever writes `==`, `AND` or "double quotes" should be told the
right spelling, not a list of token names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pathway.problems import Problems, suggestion
from pathway.source import Placed
from pathway.units import CALENDAR_WORDS, canonical, known_units

if TYPE_CHECKING:
    from lark.exceptions import UnexpectedInput


def explain(error: UnexpectedInput, text: Placed, problems: Problems) -> None:
    """Add the one problem that a syntax error is."""
    start = _place(error, text)
    before = text[:start].rstrip()
    for pattern, back, message, hint in _SLIPS:
        found = pattern.match(text, max(start - back, 0))
        if found is not None and found.end() > start - back:
            span = text.part(found.start(), found.end())
            problems.add("P201", found.expand(message), span, found.expand(hint) or None)
            return
    found_word = _word_at(text, start)
    expected = _expected(_accepted(error), _last_word(before))
    if not found_word:
        span = text.part(max(len(before) - 1, 0), len(before))
        problems.add("P201", f"{expected}, but the condition ends here", span)
        return
    span = text.part(start, start + len(found_word))
    hint_text = _unit_hint(before, found_word) or _name_hint(before, found_word)
    problems.add("P201", f"{expected}, found `{found_word}`", span, hint_text)


# -- private -----------------------------------------------------------------------------

#: (pattern tried at the error, characters to step back first, message, hint)
_Slip = tuple[re.Pattern[str], int, str, str]
_SLIPS: Final[tuple[_Slip, ...]] = (
    (re.compile(r"=="), 1, "`==` is not an operator", "write `=`"),
    (re.compile(r"<>"), 1, "`<>` is not an operator", "write `!=`"),
    (re.compile(r"=>"), 1, "`=>` is not an operator", "write `>=`"),
    (re.compile(r"=<"), 1, "`=<` is not an operator", "write `<=`"),
    (re.compile(r"&&?"), 0, r"`\g<0>` is not an operator", "write `and`"),
    (re.compile(r"\|\|?"), 0, r"`\g<0>` is not an operator", "write `or`"),
    (re.compile(r"!(?!=)"), 0, "`!` is not an operator", "write `not`"),
    (re.compile(r"≥"), 0, "`≥` is not an operator", "write `>=`"),
    (re.compile(r"≤"), 0, "`≤` is not an operator", "write `<=`"),
    (re.compile(r"≠"), 0, "`≠` is not an operator", "write `!=`"),
    (
        re.compile(r"[\"“”„]([^\"“”'\\]*)[\"“”]"),
        0,
        r"text stands in single quotes, found `\g<0>`",
        r"write `'\1'`",
    ),
    (
        re.compile(r"[‘’‚]([^‘’'\\]*)[‘’]"),
        0,
        r"text stands in straight single quotes, found `\g<0>`",
        r"write `'\1'`",
    ),
    (re.compile(r"[\"“”„‘’]"), 0, r"`\g<0>` is not a quotation mark here", "write `'`"),
    (
        re.compile(r"'(?:[^'\\]|\\.)*\Z", re.DOTALL),
        0,
        "this text has no closing quote",
        "end it with `'`",
    ),
    (re.compile(r"@[^\s\d]?\S*"), 0, r"`\g<0>` is not a date", "dates look like `@2026-11-20`"),
)

_WORDS: Final = frozenset(
    (
        *("and", "or", "xor", "not", "implies", "between", "in", "if", "then", "else", "is"),
        *("true", "false", "yes", "no", "null"),
        *("exists", "at", "least", "all", "closed", "inadequate"),
        *CALENDAR_WORDS,
    )
)


def _place(error: UnexpectedInput, text: str) -> int:
    """The character where reading stopped; the end of the text where something is missing."""
    token = getattr(error, "token", None)
    start = error.pos_in_stream
    if start is None or (token is not None and token.type == "$END"):
        return len(text.rstrip())
    return start


def _word_at(text: str, start: int) -> str:
    found = re.compile(r"[^\W\d]\w*(?:\.\w+)*|\d+(?:\.\d+)?|'[^']*'|[<>!]=|\S").match(text, start)
    return found[0] if found else ""


def _last_word(before: str) -> str:
    found = re.search(r"(?:'(?:[^'\\]|\\.)*'|@[\d-]+|[\w.]+|[<>!]=|\S)$", before)
    return found[0] if found else ""


def _accepted(error: UnexpectedInput) -> frozenset[str]:
    """The kinds of token that could stand where the error is."""
    state = getattr(error, "interactive_parser", None)
    return frozenset() if state is None else frozenset(state.accepts())


#: What may stand in a place, as an author would say it; the first that fits is named.
_PLACES: Final = (
    ("NAME", "a value"),
    ("FACT", "`null`, `true` or `false`"),
    ("_INADEQUATE", "`inadequate`"),
    ("_THEN", "an operator or `then`"),
    ("_ELSE", "an operator or `else`"),
    ("_TO", "an operator or `to`"),
    ("RSQB", "an operator or `]`"),
    ("SQUARE_CLOSE", "an operator, `]` or `)`"),
    ("RBRACE", "`,` or `}`"),
    ("COMMA", "`,`"),
    ("RPAR", "an operator or `)`"),
    ("ROUND_CLOSE", "an operator or `)`"),
    ("LBRACE", "a list such as `{'a', 'b'}`"),
    ("NUMBER", "a number"),
    ("$END", "an operator such as `and` or `=`"),
    ("_AND", "`and`"),
    ("CALENDAR", "a unit"),
)


def _expected(accepted: frozenset[str], last: str) -> str:
    what = next((words for token, words in _PLACES if token in accepted), "something else")
    return f"expected {what} after `{last}`" if last else f"expected {what}"


def _unit_hint(before: str, word: str) -> str | None:
    """Help where a bare word follows a number: a unit without its quotes or misspelt."""
    number = re.search(r"(?:^|[^\w.@'-])(\d+(?:\.\d+)?)$", before)
    if number is None or word in _WORDS or not re.match(r"[^\W\d]|[%\[{]", word):
        return None
    if canonical(word) is not None:
        return f"write the unit in single quotes: `{number[1]} '{word}'`"
    return suggestion(word, CALENDAR_WORDS) or suggestion(word, known_units())


def _name_hint(before: str, word: str) -> str | None:
    """Help for words in capitals, commas in numbers and names with two dots."""
    if word != word.lower() and word.lower() in _WORDS:
        return f"write `{word.lower()}`"
    if re.search(r"@[\d-]+$", before) and re.match(r"[T:.+-]", word):
        return "dates are days, months or years, without a time of day"
    if word == "," and before[-1:].isdigit():
        return "decimals are written with a point: `1.5`"
    if word.startswith(".") and before[-1:].isalnum():
        return "a name has at most one dot: `nsaid.failed`"
    if re.match(r"[A-Z]", word):
        return f"names are written in lower case: `{word.lower()}`"
    if word == "=" and before.endswith(("=", ">", "<", "!")):
        return "write `=`, `>=`, `<=` or `!=` without a blank"
    return None
