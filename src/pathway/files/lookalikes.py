"""Letters of other alphabets that pass for Latin ones, which no reviewer can see.

`bleeding_disorder` with a Cyrillic `о` is another name than the one it looks like. A word
wholly in another alphabet is somebody's language; a word that mixes two is an accident.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from pathway.problems import Problems, in_backticks
from pathway.source import Source, Span


def mixes_alphabets(source: Source, problems: Problems) -> bool:
    """Whether some word mixes Latin letters with letters that only look it; each is reported."""
    if source.text.isascii():
        return False
    found = 0
    for letter in _LOOKALIKE.finditer(source.text):
        word = _word_around(source.text, letter.start())
        if _LATIN.search(word) is None:
            continue
        found += 1
        if found > MOST:
            break
        alphabet = unicodedata.name(letter[0]).partition(" ")[0].capitalize()
        problems.add(
            "P014",
            f"{in_backticks(word)} mixes alphabets: this `{letter[0]}` is a {alphabet} letter",
            Span(source, letter.start(), letter.end()),
            f"write the Latin `{_LOOKS_LIKE[letter[0]]}`",
        )
    return found > 0


#: So many letters of one file are shown.
MOST: Final = 20

# -- private -------------------------------------------------------------------------------

_LOOKS_LIKE: Final = dict(
    zip(
        "авекмнорстухіѕјһԁԛԝАВЕКМНОРСТУХІЅЈԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "abekmhopctyxisjhdqwABEKMHOPCTYXISJQWABEZHIKMNOPTYXo",
        strict=True,
    )
)
_LOOKALIKE: Final = re.compile(f"[{''.join(_LOOKS_LIKE)}]")
_LATIN: Final = re.compile(r"[A-Za-z]")
_WORD: Final = re.compile(r"\w+")
_LONGEST: Final = 100


def _word_around(text: str, at: int) -> str:
    start = at
    while start > 0 and at - start < _LONGEST and _is_of_word(text[start - 1]):
        start -= 1
    found = _WORD.match(text, start, at + _LONGEST)
    return found[0] if found is not None else text[at]


def _is_of_word(char: str) -> bool:
    return char.isalnum() or char == "_"
