"""Whole outputs that are expected to stay as they are.

They change only through `make golden`, and the difference is justified in the commit.
"""

import os
from pathlib import Path

FOLDER = Path(__file__).parent


def expect(name: str, actual: str) -> None:
    """Compare an output with the golden file `name`, or write it when told to."""
    path = FOLDER / name
    if os.environ.get("PATHWAY_UPDATE_GOLDEN") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(actual.encode())
    assert path.exists(), f"{name} is missing; `make golden` writes it"
    assert actual == path.read_bytes().decode()
