"""What nobody can reach: proofs and coverage say the same of every node and every way."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pathway.authoring.coverage.items import Inventory
from pathway.authoring.verify.properties import ProofOutcome, Somebody, properties
from pathway.authoring.verify.proving import prove
from pathway.authoring.verify.reaching import can_exercise
from pathway.cli.app import commands
from pathway.cli.skeleton import write_skeleton
from pathway.engine import Library, open_library
from pathway.language.syntax import names
from pathway.program import CompiledProgram
from tests.verify.made import made
from tests.verify.shared import AS_OF, shipped

SOUND = Path(__file__).parents[1] / "bad" / "libraries" / "sound"


def nobody_by_proofs(program: CompiledProgram) -> set[str]:
    """The definitions of which a proof says that they are true of nobody."""
    (one,) = (p for p in properties(program, AS_OF) if p.id == "nothing-dead")
    found = set()
    for decided in prove(one, AS_OF).cases:
        asked = decided.case.asked
        assert isinstance(asked, Somebody)
        read = list(names(asked.condition))
        if decided.answer.verdict is not ProofOutcome.PROVED and len(read) == 1:
            found.add(read[0])
    return found


def nobody_by_coverage(program: CompiledProgram) -> set[str]:
    """The nodes and ways that coverage lists as out of reach."""
    items = (i for i in Inventory(program).items.values() if i.kind in ("node", "edge"))
    return {i.name for i in items if can_exercise(program, i, None, AS_OF) is False}


def agree(library: Library, pathways: Iterable[str]) -> dict[str, set[str]]:
    found = {}
    for id_ in pathways:
        program = library.program(id_)
        ways = {node for node in nobody_by_proofs(program) if node.startswith(("edge.", "node."))}
        assert ways == nobody_by_coverage(program), id_
        found[id_] = ways
    return found


def test_of_the_skeleton(tmp_path: Path) -> None:
    write_skeleton("pain", tmp_path / "pain")
    library = open_library(tmp_path / "pain")
    assert agree(library, ["pain"]) == {
        "pain": {"edge.exercise.resolved", "edge.pain_relief.resolved"}
    }


@pytest.mark.slow
def test_of_small_libraries(tmp_path: Path) -> None:
    library = made(tmp_path)
    assert set(agree(library, library.pathways)) == set(library.pathways)
    assert set(agree(open_library(SOUND), ["back_pain"])) == {"back_pain"}


@pytest.mark.slow
def test_of_what_is_shipped() -> None:
    some = {"sciatica", "opioids-cdc", "knee-osteoarthritis"}
    assert set(agree(shipped(), some)) == some


def test_a_library_without_therapies_is_not_wrong(tmp_path: Path) -> None:
    files = {
        "library.yaml": "title: t\npathways: [p]\n",
        "vocabulary.yaml": "attributes:\n  old: {title: old, type: yes/no, question: Old?}\n",
        "p.yaml": 'pathway: p\ntitle: P\nversion: "1.0.0"\nstatus: draft\nlimits: none\n'
        "eligible: old\nstart: e\nnodes:\n  e: {end: Done}\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    done = CliRunner().invoke(commands(), ["prove", "--library", str(tmp_path)])
    assert done.exit_code == 0
    summary = re.compile(r"t: \d+ properties, \d+ cases: \d+ proved, \d+ saying nothing")
    assert any(summary.fullmatch(line) for line in done.output.splitlines())
