"""Syntax errors in plain words: what was found, what could stand there, and the usual slips.

Authors are clinicians; whoever writes `==`, `AND` or "double quotes" should be told the
right spelling, not a list of token names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pathway.ground.problems import Problems, suggestion
from pathway.ground.source import Placed
from pathway.ground.units import CALENDAR_WORDS, canonical, known_units
from pathway.language.everyday_hints import COUNTED, SPELT, WORDS, everyday_hint

if TYPE_CHECKING:
    from lark.exceptions import UnexpectedInput


def explain(error: UnexpectedInput, text: Placed, problems: Problems) -> None:
    """Add the one problem that a syntax error is."""
    start = _place(error, text)
    before = text[:start].rstrip()
    if _explain_date(text, start, problems):
        return
    for pattern, back, message, hint in _SLIPS:
        found = pattern.match(text, max(start - back, 0))
        if found is not None and found.end() > start - back:
            span = text.part(found.start(), found.end())
            problems.add("P201", found.expand(message), span, found.expand(hint) or None)
            return
    found_word = _word_at(text, start)
    accepted = _accepted(error)
    expected = _expected(accepted, _last_word(before))
    parts = _PARTS_OF_IF if accepted & {"_THEN", "_ELSE"} else None
    if not found_word:
        span = text.part(max(len(before) - 1, 0), len(before))
        problems.add("P201", f"{expected}, but the condition ends here", span, parts)
        return
    span = text.part(start, start + len(found_word))
    rest = text[start:]
    hint_text = (
        _unit_hint(before, found_word)
        or _name_hint(before, found_word, rest)
        or everyday_hint(before, rest)
        or parts
    )
    problems.add("P201", f"{expected}, found `{found_word}`", span, hint_text)


# -- private -----------------------------------------------------------------------------

_PARTS_OF_IF: Final = "it has three parts: `if … then … else …`"
_POWER: Final = "a power stands only in a unit, in single quotes: `50 '10*9/L'`"

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
    (re.compile(r"[−–—]"), 0, r"`\g<0>` is not an operator", "write `-`"),
    (re.compile(r"[×·]"), 0, r"`\g<0>` is not an operator", "write `*`"),
    (re.compile(r"÷"), 0, "`÷` is not an operator", "write `/`"),
    (re.compile(r"[\^⁰¹²³⁴-⁹]"), 0, r"`\g<0>` is not an operator", _POWER),
    (re.compile(r"and\s*/\s*or\b"), 3, r"`\g<0>` is not an operator", "write `or`"),
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


def _explain_date(text: Placed, start: int, problems: Problems) -> bool:
    """Say how a date such as `20.11.2026` is written, where reading stopped in one."""
    for found in _DAY_FIRST.finditer(text):
        if found.start() <= start < found.end():
            day, month = int(found[1]), int(found[2])
            if month > 12:
                day, month = month, day
            span = text.part(found.start(), found.end())
            hint = f"write `@{found[3]}-{month:02}-{day:02}`, the year first"
            problems.add("P201", f"`{found[0]}` is not a date", span, hint)
            return True
    return False


_DAY_FIRST: Final = re.compile(r"@?\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b", re.ASCII)


def _unit_hint(before: str, word: str) -> str | None:
    """Help where a bare word follows a number: a unit without its quotes or misspelt."""
    number = re.search(r"(?:^|[^\w.@'-])(\d+(?:\.\d+)?)$", before)
    if number is None or word in WORDS or not re.match(r"[^\W\d]|[%\[{]", word):
        return None
    if canonical(word) is not None:
        return f"write the unit in single quotes: `{number[1]} '{word}'`"
    if word.lower() in COUNTED:
        return f"what is only counted has no unit: `{number[1]}`"
    if word.lower() in SPELT:
        return f"did you mean `{SPELT[word.lower()]}`?"
    return suggestion(word, CALENDAR_WORDS) or suggestion(word, known_units())


def _name_hint(before: str, word: str, rest: str) -> str | None:
    """Help for words in capitals, commas in numbers and names with two dots."""
    if word != word.lower() and word.lower() in WORDS:
        return f"write `{word.lower()}`"
    if re.search(r"@[\d-]+$", before) and re.match(r"[T:.+-]", word):
        return "dates are days, months or years, without a time of day"
    if word == ")":
        return "no `(` belongs to it: delete it, or open one before"
    if re.match(r",\d{3}(?!\d)", rest) and before[-1:].isdigit():
        return "thousands are written without a comma: `1000`; decimals with a point: `1.5`"
    if re.match(r",\d", rest) and before[-1:].isdigit():
        return "decimals are written with a point: `1.5`"
    if word.startswith(".") and before[-1:].isalnum():
        return "a name has at most one dot: `nsaid.failed`"
    if re.match(r"[A-Z]", word):
        return f"names are written in lower case: `{word.lower()}`"
    if word == "=" and before.endswith(("=", ">", "<", "!")):
        return "write `=`, `>=`, `<=` or `!=` without a space"
    return None
