"""How records are read: which attribute or therapy a code speaks of, and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, TypeAlias

#: A code with the system it belongs to.
Key: TypeAlias = tuple[str, str]
Owners: TypeAlias = Mapping[Key, tuple[str, ...]]

#: A code that bears on an attribute without settling it.
LEFT_OPEN: Final = "unknown"


@dataclass(frozen=True)
class Sum:
    """Doses of a day added up over several drugs, each times its factor.

    `of` names the attributes and therapies whose drugs count; `routes` are the codes of the ways
    of giving for which the factors hold.
    """

    of: frozenset[str]
    unit: str
    factors: Mapping[Key, Decimal]
    routes: frozenset[Key]


@dataclass(frozen=True)
class Rules:
    """What the codes and elements of a record mean.

    `means` says it of an attribute and a code, `answers` of a code in reply to any yes/no
    question; `products` leads from a product to its ingredients.
    """

    attributes: Owners = field(default_factory=dict)
    therapies: Owners = field(default_factory=dict)
    allergies: Owners = field(default_factory=dict)
    means: Mapping[tuple[str, Key], str] = field(default_factory=dict)
    answers: Mapping[Key, str] = field(default_factory=dict)
    products: Mapping[Key, tuple[Key, ...]] = field(default_factory=dict)
    nothing: frozenset[Key] = frozenset()
    elements: Mapping[str, str] = field(default_factory=dict)
    #: The meanings of an element's own codes (`F`, `female`).
    spoken: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    complaint: frozenset[str] = frozenset()
    onset: str | None = None
    ever: frozenset[str] = frozenset()
    units: Mapping[tuple[str, str], str] = field(default_factory=dict)
    questionnaires: Mapping[tuple[str, str], str] = field(default_factory=dict)
    #: What a site's codes say of how a treatment went.
    outcomes: Mapping[Key, str] = field(default_factory=dict)
    #: Doses that are added up, by the attribute that they amount to.
    sums: Mapping[str, Sum] = field(default_factory=dict)
    #: How many days after its end a medicine still counts, by attribute.
    washout: Mapping[str, int] = field(default_factory=dict)
    #: The ways of giving that count, by attribute or therapy, and `usual` for all others.
    routes: Mapping[str, frozenset[Key]] = field(default_factory=dict)
    site: str = ""
    complete: frozenset[str] = frozenset()

    def owners(self, among: Owners, keys: Iterable[Key]) -> dict[str, Key]:
        """Whom the codes speak of, each with the code as it stands in the record."""
        found: dict[str, Key] = {}
        for key in keys:
            for one in (key, *self.products.get(key, ())):
                names = among.get(one, ())
                if one[0] == "icd10" and "." in one[1]:
                    names += among.get(("icd10", one[1].partition(".")[0]), ())
                for name in names:
                    found.setdefault(name, key)
        return found

    def meaning(self, attribute: str, key: Key) -> str | None:
        """What a code, or an ingredient of it, says of an attribute where that is written."""
        for one in (key, *self.products.get(key, ())):
            if (said := self.means.get((attribute, one))) is not None:
                return said
        return None

    def knows(self, keys: Iterable[Key]) -> bool:
        """Whether any of the codes means something, or is known to mean nothing here."""
        among = (self.attributes, self.therapies, self.allergies)
        return any(key in self.nothing for key in keys) or any(
            self.owners(owners, keys) for owners in among
        )
