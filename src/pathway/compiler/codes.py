"""Codes of the terminologies: which attribute or therapy a record's code speaks of.

They stand beside what they code, or in `codes/<system>.yaml` where a licence asks for a file
that a site can leave out. A code that is mistyped or that means two things would silently
feed the wrong answer to a rule, so both are errors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from pathway.content.load import LibraryModels
from pathway.ground.code_systems import SYSTEMS
from pathway.ground.problems import Label, Problems, choices, in_backticks, suggestion
from pathway.ground.source import Placed

#: Codes by system.
Codes: TypeAlias = Mapping[str, tuple[str, ...]]


def codes_of_attributes(models: LibraryModels) -> dict[str, Codes]:
    """The codes of every attribute, from the vocabulary and from the files of codes."""
    return _collected(_of_attributes(models))


def codes_of_therapies(models: LibraryModels) -> dict[str, Codes]:
    """The codes of every therapy, from its own file and from the files of codes."""
    return _collected(_of_therapies(models))


def check_codes(models: LibraryModels, problems: Problems) -> None:
    """Report codes of unknown things, malformed codes, and codes that stand for two things.

    A therapy and an attribute may share a code: the same drug may be tried for this pain or
    taken for another reason.
    """
    for system, file in models.codes.items():
        if system not in SYSTEMS:
            hint = suggestion(system, SYSTEMS) or choices(SYSTEMS)
            message = f"unknown system of codes {in_backticks(system)}"
            problems.add("P111", message, file.licence.span, hint)
        _check_known("P104", "attribute", file.attributes, models.vocabulary.attributes, problems)
        _check_known("P105", "therapy", file.therapies, models.therapies, problems)
    shared = {(s, str(code)) for s, file in models.codes.items() for code in file.shared}
    for listed in (list(_of_attributes(models)), list(_of_therapies(models))):
        for item in listed:
            _check_form(item, problems)
        _check_once(listed, shared, problems)


# -- what is listed ------------------------------------------------------------------------


class _Listed(NamedTuple):
    """A code where an author wrote it, and for whom."""

    owner: str
    system: str
    code: Placed
    key: Placed | None = None


def _of_attributes(models: LibraryModels) -> Iterator[_Listed]:
    for name, attribute in models.vocabulary.attributes.items():
        for system, codes in attribute.codes.items():
            yield from (_Listed(str(name), str(system), code, system) for code in codes)
    for system_name, file in models.codes.items():
        for name, codes in file.attributes.items():
            yield from (_Listed(str(name), system_name, code) for code in codes)


def _of_therapies(models: LibraryModels) -> Iterator[_Listed]:
    for id_, therapy in models.therapies.items():
        for system, codes in therapy.codes.items():
            yield from (_Listed(id_, str(system), code, system) for code in codes)
    for system_name, file in models.codes.items():
        for name, codes in file.therapies.items():
            yield from (_Listed(str(name), system_name, code) for code in codes)


def _collected(listed: Iterator[_Listed]) -> dict[str, Codes]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for owner, system, code, _ in listed:
        codes = found.setdefault(owner, {})
        codes[system] = tuple(dict.fromkeys((*codes.get(system, ()), str(code))))
    return {owner: dict(codes) for owner, codes in found.items()}


# -- checks --------------------------------------------------------------------------------


def _check_known(
    code: str,
    what: str,
    names: Mapping[Placed, object],
    among: Mapping[Placed, object] | Mapping[str, object],
    problems: Problems,
) -> None:
    for name in names:
        if name not in among:
            hint = suggestion(name, map(str, among))
            problems.add(code, f"unknown {what} {in_backticks(name)}", name.span, hint)


def _check_form(listed: _Listed, problems: Problems) -> None:
    _, system, code, key = listed
    row = SYSTEMS.get(system)
    if row is None:
        if key is not None:
            hint = suggestion(system, SYSTEMS) or choices(SYSTEMS)
            message = f"unknown system of codes {in_backticks(system)}"
            problems.add("P111", message, key.span, hint)
        return
    if not row.pattern.fullmatch(code):
        message = f"{in_backticks(code)} is not {row.title} code"
        problems.add("P313", message, code.span, f"such a code looks like `{row.example}`")
    elif not row.checked(code):
        message = f"{in_backticks(code)} is not {row.title} code: its check digit is wrong"
        hint = "a digit is mistyped, or two have changed places"
        problems.add("P313", message, code.span, hint)


def _check_once(listed: list[_Listed], shared: set[tuple[str, str]], problems: Problems) -> None:
    """Report a code listed for two owners, unless its sharing is explained."""
    first: dict[tuple[str, str], _Listed] = {}
    for item in listed:
        key = (item.system, str(item.code))
        other = first.setdefault(key, item)
        if other.owner == item.owner or key in shared:
            continue
        span = other.code.span
        problems.add(
            "P312",
            f"{item.system} code `{item.code}` stands for `{other.owner}` and for `{item.owner}`",
            item.code.span,
            f"if one record says both, say why under `shared` in `codes/{item.system}.yaml`",
            also=Label(span, "first listed here") if span is not None else None,
        )
