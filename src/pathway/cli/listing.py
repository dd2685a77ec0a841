"""What a library holds: list."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from pathway.cli import completion, output
from pathway.cli.diagnostics import reporting
from pathway.cli.request import JsonOption, LibraryOption, opened, pathway_in


class ListSubject(StrEnum):
    """Of what a library can be listed."""

    PATHWAYS = "pathways"
    THERAPIES = "therapies"
    SOURCES = "sources"


def list_all(
    what: Annotated[
        ListSubject, typer.Argument(metavar="[WHAT]", help="What to list.")
    ] = ListSubject.PATHWAYS,
    pathway: Annotated[
        str | None,
        typer.Option(
            "--pathway",
            metavar="ID",
            help="Only what this pathway lists and rests on; else all.",
            autocompletion=completion.pathways,
        ),
    ] = None,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """List the pathways that there are, the therapies, or the sources.

    With `--pathway` it is what that pathway lists, or rests on.
    """
    with reporting(json=json):
        from pathway.views import listing
        from pathway.views.document import drawn
        from pathway.views.forms import Form

        content = opened(library)
        named = pathway_in(content, pathway)
        ids = content.pathways if named is None else (named,)
        programs = {id_: content.program(id_) for id_ in ids}
        if json:
            values = {
                ListSubject.PATHWAYS: listing.pathways_to_dict,
                ListSubject.THERAPIES: listing.therapies_to_dict,
                ListSubject.SOURCES: listing.sources_to_dict,
            }
            output.write_json(values[what](content.title, programs))
            return
        made = {
            ListSubject.PATHWAYS: listing.pathways,
            ListSubject.THERAPIES: listing.therapies,
            ListSubject.SOURCES: listing.sources,
        }[what](content.title, programs)
        output.write(drawn(made, Form.TEXT, width=output.width(), colour=output.colour()))
