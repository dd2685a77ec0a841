"""`docs/library.md`: its tables are the library's, and its examples run."""

import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from pathway.engine import Library, open_library
from pathway.program import CompiledProgram
from pathway.views.comparison.cells import compared
from pathway.views.site.pathway_page import adopted
from tests.authoring.test_authoring import BLOCK, edit, run, write

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs/library.md"
#: What was read: a patient, letters of pathways, two lists of therapies, facts.
READ = re.compile(r"^\| ([a-z-]+-\d+) \| ([A-Z ]+) \| (.*) \| (.*) \| (.*) \|$", re.MULTILINE)
LETTER = re.compile(r"\b([A-Z]) `([a-z-]+)`")
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


def reading(library: Library, patient: str, letters: dict[str, str]) -> tuple[str, str, str]:
    """Which pathways are for a patient, where they part, and what is disputed beside."""
    day = date(2026, 11, 20)
    person = library.patient_from_file(ROOT / f"examples/patients/{patient}.yaml", today=day)
    advised = [library.advise(person, id_, day) for id_ in library.current]
    theirs = [advice for advice in advised if advice.eligible]
    rows = compared(theirs).rows
    parted = {row.therapy for row in rows if row.side("for") and row.side("against")}
    disputed = {o.id for advice in theirs for o in advice.options.values() if o.conflict}
    return (
        " ".join(letters[advice.pathway.id] for advice in theirs),
        ", ".join(sorted(parted)) or "–",
        ", ".join(sorted(disputed - parted)) or "–",
    )


@pytest.mark.slow
def test_what_was_read_is_what_is_said_today() -> None:
    text = DOCUMENT.read_text()
    letters = {id_: letter for letter, id_ in LETTER.findall(text)}
    library = open_library()
    assert set(letters) == set(library.current)
    rows = {patient: (for_, *lists) for patient, for_, *lists, _ in READ.findall(text)}
    assert len(rows) >= 30
    assert rows == {patient: reading(library, patient, letters) for patient in rows}


def test_what_it_was_checked_against_are_facts() -> None:
    ledger = (ROOT / "docs/claims.yaml").read_text()
    named = {fact for *_, facts in READ.findall(DOCUMENT.read_text()) for fact in facts.split(", ")}
    assert len(named) >= 80
    assert [fact for fact in sorted(named) if f"\n  {fact}:" not in ledger] == []


@pytest.mark.slow
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
