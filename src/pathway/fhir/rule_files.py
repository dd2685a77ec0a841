"""From the files of a library, and the settings of a site, to the rules by which records are read.

Compiled once from a library's files; a site's settings are laid over it. Names, codes and
values are checked as everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from pathway.content.ehr_models import (
    ConceptsFile,
    FhirFile,
    SiteCodesModel,
    SiteFile,
    SumModel,
    WashoutModel,
)
from pathway.content.load import LibraryModels
from pathway.content.models import CodesFile, TherapyFile
from pathway.content.written import Texts
from pathway.fhir.concept_files import (
    codes_of_concepts,
    concept_named,
    concepts_of,
    listed_attributes,
    product_names,
    report_concept,
)
from pathway.fhir.rules import CALLED, LEFT_OPEN, THERAPY, Concept, Key, Limits, Rules, Sum
from pathway.ground.code_systems import OF_DRUGS, SYSTEMS, system_of, well_formed
from pathway.ground.problems import Problem, Problems, choices, in_backticks, suggestion
from pathway.ground.source import Placed
from pathway.ground.vocabulary import Vocabulary, allergy_to
from pathway.patients.model import Outcome
from pathway.yaml.values import value_of


def rules_of(models: LibraryModels, vocabulary: Vocabulary, problems: Problems) -> Rules:
    """The rules of a library; what is wrong with them is reported."""
    draft = _Draft(vocabulary, problems)
    for name, attribute in vocabulary.attributes.items():
        draft.own("attributes", {name: attribute.codes})
    for id_, therapy in models.therapies.items():
        draft.own("therapies", {id_: therapy.codes})
        draft.own("allergies", _own_drug(id_, therapy, vocabulary))
    for system, file in models.codes.items():
        draft.own("therapies", {id_: {system: codes} for id_, codes in file.therapies.items()})
        draft.read(system, file)
    fhir = models.fhir
    draft.say(fhir)
    concepts = concepts_of(models, vocabulary, problems)
    for model_file in models.concepts.values():
        draft.mean(model_file)
    return replace(
        draft.rules(),
        concepts=concepts,
        coded=codes_of_concepts(models, concepts, problems),
        listed=listed_attributes(models, vocabulary),
        across=_across(concepts.values(), vocabulary),
        empty=_empty(models),
        names=product_names(models, problems),
        titles={id_: str(therapy.title) for id_, therapy in models.therapies.items()},
        sums={name: draft.sum(fhir.sums[Placed(name)], models) for name in draft.known(fhir.sums)},
        washout=draft.washout(fhir.washout, models),
        limits=_limits(fhir),
        routes=draft.routes(fhir.routes),
        complaint=frozenset(draft.known(fhir.complaint)),
        onset=next(iter(draft.known(() if fhir.onset is None else (fhir.onset,))), None),
    )


def at_site(rules: Rules, file: SiteFile, vocabulary: Vocabulary, problems: Problems) -> Rules:
    """The rules with a site's settings laid over them; what is wrong is reported."""
    draft = _Draft(vocabulary, problems, rules)
    coded = dict(rules.coded)
    for address, codes in file.codes.items():
        draft.add(system_of(address), codes)
        coded |= _coded_at_site(system_of(address), codes, rules, problems)
    draft.say(file)
    asked = {
        (str(form), str(item)): str(name)
        for form, items in file.questionnaires.items()
        for item, name in items.items()
        if draft.known((name,))
    }
    return replace(
        draft.rules(),
        complaint=rules.complaint,
        onset=rules.onset,
        sums=rules.sums,
        washout=rules.washout,
        limits=rules.limits,
        routes=rules.routes,
        concepts=rules.concepts,
        coded=coded,
        translations=rules.translations
        | {system_of(address) for address, codes in file.codes.items() if codes.translations},
        questionnaires={**rules.questionnaires, **asked},
        site=str(file.site),
        complete=frozenset(file.complete),
    )


# -- private -------------------------------------------------------------------------------


def _limits(fhir: FhirFile) -> Limits:
    """How long a medicine may last of which nobody says how long; as long as can be, if unsaid."""
    if fhir.limits is None:
        return Limits()
    return Limits(int(fhir.limits.supply), int(fhir.limits.dose))


def _own_drug(
    id_: str, therapy: TherapyFile, vocabulary: Vocabulary
) -> dict[str, dict[str, Texts]]:
    """The codes of a therapy's own drug, to which somebody may be allergic."""
    codes = {str(name): codes for name, codes in therapy.codes.items() if name in OF_DRUGS}
    name = allergy_to(id_)
    if not codes or name not in vocabulary.attributes:
        return {}
    words = dict.fromkeys((id_.replace("_", " "), " ".join(therapy.title.lower().split())))
    return {name: {**codes, THERAPY: tuple(Placed(word) for word in words)}}


