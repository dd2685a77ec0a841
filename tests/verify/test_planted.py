"""Faults planted in files of a copy of `sciatica`, as edits go wrong: each of them is found.

That every lost or weaker rule is found is shown in `test_named_statements.py`, and further faults
of a pathway in `test_properties.py`, on less content.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pathway.authoring.verify.properties import ProofOutcome
from pathway.engine import open_library
from pathway.ground.problems import LibraryError
from tests.verify.shared import SHIPPED, Edit, planted, proofs, shipped

PATHWAY = "sciatica.yaml"

GATE = "acute-severe-sciatica.yaml"
OPINION = "surgical-opinion.yaml"
ACUTE = "      - when: acute_severe\n        to: {}\n"
LAST_WAY = """\
    step up:
      when: all closed
      to: settled
      because: Surgery is no option now; what comes next is for a specialist team.
"""
CAUDA = "    when: bladder_bowel_change or saddle_numbness or new_bilateral_symptoms\n"
NSAID_UP = "      when: at least 1 inadequate\n      to: injection\n"
KIDNEYS = "    when: egfr < {} 'mL/min/{{1.73_m2}}'\n    because: With an eGFR below 30"
RELIEF = "    resolved: {when: adequate_relief, to: maintain}\n    source: [nice-ng59, acp-2017]\n"

#: For each fault the edits, then the properties that notice it.
FAULTS: dict[str, tuple[list[Edit], list[str]]] = {
    "a dropped contraindication": (
        [("therapies/acupuncture.yaml", "    when: bleeding_disorder\n", "    when: dialysis\n")],
        ["needle_and_bleeding"],
    ),
    "swapped branches": (
        [
            (GATE, ACUTE.format("injection"), ACUTE.format("settled")),
            (GATE, "    otherwise: settled\n", "    otherwise: injection\n"),
        ],
        ["nothing-dead"],
    ),
    "a severity lowered": (
        [
            ("therapies/opioid.yaml", "\navoid:\n", "\n"),
            ("therapies/opioid.yaml", "contraindicated:\n", "avoid:\n"),
        ],
        ["opioid_and_addiction"],
    ),
    "a step up that asks for more than there can be": (
        [(PATHWAY, NSAID_UP, NSAID_UP.replace("at least 1 inadequate", "at least 2 inadequate"))],
        ["leads_on"],
    ),
    "an offer that lost its condition": (
        [(OPINION, "= 'concordant' and wants_surgery\n", "= 'concordant'\n")],
        ["surgery_is_wanted"],
    ),
    "a pathway for children": (
        [(PATHWAY, "  age >= 18 years and leg_pain", "  age >= 8 years and leg_pain")],
        ["adults_only"],
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", FAULTS)
def test_a_planted_fault_is_found(what: str, tmp_path: Path) -> None:
    edits, noticing = FAULTS[what]
    program = open_library(planted(SHIPPED, tmp_path / "library", *edits)).program("sciatica")
    for proof in proofs(program, *noticing):
        assert proof.verdict is ProofOutcome.COUNTEREXAMPLE, proof.about.id
        assert all(one.case.spans for one in proof.having(ProofOutcome.COUNTEREXAMPLE))


@pytest.mark.slow
def test_a_missing_otherwise_is_refused_by_the_loader(tmp_path: Path) -> None:
    edit = (GATE, "    otherwise: settled\n", "")
    folder = planted(SHIPPED, tmp_path / "library", edit)
    with pytest.raises(LibraryError) as refused:
        open_library(folder)
    assert "P303" in [problem.code for problem in refused.value.problems]


@pytest.mark.slow
def test_without_a_fault_none_of_them_is_noticed() -> None:
    noticing = {one for _, ids in FAULTS.values() for one in ids}
    found = list(proofs(shipped().program("sciatica"), *noticing))
    assert {proof.about.id for proof in found} == noticing
    assert [proof.about.id for proof in found if proof.is_finding] == []
