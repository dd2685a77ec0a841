"""Whether files make sense by themselves: names, ranges, and keys that fit their type.

The models say what may stand in a file; here is what no model can say, because it depends on
two keys at once or on the language of conditions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from pathway.content.load import LibraryModels
from pathway.content.models import AttributeModel, RuleModel
from pathway.ground.problems import Label, Problems
from pathway.ground.source import Placed, Span
from pathway.ground.vocabulary import Worse
from pathway.language.parser import is_name
from pathway.names import ALONGSIDE, BEGINNINGS, IN_EVERY_PROGRAM, NO_NODE, position_id


def check_soundness(models: LibraryModels, problems: Problems) -> None:
    """Report names that cannot be used, ranges upside down and keys of another type."""
    _check_names(models, problems)
    for name, attribute in models.vocabulary.attributes.items():
        _check_attribute(name, attribute, problems)
    for name, parameter in models.parameters.parameters.items():
        _check_range(name, "allowed", parameter.allowed, problems)
        _check_free(name, models, problems)


# -- names -----------------------------------------------------------------------------------

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_NAME_HINT: Final = "use lower-case letters, digits and `_`, starting with a letter"
_ID_HINT: Final = "use letters, digits, `.`, `_` and `-`, starting with a letter or digit"


def _check_names(models: LibraryModels, problems: Problems) -> None:
    for name in _spoken(models):
        if not _NAME.fullmatch(name):
            _not_a_name(name, problems)
        elif name in IN_EVERY_PROGRAM or not is_name(name):
            _a_word(name, "conditions could not speak of it", problems)
    for name in _named(models):
        if not _NAME.fullmatch(name):
            _not_a_name(name, problems)
    for name in _cited(models):
        if not _ID.fullmatch(name):
            problems.add("P115", f"`{name}` is not a name", name.span, _ID_HINT)
    _check_made(models, problems)


def _check_made(models: LibraryModels, problems: Problems) -> None:
    """Ids may not make two names of definitions alike."""
    for therapy in models.therapies.values():
        if therapy.therapy in BEGINNINGS:
            _a_word(therapy.therapy, "names of definitions begin so", problems)
    for pathway in models.pathways.values():
        for node in pathway.nodes:
            if node == NO_NODE:
                _a_word(node, "what red flags offer is named so", problems)
            elif node == ALONGSIDE:
                _a_word(node, "what is offered beside every step is named so", problems)
    seen: dict[str, Placed] = {}
    for guideline in models.guidelines.values():
        for id_ in guideline.recommendations:
            whole = position_id(guideline.guideline, id_)
            before = seen.setdefault(whole, id_)
            if before is not id_:
                also = Label(before.span, "the other one stands here") if before.span else None
                message = f"two recommendations are called `{whole}`"
                hint = "with the ids of their guidelines; choose another id for one of them"
                problems.add("P110", message, id_.span, hint, also=also)


def _a_word(name: Placed, because: str, problems: Problems) -> None:
    message = f"`{name}` is a word with a meaning of its own"
    problems.add("P115", message, name.span, f"choose another one; {because}")


def _check_free(parameter: Placed, models: LibraryModels, problems: Problems) -> None:
    """A parameter may not hide an attribute or a definition of the same name."""
    vocabulary = models.vocabulary
    for other in (*vocabulary.attributes, *vocabulary.definitions):
        if other == parameter and other.span is not None:
            also = Label(other.span, "the other one stands here")
            message = f"`{parameter}` is also an attribute or a definition"
            problems.add("P110", message, parameter.span, also=also)


def _not_a_name(name: Placed, problems: Problems) -> None:
    """Say what a name looks like, best by one that is near."""
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    hint = f"write `{plain}`" if name.isascii() and _NAME.fullmatch(plain) else _NAME_HINT
    problems.add("P115", f"`{name}` is not a name", name.span, hint)


def _spoken(models: LibraryModels) -> Iterator[Placed]:
    """Names that conditions use."""
    yield from models.vocabulary.attributes
    yield from models.vocabulary.definitions
    yield from models.parameters.parameters
    for therapy in models.therapies.values():
        yield therapy.therapy
    for pathway in models.pathways.values():
        yield from pathway.definitions


def _named(models: LibraryModels) -> Iterator[Placed]:
    """Names that overrides, features and advice use."""
    yield from models.vocabulary.groups
    yield from models.red_flags.red_flags
    for therapy in models.therapies.values():
        rules: Iterable[RuleModel] = (*therapy.contraindicated, *therapy.avoid, *therapy.caution)
        for rule in rules:
            yield rule.id
    for pathway in models.pathways.values():
        yield from pathway.nodes


def _cited(models: LibraryModels) -> Iterator[Placed]:
    """Ids of pathways, of publications and of what guidelines say."""
    for pathway in models.pathways.values():
        yield pathway.pathway
    yield from models.sources.sources
    yield from models.sources.evidence
    for guideline in models.guidelines.values():
        yield guideline.guideline
        yield from guideline.recommendations


# -- attributes ------------------------------------------------------------------------------

_NUMBERS: Final = ("number", "whole number")

#: The types of attribute that a key belongs to.
_BELONGS: Final = {
    "unit": _NUMBERS,
    "range": _NUMBERS,
    "since": _NUMBERS,
    "choices": ("choice",),
    "negated": ("yes/no",),
}


def _check_attribute(name: Placed, model: AttributeModel, problems: Problems) -> None:
    for key, types in _BELONGS.items():
        if getattr(model, key) is not None and model.type not in types:
            _misplaced(f"`{key}` does not belong to `{name}`", types, model, name.span, problems)
    worse = model.disagree
    fitting = ("yes/no",) if worse is Worse.YES else _NUMBERS
    if worse is not None and model.type not in fitting:
        said = f"`if sources disagree: {worse}` does not fit `{name}`"
        _misplaced(said, fitting, model, name.span, problems)
    if model.range is not None:
        _check_range(name, "range", model.range, problems)
    seen: set[str] = set()
    for choice in model.choices or ():
        if choice in seen:
            problems.add("P110", f"choice `{choice}` of `{name}` is listed twice", choice.span)
        seen.add(choice)


def _misplaced(
    said: str, types: tuple[str, ...], model: AttributeModel, span: Span | None, problems: Problems
) -> None:
    hint = f"only an attribute of type {' or '.join(f'`{type_}`' for type_ in types)} has it"
    problems.add("P120", f"{said}, which is `{model.type}`", span, hint)


def _check_range(
    name: Placed, key: str, range_: tuple[Decimal, Decimal], problems: Problems
) -> None:
    low, high = range_
    if low > high:
        message = f"`{key}` of `{name}` runs from {low} down to {high}"
        problems.add("P119", message, name.span, f"write `[{high}, {low}]`")
