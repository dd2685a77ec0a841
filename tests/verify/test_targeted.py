"""What was proved, tried all the same: near the edge of every property nobody breaks it."""

from __future__ import annotations

import pytest

from pathway.authoring.search import Claim, Held, RandomSearch, SaysNothing
from pathway.authoring.verify.properties import Always, ProofOutcome
from pathway.patients.model import Patient
from tests.verify.shared import AS_OF, proofs, shipped


@pytest.mark.slow
@pytest.mark.parametrize("pathway", ["sciatica", "low-back-pain"])
@pytest.mark.parametrize("seed", [1, 2])
def test_no_targeted_patient_breaks_what_was_proved(pathway: str, seed: int) -> None:
    """20,000 patients for each proved property, spread over its cases and two seeds."""
    program = shipped().program(pathway)
    tried = 0
    for proof in proofs(program):
        proved = [
            one.case
            for one in proof.having(ProofOutcome.PROVED)
            if isinstance(one.case.asked, Always)
        ]
        for case in proved:
            assert isinstance(case.asked, Always)
            claim = Claim(
                program, AS_OF, Patient("anybody"), case.asked.occasion, case.asked.conclusion
            )
            patients = max(10_000 // len(proved), 100)
            found = RandomSearch(seed, patients).decide(claim)
            assert isinstance(found, Held | SaysNothing), case.sentence
            tried += found.tried
    assert tried > 100_000
