"""The therapies that somebody means who names a drug: an ingredient, a brand, or a class of drugs.

Names are understood as in a health record: whole, or not at all.
"""

from __future__ import annotations

from pathway.fhir.allergies import LIST, keys_of
from pathway.fhir.rules import CALLED, Rules


def therapies_with(drug: str, rules: Rules) -> tuple[str, ...]:
    """The therapies that a drug belongs to, by the name of an ingredient, a brand or a product."""
    return tuple(rules.owners(rules.therapies, rules.names.parse(drug) or ()))


def therapies_of_all_in(drug: str, rules: Rules) -> tuple[str, ...]:
    """The therapies of a drug that is called by nothing but its name, an ingredient or a brand.

    None where a form, a strength or anything else stands beside the name, or where anything in the
    drug belongs to no therapy: that would go unseen.
    """
    name, known = " ".join(drug.casefold().split()), rules.names
    only = known.ingredients.get(name)
    keys = known.brands.get(name, ()) if only is None else (only,)
    found = [rules.owners(rules.therapies, (key,)) for key in keys]
    return tuple(dict.fromkeys(id_ for owners in found for id_ in owners)) if all(found) else ()


def is_drug(name: str, rules: Rules) -> bool:
    """Whether the name is one of a drug that the library knows."""
    return rules.names.parse(name) is not None


def therapies_of_class(name: str, rules: Rules) -> tuple[str, ...]:
    """The therapies with a drug of a class, by what people call the class."""
    keys = [key for key in keys_of(name, rules) or () if key[0] == CALLED]
    concepts = [rules.concept(LIST, key) for key in keys]
    classes = {(one.list, one.name) for one in concepts if one is not None}
    members = [key for (list_, key), one in rules.coded.items() if (list_, one.name) in classes]
    return tuple(rules.owners(rules.therapies, members))
