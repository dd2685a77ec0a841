"""What is proved of questions, beside brute force, and with attributes that nobody has to ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from pathway.advice.difference import told_of
from pathway.authoring.verify.properties import ProofOutcome
from pathway.authoring.verify.properties.questions import properties
from pathway.authoring.verify.proving import Proof, prove
from pathway.compiler.logic import every, ref
from pathway.engine import open_library
from pathway.ground.vocabulary import BOOLEAN, NOT_APPLICABLE
from pathway.language.syntax import Literal, Result
from pathway.patients.at_date import resolve
from pathway.program import CompiledProgram
from pathway.walk import walk
from tests.verify.made import made, with_definition
from tests.verify.shared import AS_OF, proofs, shipped
from tests.verify.small_pathways import a_pathway, everybody

IDLE = "whatever is answered, everybody is told the same"
LEADS = "two answers lead to different advice for somebody"


def of(program: CompiledProgram) -> tuple[Proof, Proof]:
    difference, settled = (prove(one, AS_OF) for one in properties(program, AS_OF))
    return difference, settled


# -- beside brute force --------------------------------------------------------------------


def test_a_few_small_pathways(tmp_path: Path) -> None:
    """Among them some in which a question is idle."""
    found = [_compared(number, tmp_path / str(number)) for number in (1, 5)]
    assert {True, False} <= set().union(*found)


@pytest.mark.slow
def test_many_small_pathways(tmp_path: Path) -> None:
    found = [_compared(number, tmp_path / str(number)) for number in range(200, 230)]
    assert {True, False} <= set().union(*found)


def _compared(number: int, folder: Path) -> set[bool]:
    """Whether questions make a difference, which the proofs say of each as brute force does."""
    program = a_pathway(Random(number), folder)
    patients = list(everybody(program))
    difference, settled = of(program)
    titles = {one.case.sentence: one.answer for one in difference.cases}
    found = set()
    for name in ("a", "b", "n"):
        answer = titles.get(f"{name}: {LEADS}")
        if answer is not None:
            there = _differs(name, program, patients)
            expected = ProofOutcome.PROVED if there else ProofOutcome.COUNTEREXAMPLE
            assert answer.verdict is expected, (number, name)
            found.add(there)
    assert settled.verdict is ProofOutcome.PROVED
    known = [p for p in patients if not any(p[one].value is None for one in _read(program))]
    assert [p for p in known if any(p[name].value is None for name in told(program))] == []
    return found


def _differs(name: str, program: CompiledProgram, patients: list[Mapping[str, Result]]) -> bool:
    """Whether two patients of whom only one answer differs are told different things."""
    leaves = [one for one in patients[0] if one not in program.by_name and one != name]
    found = defaultdict[object, set[object]](set)
    for one in patients:
        value = one[name].value
        if value is None or value is NOT_APPLICABLE or (name == "b" and one["a"].value is False):
            continue
        rest = (one[leaf].value for leaf in leaves)
        record = tuple(None if v is NOT_APPLICABLE else v for v in rest)
        found[record].add(tuple(one[told_].value for told_ in told(program)))
    return any(len(ways) > 1 for ways in found.values())


def told(program: CompiledProgram) -> list[str]:
    return list(told_of(program, program.therapies))


def _read(program: CompiledProgram) -> frozenset[str]:
    return frozenset[str]().union(*(program.reads[name] for name in told(program)))


# -- faults --------------------------------------------------------------------------------


def test_an_attribute_of_which_no_answer_changes_anything_is_found(tmp_path: Path) -> None:
    """An ulcer that only counts where the heart disease already speaks against the drug."""
    fault = ("therapies/nsaid.yaml", "when: ulcer,", "when: heart and (heart or ulcer),")
    (proof,) = proofs(made(tmp_path, fault).program("leg"), "no-idle-question")
    (one,) = proof.having(ProofOutcome.COUNTEREXAMPLE)
    assert one.case.sentence == f"ulcer: {LEADS}"
    assert (one.answer.patient, one.answer.why) == (None, IDLE)
    places = [(span.source.name, span.line) for span in one.case.spans]
    assert places == [("therapies/nsaid.yaml", 6), ("vocabulary.yaml", 14)]
    assert proof.is_finding


def test_an_attribute_that_a_pathway_never_offers_anything_for_is_not_asked(
    tmp_path: Path,
) -> None:
    program = made(tmp_path).program("back")
    (proof,) = proofs(program, "no-idle-question")
    asked = [one.case.sentence.removesuffix(f": {LEADS}") for one in proof.cases]
    assert asked == ["age", "pain", "ulcer", "heart disease", "failing heart"]
    assert proof.verdict is ProofOutcome.PROVED


def test_what_no_answer_settles_is_found(tmp_path: Path) -> None:
    """A fault that no author can make: a rule that stays unknown whatever is known."""
    nobody_knows = every([ref("ulcer"), Literal(None, BOOLEAN)])
    program = with_definition(made(tmp_path).program("leg"), "rule.nsaid.ulcer", nobody_knows)
    (proof,) = proofs(program, "answers-suffice")
    wrong = {one.case.therapy: one for one in proof.having(ProofOutcome.COUNTEREXAMPLE)}
    assert "nsaid" in wrong
    patient = wrong["nsaid"].answer.patient
    assert patient is not None
    walked = walk(program, resolve(patient, program, AS_OF))
    assert walked["option.nsaid.verdict"] == "pending"
    assert walked.hangs_on("option.nsaid.contraindicated") == frozenset()


def test_a_pathway_that_asks_nothing_says_so(tmp_path: Path) -> None:
    files = {
        "library.yaml": "title: t\npathways: [p]\n",
        "vocabulary.yaml": "attributes:\n  old: {title: old, type: yes/no, question: Old?}\n",
        "p.yaml": 'pathway: p\ntitle: P\nversion: "1.0.0"\nstatus: draft\nlimits: none\n'
        "eligible: 1 < 2\nstart: e\nnodes:\n  e: {end: Done}\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    difference, settled = of(open_library(tmp_path).program("p"))
    assert (difference.verdict, difference.about.nothing) == (
        ProofOutcome.SAYS_NOTHING,
        "nothing is asked about",
    )
    assert settled.verdict is ProofOutcome.PROVED


@pytest.mark.slow
@pytest.mark.parametrize("id_", shipped().pathways)
def test_of_what_is_shipped(id_: str) -> None:
    for proof in of(shipped().program(id_)):
        assert proof.verdict is ProofOutcome.PROVED
