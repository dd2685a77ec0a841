"""The settings of a site that sends records: a small YAML file, checked like a library's files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from pathway.content.ehr_models import SiteFile
from pathway.content.validate import validate
from pathway.fhir.rule_files import at_site
from pathway.fhir.rules import Rules
from pathway.ground.problems import LibraryError, Problem, Problems
from pathway.ground.vocabulary import Vocabulary
from pathway.yaml.located import read_bytes
from pathway.yaml.reading import read_file
from pathway.yaml.tree import Node, Table, tree_from

#: A file of settings, a mapping with its keys, or the rules that were made of them.
Site: TypeAlias = "str | Path | Mapping[str, Any] | Rules | None"


def rules_at(site: Site, rules: Rules, vocabulary: Vocabulary) -> Rules:
    """The rules at a site, whose settings are a file or a mapping with the same keys.

    Raises LibraryError with everything that is wrong with the settings.
    """
    if site is None:
        return rules
    if isinstance(site, Rules):
        return site
    problems = Problems()
    node = tree_from(site, problems) if isinstance(site, Mapping) else _read(Path(site), problems)
    file = None
    if isinstance(node, Table):
        file = validate(SiteFile, node, problems)
    elif node is not None:
        problems.add("P103", "a site's settings should be a mapping (`key: value` lines)")
    found = rules if file is None else at_site(rules, file, vocabulary, problems)
    if problems.errors:
        raise LibraryError(problems.errors)
    return found


def _read(path: Path, problems: Problems) -> Node:
    try:
        data = read_file(path)
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise LibraryError([Problem("P501", f"cannot read `{path}`: {reason}")]) from error
    return read_bytes(str(path), data, problems)
