"""One page per problem code: what it means, a wrong example and a right one.

The pages are Markdown files beside this module, named after their codes, so that they can
be read in the package as well as by `pathway explain CODE`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from pathway.ground.problems import CODES


def codes() -> Mapping[str, str]:
    """Every code with its title, in order."""
    return {code: row.title for code, row in CODES.items()}


def page(code: str) -> str | None:
    """The page of a code (Markdown); None for a code that does not exist."""
    found = files(__name__) / f"{code}.md"
    return found.read_text(encoding="utf-8") if code in CODES and found.is_file() else None
