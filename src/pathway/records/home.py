"""Where records are kept unless something else is said; known without loading SQL."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """The folder of this user's records and keys."""
    data = os.environ.get("XDG_DATA_HOME") or Path("~/.local/share").expanduser()
    return Path(data) / "pathway-cds"


def usual_place() -> Path:
    """The file where records are kept unless something else is said."""
    return home() / "records.db"
