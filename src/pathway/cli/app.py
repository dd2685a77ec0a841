"""The commands of `pathway` and their order in the help."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Annotated, Final, cast

import typer

from pathway.cli import completion
from pathway.cli.command import Command, Group
from pathway.cli.output import write

#: Where each command is, under the headings and in the order in which the help lists them.
COMMANDS: Final[Mapping[str, Mapping[str, str]]] = {
    "For one patient": {
        "advise": "advising.advise",
        "why": "advising.why",
        "compare": "comparing.compare",
        "tui": "heads.tui",
        "answer": "answering.answer",
        "decide": "answering.decide",
        "handout": "exports.handout",
        "summary": "exports.summary",
    },
    "To look up": {
        "list": "listing.list_all",
        "show": "authoring.show",
        "explain": "explaining.explain",
        "eval": "explaining.evaluate",
    },
    "For authors": {
        "new": "authoring.new",
        "check": "checking.check",
        "spec": "heads.spec",
        "schema": "checking.schema",
        "site": "authoring.site",
    },
    "Proof and change": {
        "prove": "proving.prove",
        "diff": "diffing.diff",
        "mutate": "proving.mutate",
        "report": "exports.app",
    },
    "Records and health records": {
        "records": "recording.app",
        "ehr": "ehr.app",
        "export": "exporting.export",
        "serve": "serving.serve",
        "mcp": "agents.mcp",
    },
    "Many patients": {
        "cohort": "cohort.app",
    },
}


def run(arguments: Sequence[str]) -> None:
    """Run the command line; of all commands only the one that is asked for is loaded."""
    asked = arguments[0] if arguments else completion.typed_command()
    known = any(asked in places for places in COMMANDS.values())
    app = commands([asked] if known else None, completed=completion.is_asked())
    app(list(arguments), prog_name="pathway")


def commands(names: Sequence[str] | None = None, *, completed: bool = False) -> typer.Typer:
    """The command line with some of its commands; else with all of them, and completion."""
    app = typer.Typer(
        cls=Group,
        help="Treatment pathways as declarative files: explained advice, "
        "unknown never taken as safe.",
        epilog="Exit codes: 0 fine, 1 findings or errors in content, "
        "2 wrong usage or unreadable file.",
        no_args_is_help=True,
        add_completion=completed or names is None,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_pathway)
    for heading, places in COMMANDS.items():
        for name, place in places.items():
            if names is None or name in names:
                _add(app, name, _at(place), heading)
    return app


# -- private -------------------------------------------------------------------------------


def _add(app: typer.Typer, name: str, found: object, heading: str) -> None:
    """Add a command, or a group with commands of its own, under a heading of the help."""
    if not isinstance(found, typer.Typer):
        function = cast("Callable[..., None]", found)
        app.command(name, cls=Command, rich_help_panel=heading)(function)
        return
    for one in found.registered_commands:
        one.cls = Command
    app.add_typer(found, name=name, cls=Group, rich_help_panel=heading)


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
