"""Where fact sheet and pathways differ: known, written down, and still so.

Once a scenario of docs/disagreements.feature holds it belongs into `features`.
"""

from pathlib import Path

import pytest

from pathway.authoring.spec.running import run

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_known_disagreements_still_disagree() -> None:
    told: list[str] = []
    code = run([ROOT / "docs" / "disagreements.feature"], ROOT / "pathways", told.append)
    assert code == 1
    assert "".join(told).rstrip().endswith("\n1 of 1 scenario does not hold")
