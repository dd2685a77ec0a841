"""The commands of `docs/cohorts.md` print what stands there."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run, run
from tests.house.consoles import commands, shows
from tests.house.printed import ROOT

__all__ = ["run"]


def test_every_command_prints_what_is_shown(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("examples", "pathways"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    told = commands("docs/cohorts.md")
    assert [shows(run, *one, tmp_path) for one in told] == [1, 0, 0, 0, 0, 0]
