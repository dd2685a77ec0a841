"""What somebody means who types a name: the option, or the attribute, with what follows."""

from __future__ import annotations

from pathway.advice.advice import Advice
from pathway.advice.model import Option
from pathway.ground.problems import suggestion, visible
from pathway.ground.vocabulary import Attribute, Vocabulary


def option_named(advice: Advice, name: str) -> Option | str:
    """An option by id or title, or the one whose title begins so; else what may be meant."""
    found = advice.options
    low = name.lower()
    exact = [o for o in found.values() if name == o.id or low == o.title.lower()]
    begins = [o for o in found.values() if low and o.title.lower().startswith(low)]
    if exact or len(begins) == 1:
        return (exact or begins)[0]
    hint = suggestion(name, found) if name else None
    return f" {visible(hint)}." if hint else ""


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
