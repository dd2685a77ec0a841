"""The blocks of `docs/integration.md`, and what running them prints.

python -m tests.integration.guide writes what the Python blocks and the commands print anew, to be
read again; an answer that is shown in part (`…`) stays as it is.
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from tests.authoring.test_authoring import BLOCK
from tests.cli.processes import pathway

ROOT: Final = Path(__file__).parents[2]
DOCUMENT: Final = ROOT / "docs/integration.md"
EXAMPLES: Final = ROOT / "examples/fhir"


def blocks() -> list[tuple[str, str]]:
    """The kind and the text of each block, in order."""
    return BLOCK.findall(DOCUMENT.read_text())


def copied(folder: Path) -> None:
    """The files that the guide speaks of, in a folder of their own."""
    for path in EXAMPLES.iterdir():
        shutil.copy(path, folder)


class Session:
    """The Python blocks, run one after another as in one program."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"__name__": "guide"}

    def run(self, block: str) -> str:
        """What a block prints."""
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(block, "docs/integration.md", "exec"), self.names)
        return printed.getvalue()


def commands(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a block, each with the answer shown."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, answer = part.partition("\n")
        yield command, answer


def answered(command: str) -> str:
    """What a command prints in the folder at hand, without the last line end."""
    program, *words = shlex.split(command)
    assert program == "pathway"
    done = pathway(*words, environment={"COLUMNS": "100"})
    return done.stdout.decode().rstrip("\n")


def rewritten() -> str:
    """The guide with what its Python blocks and commands print now."""
    session, printed = Session(), [""]

    def block(match: re.Match[str]) -> str:
        kind, text = match.groups()
        if kind == "python":
            printed[0] = session.run(text)
        if kind == "console":
            return f"```console\n{''.join(map(_again, commands(text)))}```"
        return f"```text\n{printed[0]}```" if kind == "text" else match[0]

    return BLOCK.sub(block, DOCUMENT.read_text())


def _again(told: tuple[str, str]) -> str:
    command, answer = told
    now = answer if "…" in answer else f"{answered(command)}\n"
    return f"$ {command}\n{now}"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        copied(Path(folder))
        os.chdir(folder)
        DOCUMENT.write_text(rewritten())
