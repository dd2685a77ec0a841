"""What `--help` shows: the commands under headings, and examples that work as they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

#: Typer has its own copy of click, or uses click: the parts have the same names.
HelpFormatter: TypeAlias = Any


def write_commands(commands: Mapping[str, Any], formatter: HelpFormatter) -> None:
    """Write commands with a line each, those that have a heading under it."""
    widest = max(map(len, commands), default=0)
    rows: dict[str, list[tuple[str, str]]] = {}
    for name, command in commands.items():
        text = command.get_short_help_str(formatter.width - 6 - widest)
        heading = command.rich_help_panel or "Commands"
        rows.setdefault(str(heading), []).append((f"{name:<{widest}}", text))
    for heading, listed in rows.items():
        with formatter.section(heading):
            formatter.write_dl(listed)


def write_examples(path: str, formatter: HelpFormatter) -> None:
    """Write the examples of a command (`pathway records list`) as they are typed, never wrapped."""
    from pathway.cli.examples import EXAMPLES

    known = EXAMPLES.get(path.partition(" ")[2], ())
    if known:
        with formatter.section("Examples" if len(known) > 1 else "Example"):
            formatter.write("".join(f"{'':>{formatter.current_indent}}{one}\n" for one in known))
