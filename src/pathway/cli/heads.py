"""The commands that hand over to something bigger: pytest and the terminal UI."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from pathway.cli.diagnostics import refuse, reporting
from pathway.cli.options import DateOption, LibraryOption, PathwayOption
from pathway.cli.request import Request


def spec(
    features: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FEATURES]...", help="Feature files or folders; else ./features."),
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Run executable guideline specs (Gherkin features)."""
    with reporting():
        for module in ("pytest", "pytest_bdd"):
            _need(module, "`pathway spec`", "spec")
        from pathway.pytest_plugin import run

        raise typer.Exit(run(features or (), library))


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
        if patient == "-":
            hint = "name the patient's file; answers come from the keyboard"
            raise refuse("the terminal UI cannot read a patient from standard input", hint=hint)
        from pathway.tui import run

        content, person = Request(patient, pathway, as_of, library=library).open()
        path = None if patient is None else Path(patient)
        raise typer.Exit(run(content, person, pathway=pathway, as_of=as_of, path=path))


def _need(module: str, what: str, extra: str) -> None:
    """Say in one sentence what to install where an optional part is missing."""
    if find_spec(module) is None:
        message = f"{what} needs an optional part that is not installed"
        raise refuse(message, "P506", f"pip install 'pathway-cds[{extra}]'")
