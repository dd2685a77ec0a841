"""The command line: one head of the engine, for people in a terminal and for scripts."""

from __future__ import annotations


def main() -> None:
    """Run the command line; the entry point `pathway`."""
    from pathway.cli.app import app

    app(prog_name="pathway")
