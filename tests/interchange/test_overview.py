"""The commands of `docs/interchange.md` print what stands there."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run, run
from tests.house.consoles import commands, shows
from tests.house.printed import ROOT

__all__ = ["run"]


def test_one_of_each(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    told = commands("docs/interchange.md")
    assert [shows(run, *one, tmp_path) for one in told] == [0, 0, 0, 0, 0]
