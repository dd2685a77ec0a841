"""The commands of `docs/cohorts.md` print what stands there; `…` stands for what is left out."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Run, run

__all__ = ["run"]

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def commands() -> list[tuple[str, str]]:
    """Each command with what is shown below it."""
    text = "".join(BLOCK.findall((ROOT / "docs/cohorts.md").read_text()))
    parts = re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]
    return [(command, shown) for part in parts for command, _, shown in [part.partition("\n")]]


def test_every_command_prints_what_is_shown(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("examples", "pathways"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    told = commands()
    assert len(told) == 6
    for command, shown in told:
        words, _, target = command.partition(" > ")
        result = run(*shlex.split(words)[1:])
        assert result.stderr == ""
        assert result.exit_code == (1 if " run " in words else 0)
        if target:
            (tmp_path / target).write_text(result.stdout)
        else:
            pattern = ".*".join(re.escape(part) for part in re.split("…\n?", shown))
            assert re.fullmatch(pattern, result.stdout, re.DOTALL), result.stdout
