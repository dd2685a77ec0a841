"""What a library holds: list."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from pathway.cli import output
from pathway.cli.diagnostics import reporting
from pathway.cli.request import JsonOption, LibraryOption, PathwayOption, opened, pathway_in


class Listed(StrEnum):
    """Of what a library can be listed."""

    PATHWAYS = "pathways"
    THERAPIES = "therapies"
    SOURCES = "sources"


def list_all(
    what: Annotated[
        Listed, typer.Argument(metavar="[WHAT]", help="What to list.")
    ] = Listed.PATHWAYS,
    pathway: PathwayOption = None,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """List the pathways that there are, the therapies, or the sources.

    With `--pathway` it is what that pathway lists and rests on.
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
                Listed.PATHWAYS: listing.pathways_to_dict,
                Listed.THERAPIES: listing.therapies_to_dict,
                Listed.SOURCES: listing.sources_to_dict,
            }
            output.write_json(values[what](content.title, programs))
            return
        made = {
            Listed.PATHWAYS: listing.pathways,
            Listed.THERAPIES: listing.therapies,
            Listed.SOURCES: listing.sources,
        }[what](content.title, programs)
        output.write(drawn(made, Form.TEXT, width=output.width(), colour=output.colour()))
