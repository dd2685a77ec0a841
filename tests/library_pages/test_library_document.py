"""`docs/library.md`: its table is the library's, and its examples run."""

import os
import re
import shutil
from pathlib import Path

from pathway.engine import open_library
from pathway.present.site.pathway_page import adopted
from pathway.program import CompiledProgram
from tests.authoring.test_authoring import BLOCK, edit, run, write

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs/library.md"
TABLE = re.compile(r"(<!-- library -->\n)(.*?)(<!-- /library -->)", re.DOTALL)


def table() -> str:
    library = open_library()
    head = "| Pathway | Version | What it is | Follows |\n|---|---|---|---|\n"
    return head + "".join(row(library.program(id_)) for id_ in library.pathways)


def row(program: CompiledProgram) -> str:
    follows = ", ".join(adopted(program))
    about = re.split(r"(?<=[.:;])\s", program.lifecycle.summary)[0].rstrip(".:;")
    version = f"{program.version}, {program.status}"
    return f"| `{program.id}`: {program.title} | {version} | {about} | {follows} |\n"


def test_the_table_is_that_of_the_library() -> None:
    text = DOCUMENT.read_text()
    found = TABLE.search(text)
    assert found is not None
    if os.environ.get("PATHWAY_UPDATE_GOLDEN") == "1":
        DOCUMENT.write_text(text.replace(found[0], found[1] + table() + found[3]))
        return
    assert found[2] == table()


def test_the_examples_run(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "pathways", tmp_path / "pathways")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    doing = {"console": run, "diff": edit, "yaml": write}
    done = [
        doing[kind](tmp_path, block)
        for kind, block in BLOCK.findall(DOCUMENT.read_text())
        if kind in doing
    ]
    assert len(done) == 6


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", DOCUMENT.read_text())
    assert [link for link in links if not (DOCUMENT.parent / link).exists()] == []
    assert len(links) >= 3
