"""What somebody means who types a name: an option, what is found by a part, an attribute."""

from __future__ import annotations

from collections.abc import Mapping

from pathway.advice.advice import Advice
from pathway.advice.lookup import DrugNames, Titled, therapy_meant
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


def therapies_found(text: str, among: Mapping[str, Titled], drugs: DrugNames) -> set[str]:
    """The therapies with a text in their name, and those that a drug, a brand or a class means."""
    wanted = text.strip().casefold()
    meant = {*drugs.drug(wanted), *drugs.of_class(wanted)} if wanted else set()
    return {
        id_
        for id_, one in among.items()
        if id_ in meant or wanted in one.title.casefold() or wanted in id_.replace("_", " ")
    }


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
