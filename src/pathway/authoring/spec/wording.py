"""How a phrase is worded: `{slots}`, `[optional parts]` and `(this|or that)`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Final

from pathway.authoring.spec.slots import SLOTS
from pathway.frozen import frozen


@frozen(slots=False)
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
    #: Whether it speaks of every patient, and never of one.
    everyone: bool = False

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

    def nearness(self, text: str) -> float:
        """How much a text is like this phrase, from 0 to 1."""
        likes = (self.example.lower(), self.shown.lower())
        return max(difflib.SequenceMatcher(None, text.lower(), like).ratio() for like in likes)


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
