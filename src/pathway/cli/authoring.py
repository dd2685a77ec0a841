"""The commands for those who write pathways: show, new."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathway.cli import output
from pathway.cli.diagnostics import refuse, reporting
from pathway.cli.options import DateOption, LibraryOption
from pathway.cli.request import Request, opened, read_patient
from pathway.cli.site import CoverageOption, exercised

if TYPE_CHECKING:
    from pathway.program import CompiledProgram


class PictureFormat(StrEnum):
    """How a pathway can be drawn; HTML is a page to read, a review one for a guideline board."""

    TREE = "tree"
    MERMAID = "mermaid"
    DOT = "dot"
    SVG = "svg"
    HTML = "html"
    REVIEW = "review"


def show(
    pathway: Annotated[str, typer.Argument(metavar="ID", help="Which pathway.")],
    form: Annotated[
        PictureFormat, typer.Option("--format", help="How to draw it.")
    ] = PictureFormat.TREE,
    patient: Annotated[
        str | None,
        typer.Option("--patient", metavar="PATIENT", help="Mark where this patient gets to."),
    ] = None,
    as_of: DateOption = None,
    library: LibraryOption = None,
    coverage: CoverageOption = None,
) -> None:
    """Draw a pathway as a tree, Mermaid, DOT or SVG, or write it out: a page, a review (HTML)."""
    with reporting():
        content = opened(library)
        program = content.program(pathway)
        if form in (PictureFormat.REVIEW, PictureFormat.HTML):
            if patient is not None:
                what = "review" if form is PictureFormat.REVIEW else "page"
                raise refuse(f"a {what} speaks of no patient", hint="leave out `--patient`")
            output.write(_written_out(program, form, coverage))
            return
        reached = None
        if patient is not None:
            asked = Request(patient, as_of=as_of)
            person = read_patient(content, patient, asked.day)
            advice = content.advise(person, pathway, asked.day_for(person))
            reached = {node.node: node.reached for node in advice.path}
        from pathway.views.pictures import render

        output.write(render(program, form.value, reached))


def _written_out(program: CompiledProgram, form: PictureFormat, coverage: Path | None) -> str:
    """The pathway in words, as a page to read or as a document to sign."""
    if form is PictureFormat.REVIEW:
        from pathway.views.review import render

        return render(program)
    from pathway.views.site import page

    return page(program, exercised(coverage))


def new(
    pathway: Annotated[
        str, typer.Argument(metavar="ID", help="The new pathway's id: letters, digits and _.")
    ],
    folder: Annotated[
        Path | None,
        typer.Option("--folder", metavar="DIR", help="Where to; else a new folder named ID."),
    ] = None,
) -> None:
    """Start a pathway from a commented skeleton."""
    from pathway.cli.skeleton import EXAMPLE_DAY, write_skeleton

    with reporting():
        target = folder or Path(pathway)
        written = write_skeleton(pathway, target)
        example = target / "patients" / "example.yaml"
        lines = [f"  {path}" for path in written]
        after = [
            "",
            "next:",
            f"  pathway check {target}",
            f"  pathway advise {example} --library {target} --as-of {EXAMPLE_DAY}",
            f"  pathway spec {target}/features",
        ]
        output.write("\n".join(["written:", *lines, *after]) + "\n")
