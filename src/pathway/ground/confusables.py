"""Letters of other alphabets that pass for Latin ones, which no reviewer can see.

`bleeding_disorder` with a Cyrillic `о` is another name than the one it looks like. A word
wholly in another alphabet is somebody's language; a word that mixes two is an accident.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from pathway.ground.problems import Problems, in_backticks
from pathway.ground.source import Source, Span


def mixes_alphabets(source: Source, problems: Problems) -> bool:
    """Whether some word mixes Latin letters with letters that only look it; each is reported."""
    if source.text.isascii():
        return False
    found = 0
    for word in _WORD.finditer(source.text):
        letter = None if word[0].isascii() else _LOOKALIKE.search(word[0])
        if letter is None or _LATIN.search(word[0]) is None:
            continue
        found += 1
        if found > MOST:
            break
        at = word.start() + letter.start()
        alphabet = unicodedata.name(letter[0]).partition(" ")[0].capitalize()
        problems.add(
            "P014",
            f"{in_backticks(word[0])} mixes alphabets: this `{letter[0]}` is a {alphabet} letter",
            Span(source, at, at + 1),
            f"write the Latin `{_LOOKS_LIKE[letter[0]]}`",
        )
    return found > 0


#: So many words of one file are shown.
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
