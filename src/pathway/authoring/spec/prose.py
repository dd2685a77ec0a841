"""Lines that Gherkin takes for prose although somebody meant a step or a heading."""

from __future__ import annotations

import difflib
import re
from typing import Final

from pathway.authoring.spec.phrases import PHRASES


def keyword_meant(line: str) -> str | None:
    """The keyword that a line was meant to begin with; None for honest prose."""
    heading = _HEADING.match(line)
    if heading is not None:
        near = difflib.get_close_matches(heading[1].title(), _HEADINGS, n=1, cutoff=0.75)
        return f"{near[0]}:" if near and heading[1] != near[0] else None
    first, _, rest = line.partition(" ")
    near = difflib.get_close_matches(first.strip(":").title(), _STEPS, n=1, cutoff=0.6)
    return near[0] if near and first != near[0] and _says_something(rest.strip()) else None


# -- private -------------------------------------------------------------------------------

_HEADING: Final = re.compile(r"([A-Za-z]+(?: [A-Za-z]+)?):")
_HEADINGS: Final = (
    *("Feature", "Background", "Rule", "Scenario", "Scenario Outline", "Scenario Template"),
    *("Example", "Examples", "Scenarios"),
)
_STEPS: Final = ("Given", "When", "Then", "And", "But")
#: From this nearness on a line is taken for a phrase with a slip in it.
_NEAR: Final = 0.8


def _says_something(text: str) -> bool:
    """Whether a text is a phrase, or nearly one; phrases that are all slots do not count."""
    return any(
        not phrase.wording.startswith("{")
        and (phrase.regex.fullmatch(text) is not None or phrase.nearness(text) >= _NEAR)
        for phrase in PHRASES
    )
