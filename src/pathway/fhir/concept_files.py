"""From the files of concepts to what each means, bears on, and says nothing of.

An attribute of the list that nobody judged is borne on: a concept never says *no* by default.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias

from pathway.content.ehr_models import ConceptModel, ConceptsFile, FamilyModel
from pathway.content.load import LibraryModels
from pathway.fhir.product_names import INGREDIENT, LOCAL, ProductNames
from pathway.fhir.rules import CALLED, LEFT_OPEN, LISTS, Concept, Key
from pathway.ground.problems import Problems, in_backticks, suggestion
from pathway.ground.source import Placed
from pathway.ground.vocabulary import Vocabulary

#: The attributes that a list answers, by list.
Listed: TypeAlias = Mapping[str, frozenset[str]]


class Judgement(NamedTuple):
    """What was judged of one attribute for one concept, by whom and why."""

    list: str
    concept: str
    attribute: str
    said: str
    by: str
    because: str


def listed_attributes(models: LibraryModels, vocabulary: Vocabulary) -> dict[str, frozenset[str]]:
    """The attributes that absence from each list answers, which is what an unknown entry opens.

    What was done to a patient is no list of its own: it may bear on what its file names.
    """
    found = {
        list_: frozenset(name for name, row in vocabulary.attributes.items() if row.absent == list_)
        for list_ in LISTS
    }
    limited: set[str] = set()
    for file in models.concepts.values():
        if file.list == "procedures":
            limited |= set(_attributes(file, file.entries_bear_on))
    found["procedures"] = frozenset(limited) or found["problems"]
    return found


def judgements(
    models: LibraryModels, vocabulary: Vocabulary
) -> Iterator[tuple[Placed, ConceptsFile, tuple[Judgement, ...], frozenset[str]]]:
    """Every concept with what was judged of it, and the attributes of its list nobody judged."""
    listed = listed_attributes(models, vocabulary)
    for file in models.concepts.values():
        for name, concept in file.concepts.items():
            told = tuple(_judged(file, name, concept))
            rest = listed[file.list] - {one.attribute for one in told}
            yield name, file, told, rest


def concepts_of(
    models: LibraryModels, vocabulary: Vocabulary, problems: Problems
) -> dict[tuple[str, str], Concept]:
    """The concepts of a library by list and name; unknown names are reported."""
    _check_names(models, vocabulary, problems)
    found: dict[tuple[str, str], Concept] = {}
    for name, file, told, rest in judgements(models, vocabulary):
        model = file.concepts[name]
        means = {str(n): str(v) for n, v in model.means.items() if v != LEFT_OPEN}
        open_ = {one.attribute: one.because for one in told if one.said == _BEARS}
        all_ = {**open_, **dict.fromkeys(rest, "nobody judged it")}
        bears = {n: because for n, because in sorted(all_.items()) if n not in means}
        found[file.list, str(name)] = Concept(
            str(name), str(model.title), str(file.list), means, bears
        )
    return found


def codes_of_concepts(
    models: LibraryModels, concepts: Mapping[tuple[str, str], Concept], problems: Problems
) -> dict[tuple[str, Key], Concept]:
    """The concept of every code, by list; a code of two concepts is reported."""
    found: dict[tuple[str, Key], Concept] = {}
    for concept, key, place in _coded(models, concepts, problems):
        other = found.setdefault((concept.list, key), concept)
        if other is not concept:
            text = f"{key[0]} code `{key[1]}` stands for `{other.name}` and for `{concept.name}`"
            problems.add("P312", text, place.span, "a code has one concept in a list")
    return found


def _coded(
    models: LibraryModels, concepts: Mapping[tuple[str, str], Concept], problems: Problems
) -> Iterator[tuple[Concept, Key, Placed]]:
    """Every code where an author wrote it, and the concept that it belongs to."""
    known = ingredients_of(models)
    for file in models.concepts.values():
        for name, model in file.concepts.items():
            concept = concepts[file.list, str(name)]
            for system, codes in model.codes.items():
                yield from ((concept, (str(system), str(code)), code) for code in codes)
            yield from (
                (concept, (CALLED, " ".join(word.lower().split())), word) for word in model.called
            )
            local = _local(concept)
            for ingredient in model.ingredients:
                for key in known[str(ingredient).lower()]:
                    yield concept, key, ingredient
                    yield local, (LOCAL, f"{key[0]} {key[1]}"), ingredient
    for system_name, codes_file in models.codes.items():
        for name, codes in codes_file.concepts.items():
            owner = concept_named(concepts, name)
            if owner is None:
                report_concept(concepts, name, problems)
                continue
            yield from ((owner, (system_name, str(code)), code) for code in codes)


def ingredients_of(models: LibraryModels) -> dict[str, tuple[Key, ...]]:
    """The codes of every ingredient by its name in small letters; else the name itself."""
    found: dict[str, tuple[Key, ...]] = {}
    for file in models.concepts.values():
        for concept in file.concepts.values():
            for name in concept.ingredients:
                found.setdefault(str(name).lower(), ((INGREDIENT, str(name).lower()),))
    for system, codes in models.codes.items():
        for name, listed in codes.ingredients.items():
            keys = tuple((system, str(code)) for code in listed)
            found[str(name).lower()] = keys or found.get(str(name).lower(), ())
    return {name: keys for name, keys in found.items() if keys}


def product_names(models: LibraryModels, problems: Problems) -> ProductNames:
    """The words of which names of medicines are made; what leads nowhere is reported."""
    file = models.product_names
    codes = {name: keys[0] for name, keys in ingredients_of(models).items()}
    ingredients = dict(codes)
    for other, of in file.synonyms.items():
        if str(of).lower() in codes:
            ingredients[str(other).lower()] = codes[str(of).lower()]
        else:
            _unknown_ingredient(of, codes, problems)
    brands: dict[str, tuple[Key, ...]] = {}
    for brand, names in file.brands.items():
        for name in names:
            if str(name).lower() not in ingredients:
                _unknown_ingredient(name, ingredients, problems)
        keys = tuple(ingredients[str(n).lower()] for n in names if str(n).lower() in ingredients)
        brands[str(brand).lower()] = keys
    return ProductNames(
        ingredients,
        brands,
        frozenset(str(word).lower() for word in file.salts),
        frozenset(str(word).lower() for word in file.forms),
        frozenset(str(word).lower() for word in file.local_forms),
    )


def concept_named(concepts: Mapping[tuple[str, str], Concept], name: str) -> Concept | None:
    """The concept of a name, in whichever list it stands; `medicines.statins` says in which."""
    list_, dot, rest = str(name).partition(".")
    if dot:
        return concepts.get((list_, rest))
    return next((c for (_, known), c in concepts.items() if known == name), None)


def report_concept(
    concepts: Mapping[tuple[str, str], Concept], name: Placed, problems: Problems
) -> None:
    """Report a concept that does not exist."""
    hint = suggestion(name, [known for _, known in concepts])
    problems.add("P130", f"unknown concept {in_backticks(name)}", name.span, hint)


# -- private -------------------------------------------------------------------------------

_BEARS: Final = "bears on"
_NOTHING: Final = "says nothing of"


def _local(concept: Concept) -> Concept:
    """The same drug where it acts only where it is put: it may say what it says when taken."""
    locally = dict.fromkeys(concept.means, "how much of it reaches the body is not said")
    bears = {**locally, **concept.bears}
    return Concept(concept.name, f"{concept.title}, used locally", concept.list, {}, bears)


def _judged(file: ConceptsFile, name: Placed, concept: ConceptModel) -> Iterator[Judgement]:
    """What was judged of a concept: its own word first, then that of its families."""
    told: set[str] = set()
    for attribute, value in concept.means.items():
        said = _BEARS if value == LEFT_OPEN else f"means {value}"
        told.add(str(attribute))
        yield _row(file, name, str(attribute), said, str(concept.title))
    families = [file.families[one] for one in concept.family if one in file.families]
    for holder in (concept, *families):
        fresh = {row.attribute: row for row in _of_holder(file, name, holder)}
        yield from (row for one, row in fresh.items() if one not in told)
        told |= fresh.keys()


def _of_holder(file: ConceptsFile, name: Placed, holder: FamilyModel) -> Iterator[Judgement]:
    """What a concept or a family says of each attribute; the last word is that which opens it."""
    for said, all_ in ((_NOTHING, holder.nothing), (_BEARS, holder.bears)):
        for judged in all_:
            for attribute in _attributes(file, judged.of):
                row = _row(file, name, attribute, said, str(judged.because))
                yield row._replace(by=str(judged.by or file.judged_by))


def _row(file: ConceptsFile, name: Placed, attribute: str, said: str, because: str) -> Judgement:
    return Judgement(str(file.list), str(name), attribute, said, str(file.judged_by), because)


def _attributes(file: ConceptsFile, names: Iterable[Placed]) -> Iterator[str]:
    for name in names:
        group = file.groups.get(name)
        if group is None:
            yield str(name)
        else:
            yield from map(str, group)


def _check_names(models: LibraryModels, vocabulary: Vocabulary, problems: Problems) -> None:
    for file in models.concepts.values():
        for group, members in file.groups.items():
            _check_attributes(file, members, vocabulary, problems, groups=False)
            if group in vocabulary.attributes:
                text = f"the group {in_backticks(group)} is called like an attribute"
                problems.add("P110", text, group.span)
        _check_attributes(file, file.entries_bear_on, vocabulary, problems)
        holders: list[FamilyModel] = [*file.families.values(), *file.concepts.values()]
        for holder in holders:
            for judged in (*holder.bears, *holder.nothing):
                _check_attributes(file, judged.of, vocabulary, problems)
        for concept in file.concepts.values():
            for family in concept.family:
                if family not in file.families:
                    hint = suggestion(family, file.families)
                    text = f"unknown family {in_backticks(family)}"
                    problems.add("P130", text, family.span, hint)


def _check_attributes(
    file: ConceptsFile,
    names: Iterable[Placed],
    vocabulary: Vocabulary,
    problems: Problems,
    *,
    groups: bool = True,
) -> None:
    for name in names:
        if name not in vocabulary.attributes and not (groups and name in file.groups):
            among = [*vocabulary.attributes, *(file.groups if groups else ())]
            text = f"unknown attribute {in_backticks(name)}"
            problems.add("P104", text, name.span, suggestion(name, among))


def _unknown_ingredient(name: Placed, among: Iterable[str], problems: Problems) -> None:
    hint = suggestion(name, among)
    problems.add("P130", f"unknown ingredient {in_backticks(name)}", name.span, hint)
