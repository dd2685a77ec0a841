"""All phrases and slots as Markdown, made from the tables that read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pathway.pytest_plugin.phrases import PHRASES
from pathway.pytest_plugin.slots import SLOTS
from pathway.pytest_plugin.wording import Phrase


def catalogue() -> str:
    """The list of phrases as it stands in the documents."""
    return "\n".join(_lines()) + "\n"


# -- private -------------------------------------------------------------------------------

_HEADINGS: Final = {
    "given": "Given: the patient",
    "when": "When: the pathway",
    "then": "Then: the advice",
}


def _lines() -> Iterator[str]:
    for keyword, heading in _HEADINGS.items():
        yield f"### {heading}"
        yield ""
        for phrase in PHRASES:
            if phrase.keyword == keyword:
                yield from _phrase(phrase)
        yield ""
    yield "### What may stand in a slot"
    yield ""
    used = {kind for phrase in PHRASES for kind in (*phrase.slots.values(), *phrase.table)}
    for slot in SLOTS.values():
        if slot.name in used:
            yield f"- `{{{slot.name}}}`: {slot.meaning}"


def _phrase(phrase: Phrase) -> Iterator[str]:
    yield f"- `{phrase.listed}`"
    example = f"`{phrase.example}`" if phrase.example != phrase.wording else ""
    columns = " and ".join(f"`{{{column}}}`" for column in phrase.table)
    table = f"with a table below it: {columns}" if columns else ""
    said = ", ".join(filter(None, (example, table)))
    if said:
        yield f"  <br>{said}"
