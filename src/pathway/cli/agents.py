"""`pathway mcp`: the tools for software agents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from pathway.cli import output
from pathway.cli.diagnostics import ExitCode, refuse, report, reporting
from pathway.cli.heads import need
from pathway.cli.request import DateOption, KeyOption, LibraryOption, SiteOption, opened

if TYPE_CHECKING:
    from pathway.service.agents.case import AgentCases
    from pathway.service.agents.proposal_records import ProposalRecords

_Patients: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--patients",
        metavar="FOLDER",
        help="The patients that may be asked about: patient files and FHIR bundles.",
    ),
]
_Http: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--http", metavar="HOST:PORT", help="Over HTTP; else on standard input and output."
    ),
]
_Token: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--token", metavar="FILE", help="With --http: the token in this file is demanded."
    ),
]
_Records: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--records",
        metavar="PLACE",
        help="Records (a SQLite file or a PostgreSQL URL): no proposal is answered off the record.",
    ),
]
_Check: TypeAlias = Annotated[
    bool, typer.Option("--check", help="Say which patients can be read, and do not serve.")
]


def mcp(
    patients: _Patients = None,
    http: _Http = None,
    token: _Token = None,
    as_of: DateOption = None,
    site: SiteOption = None,
    library: LibraryOption = None,
    records: _Records = None,
    key: KeyOption = None,
    check: _Check = False,
) -> None:
    """Let a software agent ask and propose (Model Context Protocol).

    It proposes and never decides; what it says counts as its own word. It runs until it is stopped.
    """
    with reporting():
        need("mcp", "`pathway mcp`", "agents")
        if token is not None and http is None:
            raise refuse("--token goes with --http")
        from pathway.service.agents.case import AgentCases
        from pathway.service.agents.patient_folder import PatientFolder

        folder = None if patients is None else PatientFolder(patients)
        kept = None if records is None else _opened_records(records, key)
        cases = AgentCases(opened(library), folder, site=site, as_of=as_of, records=kept)
        if check:
            raise typer.Exit(_checked(cases))
        if http is None:
            from pathway.service.agents.protocol import serve_stdio

            if sys.stdin.isatty():
                raise refuse(
                    "`pathway mcp` is started by the host of an agent, which writes to it",
                    hint="docs/agents.md says how; `--http 127.0.0.1:8003` listens instead",
                )
            serve_stdio(cases)
            return
        from pathway.service.agents import http_server as over_http

        secret = None if token is None else over_http.token_in(token)
        over_http.serve_http(cases, over_http.address(http), secret, _tell)


# -- private -------------------------------------------------------------------------------


def _opened_records(place: str, key: Path | None) -> ProposalRecords:
    need("sqlalchemy", "`--records`", "records")
    from pathway.records import open_served
    from pathway.service.agents.proposal_records import ProposalRecords

    return ProposalRecords(open_served(place, key=key))


def _tell(where: str) -> None:
    output.write(f"MCP at {where} (stop with Ctrl+C)\n")


def _checked(cases: AgentCases) -> ExitCode:
    """Say of every patient who cannot be read why, and how many can."""
    unread = cases.unread()
    for id_, problems in unread.items():
        output.write(f"{id_} cannot be read:\n")
        report(problems)
    count = 0 if cases.folder is None else len(cases.folder.files())
    output.write(f"{cases.library.title}: {count - len(unread)} of {count} patients can be read\n")
    return ExitCode.FINDINGS if unread else ExitCode.FINE
