"""The commands of `pathway` and their order in the help."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Annotated, Final, cast

import typer

from pathway.cli.command import Command, Group
from pathway.cli.output import write

#: Where each command is, in the order in which the help lists them.
COMMANDS: Final[Mapping[str, str]] = {
    "advise": "advising.advise",
    "why": "advising.why",
    "compare": "comparing.compare",
    "eval": "explaining.evaluate",
    "check": "checking.check",
    "show": "authoring.show",
    "site": "authoring.site",
    "explain": "explaining.explain",
    "new": "authoring.new",
    "schema": "checking.schema",
    "spec": "heads.spec",
    "prove": "proving.prove",
    "diff": "diffing.diff",
    "mutate": "proving.mutate",
    "tui": "heads.tui",
    "handout": "exports.handout",
    "summary": "exports.summary",
    "answer": "answering.answer",
    "decide": "answering.decide",
}
#: Where the commands with commands of their own are.
GROUPS: Final[Mapping[str, str]] = {
    "records": "recording.app",
    "ehr": "ehr.app",
    "report": "exports.app",
}


def run(arguments: Sequence[str]) -> None:
    """Run the command line; of all commands only the one that is asked for is loaded."""
    asked = arguments[0] if arguments else ""
    known = asked in COMMANDS or asked in GROUPS
    commands([asked] if known else None)(list(arguments), prog_name="pathway")


def commands(names: Sequence[str] | None = None) -> typer.Typer:
    """The command line with some of its commands; else with all of them."""
    app = typer.Typer(
        cls=Group,
        help="Treatment pathways as declarative files: explained advice, "
        "unknown never taken as safe.",
        epilog="Exit codes: 0 fine, 1 findings or errors in content, "
        "2 wrong usage or unreadable file.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_pathway)
    for name, place in COMMANDS.items():
        if names is None or name in names:
            app.command(name, cls=Command)(cast("Callable[..., None]", _at(place)))
    for name, place in GROUPS.items():
        if names is None or name in names:
            app.add_typer(cast("typer.Typer", _at(place)), name=name)
    return app


# -- private -------------------------------------------------------------------------------


def _at(place: str) -> object:
    module, _, name = place.partition(".")
    found: object = getattr(import_module(f"pathway.cli.{module}"), name)
    return found


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        write(f"pathway {version('pathway-cds')}\n")
        raise typer.Exit


def _pathway(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass
