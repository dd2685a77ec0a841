"""What was proved, tried all the same: no patient who is drawn breaks a property."""

from __future__ import annotations

import os

import pytest

from pathway.authoring.search import Claim, Held, RandomSearch
from pathway.authoring.verify.properties import Always, ProofOutcome
from pathway.patients.model import Patient
from tests.verify.shared import AS_OF, proofs, shipped

#: How many patients each proved property is tried on, spread over its cases.
PATIENTS = int(os.environ.get("PATHWAY_TARGETED", "500"))
#: The properties that are tried; in a long run all of them.
TRIED = () if "PATHWAY_TARGETED" in os.environ else ("unknown-contraindication", "red-flags")


@pytest.mark.slow
@pytest.mark.parametrize("pathway", ["sciatica", "low-back-pain"])
def test_no_targeted_patient_breaks_what_was_proved(pathway: str) -> None:
    program = shipped().program(pathway)
    tried = wanted = 0
    for proof in proofs(program, *TRIED):
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
            patients = max(PATIENTS // len(proved), 5)
            found = RandomSearch(1, patients).decide(claim)
            assert isinstance(found, Held), case.sentence
            tried += found.tried
            wanted += patients
    assert tried > wanted / 2
