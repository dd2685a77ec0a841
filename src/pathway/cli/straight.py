"""The terminal without the parser of the command line in front of it.

Loading the parser takes half as long as a whole empty terminal. `pathway tui` and
`pathway tui PATIENT` have nothing to be parsed, and whoever types them waits for the screen.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path


def straight(arguments: Sequence[str]) -> int | None:
    """Open the terminal and return its exit code; None where that needs a parser."""
    name, paths = arguments[:1], arguments[1:]
    if list(name) != ["tui"] or len(paths) > 1 or any(path[:1] in ("-", "") for path in paths):
        return None
    if find_spec("textual") is None:
        return None
    from pathway.problems import PathwayError
    from pathway.tui import run
    from pathway.tui.setting import Setting

    key = _told("PATHWAY_RECORDS_KEY")
    setting = Setting(
        actor=_told("PATHWAY_ACTOR"),
        records=_told("PATHWAY_RECORDS"),
        key=None if key is None else Path(key),
    )
    try:
        return run(setting, Path(paths[0]) if paths else None)
    except PathwayError as error:
        from pathway.cli.diagnostics import exit_code, report

        report(error.problems)
        return exit_code(error)
    except KeyboardInterrupt:
        return _INTERRUPTED


# -- private -------------------------------------------------------------------------------

#: What a shell calls the end by Ctrl-C, and what the parser returns for it.
_INTERRUPTED = 130


def _told(variable: str) -> str | None:
    return os.environ.get(variable) or None
