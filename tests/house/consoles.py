"""The console blocks of a document: commands, and what is shown below each."""

import re
import shlex
from pathlib import Path

from tests.cli.conftest import Run
from tests.house.printed import ROOT

_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def commands(document: str) -> list[tuple[str, str]]:
    """Each command of a document with what is shown; `…` there stands for what is left out."""
    text = "".join(_BLOCK.findall((ROOT / document).read_text()))
    parts = re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]
    return [(command, shown) for part in parts for command, _, shown in [part.partition("\n")]]


def shows(run: Run, command: str, shown: str, here: Path) -> int:
    """Run a command in a folder, and hold what it prints to what is shown; its exit code.

    What is sent into a file (`> FILE`) is not shown.
    """
    words, _, target = command.partition(" > ")
    result = run(*shlex.split(words)[1:])
    assert result.stderr == "", result.stderr
    if target:
        (here / target).write_text(result.stdout)
    else:
        pattern = ".*".join(re.escape(part) for part in re.split("…\n?", shown))
        assert re.fullmatch(pattern, result.stdout, re.DOTALL), result.stdout
    return result.exit_code
