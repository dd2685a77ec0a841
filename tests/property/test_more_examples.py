"""Every law of every folder again, on many more random examples than in the fast lane.

`PATHWAY_EXAMPLES=100 pytest -m hypothesis tests` tries a hundred times as many by hand.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
#: The folders, and how many times as many examples.
MORE = [
    (("property",), 6),
    (("conditions", "patients"), 4),
    (("files",), 3),
    (("ehr", "records", "fuzz", "coverage"), 3),
]
#: The slow lane has other, longer comparisons of the solver and the engine.
REST = 2


def rest() -> tuple[str, ...]:
    """The folders that are not named, so that none is forgotten."""
    named = {name for folders, _ in MORE for name in folders}
    found = {path.parent.name for path in TESTS.rglob("test_*.py") if "@given" in path.read_text()}
    return tuple(sorted(found - named - {"tests"}))


@pytest.mark.slow
@pytest.mark.parametrize(("folders", "factor"), [*MORE, (rest(), REST)], ids=lambda one: str(one))
def test_every_law_on_many_more_examples(folders: tuple[str, ...], factor: int) -> None:
    files = [str(TESTS / folder) for folder in folders]
    laws = [sys.executable, "-m", "pytest", "-q", "-m", "hypothesis and not slow", *files]
    environment = os.environ | {"PATHWAY_EXAMPLES": str(factor)}
    done = subprocess.run(laws, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert re.search(r"^\d+ passed", done.stdout, re.MULTILINE)
