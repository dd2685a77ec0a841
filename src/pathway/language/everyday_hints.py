"""What people write who know how it is said, and not yet how it is written: `older than`, `has`.

Each row is a hint for the place where reading stopped; none of them changes what is read.
"""

from __future__ import annotations

import re
from typing import Final

from pathway.ground.units import CALENDAR_WORDS


def everyday_hint(before: str, rest: str) -> str | None:
    """How to write what stands around the place between `before` and `rest`, where it is known."""
    for ends, begins, hint in _ROWS:
        left, right = ends.search(before), begins.match(rest)
        if left is None or right is None:
            continue
        groups = left.groupdict("") | right.groupdict("")
        if groups.get("last") not in WORDS and groups.get("name") not in WORDS:
            return hint.format(**groups | {"digit": _DIGITS.get(groups.get("digit", ""), "")})
    return None


#: Units as they are often spelt, by the calendar word that is meant.
SPELT: Final = {
    **dict.fromkeys(("y", "yr", "yrs", "yo", "jahr", "jahre", "jahren"), "years"),
    **dict.fromkeys(("mos", "mth", "mths", "monat", "monate", "monaten"), "months"),
    **dict.fromkeys(("w", "wks", "woche", "wochen"), "weeks"),
    **dict.fromkeys(("tag", "tage", "tagen"), "days"),
    **dict.fromkeys(("hr", "hrs", "stunde", "stunden"), "hours"),
}

#: What follows a number that has no unit.
COUNTED: Final = frozenset(("session", "sessions", "time", "times", "point", "points", "x"))

#: Words of the language, which are nobody's name.
WORDS: Final = frozenset(
    (
        *("and", "or", "xor", "not", "implies", "between", "in", "if", "then", "else", "is"),
        *("true", "false", "yes", "no", "null"),
        *("exists", "at", "least", "all", "closed", "inadequate"),
        *CALENDAR_WORDS,
    )
)

# -- private -------------------------------------------------------------------------------

_MORE = r"(?:greater|more|higher|larger|bigger|older|longer|above|over|exceeds)\b"
_LESS = r"(?:less|fewer|lower|smaller|younger|shorter|below|under)\b"
_NAME = r"(?P<name>[a-z]\w*)"
_HISTORY = r"ever|ongoing|adequate|failed|partly_helped|helped|not_tolerated|declined|unavailable"
_UNKNOWN = r"(?:not\s+)?(?:known|unknown|missing|empty|given|available)\b"
_ASKED = "a pathway asks for what is unknown and never decides on it"
_DIGITS: Final = {
    **{word: str(number) for number, word in enumerate(("one", "two", "three", "four", "five"), 1)},
    "a": "1",
}


def _row(ends: str, begins: str, hint: str) -> tuple[re.Pattern[str], re.Pattern[str], str]:
    return re.compile(rf"(?:{ends})$"), re.compile(begins), hint


#: (how the text before the place ends, how the text from there begins, hint); the first that fits.
_ROWS: Final = (
    _row(r"\bis(?: not)?", _UNKNOWN, _ASKED),
    _row(r"\bis", _MORE, "write `>` in place of the words"),
    _row(r"\bis", _LESS, "write `<` in place of the words"),
    _row(r"\bis", r"at\s+least\b", "write `>=` in place of the words"),
    _row(r"\bis", r"(?:at\s+most|up\s+to)\b", "write `<=` in place of the words"),
    _row(r"\bis\s+not", r"in\b", "write `not (… in {{…}})`"),
    _row(r"\bis\s+not", "", "write `!=` in place of `is not`"),
    _row(r"\bis", "", "write `=` in place of `is`"),
    _row(r"(?:^|\band|\bor|\()\s*", rf"is\s+not\s+{_NAME}", "write `not {name}`"),
    _row(r"\b(?:older|younger|more|less|longer)", r"than\b", "name it first: `age > 65 years`"),
    _row(r"\b(?:no|without|nicht|kein|keine)", _NAME, "write `not {name}`"),
    _row(r"\b(?P<word>has|have|had|with|when|either)", _NAME, "leave `{word}` out"),
    _row(r"\bat\s+least", r"(?P<digit>one|two|three|four|five|a)\b", "write `{digit}`"),
    _row(r"(?P<digits>\d+)", r"inadequate\b", "write `at least {digits} inadequate`"),
    _row(r"(?:^|[^.\w])(?P<last>[a-z]\w*)", rf"(?P<fact>{_HISTORY})\b", "write `{last}.{fact}`"),
    _row(r"\b(?:and|or)", r"[<>=!]", "say on both sides what is compared: `a > 1 and a < 5`"),
    _row(r"[<>=]\s*[\d.]+", r"\d", "a number has no blanks, and its unit stands in single quotes"),
    _row(r"\bbetween\b.*", r"(?:to|bis)\b", "write `and`"),
    _row(r"", r"und\b", "write `and`"),
    _row(r"", r"oder\b", "write `or`"),
    _row(r"", _MORE, "write `>` in place of the words"),
    _row(r"", _LESS, "write `<` in place of the words"),
    _row(r"[\w']", r"at\s+least\b", "write `>=` in place of the words"),
    _row(r"[\w']", r"(?:at\s+most|up\s+to)\b", "write `<=` in place of the words"),
    _row(r"", r"equals?\b", "write `=`"),
    _row(r"[\w']", r"not\s+in\b", "write `not (… in {{…}})`"),
    _row(r"[\w']", r"not\b", "write `!=`"),
    _row(r"[\w']", r",", "join two conditions with `and` or `or`"),
    _row(r"(?:^|[^.\w'@])(?P<last>[a-z]\w*)", r"\d+\s*-\s*\d", "write `between … and …`"),
    _row(r"(?:^|[^.\w'@])(?P<last>[a-z]\w*)", r"\d", "say how: for example with `=` or `>=`"),
    _row(
        r"(?:^|[^.\w'@])(?P<last>[a-z]\w*)",
        rf"{_NAME}\b",
        "a name has no blanks (`{last}_{name}`); between two stands `and`, `or` or `=`",
    ),
)
