"""How hard a text is to read: the grade of Flesch and Kincaid, as it was published.

Kincaid JP, Fishburne RP, Rogers RL, Chissom BS. Derivation of new readability formulas for Navy
enlisted personnel. Research Branch Report 8-75, Naval Technical Training, 1975:

    grade = 0.39 · words / sentences + 11.8 · syllables / words - 15.59

A grade is a school year in the United States; a child of twelve is in the sixth or seventh. The
formula asks for syllables as they are spoken; here they are counted from the spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Reading:
    """What the formula counts."""

    sentences: int
    words: int
    syllables: int

    @property
    def grade(self) -> float:
        """The school year that reads it without effort."""
        long = 0.39 * self.words / self.sentences
        return round(long + 11.8 * self.syllables / self.words - 15.59, 2)


def reading(text: str, easy: Iterable[str] = ()) -> Reading:
    """A text as the formula counts it; each of the `easy` names is one word of one syllable."""
    for name in sorted(easy, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "it", text, flags=re.IGNORECASE)
    found = [words for part in _END.split(text) if (words := _WORD.findall(part))]
    words = [word for sentence in found for word in sentence]
    return Reading(len(found), len(words), sum(map(syllables, words)))


def syllables(word: str) -> int:
    """The syllables of a word by its spelling; a number is one."""
    word = word.lower().replace("’", "'").split("'")[0]
    if word in _SPOKEN:
        return _SPOKEN[word]
    if (ending := _SUFFIX.search(word)) is not None:
        return syllables(word[: ending.start()]) + 1
    count = len(_VOWELS.findall(word)) + len(_PARTED.findall(word))
    return max(1, count - 1 if _SILENT.search(word) else count)


# -- private -------------------------------------------------------------------------------

_END: Final = re.compile(r"[.!?]+(?:\s|$)|\n")
_WORD: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’]*")
_VOWELS: Final = re.compile(r"[aeiouy]+")
#: Endings of one syllable that leave an e before them silent.
_SUFFIX: Final = re.compile(r"(?<=e)(?:ly|ment|ments|ful|ness|less)$")
#: A last e that is not spoken, also before s and d.
_SILENT: Final = re.compile(
    r"(?<![aeiouy])(?<![^aeiouy]l)e$|[^aeiouytd]ed$|[^aeiouyslxzcgh]es$|th?es$"
)
#: Vowels that stand together and are spoken apart.
_PARTED: Final = re.compile(r"ia(?![nl])|io(?!n|us)|eo(?!us)|(?<!q)ua(?=[tl])|iu")
#: Words of these pages whose spelling misleads.
_SPOKEN: Final = {
    "created": 3,
    "people": 2,
    "something": 2,
    "serious": 3,
    "surgeon": 2,
}