#: A letter, or a letter and a digit, stand for every category of ICD-10 that begins with them.
_CHAPTER: Final = re.compile("[A-Z][0-9]?")


def _across(concepts: Iterable[Concept], vocabulary: Vocabulary) -> dict[str, frozenset[str]]:
    """What entries of each list may say of attributes that another list answers."""
    found: dict[str, frozenset[str]] = {}
    for concept in concepts:
        said = concept.bears.keys() | concept.means.keys()
        rows = [vocabulary.attributes[name] for name in said if name in vocabulary.attributes]
        other = {row.name for row in rows if row.absent not in (None, concept.list)}
        found[concept.list] = found.get(concept.list, frozenset()) | other
    return found


def _coded_at_site(
    system: str, codes: SiteCodesModel, rules: Rules, problems: Problems
) -> dict[tuple[str, Key], Concept]:
    """The codes that a site gives to concepts of the library."""
    found: dict[tuple[str, Key], Concept] = {}
    for name, listed in codes.concepts.items():
        owner = concept_named(rules.concepts, name)
        if owner is None:
            report_concept(rules.concepts, name, problems)
            continue
        found |= {(owner.list, (system, str(code))): owner for code in listed}
    return found


def _empty(models: LibraryModels) -> dict[Key, str]:
    """The codes that say that a list has no entries, with the list."""
    return {
        (str(system), str(code).lower() if system == CALLED else str(code)): str(list_)
        for file in models.concepts.values()
        for list_, systems in file.empty.items()
        for system, codes in systems.items()
        for code in codes
    }


