"""Which resources of a record a library reads, so that nobody has to send more than these.

A kind of resource is read where it may speak of something that a pathway asks. Results are asked
for by their codes, unless the site says that the record holds all of them: then somebody relies on
what is *not* there, and a result under a code that nobody knows here has to be seen as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from pathway.fhir.rules import Key, Rules
from pathway.fhir.wholeness import RESULTS
from pathway.ground.code_systems import OF_DRUGS, address_of
from pathway.ground.vocabulary import Vocabulary


class Search(NamedTuple):
    """The resources of one kind that are to be searched for; `codes` are tokens, none means all.

    `forms` are the addresses of questionnaires.
    """

    kind: str
    codes: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


def searches(rules: Rules, vocabulary: Vocabulary, read: Iterable[str]) -> tuple[Search, ...]:
    """What is to be searched for where these attributes are read."""
    wanted = _with_sources(vocabulary, read)
    spoken_of = _lists(rules, vocabulary, wanted)
    if rules.therapies:
        spoken_of |= {"treatments"}
    kinds = [kind for kind, lists in _SPEAKS_OF.items() if lists & spoken_of]
    found = [Search(kind) for kind in kinds]
    codes = [
        key
        for key, names in rules.attributes.items()
        if key[0] not in _OF_LISTS and not wanted.isdisjoint(names)
    ]
    if codes:
        all_ = RESULTS in rules.complete
        found.append(Search("Observation", () if all_ else tuple(sorted(map(_token, codes)))))
    if codes or "problems" in spoken_of:
        found.append(Search("DiagnosticReport"))
    forms = {form for (form, _), name in rules.questionnaires.items() if name in wanted}
    if forms:
        found.append(Search("QuestionnaireResponse", forms=tuple(sorted(forms))))
    return merged(found)


def merged(wanted: Iterable[Search]) -> tuple[Search, ...]:
    """One search for each kind that finds all that any of several do."""
    found: dict[str, Search] = {}
    for one in wanted:
        known = found.get(one.kind, one)
        codes = {*known.codes, *one.codes} if known.codes and one.codes else ()
        forms = {*known.forms, *one.forms}
        found[one.kind] = Search(one.kind, tuple(sorted(codes)), tuple(sorted(forms)))
    return tuple(sorted(found.values(), key=lambda one: _ORDER.index(one.kind)))


# -- private -------------------------------------------------------------------------------

_ORDER: Final = (
    "Condition",
    "AllergyIntolerance",
    "MedicationRequest",
    "MedicationStatement",
    "MedicationAdministration",
    "MedicationDispense",
    "Procedure",
    "ServiceRequest",
    "Device",
    "DeviceUseStatement",
    "Observation",
    "DiagnosticReport",
    "QuestionnaireResponse",
)
#: The systems whose codes stand on lists and are not asked for as results.
_OF_LISTS: Final = OF_DRUGS | {"icd10"}
_DRUGS: Final = frozenset({"medicines", "treatments"})
#: What the entries of a list say, by kind; every allergy is named in advice that offers drugs.
_SPEAKS_OF: Final[Mapping[str, frozenset[str]]] = {
    "Condition": frozenset({"problems"}),
    "AllergyIntolerance": frozenset({"allergies", "treatments"}),
    "MedicationRequest": _DRUGS,
    "MedicationStatement": _DRUGS,
    "MedicationAdministration": _DRUGS,
    "MedicationDispense": _DRUGS,
    "Procedure": frozenset({"procedures", "treatments"}),
    "ServiceRequest": frozenset({"treatments"}),
    "Device": frozenset({"problems"}),
    "DeviceUseStatement": frozenset({"problems"}),
}


def _with_sources(vocabulary: Vocabulary, read: Iterable[str]) -> frozenset[str]:
    """The attributes that are read, with the dates that durations among them are counted from."""
    names = {name for name in read if name in vocabulary.attributes}
    since = {vocabulary.attributes[name].since for name in names}
    return frozenset(names | {name for name in since if name is not None})


def _lists(rules: Rules, vocabulary: Vocabulary, wanted: frozenset[str]) -> set[str]:
    """The lists of a record whose entries may speak of any of the attributes."""
    found = {
        absent.value
        for name in wanted
        if (absent := vocabulary.attributes[name].absent) is not None
    }
    for concept in rules.concepts.values():
        if concept.list not in found and not wanted.isdisjoint({*concept.means, *concept.bears}):
            found.add(concept.list)
    return found


def _token(key: Key) -> str:
    """A code as a search asks for it; those of LOINC are unmistakable without their system."""
    system, code = key
    return code if system == "loinc" else f"{address_of(system)}|{code}"
