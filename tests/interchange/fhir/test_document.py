"""docs/interchange-fhir.md works as it says: every command and every block of Python.

python -m tests.interchange.fhir.test_document writes what they print anew, to be read again.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.authoring.test_authoring import BLOCK, pattern
from tests.integration.guide import EXAMPLES, ROOT, Session, answered, commands

DOCUMENT = ROOT / "docs/interchange-fhir.md"


def told() -> Iterator[tuple[str, str, str]]:
    """Each command or block of Python, with what the page shows and what there is."""
    session, block_before = Session(), ""
    printed = ""
    for kind, block in BLOCK.findall(DOCUMENT.read_text()):
        if kind == "python":
            printed, block_before = session.run(block), block
        elif kind == "text":
            yield block_before, block, printed
        else:
            for command, answer in commands(block):
                yield command, answer, answered(command)


@pytest.mark.slow
def test_every_block_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(EXAMPLES, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    found = list(told())
    assert len(found) == 4
    for what, shown, there in found:
        assert pattern(shown).fullmatch(there.rstrip("\n")), f"{what}\n{there}"


def rewritten() -> str:
    """The page with what its blocks of Python print now."""
    session, printed = Session(), [""]

    def block(match: re.Match[str]) -> str:
        kind, text = match.groups()
        if kind == "console":
            list(map(answered, (command for command, _ in commands(text))))
        if kind == "python":
            printed[0] = session.run(text)
        return f"```text\n{printed[0]}```" if kind == "text" else match[0]

    return BLOCK.sub(block, DOCUMENT.read_text())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(EXAMPLES, folder, dirs_exist_ok=True)
        os.chdir(folder)
        DOCUMENT.write_text(rewritten())
