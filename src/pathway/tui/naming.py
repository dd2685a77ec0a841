"""What somebody means who types a name: the option, or the attribute, with what follows."""

from __future__ import annotations

from pathway.advice.advice import Advice
from pathway.advice.lookup import DrugNames, therapy_meant
from pathway.advice.model import Option
from pathway.ground.problems import UsageError, visible
from pathway.ground.vocabulary import Attribute, Vocabulary


def option_named(
    advice: Advice, name: str, drugs: DrugNames | None = None, *, reading: bool = False
) -> Option | str:
    """The option that is meant; else what may be meant."""
    try:
        meant = therapy_meant(name, advice.options, drugs, reading=reading)
    except UsageError as error:
        hint = error.problems[0].hint
        return f" {visible(hint[:1].upper() + hint[1:])}." if hint and name else ""
    return advice.options[meant.id]


def attribute_named(vocabulary: Vocabulary, text: str) -> tuple[Attribute, str] | None:
    """An attribute by name or title, and what follows it; the longest title wins."""
    known = vocabulary.attributes
    word, _, rest = text.partition(" ")
    if word in known:
        return known[word], rest
    low = text.lower()
    fits = [a for a in known.values() if low.startswith(f"{a.title.lower()} ")]
    longest = max(fits, key=lambda a: len(a.title), default=None)
    return None if longest is None else (longest, text[len(longest.title) :].strip())
