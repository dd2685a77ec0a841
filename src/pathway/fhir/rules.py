"""How records are read: which attribute or therapy a code speaks of, and what it says.

An entry of a list is understood where every code of it belongs to a concept. It then says what
its concepts mean, and leaves open what any of them bears on; an attribute that nobody judged is
borne on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from decimal import Decimal
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias

from pathway.fhir.product_names import ProductNames
from pathway.frozen import frozen
from pathway.ground.code_systems import prefixes

#: A code with the system it belongs to.
Key: TypeAlias = tuple[str, str]
Owners: TypeAlias = Mapping[Key, tuple[str, ...]]

#: The system of what is named in words, in small letters.
CALLED: Final = "called"
#: The system of therapies by id or title, in small letters.
THERAPY: Final = "therapy"
#: A code that bears on an attribute without settling it.
LEFT_OPEN: Final = "unknown"


@frozen(slots=False)
class Sum:
    """Doses of a day added up over several drugs, each times its factor.

    `of` names the attributes and therapies whose drugs count; `routes` are the codes of the ways
    of giving for which the factors hold.
    """

    of: frozenset[str]
    unit: str
    factors: Mapping[Key, Decimal]
    routes: frozenset[Key]


@frozen
class Concept:
    """A set of codes that say the same: the values they mean, and what else they leave open.

    `bears` gives with each attribute that is left open the reason why.
    """

    name: str
    title: str
    list: str
    means: Mapping[str, str]
    bears: Mapping[str, str]


class Borne(NamedTuple):
    """What leaves an attribute open: a code, the title of its concept, and why it may mean it."""

    key: Key
    title: str
    because: str


class Sense(NamedTuple):
    """What the codes of one entry say together; `strange` are those that nobody knows here.

    `means` and `bears` give with each attribute what speaks of it.
    """

    means: Mapping[str, Key]
    bears: Mapping[str, Borne]
    strange: tuple[Key, ...]


@frozen
class Limits:
    """In days, for how long a medicine may be taken whose resource does not say how long."""

    #: After it was ordered or handed over; where a library says nothing, as good as for ever.
    supply: int = 36500
    #: After a single dose was given.
    dose: int = 36500


@frozen(slots=False)
class Rules:
    """What the codes and elements of a record mean.

    `means` says it of an attribute and a code, `answers` of a code in reply to any yes/no
    question; `products` leads from a product to its ingredients. `nothing` are codes of results.
    """

    attributes: Owners = field(default_factory=dict)
    therapies: Owners = field(default_factory=dict)
    allergies: Owners = field(default_factory=dict)
    means: Mapping[tuple[str, Key], str] = field(default_factory=dict)
    answers: Mapping[Key, str] = field(default_factory=dict)
    products: Mapping[Key, tuple[Key, ...]] = field(default_factory=dict)
    nothing: frozenset[Key] = frozenset()
    #: Concepts by list and name, and the concept of each code of a list.
    concepts: Mapping[tuple[str, str], Concept] = field(default_factory=dict)
    coded: Mapping[tuple[str, Key], Concept] = field(default_factory=dict)
    #: What an entry of a list that nobody judged leaves open.
    listed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    #: What an entry of a list may say of the attributes that other lists answer.
    across: Mapping[str, frozenset[str]] = field(default_factory=dict)
    #: The codes that say that a list has no entries.
    empty: Mapping[Key, str] = field(default_factory=dict)
    #: Systems whose codes only say once more what stands beside them.
    translations: frozenset[str] = frozenset()
    names: ProductNames = field(default_factory=ProductNames)
    elements: Mapping[str, str] = field(default_factory=dict)
    #: The meanings of an element's own codes (`F`, `female`).
    spoken: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    complaint: frozenset[str] = frozenset()
    onset: str | None = None
    ever: frozenset[str] = frozenset()
    units: Mapping[tuple[str, str], str] = field(default_factory=dict)
    questionnaires: Mapping[tuple[str, str], str] = field(default_factory=dict)
    #: The version of the questionnaires by which advice asks, by pathway (empty: none chosen).
    forms: Mapping[str, str] = field(default_factory=dict)
    #: What a site's codes say of how a treatment went.
    outcomes: Mapping[Key, str] = field(default_factory=dict)
    #: Doses that are added up, by the attribute that they amount to.
    sums: Mapping[str, Sum] = field(default_factory=dict)
    #: How many days after its end a medicine still counts, by attribute.
    washout: Mapping[str, int] = field(default_factory=dict)
    limits: Limits = field(default_factory=lambda: Limits())
    #: The ways of giving that count, by attribute or therapy, and `usual` for all others.
    routes: Mapping[str, frozenset[Key]] = field(default_factory=dict)
    #: What people call the therapies.
    titles: Mapping[str, str] = field(default_factory=dict)
    site: str = ""
    complete: frozenset[str] = frozenset()

    @cached_property
    def spoken_of_by(self) -> Mapping[str, frozenset[str]]:
        """The lists whose entries may speak of an attribute, by attribute; of others none do."""
        found: dict[str, set[str]] = {}
        for concept in self.concepts.values():
            for name in (*concept.means, *concept.bears):
                found.setdefault(name, set()).add(concept.list)
        for list_, names in self.listed.items():
            for name in names:
                found.setdefault(name, set()).add(list_)
        return {name: frozenset(lists) for name, lists in found.items()}

    def owners(self, among: Owners, keys: Iterable[Key]) -> dict[str, Key]:
        """Whom the codes speak of, each with the code as it stands in the record."""
        found: dict[str, Key] = {}
        for key in keys:
            for one in (key, *self.products.get(key, ())):
                for name in _owners(among, one):
                    found.setdefault(name, key)
        return found

    def sense(self, list_: str, keys: Iterable[Key]) -> Sense:
        """What codes say as an entry of a list: every code counts, and of what differs the worst.

        A code that is not known is no harm only where its system translates what stands beside it.
        """
        means: dict[str, Key] = {}
        bears: dict[str, Borne] = {}
        strange: list[Key] = []
        understood = False
        for key in keys:
            known = self._says(list_, key, means, bears)
            understood |= known
            if not known:
                strange.append(key)
        if understood:
            strange = [key for key in strange if key[0] not in self.translations]
        return Sense(means, {n: k for n, k in bears.items() if n not in means}, tuple(strange))

    def concept(self, list_: str, key: Key) -> Concept | None:
        """The concept of a code in a list, or else in another one; the longest prefix counts."""
        for name in (list_, *(other for other in LISTS if other != list_)):
            for one in _prefixes(key):
                found = self.coded.get((name, one))
                if found is not None:
                    return found
        return None

    def meaning(self, attribute: str, key: Key) -> str | None:
        """What a code, or an ingredient of it, says of an attribute where that is written."""
        for one in (key, *self.products.get(key, ())):
            if (said := self.means.get((attribute, one))) is not None:
                return said
            for list_ in LISTS:
                concept = self.concept(list_, one)
                if concept is not None and attribute in concept.means:
                    return concept.means[attribute]
        return None

    def knows(self, keys: Iterable[Key]) -> bool:
        """Whether any of the codes means something, or is known to mean nothing here."""
        keys = tuple(keys)
        among = (self.attributes, self.therapies, self.allergies)
        return any(
            key in self.nothing or self.concept("problems", key) is not None for key in keys
        ) or any(self.owners(owners, keys) for owners in among)

    def _says(self, list_: str, key: Key, means: dict[str, Key], bears: dict[str, Borne]) -> bool:
        """Add what one code says, with all ingredients of a product; whether it is understood."""
        products = self.products.get(key, ())
        understood = bool(products) or key in self.empty
        for one in (key, *products):
            concept = self.concept(list_, one)
            owned = self.allergies if list_ == "allergies" else self.attributes
            names = _owners(owned, one)
            known = concept is not None or bool(names) or bool(self.therapies.get(one))
            if not known:
                understood = understood and one == key
                continue
            understood = understood or not products
            title = "" if concept is None else concept.title
            for name in names:
                means.setdefault(name, key)
            if concept is None or concept.list != list_:
                for name in self.listed.get(list_, ()):
                    bears.setdefault(name, Borne(key, title, ""))
            if concept is not None:
                for name in concept.means:
                    means.setdefault(name, key)
                for name, because in concept.bears.items():
                    bears.setdefault(name, Borne(key, title, because))
        return understood


#: The lists of a record whose entries have concepts.
LISTS: Final = ("problems", "medicines", "allergies", "procedures")


def _owners(among: Owners, key: Key) -> tuple[str, ...]:
    """Whom one code speaks of; a category of ICD-10 stands for all codes in it."""
    names = among.get(key, ())
    if key[0] == "icd10" and "." in key[1]:
        names += among.get(("icd10", key[1].partition(".")[0]), ())
    return names


def _prefixes(key: Key) -> Iterable[Key]:
    """A code, and every class that holds it, the narrowest first."""
    return ((key[0], code) for code in prefixes(*key))
