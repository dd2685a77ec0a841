"""The commands about what was decided: records list, show, verify, replay, export, head."""

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
    from pathway.records import Head
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
    records: RecordsOption = None,
    key: KeyOption = None,
    json: JsonOption = False,
) -> None:
    """List what was decided, in order."""
    from pathway.views import records as shown

    with reporting(json=json), opened_records(records, key) as store:
        chosen = None if patient is None else store.pseudonym(patient)
        found = list(store.records(chosen, last))
        superseded = store.superseded()
        if json:
            output.write_json(shown.list_dict(found, superseded))
        else:
            output.write(shown.listed(found, superseded, width=output.width()))


@app.command("show")
def show_record(
    sequence: Annotated[int, typer.Argument(metavar="SEQUENCE", help="The record's number.")],
    records: RecordsOption = None,
    json: JsonOption = False,
) -> None:
    """Show one record with all that it holds."""
    from pathway.views import records as shown

    with reporting(json=json), opened_records(records) as store:
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
    records: RecordsOption = None,
    form: ReportForm = Form.TEXT,
    json: JsonOption = False,
) -> None:
    """Check that no record was edited, removed, put in or moved.

    Exit code 1 if one was.
    """
    from pathway.views import records as shown

    with reporting(json=json), opened_records(records) as store:
        known = None if head is None else _head(head)
        found = store.verify(known)
        if json:
            output.write_json(shown.verification_dict(found, known))
        else:
            _write(shown.verification(found, known), form)
        if not found.whole:
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
def export_records(target: OutputOption = None, records: RecordsOption = None) -> None:
    """Write all records as JSON Lines, one record a line.

    Another program can verify them.
    """
    with reporting(), opened_records(records) as store:
        from pathway.records.export import lines, save_new

        if target is None:
            for some in lines(store):
                output.write_bytes(some)
        else:
            save_new(target, lines(store))


@app.command("head")
def head_of_records(target: OutputOption = None, records: RecordsOption = None) -> None:
    """Write the end of the chain, to be kept elsewhere.

    `pathway records verify --head` compares with it later.
    """
    with reporting(), opened_records(records) as store:
        from pathway.records.export import head_line, save_new

        line = head_line(store)
        if target is None:
            output.write_bytes(line)
        else:
            save_new(target, [line])


def _write(document: Document, form: Form) -> None:
    from pathway.views.document import drawn

    output.write(drawn(document, form, width=output.width(), colour=output.colour()))


def _head(path: Path) -> Head:
    from pathway.records import Head
    from pathway.yaml.reading import read_file

    try:
        data = read_file(path)
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise refuse(f"cannot read `{path}`: {reason}", "P501") from error
    return Head.read(data, str(path))
