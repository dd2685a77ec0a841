"""The profiles of clients, read from the files beside this one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Any, Final

from pathway.content.validate import validate
from pathway.frozen import frozen
from pathway.ground.problems import LibraryError, Problems, in_backticks
from pathway.service.profiles.profile_model import ProfileFile, StatementModel
from pathway.yaml.located import read_bytes
from pathway.yaml.tree import Table


@frozen
class Statement:
    """What is said of a client, where that was found, or else why it is not verified."""

    feature: str
    value: str
    found_at: str = ""
    not_verified: str = ""


@frozen
class Profile:
    """What a client can show; the defaults are what CDS Hooks 2.0 has. Zero means no limit.

    `lacks` are kinds of resources that its server does not have. `nothing_found` are the codes
    (`system|code`, with `*` for any text) of outcomes that only say that a search found nothing.
    """

    name: str
    title: str = ""
    documentation: str = ""
    remark: str = ""
    hooks: tuple[str, ...] = ("patient-view", "order-select", "order-sign")
    reads_discovery: bool = True
    max_cards: int = 0
    actions: int = 0
    action_types: tuple[str, ...] = ("create", "update", "delete")
    selection: tuple[str, ...] = ("any", "at-most-one")
    labels: bool = True
    link_labels: bool = True
    link_types: tuple[str, ...] = ("absolute", "smart")
    app_context: bool = True
    override_reasons: bool = True
    plain_topics: bool = False
    code_systems: Mapping[str, str] = field(default_factory=dict)
    lacks: tuple[str, ...] = ()
    includes: bool = False
    null_means_none: bool = False
    nothing_found: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()


def names_of_profiles() -> tuple[str, ...]:
    """The profiles there are."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


@cache
def profile_of(name: str) -> Profile:
    """A profile by its name, one of `PROFILES`; raises LibraryError where its file is faulty."""
    path = _FOLDER / f"{name}.yaml"
    return read_profile(path.name, path.read_bytes())


def read_profile(place: str, data: bytes) -> Profile:
    """The profile in a file; raises LibraryError with everything that is wrong with it."""
    problems = Problems()
    node = read_bytes(place, data, problems)
    file = validate(ProfileFile, node, problems) if isinstance(node, Table) else None
    if file is None and not problems.errors:
        problems.add("P103", "a client profile should be a mapping (`key: value` lines)")
    found = None if file is None else _profile(file, problems)
    if problems.errors or found is None:
        raise LibraryError(problems.errors)
    return found


# -- private -------------------------------------------------------------------------------

_FOLDER: Final = Path(__file__).parent


def _profile(file: ProfileFile, problems: Problems) -> Profile:
    said: dict[str, Any] = {}
    statements: list[Statement] = []
    for name, info in type(file.features).model_fields.items():
        one = getattr(file.features, name)
        if not isinstance(one, StatementModel):
            continue
        feature, value = info.alias or name, _plain(getattr(one, "is_"))  # noqa: B009
        if (one.found_at is None) == (one.not_verified is None):
            hint = "write one of `found at` (an address) and `not verified` (why)"
            problems.add(
                "P103", f"{in_backticks(feature)} does not say where it was found", hint=hint
            )
        said[name] = value
        statements.append(
            Statement(feature, _shown(value), str(one.found_at or ""), str(one.not_verified or ""))
        )
    return Profile(
        name=str(file.profile),
        title=str(file.title),
        documentation=str(file.documentation),
        remark=str(file.remark or ""),
        statements=tuple(statements),
        **said,
    )


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(str(one) for one in value)
    if isinstance(value, dict):
        return {str(key): str(one) for key, one in value.items()}
    return value


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    if isinstance(value, dict):
        return ", ".join(f"{key} as {one}" for key, one in value.items())
    return str(value)
