"""Which feature files are ours, and which library they speak of.

Other projects on the same machine keep `.feature` files for pytest-bdd; those must stay
untouched. Ours are the files that somebody names, that have a library near, or that say
`pathway` in a step.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pathway.yaml.reading import read_text


def is_ours(path: Path, config: pytest.Config) -> bool:
    """Whether this plugin should run a feature file."""
    return (
        chosen_library(config) is not None
        or library_near(path) is not None
        or _is_named(path, config)
        or _says_pathway(path)
    )


def library_of(path: Path, config: pytest.Config) -> Path | None:
    """The library folder a feature speaks of; None means the shipped content."""
    return chosen_library(config) or library_near(path)


def chosen_library(config: pytest.Config) -> Path | None:
    """The library named on the command line or in the configuration file."""
    option = config.getoption("pathway_library", default=None)
    if option:
        return Path(option)
    ini = str(config.getini("pathway_library"))
    base = config.inipath.parent if config.inipath is not None else config.rootpath
    return base / ini if ini else None


def library_near(path: Path) -> Path | None:
    """The library a feature lies in, or the folder `pathways` beside a folder above it."""
    for parent in path.absolute().parents:
        for folder in (parent, parent / "pathways"):
            if (folder / "vocabulary.yaml").is_file():
                return folder
    return None


# -- private -------------------------------------------------------------------------------

_SAYS_PATHWAY = re.compile(r"^\s*(?:given|when|then|and|but|\*)\s.*\bpathway\b", re.I | re.M)


def _is_named(path: Path, config: pytest.Config) -> bool:
    here = config.invocation_params.dir
    return any(here / str(given).partition("::")[0] == path for given in config.args)


def _says_pathway(path: Path) -> bool:
    """Whether the text speaks of a pathway; what cannot be read may be anybody's."""
    try:
        return _SAYS_PATHWAY.search(read_text(path, "replace")) is not None
    except OSError:
        return False
