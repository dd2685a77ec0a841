"""Paper: a page as PDF, handed to the printer of the system."""

from __future__ import annotations

import shutil
import subprocess
from typing import Final

from pathway.ground.problems import Problem, UsageError, visible


def printer() -> str:
    """The command that prints; raises UsageError where there is none."""
    command = shutil.which("lp")
    if command is None:
        message = "printing needs the command `lp`, which this computer does not have"
        raise UsageError([Problem("P506", message, hint=_ELSEWHERE)])
    return command


def print_page(data: bytes, title: str) -> str:
    """Hand a PDF to the usual printer; what that answers. Raises UsageError.

    The `title` stands in the printer's queue, where others see it: no patient is named in it.
    """
    command = printer()
    try:
        done = subprocess.run(  # noqa: S603 -- no shell, and no word of a patient's in it
            [command, "-t", title, "-"],
            input=data,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError([_refused("it does not answer")]) from error
    said = (done.stdout if done.returncode == 0 else done.stderr).decode(errors="replace")
    told = visible(" ".join(said.split()))
    if done.returncode != 0:
        raise UsageError([_refused(told.removeprefix("lp: ") or "no reason was given")])
    return told or "handed to the printer"


# -- private -------------------------------------------------------------------------------

_ELSEWHERE: Final = "write a PDF (a name that ends in .pdf), and print that"
#: In seconds; a printer over a network may take its time to be found.
_PATIENCE: Final = 60


def _refused(why: str) -> Problem:
    return Problem("P509", f"the printer did not take the page: {why}", hint=_ELSEWHERE)
