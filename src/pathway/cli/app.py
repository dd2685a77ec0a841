"""The commands of `pathway` and their order in the help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from pathway.cli import (
    advising,
    authoring,
    checking,
    comparing,
    deciding,
    diffing,
    ehr,
    evaluating,
    heads,
    leaving,
    mutating,
    proving,
    recording,
    reporting,
    site,
)
from pathway.cli.output import write

app = typer.Typer(
    help="Treatment pathways as declarative files: explained advice, unknown never taken as safe.",
    epilog="Exit codes: 0 fine, 1 findings or errors in content, 2 wrong usage or unreadable file.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

#: The commands by name, in the order in which the help lists them.
COMMANDS: Mapping[str, Callable[..., None]] = {
    "advise": advising.advise,
    "why": advising.why,
    "compare": comparing.compare,
    "eval": evaluating.evaluate,
    "check": checking.check,
    "show": authoring.show,
    "site": site.site,
    "explain": authoring.explain,
    "new": authoring.new,
    "schema": checking.schema,
    "spec": heads.spec,
    "prove": proving.prove,
    "diff": diffing.diff,
    "mutate": mutating.mutate,
    "tui": heads.tui,
    "handout": leaving.handout,
    "summary": leaving.summary,
    "decide": deciding.decide,
}

for _name, _command in COMMANDS.items():
    app.command(_name)(_command)
app.add_typer(recording.app, name="records")
app.add_typer(ehr.app, name="ehr")
app.add_typer(reporting.app, name="report")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        write(f"pathway {version('pathway-cds')}\n")
        raise typer.Exit


@app.callback()
def _pathway(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass
