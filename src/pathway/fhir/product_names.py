"""The names of medicines: ingredients, strengths and a form, understood whole or not at all.

`oxycodone 5 mg / acetaminophen 325 mg oral tablet` is two ingredients. Whatever remains once
they, their salts, strengths and forms are taken away may be another drug, so such a name says
nothing. A product that acts where it is put is told apart from one that is taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache
from typing import Final, TypeAlias

from pathway.frozen import frozen

#: An ingredient without a code of its own has its name for one; what acts only where it is put
#: is another ingredient.
INGREDIENT: Final = "ingredient"
LOCAL: Final = "local use"

_Key: TypeAlias = tuple[str, str]


@frozen
class ProductNames:
    """The words of names of medicines, in small letters.

    `ingredients` and `brands` lead to the codes of what is in them.
    """

    ingredients: Mapping[str, _Key] = field(default_factory=dict)
    brands: Mapping[str, tuple[_Key, ...]] = field(default_factory=dict)
    salts: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    local_forms: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        """Names are compared by identity: a library has one such table."""
        return id(self)

    def __eq__(self, other: object) -> bool:
        """Equal where every word is; the table of a library is kept between runs."""
        if not isinstance(other, ProductNames):
            return NotImplemented
        return self is other or (
            self.ingredients == other.ingredients
            and self.brands == other.brands
            and self.salts == other.salts
            and self.forms == other.forms
            and self.local_forms == other.local_forms
        )

    def parse(self, text: str) -> tuple[_Key, ...] | None:
        """The ingredients that a name holds; None where something in it is not understood."""
        if not self.ingredients or len(text) > MAX_NAME:
            return None
        return _parsed(self, text)


#: Longer names of products are not read.
MAX_NAME: Final = 300

# -- private -------------------------------------------------------------------------------

#: Patterns as texts, compiled when the first name is read: most patients have none.
_BRAND: Final = r"\[([^\]]*)\]"
_UNIT: Final = (
    r"(?:mg|mcg|ug|µg|μg|g|gram|grams|ml|l|unt|unit|units|iu|meq|mmol|actuat|hr|h|hour|hours|day|days"
    r"|cell|cells|%|percent|puff|dose)"
)
_STRENGTH: Final = (
    rf"(?<![a-z0-9])(?:\d[\d.,]*(?:\s*-\s*\d[\d.,]*)?\s*{_UNIT}?"
    rf"(?:\s*/\s*(?:\d[\d.,]*\s*)?{_UNIT})?)(?![a-z0-9])"
)
_CODE_OF_PRODUCT: Final = r"\bnda\d{6}\b"
_PARTS: Final = r"\s+/\s+|\s*\+\s*|(?:^|\s+)(?:and|with)\s+|/(?=[a-z])"
_WORDS: Final = r"[a-z][a-z'-]*|\S"


@lru_cache(maxsize=4096)
def _parsed(names: ProductNames, text: str) -> tuple[_Key, ...] | None:
    lowered = re.sub(_CODE_OF_PRODUCT, " ", text.lower())
    brands = re.findall(_BRAND, lowered)
    body = re.sub(_BRAND, " ", lowered)
    said = _ingredients(names, body)
    if said is None:
        return None
    found, local = said
    trailing = bool(found) and re.search(_STRENGTH, body) is not None
    for brand in brands:
        of_brand = _ingredients(names, brand)
        if of_brand is None and not (trailing and _adds_nothing(lowered, brand)):
            return None
        found += [key for key in (of_brand[0] if of_brand is not None else ()) if key not in found]
    if not found:
        return None
    if local:
        found = [(LOCAL, f"{system} {code}") for system, code in found]
    return tuple(dict.fromkeys(found))


def _ingredients(names: ProductNames, text: str) -> tuple[list[_Key], bool] | None:
    """What the parts of a name hold, and whether it acts only where it is put; None where unclear.

    A brand's own strengths and forms say nothing more.
    """
    bare = re.sub(_STRENGTH, " ", text).replace(",", " ").replace("(", " ").replace(")", " ")
    found: list[_Key] = []
    local = False
    for part in re.split(_PARTS, bare):
        said = _part(names, part)
        if said is None:
            return None
        found += said[0]
        local |= said[1]
    return found, local


def _adds_nothing(text: str, brand: str) -> bool:
    """Whether a brand that nobody knows stands where RxNorm writes one.

    There it is one word at the very end, after all that the product holds, strengths included.
    Anywhere else it may be what the product holds besides.
    """
    return text.rstrip().endswith(f"[{brand}]") and re.fullmatch(r"[a-z][a-z-]*", brand) is not None


def _part(names: ProductNames, part: str) -> tuple[list[_Key], bool] | None:
    """The ingredients of one part of a name, and whether a form in it acts only where it is put."""
    words = re.findall(_WORDS, part)
    found: list[_Key] = []
    local = False
    at = 0
    while at < len(words):
        for length in (4, 3, 2, 1):
            phrase = " ".join(words[at : at + length])
            if len(words) < at + length:
                continue
            if (key := names.ingredients.get(phrase)) is not None:
                found.append(key)
                break
            if (keys := names.brands.get(phrase)) is not None:
                found += keys
                break
            if phrase in names.local_forms:
                local = True
                break
            if phrase in names.salts or phrase in names.forms:
                break
        else:
            return None
        at += length
    return found, local
