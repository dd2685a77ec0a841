"""`pathway serve`: the service for record systems."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from pathway.cli import output
from pathway.cli.diagnostics import reporting
from pathway.cli.heads import need
from pathway.cli.request import DateOption

if TYPE_CHECKING:
    from pathway.engine import Library
    from pathway.service.settings import ServiceSettings

_Settings: TypeAlias = Annotated[
    Path, typer.Argument(metavar="SETTINGS", help="The settings of the service, a YAML file.")
]
_Host: TypeAlias = Annotated[str, typer.Option("--host", help="The address to listen on.")]
_Port: TypeAlias = Annotated[
    int, typer.Option("--port", min=0, max=65535, help="The port to listen on.")
]
_Workers: TypeAlias = Annotated[
    int, typer.Option("--workers", min=1, max=64, help="How many processes answer.")
]
_Check: TypeAlias = Annotated[
    bool, typer.Option("--check", help="Check the settings, and do not serve.")
]
_Prefetch: TypeAlias = Annotated[
    bool, typer.Option("--prefetch", help="Print what clients send along, and do not serve.")
]


def serve(
    settings: _Settings,
    host: _Host = "127.0.0.1",
    port: _Port = 8002,
    workers: _Workers = 1,
    as_of: DateOption = None,
    check: _Check = False,
    prefetch: _Prefetch = False,
) -> None:
    """Answer record systems over HTTP (CDS Hooks).

    Every card is on record before it is sent. It runs until it is stopped.
    """
    with reporting():
        for module in ("fastapi", "uvicorn", "jwt", "httpx", "prometheus_client", "sqlalchemy"):
            need(module, "`pathway serve`", "service")
        from pathway.service import serving

        known, library = serving.opened(settings, as_of)
        if prefetch:
            from pathway.service.discovery import prefetch_of
            from pathway.service.prefetch import prefetch_table

            output.write(prefetch_table(prefetch_of(known, library)))
        elif check:
            output.write(_checked(known, library))
        else:
            output.write(f"CDS Hooks at {known.public}/cds-services (stop with Ctrl+C)\n")
            serving.serve(settings, host=host, port=port, workers=workers, as_of=as_of)


# -- private -------------------------------------------------------------------------------


def _checked(settings: ServiceSettings, library: Library) -> str:
    """What the settings come to, in a few lines."""
    from pathway.service.advising import Adviser

    for client in settings.clients:
        Adviser(library, None if client.site is None else str(client.site), settings.pathways)
    who = [f"client {one.issuer} ({one.profile})" for one in settings.clients]
    if settings.open:
        who.append("anybody on this computer, without a token: for trying out only")
    lines = [
        f"{library.title}: {', '.join(settings.pathways or library.current)}",
        f"at {settings.public}/cds-services",
        *who,
        f"records in {settings.records or 'the usual place'}",
    ]
    return "".join(f"{line}\n" for line in lines)
