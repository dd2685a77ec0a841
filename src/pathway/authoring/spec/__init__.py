"""Executable guideline specs: pytest runs bare `.feature` files, no Python beside them.

Loaded by pytest through its entry point in every run on a machine that has pathway, so
everything else is imported only once a feature of ours is found.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pathway.authoring.spec.finding import is_ours

if TYPE_CHECKING:
    from pathway.authoring.spec.collecting import FeatureFile


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where the pathways are that features speak of."""
    about = "folder of the pathway library that .feature files speak of"
    group = parser.getgroup("pathway", "pathway: executable guideline specs")
    group.addoption(
        "--pathway-library",
        metavar="DIR",
        default=None,
        type=lambda text: str(Path(text).absolute()),
        help=f"{about} (default: `pathways` beside a folder above the feature, else as shipped)",
    )
    for name, usual in (
        ("seed", "PATHWAY_SEED, else 0"),
        ("patients", "PATHWAY_PATIENTS, else 2000"),
    ):
        group.addoption(
            f"--pathway-{name}",
            metavar="N",
            default=None,
            type=int,
            help=f"{name} of the search where a step speaks of every patient (default: {usual})",
        )
    group.addoption(
        "--pathway-coverage",
        action="store_true",
        default=False,
        help="say what of the library the scenarios exercise",
    )
    for name, meta, kind, told in _OF_COVERAGE:
        group.addoption(f"--pathway-{name}", metavar=meta, default=None, type=kind, help=told)
    parser.addini("pathway_library", f"{about}; relative to the configuration file", default="")


def pytest_configure(config: pytest.Config) -> None:
    """Measure what scenarios exercise, where that is asked for."""
    asked = [f"pathway_{name.replace('-', '_')}" for name, *_ in _OF_COVERAGE]
    if any(config.getoption(name, default=None) is not None for name in asked) or (
        config.getoption("pathway_coverage", default=False)
    ):
        from pathway.authoring.spec.measuring import Measuring, kept

        there = kept(config.option.pathway_suggest)
        if there is not None and not hasattr(config, "workerinput"):
            raise pytest.UsageError(str(there))
        config.pluginmanager.register(Measuring(config), "pathway-measuring")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> FeatureFile | None:
    """Collect a `.feature` file that speaks of pathways; leave all others alone."""
    if file_path.suffix != ".feature" or not is_ours(file_path, parent.config):
        return None
    try:
        from pathway.authoring.spec.collecting import FeatureFile
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("pytest_bdd", "gherkin"):
            raise
        from pathway.ground.extras import install_command

        message = f"{file_path.name} needs pytest-bdd: {install_command('spec')}"
        raise pytest.UsageError(message) from error
    return FeatureFile.from_parent(parent, path=file_path)


#: What can be asked of coverage: each option, with what it takes and what it does.
_OF_COVERAGE = (
    ("coverage-file", "FILE", str, "write the coverage there: .html, .json or text"),
    ("coverage-min", "PERCENT", float, "fail below so many percent of what can be reached"),
    ("matrix", "FILE", str, "write there which recommendation which scenarios exercise"),
    ("suggest", "FILE", str, "write ready scenarios there for what no scenario exercises"),
)
