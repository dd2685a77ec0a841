"""The command line: one head of the engine, for people in a terminal and for scripts."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line; the entry point `pathway`."""
    # Most commands end before there is garbage worth looking for, and modules are none.
    gc.set_threshold(100_000, 20, 100)
    from pathway import compile_cache
    from pathway.cli.completion import is_asked

    # The terminal owns the screen, a shell the line: nothing is written across them.
    silent = sys.argv[1:2] == ["tui"] or is_asked()
    compile_cache.switch_on(None if silent else _complain)
    from pathway.cli.app import run

    run(sys.argv[1:])


def _complain(text: str) -> None:
    from pathway.cli.diagnostics import complain

    complain(text)
