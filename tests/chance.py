"""How many random examples a law is tried on."""

import os
from typing import Final

#: How many times as many as in the fast lane; `tests/property/test_more_examples.py` says more.
FACTOR: Final = int(os.environ.get("PATHWAY_EXAMPLES", "1"))


def examples(number: int) -> int:
    """The number of examples where the fast lane has so many."""
    return number * FACTOR
