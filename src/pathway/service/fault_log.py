"""Faults of ours in the log: of what kind and where, and nothing of a patient.

What an exception says, and the values in a traceback, may be of a patient; they are never written.
"""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from typing import Final


def log_fault(error: Exception) -> None:
    """Write down where a fault happened."""
    way = traceback.extract_tb(error.__traceback__)[-_CALLS:]
    places = " > ".join(f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in way)
    _LOG.error("fault %s at %s", type(error).__name__, places)


# -- private -------------------------------------------------------------------------------

_LOG: Final = logging.getLogger("pathway.service")
#: How many calls of the way to a fault are written down.
_CALLS: Final = 8
