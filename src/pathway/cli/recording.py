"""The commands about what was recorded: records list, show, verify, replay, export, head."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathway.cli import output
from pathway.cli.diagnostics import ExitCode, refuse, reporting
from pathway.cli.request import (
    JsonOption,
    KeyOption,
    LibraryOption,
    RecordsOption,
    opened,
    opened_records,
)
from pathway.views.forms import Form

if TYPE_CHECKING:
    from pathway.records import Head, Verification
    from pathway.records.served_store import ServedRecords
    from pathway.records.store import Records
    from pathway.views.document import Document

app = typer.Typer(
    help="What was decided: an append-only chain of records. It can be verified and replayed.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

OutputOption = Annotated[
    Path | None,
    typer.Option("--output", metavar="FILE", help="Write a new file that only you may read."),
]
ServiceOption = Annotated[
    bool, typer.Option("--service", help="What the service said, in place of decisions.")
]
ReportForm = Annotated[Form, typer.Option("--format", help="How to write the report.")]


@app.command("list")
def list_records(
    last: Annotated[
        int | None, typer.Option("--last", metavar="N", min=1, help="Only the newest so many.")
    ] = None,
    patient: Annotated[
        str | None,
        typer.Option("--patient", metavar="ID", help="Only this patient's; needs the key."),
    ] = None,
    service: ServiceOption = False,
    records: RecordsOption = None,
    key: KeyOption = None,
    json: JsonOption = False,
) -> None:
    """List what was decided, in order."""
    from pathway.views import records as shown

    with reporting(json=json), opened_records(records, key) as store:
        chosen = None if patient is None else store.pseudonym(patient)
        if service:
            _list_served(store, chosen, last, json=json)
            return
        found = list(store.records(chosen, last))
        superseded = store.superseded()
        if json:
            output.write_json(shown.list_dict(found, superseded))
        else:
            output.write(shown.listed(found, superseded, width=output.width()))


@app.command("show")
def show_record(
    sequence: Annotated[int, typer.Argument(metavar="SEQUENCE", help="The record's number.")],
    service: ServiceOption = False,
    records: RecordsOption = None,
    json: JsonOption = False,
) -> None:
    """Show one record with all that it holds."""
    from pathway.views import records as shown
    from pathway.views import served as shown_served

    with reporting(json=json), opened_records(records) as store:
        if service:
            said = _served(store).record(sequence)
            if json:
                output.write_json(shown_served.record_dict(said))
            else:
                output.write(shown_served.whole(said, width=output.width()))
            return
        found = store.record(sequence)
        if json:
            output.write_json(shown.record_dict(found))
        else:
            newer = store.superseded().get(sequence)
            output.write(shown.whole(found, newer, width=output.width()))


@app.command("verify")
def verify_records(
    head: Annotated[
        Path | None,
        typer.Option("--head", metavar="FILE", help="A head kept elsewhere, to compare with."),
    ] = None,
    service_head: Annotated[
        Path | None,
        typer.Option("--service-head", metavar="FILE", help="The same of the service's records."),
    ] = None,
    records: RecordsOption = None,
    form: ReportForm = Form.TEXT,
    json: JsonOption = False,
) -> None:
    """Check that no record was edited, removed, put in or moved.

    Exit code 1 if one was.
    """
    from pathway.records.model import HEAD_SCHEMA, SERVICE_HEAD_SCHEMA
    from pathway.views import records as shown

    with reporting(json=json), opened_records(records) as store:
        known = None if head is None else _head(head, HEAD_SCHEMA)
        found = store.verify(known)
        known_served = None if service_head is None else _head(service_head, SERVICE_HEAD_SCHEMA)
        served = _verify_served(store, known_served)
        if json:
            output.write_json(shown.verifications_dict(found, known, served, known_served))
        else:
            _write(shown.verifications(found, known, served, known_served), form)
        if not found.whole or (served is not None and not served.whole):
            raise typer.Exit(ExitCode.FINDINGS)


@app.command("replay")
def replay_records(
    sequences: Annotated[
        list[int] | None, typer.Argument(metavar="[SEQUENCE]...", help="Which records; else all.")
    ] = None,
    library: LibraryOption = None,
    records: RecordsOption = None,
    form: ReportForm = Form.TEXT,
    json: JsonOption = False,
) -> None:
    """Compute recorded advice again: identical, or what differs.

    Exit code 1 where something differs.
    """
    from pathway.views import records as shown

    with reporting(json=json), opened_records(records) as store:
        from pathway.records import replay
        from pathway.records.decision import recompute_with

        recompute = recompute_with(opened(library))
        chosen = map(store.record, sequences) if sequences else store.records()
        found = [replay(record, recompute) for record in chosen]
        if json:
            output.write_json(shown.replays_dict(found))
        else:
            _write(shown.replay_report(found), form)
        if not all(one.identical for one in found):
            raise typer.Exit(ExitCode.FINDINGS)


@app.command("export")
def export_records(
    target: OutputOption = None, service: ServiceOption = False, records: RecordsOption = None
) -> None:
    """Write all records as JSON Lines, one record a line.

    Another program can verify them.
    """
    with reporting(), opened_records(records) as store:
        from pathway.records.export import lines, save_new

        chain = _served(store) if service else store
        if target is None:
            for some in lines(chain):
                output.write_bytes(some)
        else:
            save_new(target, lines(chain))


@app.command("head")
def head_of_records(
    target: OutputOption = None, service: ServiceOption = False, records: RecordsOption = None
) -> None:
    """Write the end of the chain, to be kept elsewhere.

    `pathway records verify --head` compares with it later.
    """
    with reporting(), opened_records(records) as store:
        from pathway.records.export import head_line, save_new
        from pathway.records.model import SERVICE_HEAD_SCHEMA

        line = head_line(_served(store), SERVICE_HEAD_SCHEMA) if service else head_line(store)
        if target is None:
            output.write_bytes(line)
        else:
            save_new(target, [line])


def _served(store: Records) -> ServedRecords:
    """What the service recorded there; raises RecordsError where no service ever ran."""
    from pathway.records.model import nothing_served_at

    found = store.served()
    if found is None:
        raise nothing_served_at(store.name)
    return found


def _list_served(store: Records, patient: str | None, last: int | None, *, json: bool) -> None:
    from pathway.views import served as shown

    found = list(_served(store).records(patient, last))
    if json:
        output.write_json(shown.list_dict(found))
    else:
        output.write(shown.listed(found, width=output.width()))


def _verify_served(store: Records, known: Head | None) -> Verification | None:
    """The chain of the service; None where it has none, and nobody says that there was one."""
    if known is None and store.served() is None:
        return None
    found = _served(store).verify(known)
    return found if found.count or known is not None else None


def _write(document: Document, form: Form) -> None:
    from pathway.views.document import drawn

    output.write(drawn(document, form, width=output.width(), colour=output.colour()))


def _head(path: Path, schema: str) -> Head:
    from pathway.records import Head
    from pathway.yaml.reading import read_file

    try:
        data = read_file(path)
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise refuse(f"cannot read `{path}`: {reason}", "P501") from error
    return Head.read(data, str(path), schema)
