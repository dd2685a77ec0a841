"""`docs/proofs.md` works as it says: every edit, command and answer; and it names what there is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pathway.authoring.verify.properties import properties
from pathway.compiler.properties import PROVED
from tests.authoring.test_authoring import BLOCK, edit, run, write
from tests.verify.shared import AS_OF, shipped

DOCUMENT = (Path(__file__).parents[2] / "docs/proofs.md").read_text(encoding="utf-8")
DOING: dict[str, Callable[[Path, str], None]] = {"console": run, "diff": edit, "yaml": write}


@pytest.mark.slow
def test_every_step_of_the_example(tmp_path: Path) -> None:
    blocks = [(kind, block) for kind, block in BLOCK.findall(DOCUMENT) if kind != "sh"]
    for kind, block in blocks:
        DOING[kind](tmp_path, block)
    assert [kind for kind, _ in blocks] == ["console", "yaml", "diff", "console"]


def test_the_table_names_every_built_in_property() -> None:
    listed = re.findall(r"^\| `(?!--)(\S+)` \|", DOCUMENT, re.MULTILINE)
    assert tuple(listed[:-1]) == PROVED
    program = shipped().program("sciatica")
    built_in = [one.id for one in properties(program, AS_OF) if not one.named]
    assert listed == [*built_in, "…-and-…"]
