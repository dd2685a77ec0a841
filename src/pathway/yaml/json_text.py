"""JSON among the files: nearly YAML, but for characters that JSON escapes as two halves."""

from __future__ import annotations

import json
import re
from typing import Final


def is_json(text: str) -> bool:
    """Whether a text is JSON, and has to stay so."""
    if not text.lstrip().startswith("{"):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def without_pairs(text: str) -> str:
    r"""The text, as long as before, with blanks for what JSON says in two halves.

    Programs write a character beyond U+FFFF, as some Chinese and Japanese names need, as
    `\ud842\udfb7`, which YAML does not know. A text that is not JSON is given back as it is.
    """
    if PAIR.search(text) is None or not is_json(text):
        return text
    return _ESCAPE.sub(lambda found: found[1] if found[1] else " " * len(found[0]), text)


def with_pairs(written: str, value: str) -> str:
    """The value of a string as it is written in JSON, whatever was read of it without pairs."""
    text: str = json.loads(written) if PAIR.search(written) else value
    return text


#: A character in two halves.
PAIR: Final = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
#: Every escape, so that a backslash that is itself escaped begins none; group 1: not a pair.
_ESCAPE: Final = re.compile(rf"{PAIR.pattern}|(\\.)", re.DOTALL)
