"""A small library to run commands on: the one that `pathway new` writes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pathway.cli.app import commands
from pathway.cli.skeleton import write_skeleton

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library") / "pain"
    write_skeleton("pain", folder)
    return folder


@pytest.fixture
def example(library: Path) -> str:
    return str(library / "patients" / "example.yaml")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process, 80 columns wide."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)

    def invoke(*args: str | Path, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(
            commands(), list(map(str, args)), input=stdin, prog_name="pathway"
        )

    return invoke
