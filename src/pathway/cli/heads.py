"""The commands that hand over to something bigger: the terminal UI and pytest."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from pathway.cli.diagnostics import refuse, reporting
from pathway.cli.options import DateOption, LibraryOption, PathwayOption


def tui(
    patient: Annotated[
        str | None, typer.Argument(metavar="[PATIENT]", help="A patient file (YAML or JSON).")
    ] = None,
    pathway: PathwayOption = None,
    as_of: DateOption = None,
    library: LibraryOption = None,
) -> None:
    """Open the terminal UI for clinicians."""
    with reporting():
        _need("textual", "the terminal UI", "tui")
        raise NotImplementedError


def spec(
    features: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FEATURES]...", help="Feature files or folders; else ./features."),
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Run executable guideline specs (Gherkin features)."""
    with reporting():
        _need("pytest_bdd", "`pathway spec`", "spec")
        raise NotImplementedError


def _need(module: str, what: str, extra: str) -> None:
    if find_spec(module) is None:
        message = f"{what} needs an optional part that is not installed"
        raise refuse(message, "P506", f"pip install 'pathway-cds[{extra}]'")