class _Draft:
    """Rules while they are put together."""

    def __init__(
        self, vocabulary: Vocabulary, problems: Problems, base: Rules | None = None
    ) -> None:
        base = base or Rules()
        self._base = base
        self._vocabulary = vocabulary
        self._problems = problems
        self._owned = {
            "attributes": dict(base.attributes),
            "therapies": dict(base.therapies),
            "allergies": dict(base.allergies),
        }
        self._means = dict(base.means)
        self._answers = dict(base.answers)
        self._products = dict(base.products)
        self._nothing = set(base.nothing)
        self._elements = dict(base.elements)
        self._spoken = {name: dict(said) for name, said in base.spoken.items()}
        self._ever = set(base.ever)
        self._units = dict(base.units)
        self._outcomes = dict(base.outcomes)

    def rules(self) -> Rules:
        """What was put together so far."""
        return replace(
            self._base,
            attributes=self._owned["attributes"],
            therapies=self._owned["therapies"],
            allergies=self._owned["allergies"],
            means=self._means,
            answers=self._answers,
            products=self._products,
            nothing=frozenset(self._nothing),
            elements=self._elements,
            spoken=self._spoken,
            ever=frozenset(self._ever),
            units=self._units,
            outcomes=self._outcomes,
        )

    def add(self, system: str, codes: SiteCodesModel) -> None:
        """Add a site's own codes of one system."""
        for name in self.known(codes.attributes):
            self.own("attributes", {name: {system: codes.attributes[Placed(name)]}})
        for name in codes.therapies:
            if name in self._vocabulary.therapies:
                self.own("therapies", {str(name): {system: codes.therapies[name]}})
            else:
                self.unknown("P105", "therapy", name, self._vocabulary.therapies)
        self.read(system, codes)
        self.tell(system, codes.outcomes)

    def own(self, kind: str, codes: Mapping[str, Mapping[Any, Iterable[str]]]) -> None:
        """Add codes, by owner and system."""
        owned = self._owned[kind]
        for owner, systems in codes.items():
            for system, listed in systems.items():
                for code in listed:
                    self._check_form(str(system), code)
                    key = (str(system), str(code))
                    names = owned.get(key, ())
                    owned[key] = names if owner in names else (*names, str(owner))

    def read(self, system: str, file: CodesFile | SiteCodesModel) -> None:
        """Add what a file of codes says for reading records."""
        for name in self.known(file.allergies):
            self.own("allergies", {name: {system: file.allergies[Placed(name)]}})
        for name in self.known(file.means):
            for code, value in file.means[Placed(name)].items():
                self._check_form(system, code)
                self._check_value(name, value)
                self._means[name, (system, str(code))] = str(value)
        for code, answer in file.answers.items():
            if answer not in ("yes", "no", LEFT_OPEN):
                hint = "allowed: `yes`, `no`, `unknown`"
                self._problems.add(
                    "P111", f"an answer cannot be {in_backticks(answer)}", answer.span, hint
                )
            self._answers[system, str(code)] = str(answer)
        for ingredient, products in file.products.items():
            for product in (ingredient, *products):
                self._check_form(system, product)
            for product in products:
                key = (system, str(product))
                self._products[key] = (*self._products.get(key, ()), (system, str(ingredient)))
        self._nothing |= {(system, str(code)) for code in file.nothing}

    def mean(self, file: ConceptsFile) -> None:
        """Check the codes and the values of the concepts of a file."""
        for concept in file.concepts.values():
            for system, codes in concept.codes.items():
                for code in codes:
                    self._check_form(str(system), code, prefix=True)
            for name in self.known(concept.means):
                self._check_value(name, concept.means[Placed(name)])

    def say(self, file: FhirFile | SiteFile) -> None:
        """Add what is said of elements, of the past and of units."""
        for name in self.known(file.elements):
            self._elements[name] = str(file.elements[Placed(name)])
        for name in self.known(file.means):
            for word, value in file.means[Placed(name)].items():
                self._check_value(name, value)
                self._spoken.setdefault(name, {})[str(word)] = str(value)
        self._ever |= set(self.known(file.ever))
        for name in self.known(file.units):
            for unit, ours in file.units[Placed(name)].items():
                self._units[name, str(unit)] = str(ours)

    def tell(self, system: str, outcomes: Mapping[Placed, Placed]) -> None:
        """Add what codes say of how a treatment went."""
        allowed = tuple(outcome.value for outcome in Outcome)
        for code, outcome in outcomes.items():
            self._check_form(system, code)
            if outcome not in allowed:
                message = f"an outcome cannot be {in_backticks(outcome)}"
                hint = suggestion(outcome, allowed) or choices(allowed)
                self._problems.add("P111", message, outcome.span, hint)
            self._outcomes[system, str(code)] = str(outcome)

    def sum(self, model: SumModel, models: LibraryModels) -> Sum:
        """Doses that are added up; what is wrong with it is reported."""
        names = (*self._vocabulary.attributes, *self._vocabulary.therapies)
        for name in model.of:
            if name not in names:
                self.unknown("P104", "attribute or therapy", name, names)
        self._check_sources(model.source, models)
        factors = {}
        for system, listed in model.factors.items():
            for code, factor in listed.items():
                self._check_form(system, code)
                factors[str(system), str(code)] = factor
        routes = {(str(s), str(code)) for s, listed in model.routes.items() for code in listed}
        return Sum(frozenset(map(str, model.of)), str(model.unit), factors, frozenset(routes))

    def washout(
        self, given: Mapping[Placed, WashoutModel], models: LibraryModels
    ) -> dict[str, int]:
        """In days, how long a medicine that is over counts for an attribute."""
        found = {}
        for name in self.known(given):
            model = given[Placed(name)]
            found[name] = int(model.days)
            self._check_sources(model.source, models)
        return found

    def routes(self, given: Mapping[Placed, Mapping[Placed, Texts]]) -> dict[str, frozenset[Key]]:
        """The ways of giving that count, by attribute, therapy, or for all others."""
        names = ("usual", *self._vocabulary.attributes, *self._vocabulary.therapies)
        found = {}
        for name, systems in given.items():
            if name not in names:
                self.unknown("P104", "attribute or therapy", name, names)
            for system, codes in systems.items():
                for code in codes:
                    self._check_form(str(system), code)
            keys = {(str(system), str(code)) for system, codes in systems.items() for code in codes}
            found[str(name)] = frozenset(keys)
        return found

    def _check_sources(self, names: Texts, models: LibraryModels) -> None:
        for name in names:
            if name not in models.sources.sources:
                self.unknown("P107", "source", name, models.sources.sources)

    def known(self, names: Iterable[Placed]) -> list[str]:
        """Those of the names that are attributes; others are reported."""
        found = []
        for name in names:
            if name in self._vocabulary.attributes:
                found.append(str(name))
            else:
                self.unknown("P104", "attribute", name, self._vocabulary.attributes)
        return found

    def unknown(self, code: str, what: str, name: Placed, among: Iterable[str]) -> None:
        """Report a name that does not exist."""
        self._problems.add(
            code, f"unknown {what} {in_backticks(name)}", name.span, suggestion(name, among)
        )

    def _check_form(self, system: str, code: str, *, prefix: bool = False) -> None:
        if prefix and system == "icd10" and _CHAPTER.fullmatch(code):
            return
        if isinstance(code, Placed) and not well_formed(system, code):
            title = SYSTEMS[system].title if system in SYSTEMS else "a"
            self._problems.add("P313", f"{in_backticks(code)} is not {title} code", code.span)

    def _check_value(self, name: str, value: Placed) -> None:
        if value == LEFT_OPEN:
            return
        read = value_of(self._vocabulary.attributes[name], value, None, None)
        if isinstance(read, Problem):
            self._problems.add(read.code, read.message, value.span, read.hint)
