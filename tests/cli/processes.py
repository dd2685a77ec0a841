"""The command line as a process of its own, the way a shell runs it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.patience import PATIENCE


def pathway(
    *args: str | Path,
    stdin: bytes | None = None,
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m pathway`, with nothing of the caller's terminal in its environment."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TERM", "PYTHONHASHSEED")
    }
    return subprocess.run(
        [sys.executable, "-m", "pathway", *map(str, args)],
        input=stdin,
        capture_output=True,
        env={**kept, **(environment or {})},
        cwd=cwd,
        check=False,
        timeout=PATIENCE,
    )
