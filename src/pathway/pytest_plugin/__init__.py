"""Executable guideline specs: pytest runs bare `.feature` files, no Python beside them.

Loaded by pytest through its entry point in every run on a machine that has pathway, so
everything else is imported only once a feature of ours is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pathway.pytest_plugin.finding import is_ours

if TYPE_CHECKING:
    from pathway.pytest_plugin.collecting import FeatureFile

__all__ = ["run"]


def run(paths: Sequence[str | Path] = (), library: str | Path | None = None) -> int:
    """Run feature files or folders (else `./features`) and say how it went, as an exit code.

    0: every scenario holds; 1: some do not, or a feature has mistakes; 2: nothing to run.
    Raises UsageError for a path that does not exist.
    """
    from pathway.problems import Problem, UsageError, in_backticks

    wanted = [Path(path) for path in paths] or [Path("features")]
    missing = [path for path in wanted if not Path(str(path).partition("::")[0]).exists()]
    if missing:
        hint = None if paths else "name the feature files or folders to run"
        raise UsageError(
            Problem("P501", f"no file or folder {in_backticks(str(path))}", hint=hint)
            for path in missing
        )
    arguments = [*map(str, wanted), "-v", "--no-header", "--assert=plain", "-p", "no:cacheprovider"]
    if library is not None:
        # As one word, for pytest takes a path that stands alone for something to run.
        arguments.append(f"--pathway-library={library}")
    return _EXIT.get(int(pytest.main(arguments)), 2)


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
    parser.addini("pathway_library", f"{about}; relative to the configuration file", default="")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> FeatureFile | None:
    """Collect a `.feature` file that speaks of pathways; leave all others alone."""
    if file_path.suffix != ".feature" or not is_ours(file_path, parent.config):
        return None
    try:
        from pathway.pytest_plugin.collecting import FeatureFile
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("pytest_bdd", "gherkin"):
            raise
        message = f"{file_path.name} needs pytest-bdd: pip install 'pathway-cds[spec]'"
        raise pytest.UsageError(message) from error
    return FeatureFile.from_parent(parent, path=file_path)


#: Our exit code for pytest's: errors in collecting (2) are mistakes in a feature.
_EXIT = {0: 0, 1: 1, 2: 1}
