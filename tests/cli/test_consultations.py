"""The screens in `docs/consultations.md` are what the commands print."""

from __future__ import annotations

import os
import re
from pathlib import Path

from .conftest import Run

DOCUMENT = Path("docs/consultations.md")
_BLOCK = re.compile(r"```console\n\$ pathway (?P<command>[^\n]*)\n(?P<printed>.*?)```\n", re.DOTALL)


def test_the_document_shows_what_is_printed(run: Run) -> None:
    def printed(block: re.Match[str]) -> str:
        done = run(*block["command"].split())
        assert done.exit_code == 0, done.output
        return f"```console\n$ pathway {block['command']}\n{done.stdout}```\n"

    text = DOCUMENT.read_text(encoding="utf-8")
    actual = _BLOCK.sub(printed, text)
    if os.environ.get("PATHWAY_UPDATE_GOLDEN") == "1":
        DOCUMENT.write_text(actual, encoding="utf-8")
    assert DOCUMENT.read_text(encoding="utf-8") == actual
    assert len(_BLOCK.findall(actual)) == 6
