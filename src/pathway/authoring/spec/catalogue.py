"""All phrases and slots as Markdown, and single ones explained, from the tables that read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pathway.authoring.spec.phrases import PHRASES
from pathway.authoring.spec.slots import SLOTS
from pathway.authoring.spec.wording import Phrase
from pathway.views.reference import Topic


def catalogue() -> str:
    """The list of phrases as it stands in the documents."""
    return "\n".join(_lines()) + "\n"


def topics_like(asked: str) -> tuple[Topic, ...]:
    """The phrases that read this step, or else those in whose wording the words stand."""
    words = re.sub(r"^(given|when|then|and|but)\s+", "", asked.strip(), flags=re.IGNORECASE)
    fits = [phrase for phrase in PHRASES if phrase.regex.fullmatch(words)]
    return tuple(map(_topic, fits or (phrase for phrase in PHRASES if _says(phrase, words))))


# -- private -------------------------------------------------------------------------------


def _topic(phrase: Phrase) -> Topic:
    """A phrase as it is explained; what may stand in its slots is its value."""
    kinds = dict.fromkeys((*phrase.slots.values(), *phrase.table))
    slots = "; ".join(f"{{{kind}}}: {SLOTS[kind].meaning}" for kind in kinds)
    about = "Speaks of every patient." if phrase.everyone else "Speaks of one patient."
    where = (f"scenarios, after {phrase.keyword.capitalize()}",)
    return Topic("phrase", phrase.listed, where, about, slots, phrase.example, "0.1.0")


def _says(phrase: Phrase, words: str) -> bool:
    """Whether the words stand in the fixed words of a phrase, in any of its forms."""
    fixed = " ".join(re.sub(r"\{[^{}]*\}", " … ", phrase.wording).split()).lower()
    wanted = " ".join(words.lower().split())
    forms = (fixed, re.sub(r"[\[\]()|]", " ", fixed), phrase.example.lower())
    return bool(wanted) and any(
        re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", form) for form in forms
    )


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
